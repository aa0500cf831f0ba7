#include "generation/models/previs/sound_model.hpp"

#include "generation/models/previs/config.hpp"
#include "generation/models/previs/cycle.hpp"

#include <ATen/ATen.h>

#include <cmath>

namespace rushlight::generation::previs {

namespace {

constexpr std::int64_t steps_a_frame = 2; ///< twenty-fourths of a second in a frame

std::int64_t outputs(const SoundConfig& config)
{
    return 4 * config.events + config.materials + config.curves;
}

constexpr std::int64_t shape_layers = 2;

} // namespace

SoundModel::Conv3d::Conv3d(const nn::Weights& weights, std::int64_t in, std::int64_t out)
    : weight(weights.take("weight", {out, in, 3, 3, 3}))
    , bias(weights.take("bias", {out}))
{
}

at::Tensor SoundModel::Conv3d::operator()(const at::Tensor& x, std::int64_t step) const
{
    const auto type = x.scalar_type();
    return at::conv3d(x.contiguous(at::MemoryFormat::ChannelsLast3d),
                      weight.to(type),
                      bias.to(type),
                      {1, step, step},
                      {1, 1, 1});
}

SoundModel::Layer::Layer(const nn::Weights& weights, const SoundConfig& config)
    : attention_norm(weights / "attention_norm", config.width)
    , qkv(weights / "qkv", config.width, 3 * config.width)
    , out(weights / "out", config.width, config.width)
    , feed_norm(weights / "feed_norm", config.width)
    , feed(weights / "feed", config.width, config.hidden)
{
}

SoundModel::SoundModel(const nn::Weights& weights,
                       const SoundConfig& config,
                       at::ScalarType compute)
    : config_(config)
    , compute_(compute)
    , seen_(weights / "seen", latent_channels, config.seen)
    , halved_(weights / "halved", config.seen, config.shapes)
    , in_(weights / "in", 2 * config.shapes, config.width, true)
    , places_(weights.take("places", {config.cells * config.cells, config.width}))
    , norm_(weights / "norm", config.width)
    , steps_(
          weights / "steps", 2 * config.width, time_stride * steps_a_frame * config.sub_width, true)
    , cycle_(weights / "cycle", 2 * config.width, 2 * std::ssize(told_harmonics), true)
    , sureness_(weights.take("sureness", {std::ssize(told_harmonics)}))
    , beat_(weights / "beat", 2 * std::ssize(beat_harmonics), config.sub_width, true)
    , who_(weights / "who", 2 * config.width, config.sub_width)
    , fall_(weights / "fall", config.sub_width, config.sub_width)
    , early_(weights.take("early.weight", {config.sub_width, config.sub_width, 5}))
    , early_bias_(weights.take("early.bias", {config.sub_width}))
    , late_(weights.take("late.weight", {config.sub_width, config.sub_width, 5}))
    , late_bias_(weights.take("late.bias", {config.sub_width}))
    , heads_(weights / "heads", config.sub_width, outputs(config), true)
{
    for (std::int64_t i = 0; i < shape_layers; ++i) {
        shapes_.emplace_back(
            weights / ("shapes." + std::to_string(i)), config.shapes, config.shapes);
    }
    const nn::Weights cast = weights.in_type(compute);
    for (std::int64_t i = 0; i < config.layers; ++i) {
        layers_.emplace_back(cast / ("layers." + std::to_string(i)), config);
    }
}

SoundRoll SoundModel::operator()(const at::Tensor& latents, std::int64_t bins) const
{
    const std::int64_t batch = latents.size(0);
    const std::int64_t frames = latents.size(2);
    const std::int64_t cells = config_.cells;

    // 1. shapes and how they move, alike in every place
    at::Tensor shapes = at::silu(seen_(latents.to(places_.device(), compute_)));
    shapes = at::silu(halved_(shapes, 2));
    for (const Conv3d& layer : shapes_) {
        shapes = shapes + at::silu(layer(shapes));
    }

    // 2. cells of each frame: what is in them, their place and time
    const at::Tensor planes = shapes.to(at::kFloat).transpose(1, 2).flatten(0, 1); // [B·T, C, …]
    const at::Tensor pooled =
        at::cat({at::adaptive_avg_pool2d(planes, {cells, cells}),
                 std::get<0>(at::adaptive_max_pool2d(planes, {cells, cells}))},
                1)
            .flatten(2)
            .transpose(1, 2)
            .reshape({batch, frames, cells * cells, 2 * config_.shapes}); // [B, T, n, 2 C]
    const at::Tensor times =
        nn::sinusoid(at::arange(frames, pooled.options()) / 32.0, config_.width); // [T, D]
    at::Tensor x =
        (in_(pooled) + places_ + times.unsqueeze(1)).to(compute_).flatten(1, 2); // [B, T·n, D]

    // 3. layers
    for (const Layer& layer : layers_) {
        const auto heads = layer.qkv(layer.attention_norm(x))
                               .view({batch, x.size(1), 3, config_.heads, -1})
                               .permute({2, 0, 3, 1, 4}); // [3, B, H, N, E]
        x = x + layer.out(nn::attend(heads[0], heads[1], heads[2], {}));
        x = x + layer.feed(layer.feed_norm(x));
    }

    // 4. each latent frame → 8 steps of 1/24 s; the first stands for one frame, its last 2 steps
    const at::Tensor each = norm_(x).to(at::kFloat).view({batch, frames, cells * cells, -1});
    const at::Tensor seen = at::cat({each.mean(2), each.amax(2)}, -1); // [B, T, 2 D]
    const at::Tensor steps =
        steps_(seen)
            .view({batch, frames * time_stride * steps_a_frame, config_.sub_width})
            .slice(1, (time_stride - 1) * steps_a_frame); // [B, S, sub]

    // 5. the cycle that fits what the frames tell
    const at::Tensor told = cycle_(seen);
    const at::Tensor cycles = likely_cycles(told, sureness_);
    const at::Tensor beats = beats_of(cycles, frames, bins, sound_bins_per_second);
    const at::Tensor falls = fall_(at::silu(beat_(beats) + who_(seen.mean(1, true))));

    // 6. bins
    at::Tensor y = at::upsample_linear1d(steps.transpose(1, 2), {bins}, false) +
                   falls.transpose(1, 2); // [B, sub, bins]
    y = y + at::silu(at::conv1d(y, early_, early_bias_, 1, 2));
    y = y + at::silu(at::conv1d(y, late_, late_bias_, 1, 2));
    const std::int64_t events = config_.events;
    const auto said =
        heads_(y.transpose(1, 2))
            .split_with_sizes({events, events, events, events, config_.materials, config_.curves},
                              -1);
    return {said[0],
            at::sigmoid(said[1]),
            at::tanh(said[2]),
            at::sigmoid(said[3]),
            said[4],
            at::sigmoid(said[5]),
            told,
            cycles,
            shapes,
            seen};
}

std::vector<nn::InitialTensor> tensor_table(const SoundConfig& config)
{
    using nn::Fill;
    std::vector<nn::InitialTensor> table{
        {"places", {config.cells * config.cells, config.width}, Fill::normal, 0.2},
        {"norm.weight", {config.width}, Fill::ones, 1},
    };
    const auto add_conv = [&](const std::string& name, std::int64_t in, std::int64_t out) {
        table.push_back({name + ".weight",
                         {out, in, 3, 3, 3},
                         Fill::normal,
                         1 / std::sqrt(static_cast<double>(27 * in))});
        table.push_back({name + ".bias", {out}, Fill::zeros, 1});
    };
    add_conv("seen", latent_channels, config.seen);
    add_conv("halved", config.seen, config.shapes);
    for (std::int64_t i = 0; i < shape_layers; ++i) {
        add_conv("shapes." + std::to_string(i), config.shapes, config.shapes);
    }
    nn::add_linear(table, "in", 2 * config.shapes, config.width, true);
    nn::add_linear(
        table, "steps", 2 * config.width, time_stride * steps_a_frame * config.sub_width, true);
    nn::add_linear(table, "cycle", 2 * config.width, 2 * std::ssize(told_harmonics), true, 0.3);
    table.push_back({"sureness", {std::ssize(told_harmonics)}, Fill::ones, 1});
    nn::add_linear(table, "beat", 2 * std::ssize(beat_harmonics), config.sub_width, true);
    nn::add_linear(table, "who", 2 * config.width, config.sub_width);
    nn::add_linear(table, "fall", config.sub_width, config.sub_width, false, 0.3);
    for (const char* name : {"early", "late"}) {
        table.push_back({std::string(name) + ".weight",
                         {config.sub_width, config.sub_width, 5},
                         Fill::normal,
                         0.5 / std::sqrt(static_cast<double>(5 * config.sub_width))});
        table.push_back({std::string(name) + ".bias", {config.sub_width}, Fill::zeros, 1});
    }
    nn::add_linear(table, "heads", config.sub_width, outputs(config), true, 0.3);
    for (std::int64_t i = 0; i < config.layers; ++i) {
        const std::string layer = "layers." + std::to_string(i) + ".";
        table.push_back({layer + "attention_norm.weight", {config.width}, Fill::ones, 1});
        nn::add_linear(table, layer + "qkv", config.width, 3 * config.width);
        nn::add_linear(table, layer + "out", config.width, config.width, false, 0.3);
        table.push_back({layer + "feed_norm.weight", {config.width}, Fill::ones, 1});
        nn::add_linear(table, layer + "feed.up", config.width, 2 * config.hidden);
        nn::add_linear(table, layer + "feed.down", config.hidden, config.width, false, 0.3);
    }
    return table;
}

} // namespace rushlight::generation::previs
