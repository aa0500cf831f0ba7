#pragma once

#include "generation/world/scene.hpp"

#include <ATen/core/Tensor.h>

#include <vector>

namespace rushlight::generation::training {

// A2's measures of pictures against pictures and of what moves. Clips [3, T, H, W] in −1 … 1.

/// Structural similarity of two pictures [3, H, W], mean over 8 × 8 windows of their lightness
/// (Wang et al. 2004), −1 … 1.
[[nodiscard]] double ssim(const at::Tensor& a, const at::Tensor& b);

/// What a frame cannot be made from of the frame before: blocks of 8 × 8 at 64 × 64, each taken
/// from the best place within 4 pixels; the mean absolute rest over all frames, 0 … 1. A still clip
/// gives 0.
[[nodiscard]] double warp_residual(const at::Tensor& clip);

/// The middle of what has this ink, in each frame, in shares of the width and height; NaN where
/// next to nothing has it.
struct InkPath {
    std::vector<double> x, y;
};

[[nodiscard]] InkPath path_of_ink(const at::Tensor& clip, world::ColourName ink);

/// How far a height over time is from steady bounces of one parabola (free fall and rebound), as
/// the root mean square rest over the height's own deviation; 1 for noise, about 0 for bounces. The
/// rate (0.4 … 2.5 bounces a second), its phase, the floor and the height are fitted.
/// heights: frames `rate` a second apart, NaN left out; fewer than 12 of them give 1.
[[nodiscard]] double ballistic_residual(const std::vector<double>& heights, double rate);

/// Spearman's rank correlation of two rows of numbers; ties share ranks. 0 for fewer than 3.
[[nodiscard]] double rank_correlation(const std::vector<double>& a, const std::vector<double>& b);

} // namespace rushlight::generation::training
