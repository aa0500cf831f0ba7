#pragma once

#include <ATen/core/Tensor.h>

namespace rushlight::generation::nn {

/// What a modulated norm multiplies and adds, all fp32, each optional (undefined).
struct Modulation {
    at::Tensor weight; ///< [D]
    at::Tensor scale;  ///< [L, D], one row a noise level
    at::Tensor shift;  ///< [L, D]
    at::Tensor level;  ///< [N] int32, each token's row; undefined: row 0
};

/// y = x / sqrt(mean(x²) + 1e-6) · weight · (1 + scale[level]) + shift[level] over the last axis,
/// sums in fp32. x [..., D], N tokens in all; differentiable in x, weight, scale and shift.
[[nodiscard]] at::Tensor norm_modulate(const at::Tensor& x, const Modulation& modulation);

/// Rotary positions of tokens: fp32 [B or 1, N, E / 2] each.
struct Rotation {
    at::Tensor cosine;
    at::Tensor sine;
};

/// QK-norm and rotary position of the pairs (2i, 2i + 1), into attention's layout:
/// x [B, N, H, E], weight [E] → [B, H, N, E]. Differentiable in x and weight.
[[nodiscard]] at::Tensor
norm_rotate(const at::Tensor& x, const at::Tensor& weight, const Rotation& rotation);

} // namespace rushlight::generation::nn
