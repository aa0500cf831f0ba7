#pragma once

#include "tests/storage/disk/recorder.hpp"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace rushlight::test::disk {

/// Writes into `target` what a disk may hold when the power fails after the first `count`
/// operations. Of a file, what was synced is there, and of the rest nothing, all, or any 512-byte
/// sectors; of the names, those whose folder was synced, and of the rest a first part in order (a
/// journalling file system) or any of them (all that POSIX promises). `seed` chooses.
void cut_power(const std::vector<Operation>& operations,
               std::size_t count,
               std::uint64_t seed,
               const std::filesystem::path& target);

/// The highest number acknowledged in the first `count` operations; 0 for none.
[[nodiscard]] std::uint64_t acknowledged(const std::vector<Operation>& operations,
                                         std::size_t count);

} // namespace rushlight::test::disk
