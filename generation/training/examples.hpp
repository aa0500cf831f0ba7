#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::generation::training {

/// A picture or a short clip to learn from. The engine has no picture decoder, so examples are
/// netpbm P6 files with 8 bits a colour, NAME.ppm; several pictures of one size one after another
/// are a clip at 12 frames a second (what `ffmpeg -i in.mp4 -r 12 -f image2pipe -c:v ppm NAME.ppm`
/// writes). What it shows may stand in NAME.txt beside it.
struct Example {
    std::string name;    ///< of its file, without ending
    std::string caption; ///< at most 1,000 bytes, on one line; empty: nothing is said
    at::Tensor frames;   ///< [T, H, W, 3] uint8; T is 1, 5, 9 … 33
};

inline constexpr std::int64_t example_frames_most = 33;

/// The examples' files of a folder, sorted. Throws std::runtime_error when there are none or more
/// than 256.
[[nodiscard]] std::vector<std::filesystem::path> example_files(const std::filesystem::path& folder);

/// Reads one; frames beyond the longest length that fits are left out. It may come from a stranger.
/// Throws std::runtime_error with the file's name: unreadable, no P6, sides outside 16 … 4096,
/// pictures of different sizes, cut short.
[[nodiscard]] Example read_example(const std::filesystem::path& file);

/// Writes NAME.ppm and, where there is a caption, NAME.txt. Throws std::runtime_error.
void write_example(const std::filesystem::path& folder, const Example& example);

/// Which part of an example is looked at: a square, and whether left and right are exchanged.
struct Crop {
    double size = 1; ///< share of the shorter side
    double x = 0.5;  ///< where it lies between left and right, 0 … 1
    double y = 0.5;
    bool mirrored = false;
};

/// frames [T, H, W, 3] uint8 → the crop, [3, T, side, side] in −1 … 1
[[nodiscard]] at::Tensor cropped(const at::Tensor& frames, const Crop& crop, std::int64_t side);

/// The crops of the i-th example that are learned from: the middle first, then pieces of 0.75 … 1
/// of the shorter side from anywhere; every other one mirrored unless not wanted. Follows from i.
[[nodiscard]] std::vector<Crop> crops_of(std::size_t i, int count, bool mirror);

} // namespace rushlight::generation::training
