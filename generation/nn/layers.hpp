#pragma once

#include "generation/nn/weights.hpp"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace rushlight::generation::nn {

// A layer computes in the element type of its input: weights of another type are cast on the way,
// so training keeps fp32 masters and inference casts once with `in_type`.

/// The tensor in the type of `like`; itself when it has it already.
[[nodiscard]] at::Tensor cast_like(const at::Tensor& tensor, const at::Tensor& like);

/// y = x Wᵀ + b over the last axis.
struct Linear {
    at::Tensor weight; ///< [out, in]
    at::Tensor bias;   ///< [out]; undefined in bias-free layers

    Linear(const Weights& weights, std::int64_t in, std::int64_t out, bool with_bias = false);

    /// x [..., in] → [..., out]
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
};

/// y = x / sqrt(mean(x²) + 1e-6) · weight over the last axis, sums in fp32 (Zhang & Sennrich 2019).
struct RmsNorm {
    at::Tensor weight; ///< [D]

    RmsNorm(const Weights& weights, std::int64_t width);

    /// x [..., D] → the same
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
};

/// 2-D convolution, channels last in memory.
struct Conv2d {
    at::Tensor weight; ///< [out, in, k, k]
    at::Tensor bias;   ///< [out]; undefined in bias-free layers
    std::int64_t stride;
    std::int64_t padding;

    Conv2d(const Weights& weights,
           std::int64_t in,
           std::int64_t out,
           std::int64_t kernel,
           bool with_bias = true,
           std::int64_t stride = 1);

    /// x [B, in, H, W] → [B, out, H / stride, W / stride], "same" padding
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
};

/// One learned vector for each id.
struct Embedding {
    at::Tensor weight; ///< [ids, D]

    Embedding(const Weights& weights, std::int64_t ids, std::int64_t width);

    /// ids [...] int64, each below the table's length → [..., D] in the table's type
    [[nodiscard]] at::Tensor operator()(const at::Tensor& ids) const;
};

/// down(silu(gate) · up), gate and up in one product (Shazeer 2020, arXiv:2002.05202).
struct SwiGlu {
    Linear up;   ///< D → 2·hidden, the gate first
    Linear down; ///< hidden → D

    SwiGlu(const Weights& weights, std::int64_t width, std::int64_t hidden);

    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
};

/// softmax(q kᵀ / √E) v. q [B, H, N, E], k and v [B, H, M, E]; mask [B, M] bool, true where a key
/// may be looked at (every row needs one), or undefined: all. Returns [B, N, H·E].
[[nodiscard]] at::Tensor
attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& mask);

/// Features of a scalar: cosines and sines of `width` / 2 frequencies from 1 down to 1e-4 per
/// thousandth (Vaswani et al. 2017). x [...] fp32 in about 0 … 1 → [..., width] fp32
[[nodiscard]] at::Tensor sinusoid(const at::Tensor& x, std::int64_t width);

} // namespace rushlight::generation::nn
