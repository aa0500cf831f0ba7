#pragma once

#include "assets/ffmpeg/picture.hpp"

#include <filesystem>
#include <optional>

namespace rushlight::assets {

enum class StillKind { png, jpeg, webp };

/// What a picture's own header says; read without decoding anything.
struct StillHeader {
    StillKind kind{};
    int width = 0; ///< as stored
    int height = 0;
};

/// Nothing when the file is no PNG, JPEG or WebP. Throws MediaError when it is one, and its header
/// is damaged or outside the limits: 16384 a side, 64 Mpx, 1:100, 256 MB.
[[nodiscard]] std::optional<StillHeader> still_header(const std::filesystem::path& file);

struct Still {
    FramePtr decoded;
    Orientation orientation;
};

/// Decodes a picture whose header has been accepted. Throws MediaError.
[[nodiscard]] Still decode_still(const std::filesystem::path& file, const StillHeader& header);

} // namespace rushlight::assets
