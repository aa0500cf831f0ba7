#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace rushlight::storage {

/// Footage that stays where the user has it. Known by size and by its first and last MiB.
struct LinkedFile {
    std::string path;          ///< absolute
    std::int64_t size = 0;     ///< bytes
    std::int64_t mtime_ns = 0; ///< since 1970
    std::string ends;          ///< SHA-256 over the first and the last MiB, hexadecimal

    bool operator==(const LinkedFile&) const = default;
};

enum class LinkState {
    unchanged, ///< the same size and time, or the same size and ends
    offline,   ///< not there, or not readable
    changed    ///< another file stands there now
};

/// Describes a file of the user. Throws StorageError: missing, io.
[[nodiscard]] LinkedFile link_file(const std::filesystem::path& path);
/// Looks where the file was; reads its ends only when its time differs. Never throws for the file.
[[nodiscard]] LinkState check_link(const LinkedFile& linked);

} // namespace rushlight::storage
