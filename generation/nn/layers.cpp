#include "generation/nn/layers.hpp"

#include "generation/nn/norm.hpp"
#include "kernels/attention.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::nn {

namespace {

/// Our kernel is the faster one but where torch's has AMX, and it has no gradient.
bool kernel_attends(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    const std::int64_t width = q.size(3);
    const bool trains =
        at::GradMode::is_enabled() && (q.requires_grad() || k.requires_grad() || v.requires_grad());
    const bool type = q.scalar_type() == at::kFloat || q.scalar_type() == at::kBFloat16;
    const bool torch_has_amx =
        q.scalar_type() == at::kBFloat16 && __builtin_cpu_supports("amx-bf16") != 0;
    return q.is_cpu() && !trains && type && !torch_has_amx &&
           (width == 32 || width == 64 || width == 96 || width == 128);
}

at::Tensor kernel_attention(const at::Tensor& q,
                            const at::Tensor& k,
                            const at::Tensor& v,
                            const at::Tensor& mask)
{
    const auto view_of = [](const at::Tensor& tensor, kernels::Type type) {
        kernels::TensorRef view;
        view.data = const_cast<void*>(tensor.const_data_ptr());
        view.type = type;
        view.rank = static_cast<int>(tensor.dim());
        std::copy(tensor.sizes().begin(), tensor.sizes().end(), view.sizes.begin());
        return view;
    };
    const kernels::Type type =
        q.scalar_type() == at::kBFloat16 ? kernels::Type::bf16 : kernels::Type::f32;
    const at::Tensor dense[] = {q.contiguous(), k.contiguous(), v.contiguous()};
    const at::Tensor keys = mask.defined() ? mask.to(at::kByte).contiguous() : mask;
    at::Tensor out = at::empty({q.size(0), q.size(2), q.size(1), q.size(3)}, q.options());
    kernels::Attention arguments;
    arguments.q = view_of(dense[0], type);
    arguments.k = view_of(dense[1], type);
    arguments.v = view_of(dense[2], type);
    arguments.out = view_of(out, type);
    if (keys.defined()) {
        arguments.key_mask = view_of(keys, kernels::Type::u8);
    }
    const at::Tensor workspace =
        at::empty({kernels::attention_workspace_bytes(arguments)}, at::kByte);
    arguments.workspace = view_of(workspace, kernels::Type::u8);
    kernels::attention(arguments, [](auto count, auto grain, const auto& body) {
        at::parallel_for(0, count, grain, body);
    });
    return out.flatten(2);
}

} // namespace

at::Tensor cast_like(const at::Tensor& tensor, const at::Tensor& like)
{
    return tensor.defined() ? tensor.to(like.scalar_type()) : tensor;
}

Linear::Linear(const Weights& weights, std::int64_t in, std::int64_t out, bool with_bias)
    : weight(weights.take("weight", {out, in}))
    , bias(with_bias ? weights.take("bias", {out}) : at::Tensor())
{
}

at::Tensor Linear::operator()(const at::Tensor& x) const
{
    return at::linear(x, cast_like(weight, x), cast_like(bias, x));
}

RmsNorm::RmsNorm(const Weights& weights, std::int64_t width)
    : weight(weights.take("weight", {width}))
{
}

at::Tensor RmsNorm::operator()(const at::Tensor& x) const
{
    return norm_modulate(x, {weight, {}, {}, {}});
}

Conv2d::Conv2d(const Weights& weights,
               std::int64_t in,
               std::int64_t out,
               std::int64_t kernel,
               bool with_bias,
               std::int64_t step)
    : weight(weights.take("weight", {out, in, kernel, kernel}))
    , bias(with_bias ? weights.take("bias", {out}) : at::Tensor())
    , stride(step)
    , padding(kernel / 2)
{
}

at::Tensor Conv2d::operator()(const at::Tensor& x) const
{
    return at::conv2d(x.contiguous(at::MemoryFormat::ChannelsLast),
                      cast_like(weight, x).contiguous(at::MemoryFormat::ChannelsLast),
                      cast_like(bias, x),
                      stride,
                      padding);
}

Embedding::Embedding(const Weights& weights, std::int64_t ids, std::int64_t width)
    : weight(weights.take("weight", {ids, width}))
{
}

at::Tensor Embedding::operator()(const at::Tensor& ids) const
{
    return at::embedding(weight, ids);
}

SwiGlu::SwiGlu(const Weights& weights, std::int64_t width, std::int64_t hidden)
    : up(weights / "up", width, 2 * hidden)
    , down(weights / "down", hidden, width)
{
}

at::Tensor SwiGlu::operator()(const at::Tensor& x) const
{
    return down(gated(up(x)));
}

at::Tensor
attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& mask)
{
    if (kernel_attends(q, k, v)) {
        return kernel_attention(q, k, v, mask);
    }
    std::optional<at::Tensor> allowed;
    if (mask.defined()) {
        // [B, M] → [B, 1, N, M] without copies; additive, which the fused CPU form takes directly
        allowed = at::zeros({mask.size(0), 1, 1, mask.size(1)}, q.options())
                      .masked_fill_(mask.logical_not().view({mask.size(0), 1, 1, mask.size(1)}),
                                    -INFINITY)
                      .expand({-1, -1, q.size(2), -1});
    }
    if (at::GradMode::is_enabled() && q.requires_grad() && q.is_cpu()) {
        // plain products: the fused form's way back does not use the CPU's matrix units
        const std::int64_t pairs = q.size(0) * q.size(1);
        const at::Tensor bias =
            allowed
                ? allowed->expand({-1, q.size(1), -1, -1}).reshape({pairs, q.size(2), k.size(2)})
                : at::zeros({1}, q.options());
        const at::Tensor scores = at::baddbmm(bias,
                                              q.flatten(0, 1),
                                              k.flatten(0, 1).transpose(1, 2),
                                              1,
                                              1 / std::sqrt(static_cast<double>(q.size(3))));
        return at::bmm(scores.softmax(-1), v.flatten(0, 1))
            .unflatten(0, {q.size(0), q.size(1)})
            .transpose(1, 2)
            .flatten(2);
    }
    return at::scaled_dot_product_attention(q, k, v, allowed).transpose(1, 2).flatten(2);
}

at::Tensor sinusoid(const at::Tensor& x, std::int64_t width)
{
    const at::Tensor frequencies = at::exp(at::arange(width / 2, x.options()) *
                                           (-std::log(10'000.0) / static_cast<double>(width / 2)));
    const at::Tensor angles = (x * 1000).unsqueeze(-1) * frequencies;
    return at::cat({angles.cos(), angles.sin()}, -1);
}

} // namespace rushlight::generation::nn
