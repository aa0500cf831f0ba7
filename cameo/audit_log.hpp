#pragma once

#include "cameo/grant/bytes.hpp"
#include "cameo/grant/date.hpp"
#include "cameo/grant/signature.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::storage {
class Database;
}

namespace rushlight::cameo {

enum class Action : std::uint8_t { enrol, grant, acquire, deny, revoke, remove };

/// "acquire"
[[nodiscard]] std::string_view to_string(Action action);

/// One line of the log: what was done with whose likeness. Prompts are kept as hashes only.
struct Entry {
    Instant time = 0;
    Action action = Action::acquire;
    std::string handle;
    Bytes grant;      ///< its id; empty where there is none
    std::string job;  ///< empty outside jobs
    std::string rule; ///< of a denial
    Digest prompt{};  ///< SHA-256 of the completed prompt; zeros outside jobs

    bool operator==(const Entry&) const = default;
};

/// The log of every use, refusal and change, in the library database (storage's use_log chains the
/// lines). Each line is signed by the installation and on the disk before `add` returns, so nothing
/// is released without one. The last line's hash is kept, signed, in `vault/log-head` too, so that
/// a cut tail is seen. Errors: CameoError (damaged, io, full), StorageError. Threads: the
/// database's.
class AuditLog {
public:
    /// library and installation must outlive the log.
    AuditLog(storage::Database& library,
             const std::filesystem::path& data_folder,
             const SecretKey& installation);

    void add(const Entry& entry);

    [[nodiscard]] std::vector<Entry> entries() const;

    /// The first thing wrong, as a sentence; nothing when every line is there, unchanged and in
    /// order.
    [[nodiscard]] std::optional<std::string> problem() const;

private:
    storage::Database& library_;
    std::filesystem::path head_file_;
    const SecretKey& installation_;
};

} // namespace rushlight::cameo
