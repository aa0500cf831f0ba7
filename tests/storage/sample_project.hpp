#pragma once

#include "storage/project.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::test {

/// Options for tests: no reserve on the disk.
inline const storage::ProjectOptions small{.reserve_bytes = 0};

/// One edit as the studio makes it: a blob, then in one transaction its asset, a take, and a
/// version whose timeline holds one clip more than the one before. `number` counts from 1.
void add_edit(storage::Project& project, int number, std::size_t media_bytes = 5000);

/// Versions in the project, which is the number of edits.
[[nodiscard]] int edits_in(storage::Project& project);

/// What contradicts the first edits_in() edits: lost or changed rows, media and timelines. Empty
/// when all is well.
[[nodiscard]] std::vector<std::string> check_edits(storage::Project& project);

[[nodiscard]] std::string content_of(const std::filesystem::path& file);
void flip_byte(const std::filesystem::path& file, std::uint64_t offset, std::uint8_t bits = 0xFF);

template <class Work>
storage::StorageError::Code code_of(Work work)
{
    try {
        work();
    } catch (const storage::StorageError& error) {
        INFO(error.what());
        CHECK(std::string(error.what()).size() > 15);
        return error.code();
    }
    FAIL("no error");
    return {};
}

} // namespace rushlight::test
