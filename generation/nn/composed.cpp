#include "generation/nn/composed.hpp"

#include <ATen/ATen.h>

namespace rushlight::generation::nn {

namespace {

constexpr double epsilon = 1e-6;

at::Tensor normed(const at::Tensor& x)
{
    const at::Tensor wide = x.to(at::kFloat);
    return wide * at::rsqrt(wide.square().mean(-1, true) + epsilon);
}

/// Each token's row of a table, or the one row of all
at::Tensor rows_of(const at::Tensor& table, const at::Tensor& level)
{
    return level.defined() && table.size(0) > 1 ? table.index_select(0, level) : table.select(0, 0);
}

/// [B, N, H, E] → [B, H, N, E]
at::Tensor rotated(const at::Tensor& x, const at::Tensor& weight, const Rotation& rotation)
{
    const at::Tensor pairs = (normed(x) * weight).unflatten(-1, {-1, 2});
    const at::Tensor turned =
        at::view_as_complex(pairs) * at::complex(rotation.cosine, rotation.sine).unsqueeze(2);
    return at::view_as_real(turned).flatten(-2).to(x.scalar_type()).transpose(1, 2);
}

} // namespace

at::Tensor
composed_norm_modulate(const at::Tensor& x, const Modulation& m, const at::Tensor& residual)
{
    at::Tensor y = normed(x.reshape({-1, x.size(-1)}));
    if (m.weight.defined()) {
        y = y * m.weight;
    }
    if (m.scale.defined()) {
        y = y * (rows_of(m.scale, m.level) + 1);
    }
    if (m.shift.defined()) {
        y = y + rows_of(m.shift, m.level);
    }
    y = y.to(x.scalar_type()).view(x.sizes());
    return residual.defined() ? residual + y : y;
}

at::Tensor composed_values(const at::Tensor& qkv, const HeadShaping& shaping)
{
    const at::Tensor v = qkv.select(2, 2).transpose(1, 2);
    return shaping.first_values.defined()
               ? v + (shaping.first_values - v) * shaping.value_mix.to(v.scalar_type())
               : v;
}

Heads composed_heads(const at::Tensor& qkv, const HeadShaping& shaping)
{
    return {rotated(qkv.select(2, 0), shaping.query_weight, shaping.rotation),
            rotated(qkv.select(2, 1), shaping.key_weight, shaping.rotation),
            composed_values(qkv, shaping)};
}

at::Tensor composed_gate(const at::Tensor& x)
{
    const auto halves = x.chunk(2, -1);
    return at::silu(halves[0]) * halves[1];
}

} // namespace rushlight::generation::nn
