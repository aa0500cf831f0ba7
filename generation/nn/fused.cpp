#include "generation/nn/fused.hpp"

#include "generation/nn/fused_rows.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace rushlight::generation::nn {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t widest = 4096;
/// Rows whose gradients are summed together before the groups are added in order: fixed, so that a
/// sum does not depend on the number of threads
constexpr std::int64_t groups = 8;

Rows rows_of(const at::Tensor& tensor)
{
    if (!tensor.defined()) {
        return {};
    }
    TORCH_INTERNAL_ASSERT(tensor.is_contiguous() && (tensor.scalar_type() == at::kBFloat16 ||
                                                     tensor.scalar_type() == at::kFloat));
    return {const_cast<void*>(tensor.const_data_ptr()), tensor.scalar_type() == at::kBFloat16};
}

at::Tensor dense(const at::Tensor& tensor)
{
    return tensor.defined() ? tensor.detach().contiguous() : tensor;
}

at::Tensor dense_float(const at::Tensor& tensor)
{
    return tensor.defined() ? tensor.detach().to(at::kFloat).contiguous() : tensor;
}

const float* floats(const at::Tensor& tensor)
{
    return tensor.defined() ? tensor.const_data_ptr<float>() : nullptr;
}

/// body(group, begin, end) for `groups` equal shares of count items
void in_groups(std::int64_t count,
               const std::function<void(std::int64_t, std::int64_t, std::int64_t)>& body)
{
    const std::int64_t share = (count + groups - 1) / groups;
    at::parallel_for(0, groups, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t group = begin; group < end; ++group) {
            body(group, std::min(group * share, count), std::min((group + 1) * share, count));
        }
    });
}

constexpr std::int64_t grain = 64;

/// torch takes an input that may be missing as an optional
std::optional<at::Tensor> some(const at::Tensor& tensor)
{
    return tensor.defined() ? std::optional(tensor) : std::nullopt;
}

NormRows norm_rows(const at::Tensor& x,
                   const at::Tensor& weight,
                   const at::Tensor& scale,
                   const at::Tensor& level)
{
    NormRows rows;
    rows.x = rows_of(x);
    rows.weight = floats(weight);
    rows.scale = floats(scale);
    rows.level = level.defined() ? level.const_data_ptr<std::int32_t>() : nullptr;
    rows.width = x.size(-1);
    return rows;
}

struct NormModulateFunction : torch::autograd::Function<NormModulateFunction> {
    static at::Tensor forward(AutogradContext* context,
                              const at::Tensor& x,
                              const std::optional<at::Tensor>& weight,
                              const std::optional<at::Tensor>& scale,
                              const std::optional<at::Tensor>& shift,
                              const std::optional<at::Tensor>& level,
                              const std::optional<at::Tensor>& residual)
    {
        TORCH_CHECK_VALUE(x.size(-1) <= widest, "rows are at most ", widest, " wide");
        const at::Tensor input = dense(x);
        const at::Tensor weights = dense_float(weight.value_or(at::Tensor()));
        const at::Tensor scales = dense_float(scale.value_or(at::Tensor()));
        const at::Tensor shifts = dense_float(shift.value_or(at::Tensor()));
        const at::Tensor added = dense(residual.value_or(at::Tensor()));
        const at::Tensor levels = dense(level.value_or(at::Tensor()));
        at::Tensor out = at::empty_like(input);
        NormRows rows = norm_rows(input, weights, scales, levels);
        rows.shift = floats(shifts);
        rows.residual = rows_of(added);
        rows.out = rows_of(out);
        at::parallel_for(0, input.numel() / rows.width, grain, [&](auto begin, auto end) {
            norm_forward(rows, begin, end);
        });
        context->save_for_backward({input, weights, scales, levels});
        context->saved_data["shift"] = shift.has_value();
        context->saved_data["residual"] = residual.has_value();
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const at::Tensor& x = saved[0];
        const at::Tensor& weight = saved[1];
        const at::Tensor& scale = saved[2];
        const at::Tensor& level = saved[3];
        const bool with_shift = context->saved_data["shift"].toBool();
        const at::Tensor gradient = gradients[0].contiguous();
        at::Tensor x_gradient = at::empty_like(x);
        // levels: the rows that scale has, or as many as shift (which has the same)
        const std::int64_t levels = scale.defined() ? scale.size(0) : 1;
        const auto sums_of = [&](bool wanted) {
            return wanted ? at::zeros({groups, levels, x.size(-1)}, at::kFloat) : at::Tensor();
        };
        const at::Tensor products = sums_of(true);
        const at::Tensor sums = sums_of(with_shift);
        const std::int64_t table = levels * x.size(-1);
        in_groups(x.numel() / x.size(-1), [&](auto group, auto begin, auto end) {
            NormRows rows = norm_rows(x, weight, scale, level);
            rows.out = rows_of(gradient);
            rows.x_gradient = rows_of(x_gradient);
            rows.products = products.mutable_data_ptr<float>() + group * table;
            rows.sums = with_shift ? sums.mutable_data_ptr<float>() + group * table : nullptr;
            norm_backward(rows, begin, end);
        });
        const at::Tensor product = products.sum(0); // [L, D]
        at::Tensor weight_gradient;
        if (weight.defined()) {
            weight_gradient = (scale.defined() ? product * (scale + 1) : product).sum(0);
        }
        at::Tensor scale_gradient;
        if (scale.defined()) {
            scale_gradient = weight.defined() ? product * weight : product;
        }
        return {x_gradient,
                weight_gradient,
                scale_gradient,
                with_shift ? sums.sum(0) : at::Tensor(),
                at::Tensor(),
                context->saved_data["residual"].toBool() ? gradients[0] : at::Tensor()};
    }
};

