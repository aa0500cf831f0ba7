#pragma once

#include "generation/nn/norm.hpp"

namespace rushlight::generation::nn {

// What `norm.hpp` offers, made of the library's own operations: for devices that our fused forms
// do not know, training included. Same shapes, same values within rounding, differentiable.

[[nodiscard]] at::Tensor composed_norm_modulate(const at::Tensor& x,
                                                const Modulation& modulation,
                                                const at::Tensor& residual);
/// The values of `heads_of` alone
[[nodiscard]] at::Tensor composed_values(const at::Tensor& qkv, const HeadShaping& shaping);
[[nodiscard]] Heads composed_heads(const at::Tensor& qkv, const HeadShaping& shaping);
[[nodiscard]] at::Tensor composed_gate(const at::Tensor& x);

} // namespace rushlight::generation::nn
