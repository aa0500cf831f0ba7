#pragma once

#include "assets/frame.hpp"
#include "assets/time.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::test {

/// A grey picture whose 16 columns of blocks spell a number in binary.
[[nodiscard]] assets::Frame numbered_frame(std::int64_t number, int width = 128, int height = 32);

/// The number spelt by a picture of any format (by its luma or red); tells codes apart after lossy
/// encoding.
[[nodiscard]] std::int64_t number_in(const assets::Frame& frame);

/// A clip with numbered frames, written by libav directly so that the reader is not tested against
/// its own writer.
struct ClipPlan {
    std::string encoder = "libx264";
    std::string pixel_format = "yuv420p";
    assets::Time rate{24};
    std::int64_t frames = 72;
    int width = 128;
    int height = 32;
    int gop = 48;
    int b_frames = 2;
    std::vector<std::int64_t> times; ///< pts of each frame in 1/600 s; empty: n / rate
    int rotation = 0;                ///< clockwise turn in the display matrix
    std::string x264;                ///< more x264 options, "open-gop=1"
    bool sound = false;              ///< a 48 kHz tone beside it
    std::string sound_encoder = "aac";
};

/// The container follows from the file's extension.
void write_clip(const std::filesystem::path& file, const ClipPlan& plan);

/// A JPEG by libav's own encoder.
void write_jpeg(const std::filesystem::path& file, const assets::Frame& rgb);

/// Interleaved samples into a sound file at a rate, by libav directly.
void write_sound_file(const std::filesystem::path& file,
                      const std::string& encoder,
                      int sample_rate,
                      int channels,
                      const std::vector<float>& interleaved);

} // namespace rushlight::test
