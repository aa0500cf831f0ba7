#include "generation/nn/norm.hpp"

#include "generation/nn/composed.hpp"
#include "generation/nn/fused.hpp"
#include "kernels/norm.hpp"
#include "kernels/rotary.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace rushlight::generation::nn {

namespace {

constexpr double epsilon = 1e-6;

bool needs_gradient(std::initializer_list<at::Tensor> tensors)
{
    return at::GradMode::is_enabled() &&
           std::any_of(tensors.begin(), tensors.end(), [](const at::Tensor& tensor) {
               return tensor.defined() && tensor.requires_grad();
           });
}

void parallel(std::int64_t count,
              std::int64_t grain,
              const std::function<void(std::int64_t, std::int64_t)>& body)
{
    at::parallel_for(0, count, grain, body);
}

kernels::TensorRef view_of(const at::Tensor& tensor)
{
    kernels::TensorRef view;
    if (!tensor.defined()) {
        return view;
    }
    TORCH_INTERNAL_ASSERT(tensor.is_contiguous());
    view.data = const_cast<void*>(tensor.const_data_ptr());
    view.type = tensor.scalar_type() == at::kBFloat16 ? kernels::Type::bf16
                : tensor.scalar_type() == at::kInt    ? kernels::Type::i32
                                                      : kernels::Type::f32;
    view.rank = static_cast<int>(tensor.dim());
    std::copy(tensor.sizes().begin(), tensor.sizes().end(), view.sizes.begin());
    return view;
}

/// Rotated, normed heads without a gradient. x [B, N, H, E] → [B, H, N, E]
at::Tensor kernel_rotation(const at::Tensor& x, const at::Tensor& weight, const Rotation& rotation)
{
    const at::Tensor dense = x.contiguous();
    const at::Tensor wide = weight.to(at::kFloat).contiguous();
    at::Tensor out = at::empty({x.size(0), x.size(2), x.size(1), x.size(3)}, x.options());
    // one set of positions for the whole batch is passed without its batch axis
    const bool shared = rotation.cosine.size(0) == 1;
    const at::Tensor cosine = shared ? rotation.cosine.squeeze(0) : rotation.cosine;
    const at::Tensor sine = shared ? rotation.sine.squeeze(0) : rotation.sine;
    kernels::NormRotary arguments;
    arguments.x = view_of(dense);
    arguments.weight = view_of(wide);
    arguments.cosine = view_of(cosine);
    arguments.sine = view_of(sine);
    arguments.out = view_of(out);
    arguments.epsilon = static_cast<float>(epsilon);
    kernels::norm_rotary(arguments, parallel);
    return out;
}

} // namespace

at::Tensor norm_modulate(const at::Tensor& x, const Modulation& m, const at::Tensor& residual)
{
    if (!x.is_cpu()) {
        return composed_norm_modulate(x, m, residual);
    }
    if (needs_gradient({x, m.weight, m.scale, m.shift, residual})) {
        return fused_norm_modulate(x, m, residual);
    }
    const at::Tensor rows = x.reshape({-1, x.size(-1)}).contiguous();
    const auto dense = [](const at::Tensor& tensor) {
        return tensor.defined() ? tensor.to(at::kFloat).contiguous() : tensor;
    };
    const at::Tensor weight = dense(m.weight);
    const at::Tensor scale = dense(m.scale);
    const at::Tensor shift = dense(m.shift);
    at::Tensor out = at::empty_like(rows);
    kernels::NormModulate arguments;
    arguments.x = view_of(rows);
    arguments.weight = view_of(weight);
    arguments.scale = view_of(scale);
    arguments.shift = view_of(shift);
    arguments.level = view_of(m.level);
    arguments.out = view_of(out);
    arguments.epsilon = static_cast<float>(epsilon);
    kernels::rms_norm_modulate(arguments, parallel);
    out = out.view(x.sizes());
    return residual.defined() ? out.add_(residual) : out;
}

Heads heads_of(const at::Tensor& qkv, const HeadShaping& shaping)
{
    if (!qkv.is_cpu()) {
        return composed_heads(qkv, shaping);
    }
    if (needs_gradient({qkv,
                        shaping.query_weight,
                        shaping.key_weight,
                        shaping.first_values,
                        shaping.value_mix})) {
        auto [q, k, v] = fused_heads(qkv,
                                     shaping.query_weight,
                                     shaping.key_weight,
                                     shaping.rotation,
                                     shaping.first_values,
                                     shaping.value_mix);
        return {q, k, v};
    }
    return {kernel_rotation(qkv.select(2, 0), shaping.query_weight, shaping.rotation),
            kernel_rotation(qkv.select(2, 1), shaping.key_weight, shaping.rotation),
            composed_values(qkv, shaping)};
}

at::Tensor gated(const at::Tensor& x)
{
    if (x.is_cpu() && (x.scalar_type() == at::kBFloat16 || x.scalar_type() == at::kFloat)) {
        return fused_gate(x);
    }
    return composed_gate(x);
}

} // namespace rushlight::generation::nn
