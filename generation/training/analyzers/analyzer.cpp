#include "generation/training/analyzers/analyzer.hpp"

#include "generation/nn/compute.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <string>

namespace rushlight::generation::training {

namespace {

constexpr std::int64_t pooled = 2 * 160; ///< mean and maximum of the last features
constexpr std::int64_t mixed = 256;
constexpr std::int64_t identities = 64;

struct Shape {
    std::int64_t out, in, time, space, time_stride, space_stride;
};

// 64² → 32² → 16² → 8² → 4², nine frames → five
constexpr Shape shapes[]{
    {32, 3, 1, 5, 1, 2},
    {64, 32, 3, 3, 1, 2},
    {96, 64, 3, 3, 1, 2},
    {128, 96, 3, 3, 1, 1},
    {160, 128, 3, 3, 2, 2},
};
constexpr std::size_t heat_after = 3; ///< the layer whose features show where things are

std::string head_name(int axis)
{
    return "heads." + std::string(world::name(static_cast<world::Axis>(axis)));
}

} // namespace

Analyzer::Conv Analyzer::conv(const nn::Weights& weights, std::vector<std::int64_t> stride)
{
    return {weights.take("weight"),
            weights.take("bias"),
            weights.take("norm.scale"),
            weights.take("norm.shift"),
            std::move(stride)};
}

at::Tensor Analyzer::apply(const Conv& conv, const at::Tensor& x)
{
    const auto type = x.scalar_type();
    const at::Tensor y =
        at::conv3d(x,
                   conv.weight.to(type),
                   conv.bias.to(type),
                   conv.stride,
                   {conv.weight.size(2) / 2, conv.weight.size(3) / 2, conv.weight.size(4) / 2});
    return at::leaky_relu(at::group_norm(y, 8, conv.scale.to(type), conv.shift.to(type), 1e-5),
                          0.1);
}

Analyzer::Analyzer(const nn::Weights& weights)
{
    for (std::size_t i = 0; i < std::size(shapes); ++i) {
        const Shape& s = shapes[i];
        body_.push_back(conv(weights / ("body." + std::to_string(i)),
                             {s.time_stride, s.space_stride, s.space_stride}));
    }
    heat_ = weights.take("heat.weight");
    heat_bias_ = weights.take("heat.bias");
    mix_ = weights.take("mix.weight");
    mix_bias_ = weights.take("mix.bias");
    for (int axis = 0; axis < world::axis_count; ++axis) {
        // one trained before an axis was added says nothing of it
        const auto index = static_cast<std::size_t>(axis);
        heads_[index] = weights.take_if_present(head_name(axis) + ".weight");
        if (heads_[index].defined()) {
            head_biases_[index] = weights.take(head_name(axis) + ".bias");
        }
    }
    identity_ = weights.take("identity.weight");
}

Analysis Analyzer::operator()(const at::Tensor& clips) const
{
    Analysis said;
    const at::Device device = mix_.device();
    at::Tensor x = clips.to(device, nn::compute_type(device));
    at::Tensor fine;
    for (std::size_t i = 0; i < body_.size(); ++i) {
        x = apply(body_[i], x);
        if (i == heat_after) {
            fine = x; // [B, 128, 9, 8, 8]
        }
    }
    const auto type = x.scalar_type();
    const auto batch = x.size(0);

    // an entity's centre is the mean place under its heat
    const at::Tensor heat =
        at::conv3d(fine, heat_.to(type), heat_bias_.to(type)).to(at::kFloat).flatten(3).softmax(-1);
    const auto side_cells = fine.size(3);
    const at::Tensor cells = (at::arange(side_cells, heat.options()) + 0.5) / side_cells;
    const at::Tensor xs = cells.repeat({side_cells});
    const at::Tensor ys = cells.repeat_interleave(side_cells);
    // the outermost cell centres are stretched to the border, so that a centre there can be said
    constexpr double stretch = 1.15;
    said.centres = at::stack({(heat * xs).sum(-1), (heat * ys).sum(-1)}, -1);
    said.centres = (said.centres - 0.5) * stretch + 0.5;

    const at::Tensor flat = x.to(at::kFloat).flatten(2);
    at::Tensor features = at::cat({flat.mean(-1), std::get<0>(flat.max(-1))}, 1); // [B, 320]
    features = at::leaky_relu(at::linear(features, mix_, mix_bias_), 0.1);
    for (std::size_t axis = 0; axis < heads_.size(); ++axis) {
        if (heads_[axis].defined()) {
            said.logits[axis] = at::linear(features, heads_[axis], head_biases_[axis]);
        }
    }
    const at::Tensor identity = at::linear(features, identity_);
    said.identity = identity / identity.norm(2, {1}, true).clamp_min(1e-6);
    TORCH_INTERNAL_ASSERT(said.identity.size(0) == batch);
    return said;
}

std::vector<nn::InitialTensor> initial_analyzer()
{
    std::vector<nn::InitialTensor> table;
    for (std::size_t i = 0; i < std::size(shapes); ++i) {
        const Shape& s = shapes[i];
        const std::string name = "body." + std::to_string(i);
        const auto inputs = static_cast<double>(s.in * s.time * s.space * s.space);
        table.push_back({name + ".weight",
                         {s.out, s.in, s.time, s.space, s.space},
                         nn::Fill::normal,
                         std::sqrt(2 / inputs)});
        table.push_back({name + ".bias", {s.out}, nn::Fill::zeros, 1});
        table.push_back({name + ".norm.scale", {s.out}, nn::Fill::ones, 1});
        table.push_back({name + ".norm.shift", {s.out}, nn::Fill::zeros, 1});
    }
    table.push_back({"heat.weight", {2, shapes[heat_after].out, 1, 1, 1}, nn::Fill::normal, 0.05});
    table.push_back({"heat.bias", {2}, nn::Fill::zeros, 1});
    nn::add_linear(table, "mix", pooled, mixed, true);
    for (int axis = 0; axis < world::axis_count; ++axis) {
        nn::add_linear(table,
                       head_name(axis),
                       mixed,
                       world::classes(static_cast<world::Axis>(axis)),
                       true,
                       0.2);
    }
    nn::add_linear(table, "identity", mixed, identities, false);
    return table;
}

at::Tensor analyzer_view(const at::Tensor& clip)
{
    const auto length = clip.size(1);
    std::vector<std::int64_t> chosen;
    for (std::int64_t i = 0; i < Analyzer::frames; ++i) {
        chosen.push_back(length > 1 ? (i * (length - 1) + (Analyzer::frames - 1) / 2) /
                                          (Analyzer::frames - 1)
                                    : 0);
    }
    const at::Tensor frames = clip.index_select(1, at::tensor(chosen)).permute({1, 0, 2, 3});
    return at::adaptive_avg_pool2d(frames.to(at::kFloat), {Analyzer::side, Analyzer::side})
        .clamp(-1, 1)
        .permute({1, 0, 2, 3});
}

} // namespace rushlight::generation::training
