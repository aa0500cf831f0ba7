#pragma once

#include <cstddef>
#include <span>

namespace rushlight::editor {

/// The value of one side of stereo sound between its samples, by a windowed sinc of 16 taps.
/// `whole` and `share` (0 … 1) tell the place; seven samples before and eight behind are read.
[[nodiscard]] float
between_samples(std::span<const float> stereo, std::size_t whole, double share, std::size_t side);

} // namespace rushlight::editor
