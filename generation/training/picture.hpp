#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace rushlight::generation::training {

/// Pixels, 8-bit RGB, packed.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
};

/// A [3, H, W] tensor of −1 … 1, clamped, as a picture.
[[nodiscard]] Picture picture_of(const at::Tensor& image);

/// Chosen frames of a [3, T, H, W] clip as pictures.
[[nodiscard]] std::vector<Picture> frames_of(const at::Tensor& clip, int count);

/// A contact sheet: rows of pictures, each scaled down by an integer so that it is at most
/// `most_width` wide, with a gap of 2 pixels.
[[nodiscard]] Picture contact_sheet(const std::vector<std::vector<Picture>>& rows, int most_width);

/// Baseline JPEG, 4:4:4, with the tables of ITU-T T.81 annex K. quality 1 … 100.
[[nodiscard]] std::vector<std::uint8_t> jpeg_bytes(const Picture& picture, int quality);

/// Writes a JPEG. Throws std::runtime_error when the file cannot be written.
void write_jpeg(const std::filesystem::path& file, const Picture& picture, int quality = 80);

} // namespace rushlight::generation::training
