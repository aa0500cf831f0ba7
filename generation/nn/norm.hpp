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

/// y = x / sqrt(mean(x²) + 1e-6) · weight · (1 + scale[level]) + shift[level] + residual over the
/// last axis, sums in fp32. x and residual (undefined: none) [..., D], N tokens in all;
/// differentiable in all but level.
[[nodiscard]] at::Tensor
norm_modulate(const at::Tensor& x, const Modulation& modulation, const at::Tensor& residual = {});

/// Rotary positions of tokens: fp32 [B or 1, N, E / 2] each.
struct Rotation {
    at::Tensor cosine;
    at::Tensor sine;
};

/// Queries, keys and values of a layer in attention's layout, [B, H, N, E] each.
struct Heads {
    at::Tensor q;
    at::Tensor k;
    at::Tensor v;
};

/// What a layer's heads are made with: the weights of QK-norm [E], the positions, and the first
/// block's values with their share (value residual: Zhou et al. 2024, arXiv:2410.17897), or none.
struct HeadShaping {
    at::Tensor query_weight;
    at::Tensor key_weight;
    Rotation rotation;
    at::Tensor first_values; ///< [B, H, N, E], or undefined
    at::Tensor value_mix;    ///< [1], or undefined
};

/// QK-norm and rotary position of the pairs (2i, 2i + 1) of queries and keys, and v + mix · (first
/// − v). qkv [B, N, 3, H, E]; differentiable.
[[nodiscard]] Heads heads_of(const at::Tensor& qkv, const HeadShaping& shaping);

/// silu(gate) · up of x [..., 2 F], the gate first → [..., F]; differentiable.
[[nodiscard]] at::Tensor gated(const at::Tensor& x);

} // namespace rushlight::generation::nn
