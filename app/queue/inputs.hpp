#pragma once

#include "generation/protocol/request.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::app {

/// One input of a request with its bytes.
struct RawInput {
    generation::Input facts;
    std::vector<std::uint8_t> bytes; ///< frames · height · width · channels
};

// Pictures and clips of any format become what the engine takes: 8-bit sRGB, cropped around the
// centre to the shape of `size` and scaled to it by Lanczos. All throw assets::MediaError. Threads:
// any.

[[nodiscard]] RawInput
picture_input(const std::string& name, const std::filesystem::path& file, generation::Size size);

/// One channel: the picture's brightness; bright is inside.
[[nodiscard]] RawInput
mask_input(const std::string& name, const std::filesystem::path& file, generation::Size size);

/// `frames` frames at `rate` a second; where the clip is shorter, its last frame is held. A take
/// (Matroska with FFV1 RGB) of this size comes bit for bit.
[[nodiscard]] RawInput clip_input(const std::string& name,
                                  const std::filesystem::path& file,
                                  generation::Size size,
                                  int frames,
                                  int rate);

} // namespace rushlight::app
