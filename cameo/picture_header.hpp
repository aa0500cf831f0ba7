#pragma once

#include "cameo/grant/bytes.hpp"

#include <string>

namespace rushlight::cameo {

enum class PictureFormat { png, jpeg, webp };

/// What a picture file says of itself, read before any decoder sees it.
struct PictureHeader {
    PictureFormat format = PictureFormat::png;
    int width = 0;
    int height = 0;
};

/// Reads the header of a PNG, JPEG or WebP and walks to the file's end, so that a truncated file is
/// found too. Throws CameoError (picture) for anything else, and for sizes that a reference cannot
/// have: sides of 64 … 16384 pixels, at most 64 million of them, at most 10 to 1. `name` is for the
/// sentence.
[[nodiscard]] PictureHeader read_picture_header(BytesView file, const std::string& name);

} // namespace rushlight::cameo
