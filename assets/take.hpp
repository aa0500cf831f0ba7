#pragma once

#include "assets/metadata.hpp"
#include "assets/time.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace rushlight::assets {

/// What the engine made: pictures, sound and the latents they were decoded from.
struct TakeContent {
    int width = 0;
    int height = 0;
    std::int64_t frames = 0;
    Time rate{12};
    /// Frame n as packed R G B rows without gaps, width · height · 3 bytes; asked for once each,
    /// in order.
    std::function<std::vector<std::uint8_t>(std::int64_t n)> rgb;
    std::span<const float> sound; ///< 48 kHz, left, right, left …; may be empty
    std::map<std::string, std::string> metadata;
};

/// Told after each frame; may be empty.
using FrameProgress = std::function<void(std::int64_t frames_done)>;

/// Writes a take as FFV1 RGB and 32-bit float PCM in Matroska, from which every frame and sample
/// comes back bit for bit.
/// Returns   the take's identity: SHA-256, hexadecimal, over the raw RGB24 frames in order and then
///           over the PCM as little-endian floats.
/// Throws    MediaError: full, invalid, cancelled. Nothing is left behind then.
std::string write_take(const std::filesystem::path& file,
                       const TakeContent& content,
                       const std::stop_token& stop = {},
                       const FrameProgress& progress = {});

/// A take read again, frame by frame from its file. Threads: one at a time.
struct TakeFile {
    int width = 0;
    int height = 0;
    std::int64_t frames = 0;
    Time rate;
    std::function<std::vector<std::uint8_t>(std::int64_t n)> rgb; ///< any frame, in any order
    std::vector<float> sound;                                     ///< 48 kHz, left, right, left …
    Metadata metadata;
};

/// Throws MediaError: missing, unreadable (also for a film that is not FFV1 RGB).
[[nodiscard]] TakeFile read_take(const std::filesystem::path& file);

/// The identity of a take, from its file.
[[nodiscard]] std::string identity_of_take(const std::filesystem::path& file);

} // namespace rushlight::assets