HeadRows head_rows(const at::Tensor& qkv,
                   const at::Tensor& query_weight,
                   const at::Tensor& key_weight,
                   const at::Tensor& cosine,
                   const at::Tensor& sine,
                   const at::Tensor& first,
                   const at::Tensor& mix)
{
    HeadRows rows;
    rows.x = rows_of(qkv);
    rows.first = rows_of(first);
    rows.query_weight = floats(query_weight);
    rows.key_weight = floats(key_weight);
    rows.cosine = floats(cosine);
    rows.sine = floats(sine);
    rows.mix = mix.defined() ? mix.item<float>() : 0;
    rows.tokens = qkv.size(1);
    rows.heads = qkv.size(3);
    rows.width = qkv.size(4);
    rows.one_rotation = cosine.size(0) == 1;
    return rows;
}

struct HeadsFunction : torch::autograd::Function<HeadsFunction> {
    static variable_list forward(AutogradContext* context,
                                 const at::Tensor& qkv,
                                 const at::Tensor& query_weight,
                                 const at::Tensor& key_weight,
                                 const at::Tensor& cosine,
                                 const at::Tensor& sine,
                                 const std::optional<at::Tensor>& first,
                                 const std::optional<at::Tensor>& mix)
    {
        TORCH_CHECK_VALUE(qkv.size(4) <= widest, "heads are at most ", widest, " wide");
        const at::Tensor input = dense(qkv);
        const at::Tensor query = dense_float(query_weight);
        const at::Tensor key = dense_float(key_weight);
        const at::Tensor values = dense(first.value_or(at::Tensor()));
        const at::Tensor share = dense_float(mix.value_or(at::Tensor()));
        variable_list out;
        for (int i = 0; i < 3; ++i) {
            out.push_back(at::empty({qkv.size(0), qkv.size(3), qkv.size(1), qkv.size(4)},
                                    qkv.options().requires_grad(false)));
        }
        HeadRows rows = head_rows(input, query, key, cosine, sine, values, share);
        rows.q = rows_of(out[0]);
        rows.k = rows_of(out[1]);
        rows.v = rows_of(out[2]);
        at::parallel_for(0, qkv.size(0) * qkv.size(1), grain, [&](auto begin, auto end) {
            heads_forward(rows, begin, end);
        });
        context->save_for_backward({input, query, key, cosine, sine, values, share});
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const at::Tensor& qkv = saved[0];
        for (at::Tensor& gradient : gradients) {
            gradient = gradient.defined()
                           ? gradient.contiguous()
                           : at::zeros({qkv.size(0), qkv.size(3), qkv.size(1), qkv.size(4)},
                                       qkv.options());
        }
        at::Tensor qkv_gradient = at::empty_like(qkv);
        at::Tensor first_gradient = saved[5].defined() ? at::empty_like(saved[5]) : at::Tensor();
        const std::int64_t width = qkv.size(4);
        const at::Tensor query_sums = at::zeros({groups, width}, at::kFloat);
        const at::Tensor key_sums = at::zeros({groups, width}, at::kFloat);
        const at::Tensor mix_sums = at::zeros({groups, 1}, at::kFloat);
        in_groups(qkv.size(0) * qkv.size(1), [&](auto group, auto begin, auto end) {
            HeadRows rows =
                head_rows(qkv, saved[1], saved[2], saved[3], saved[4], saved[5], saved[6]);
            rows.q = rows_of(gradients[0]);
            rows.k = rows_of(gradients[1]);
            rows.v = rows_of(gradients[2]);
            rows.x_gradient = rows_of(qkv_gradient);
            rows.first_gradient = rows_of(first_gradient);
            rows.query_sums = query_sums.mutable_data_ptr<float>() + group * width;
            rows.key_sums = key_sums.mutable_data_ptr<float>() + group * width;
            rows.mix_sum = mix_sums.mutable_data_ptr<float>() + group;
            heads_backward(rows, begin, end);
        });
        return {qkv_gradient,
                query_sums.sum(0),
                key_sums.sum(0),
                at::Tensor(),
                at::Tensor(),
                first_gradient,
                saved[6].defined() ? mix_sums.sum(0) : at::Tensor()};
    }
};

