#pragma once

#include "generation/training/lesson.hpp"

#include <ATen/core/Tensor.h>

namespace rushlight::generation::training {

/// A noise level of training, 0 … 1: the logistic function of a normal number (Esser et al. 2024,
/// arXiv:2403.03206), shifted as the schedule of sampling is.
[[nodiscard]] double noise_level(Dice& dice, double shift);

/// Mean squared error of the velocity (z − x) / t, over the cells with noise to take away.
/// said and clean [B, C, T, H, W], t [B, T, H, W], all fp32 → a scalar
[[nodiscard]] at::Tensor
velocity_error(const at::Tensor& said, const at::Tensor& clean, const at::Tensor& t);

} // namespace rushlight::generation::training
