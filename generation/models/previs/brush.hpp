#pragma once

#include "generation/engine.hpp"
#include "generation/models/previs/hints.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace rushlight::generation::previs {

/// A region's mask in the first picture, [H, W] fp32 in 0 … 1, from its picture or its polygon
/// (even-odd, at pixel centres).
[[nodiscard]] at::Tensor
mask_of(const BrushRegion& region, const Inputs& inputs, std::int64_t height, std::int64_t width);

/// Where a region is in each frame, in pixels from where it stands in the first: along its path
/// (linear between its points; the points' first place is where it stands), or steadily along its
/// direction, 10 of which are half a picture in the whole clip.
[[nodiscard]] std::vector<std::array<double, 2>>
offsets_of(const BrushRegion& region, std::int64_t frames, std::int64_t height, std::int64_t width);

} // namespace rushlight::generation::previs
