#pragma once

#include "cameo/grant/bytes.hpp"

#include <filesystem>

namespace rushlight::cameo {

/// An 8-bit RGBA picture, rows without gaps, alpha not multiplied in.
struct Picture {
    int width = 0;
    int height = 0;
    Bytes rgba; ///< width · height · 4
};

/// In pixels.
struct Box {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    bool operator==(const Box&) const = default;
};

/// A picture that came from a file.
struct ReadPicture {
    Picture picture;        ///< at most 1024 pixels a side; JPEG orientation applied
    Digest file_sha256{};   ///< of the file as it lies there
    bool has_alpha = false; ///< at least one pixel is see-through
};

/// Reads and decodes a PNG, JPEG or WebP of at most 64 MiB; its header is held against the bounds
/// of `read_picture_header` before the decoder runs. Throws CameoError (picture).
[[nodiscard]] ReadPicture read_picture(const std::filesystem::path& path);

/// The bytes of a PNG file.
[[nodiscard]] Bytes to_png(const Picture& picture);

} // namespace rushlight::cameo
