#include "generation/nn/layers.hpp"

#include "generation/nn/norm.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

namespace rushlight::generation::nn {

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
