#pragma once

#include <cstdint>

namespace rushlight::editor {

// Rows of 8-bit samples. Each rounds to nearest, so that every processor gives the same bytes.

/// out = a + (b − a) · weight / 256, weight 0 … 256.
void mix_row(
    std::uint8_t* out, const std::uint8_t* a, const std::uint8_t* b, int count, int weight);

/// A picture drawn over black laid over another: out = over + (out − black) · (255 − alpha) / 255.
/// black is 16 for luma and 128 for chroma.
void over_row(
    std::uint8_t* out, const std::uint8_t* over, const std::uint8_t* alpha, int count, int black);

/// The same picture with less of it: over = black + (over − black) · weight / 256.
void dim_row(std::uint8_t* over, int count, int black, int weight);

/// Darkens by coverage: out = black + (picture − black) · alpha / 255.
void cover_row(std::uint8_t* out, const std::uint8_t* alpha, int count, int black);

/// Alpha of 4:2:0 chroma: means of 2 × 2 of two rows; count is of the result.
void halve_alpha(std::uint8_t* out, const std::uint8_t* top, const std::uint8_t* bottom, int count);

} // namespace rushlight::editor
