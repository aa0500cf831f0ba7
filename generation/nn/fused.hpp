#pragma once

#include "generation/nn/norm.hpp"

#include <ATen/core/Tensor.h>

#include <array>

namespace rushlight::generation::nn {

// The three groups of element-wise work of a transformer block, each as one operation with its own
// gradient: training on a CPU spends more time in such passes than in products. CPU, fp32 or bf16,
// sums in fp32. Values and gradients do not depend on the number of threads.

/// `norm_modulate` with a gradient; `residual` (undefined: none) is added.
[[nodiscard]] at::Tensor
fused_norm_modulate(const at::Tensor& x, const Modulation& modulation, const at::Tensor& residual);

/// QK-norm and rotary position of queries and keys, and values mixed with the first block's:
/// v + mix · (first − v). qkv [B, N, 3, H, E]; first [B, H, N, E] and mix [1], or undefined.
/// Returns q, k, v, each [B, H, N, E].
[[nodiscard]] std::array<at::Tensor, 3> fused_heads(const at::Tensor& qkv,
                                                    const at::Tensor& query_weight,
                                                    const at::Tensor& key_weight,
                                                    const Rotation& rotation,
                                                    const at::Tensor& first,
                                                    const at::Tensor& mix);

/// silu(gate) · up of x [..., 2 F], the gate first → [..., F]
[[nodiscard]] at::Tensor fused_gate(const at::Tensor& x);

} // namespace rushlight::generation::nn
