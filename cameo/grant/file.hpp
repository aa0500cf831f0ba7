#pragma once

#include "cameo/grant/bytes.hpp"

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace rushlight::cameo {

/// The whole of a regular file of at most `most` bytes. Throws std::system_error when it cannot be
/// read (ENOENT when there is none, EFBIG when it is larger, EINVAL when it is no regular file).
[[nodiscard]] Bytes read_file(const std::filesystem::path& path, std::size_t most);

/// Puts a file in place at once: temporary file beside it with these permissions, fsync, rename,
/// fsync of the folder. Throws std::system_error.
void write_file(const std::filesystem::path& path, BytesView content, mode_t permissions);

} // namespace rushlight::cameo
