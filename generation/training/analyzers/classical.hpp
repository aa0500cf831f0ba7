#pragma once

#include "generation/world/scene.hpp"

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

namespace rushlight::generation::training {

/// A2: what can be said of a clip by counting and measuring, without anything learned
/// (previs-model.md §4.1). It shares no code and no data with A1. Clips [3, T, H, W] in −1 … 1.

/// The hour, from how bright and how warm the upper third of the picture is: the nearest of the
/// hours' own skies that the edition has (Lab distance of mean colours, weather aside).
[[nodiscard]] world::TimeOfDay hour_of(const at::Tensor& clip, world::World world);

/// The subject's ink: the ink that most of the saturated pixels of the moving or most unusual
/// region are nearest to.
[[nodiscard]] world::ColourName colour_of(const at::Tensor& clip);

/// Mean absolute change from frame to frame, 0 … 1: how much moves.
[[nodiscard]] double motion_energy(const at::Tensor& clip);

/// The picture's shift between two [3, H, W] frames in pixels right and down, by phase correlation.
[[nodiscard]] std::array<double, 2> shift_between(const at::Tensor& from, const at::Tensor& to);

/// Share of two clips' edges that agree within a pixel at 64 × 64 (F1), over nine frames: the same
/// drawing, whatever its colours.
[[nodiscard]] double edge_agreement(const at::Tensor& a, const at::Tensor& b);

/// [14]: how a clip is drawn, whatever it shows: mean and deviation of lightness and chroma, the
/// quantiles 0.05, 0.25, 0.5, 0.75 and 0.95 of lightness, 0.5 and 0.95 of chroma, and of the slopes
/// of lightness the mean and the quantiles 0.8 and 0.95.
[[nodiscard]] at::Tensor style_statistics(const at::Tensor& clip);

} // namespace rushlight::generation::training
