#pragma once

#include "cameo/cast.hpp"
#include "cameo/consent_gate.hpp"
#include "storage/cast_table.hpp"
#include "storage/library.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::cameo::test {

/// A user's data folder with a cast, and a clock that tests set.
struct Studio {
    static constexpr Instant noon = 1'795'262'400; // 2026-11-21 12:00 UTC

    rushlight::test::TemporaryFolder data;
    Instant time = noon;
    storage::Database library = storage::open_library(data.path());
    Cast cast{library, data.path(), [this] {
                  return time;
              }};
    ConsentGate gate{cast};

    /// A drawn animal that comes cut out already (no GrabCut: quick).
    Added add_pip(const std::string& handle = "pip");
    /// A picture of another colour for each number.
    [[nodiscard]] std::filesystem::path picture(int number = 0) const;

    /// Overwrites the stored grant, as somebody with the database in hand could.
    void set_stored_grant(const std::string& handle, const Bytes& grant);
    [[nodiscard]] Bytes stored_grant(const std::string& handle);

    /// A request that casts these, with their references named.
    [[nodiscard]] generation::Request request(const std::vector<std::string>& handles) const;
};

} // namespace rushlight::cameo::test