struct GateFunction : torch::autograd::Function<GateFunction> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x)
    {
        const at::Tensor input = dense(x);
        auto sizes = input.sizes().vec();
        sizes.back() /= 2;
        TORCH_CHECK_VALUE(sizes.back() <= widest, "rows are at most ", widest, " wide");
        at::Tensor out = at::empty(sizes, input.options());
        GateRows rows;
        rows.x = rows_of(input);
        rows.out = rows_of(out);
        rows.width = sizes.back();
        at::parallel_for(0, out.numel() / rows.width, grain, [&](auto begin, auto end) {
            gate_forward(rows, begin, end);
        });
        context->save_for_backward({input});
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const at::Tensor x = context->get_saved_variables()[0];
        const at::Tensor gradient = gradients[0].contiguous();
        at::Tensor x_gradient = at::empty_like(x);
        GateRows rows;
        rows.x = rows_of(x);
        rows.out = rows_of(gradient);
        rows.x_gradient = rows_of(x_gradient);
        rows.width = gradient.size(-1);
        at::parallel_for(0, gradient.numel() / rows.width, grain, [&](auto begin, auto end) {
            gate_backward(rows, begin, end);
        });
        return {x_gradient};
    }
};

} // namespace

at::Tensor fused_norm_modulate(const at::Tensor& x, const Modulation& m, const at::Tensor& residual)
{
    TORCH_CHECK_VALUE(!m.shift.defined() || !m.scale.defined() ||
                          m.shift.sizes() == m.scale.sizes(),
                      "scale and shift need the same levels");
    TORCH_CHECK_VALUE(m.scale.defined() || !m.shift.defined() || m.shift.size(0) == 1,
                      "a shift of several levels needs a scale");
    return NormModulateFunction::apply(
        x, some(m.weight), some(m.scale), some(m.shift), some(m.level), some(residual));
}

std::array<at::Tensor, 3> fused_heads(const at::Tensor& qkv,
                                      const at::Tensor& query_weight,
                                      const at::Tensor& key_weight,
                                      const Rotation& rotation,
                                      const at::Tensor& first,
                                      const at::Tensor& mix)
{
    const auto heads = HeadsFunction::apply(qkv,
                                            query_weight,
                                            key_weight,
                                            rotation.cosine.contiguous(),
                                            rotation.sine.contiguous(),
                                            some(first),
                                            some(mix));
    return {heads[0], heads[1], heads[2]};
}

at::Tensor fused_gate(const at::Tensor& x)
{
    return GateFunction::apply(x);
}

} // namespace rushlight::generation::nn
