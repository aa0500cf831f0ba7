#include "generation/models/previs/denoiser.hpp"

#include "generation/engine.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <utility>

namespace rushlight::generation::previs {

namespace {

constexpr std::int64_t global_features = 64;
/// What brings motion scores, rates, guidance and step sizes to about 0 … 1
constexpr float global_range[global_count] = {10, 60, 15, 1};
/// What brings scene units and degrees to about −1 … 1
constexpr float position_range = 4;
constexpr float angle_range = 45;
constexpr float focal_neutral = 28;
/// Noise levels are told apart to a thousandth
constexpr double level_steps = 1000;

enum Type { text_type = 0, globals_type = 1, key_type = 5, reference_type = 6, type_count = 7 };

/// x [B, C, T, H, W] → [B, T · H/p · W/p, C·p·p]
at::Tensor patches(const at::Tensor& x, std::int64_t p)
{
    return x.view({x.size(0), x.size(1), x.size(2), x.size(3) / p, p, x.size(4) / p, p})
        .permute({0, 2, 3, 5, 1, 4, 6})
        .reshape({x.size(0), x.size(2) * (x.size(3) / p) * (x.size(4) / p), -1});
}

/// The inverse of `patches`
at::Tensor unpatched(const at::Tensor& x, at::IntArrayRef sizes, std::int64_t p)
{
    return x.view({sizes[0], sizes[2], sizes[3] / p, sizes[4] / p, sizes[1], p, p})
        .permute({0, 4, 1, 2, 5, 3, 6})
        .reshape(sizes);
}

/// (time, y, x) of every patch of T frames of H × W cells, [T · H/p · W/p, 3]: latent frames, and
/// cells from the picture's centre
at::Tensor grid(std::int64_t frames,
                std::int64_t height,
                std::int64_t width,
                std::int64_t p,
                const at::TensorOptions& options)
{
    const auto axis = [&](std::int64_t length) {
        return (at::arange(length / p, options) + 0.5) * static_cast<double>(p) -
               static_cast<double>(length) / 2;
    };
    const auto mesh = at::meshgrid({at::arange(frames, options), axis(height), axis(width)}, "ij");
    return at::stack({mesh[0], mesh[1], mesh[2]}, -1).view({-1, 3});
}

} // namespace

struct Denoiser::Tokens {
    at::Tensor x;            ///< [B, N, D]
    at::Tensor coordinates;  ///< [B or 1, N, 3]
    at::Tensor mask;         ///< [B, N] bool, undefined: all real
    std::int64_t before = 0; ///< tokens in front of the video's
};

Denoiser::Block::Block(const nn::Weights& weights, const DenoiserConfig& config, bool first)
    : modulation(weights.take("modulation", {6, config.width}))
    , qkv(weights / "qkv", config.width, 3 * config.width)
    , query_norm(weights / "query_norm", config.head_width())
    , key_norm(weights / "key_norm", config.head_width())
    , value_mix(first ? at::Tensor() : weights.take("value_mix", {1}))
    , out(weights / "out", config.width, config.width)
    , attention_norm(weights / "attention_norm", config.width)
    , feed(weights / "feed", config.width, config.hidden)
    , feed_norm(weights / "feed_norm", config.width)
    , heads(config.heads)
{
}

Denoiser::Ends::Ends(const nn::Weights& weights, const DenoiserConfig& config, Scale scale)
    : hints(weights / "hints", hint_channels * patch_of(scale) * patch_of(scale), config.width)
    , modulation(weights.take("modulation", {2, config.width}))
    , out(weights / "out", config.width, latent_channels * patch_of(scale) * patch_of(scale), true)
{
    const std::int64_t values = latent_channels * patch_of(scale) * patch_of(scale);
    if (scale == Scale::p4) {
        in.emplace_back(weights / "bottleneck", values, config.bottleneck);
        in.emplace_back(weights / "in", config.bottleneck, config.width, true);
    } else {
        in.emplace_back(weights / "in", values, config.width, true);
    }
}

Denoiser::Denoiser(const nn::Weights& weights, const DenoiserConfig& config, at::ScalarType compute)
    : config_(config)
    , compute_(compute)
    , text_norm_(weights / "text.norm", config.text_width)
    , text_in_(weights / "text.in", config.text_width, config.width, true)
    , globals_absent_(weights.take("globals.absent", {global_count, config.width}))
    , types_(weights.take("types", {type_count, config.width}))
    , key_in_(weights / "key.in", latent_channels * 4, config.width, true)
    , reference_in_(weights / "reference.in", latent_channels, config.width, true)
    , camera_in_(weights / "camera.in", 8, config.width, true)
    , camera_out_(weights / "camera.out", config.width, config.width, true)
    , time_in_(weights / "time.in", config.time_features, config.width, true)
    , time_out_(weights / "time.out", config.width, config.width, true)
    , scales_(weights.take("scales", {3, config.width}))
    , modulation_(weights / "modulation", config.width, 6 * config.width, true)
{
    for (std::int64_t i = 0; i < global_count; ++i) {
        globals_in_.emplace_back(
            weights / ("globals." + std::to_string(i)), global_features, config.width, true);
    }
    const nn::Weights cast = weights.in_type(compute);
    for (const Scale scale : all_scales) {
        ends_.emplace_back(cast / name_of(scale), config, scale);
    }
    for (std::int64_t i = 0; i < config.blocks; ++i) {
        blocks_.emplace_back(cast / ("blocks." + std::to_string(i)), config, i == 0);
    }
}

at::Tensor Denoiser::global_tokens(const DenoiserInput& input) const
{
    const std::int64_t batch = input.z.size(0);
    std::vector<at::Tensor> tokens;
    for (std::int64_t i = 0; i < global_count; ++i) {
        const at::Tensor absent = globals_absent_[i].expand({batch, -1});
        if (!input.globals.defined()) {
            tokens.push_back(absent);
            continue;
        }
        const at::Tensor value = input.globals.select(1, i).to(at::kFloat) / global_range[i];
        const at::Tensor given =
            globals_in_[static_cast<std::size_t>(i)](nn::sinusoid(value, global_features));
        tokens.push_back(
            input.globals_given.defined()
                ? at::where(input.globals_given.select(1, i).unsqueeze(-1), given, absent)
                : given);
    }
    return at::stack(tokens, 1) + types_.slice(0, globals_type, globals_type + global_count);
}

Denoiser::Tokens Denoiser::tokens_of(const DenoiserInput& input, Scale scale) const
{
    const std::int64_t batch = input.z.size(0);
    const std::int64_t frames = input.z.size(2);
    const std::int64_t height = input.z.size(3);
    const std::int64_t width = input.z.size(4);
    const std::int64_t p = patch_of(scale);
    const at::TensorOptions real = input.z.options().dtype(at::kFloat);
    std::vector<at::Tensor> x;
    std::vector<at::Tensor> places;
    std::vector<at::Tensor> masks;
    bool masked = false;
    const auto add = [&](const at::Tensor& tokens, at::Tensor place, const at::Tensor& mask) {
        const std::int64_t count = tokens.size(1);
        x.push_back(tokens.to(compute_));
        places.push_back(std::move(place));
        masked = masked || mask.defined();
        masks.push_back(mask.defined() ? mask : at::ones({batch, count}, real.dtype(at::kBool)));
    };
    const auto origin = [&](std::int64_t count) {
        return at::zeros({1, count, 3}, real);
    };

    // 1. text and globals stand at the origin
    if (input.text.defined()) {
        TORCH_CHECK_VALUE(input.text.size(1) <= denoiser_text_tokens,
                          "the denoiser takes at most ",
                          denoiser_text_tokens,
                          " text tokens");
        add(text_in_(text_norm_(input.text.to(at::kFloat))) + types_[text_type],
            origin(input.text.size(1)),
            input.text_mask);
    }
    add(global_tokens(input), origin(global_count), {});

    // 2. key pictures stand where their frame is, in patches of 2 × 2 cells
    if (input.keys.defined() && input.keys.size(1) > 0) {
        const std::int64_t count = input.keys.size(1);
        const at::Tensor cells = patches(input.keys.flatten(0, 1).unsqueeze(2), 2); // [B·K, n, 128]
        const std::int64_t each = cells.size(1);
        // frame f > 0 lies in the latent frame that covers 4k − 3 … 4k, whose centre is 4k − 1.5
        const at::Tensor frame = input.key_frames.to(at::kFloat);
        const at::Tensor time = at::where(frame > 0, (frame + 1.5) / double(time_stride), 0.0);
        at::Tensor place = grid(1, height, width, 2, real).expand({batch, count, each, 3}).clone();
        place.select(-1, 0).copy_(time.unsqueeze(-1).expand({batch, count, each}));
        add(key_in_(cells).view({batch, count * each, -1}) + types_[key_type],
            place.flatten(1, 2),
            input.keys_given.defined() ? input.keys_given.repeat_interleave(each, 1)
                                       : at::Tensor());
    }

    // 3. references stand beside the picture, before its beginning
    if (input.references.defined() && input.references.size(1) > 0) {
        const std::int64_t count = input.references.size(1);
        const at::Tensor cells = patches(input.references.flatten(0, 1).unsqueeze(2), 1);
        const std::int64_t each = cells.size(1);
        at::Tensor place = grid(1, input.references.size(3), input.references.size(4), 1, real)
                               .expand({1, count, each, 3})
                               .clone();
        place.select(-1, 0).fill_(-4);
        place.select(-1, 2).add_(
            (at::arange(1, count + 1, real) * static_cast<double>(width)).view({1, count, 1}));
        add(reference_in_(cells).view({batch, count * each, -1}) + types_[reference_type],
            place.flatten(1, 2),
            input.references_given.defined() ? input.references_given.repeat_interleave(each, 1)
                                             : at::Tensor());
    }

    // 4. video
    Tokens tokens;
    for (const at::Tensor& part : x) {
        tokens.before += part.size(1);
    }
    const Ends& ends = ends_[static_cast<std::size_t>(scale)];
    at::Tensor video = patches(input.z.to(compute_), p); // [B, n, 32·p·p]
    for (const nn::Linear& layer : ends.in) {
        video = layer(video);
    }
    if (input.hints.defined()) {
        video = video + ends.hints(patches(input.hints.to(compute_), p));
    }
    at::Tensor camera =
        input.camera.defined() ? input.camera.to(at::kFloat) : at::zeros({batch, frames, 8}, real);
    const at::Tensor given = camera.narrow(-1, 7, 1);
    camera = at::cat({camera.narrow(-1, 0, 3) / position_range * given,
                      camera.narrow(-1, 3, 3) / angle_range * given,
                      at::log(camera.narrow(-1, 6, 1).clamp_min(1) / focal_neutral) * given,
                      given},
                     -1);
    const at::Tensor moved = camera_out_(at::silu(camera_in_(camera))); // [B, T, D]
    video = (video.view({batch, frames, -1, config_.width}) + moved.unsqueeze(2).to(compute_))
                .flatten(1, 2);
    add(video, grid(frames, height, width, p, real).unsqueeze(0), {});

    bool per_clip = false;
    for (const at::Tensor& place : places) {
        per_clip = per_clip || place.size(0) > 1;
    }
    if (per_clip) {
        for (at::Tensor& place : places) {
            place = place.expand({batch, -1, -1});
        }
    }
    tokens.x = at::cat(x, 1);
    tokens.coordinates = at::cat(places, 1);
    tokens.coordinates.narrow(-1, 1, 2).mul_(input.coordinate_scale);
    if (masked) {
        const at::Tensor mask = at::cat(masks, 1);
        tokens.mask = mask.all().item<bool>() ? at::Tensor() : mask;
    }
    return tokens;
}

nn::Rotation Denoiser::rotation_of(const at::Tensor& coordinates) const
{
    // angular speeds fall geometrically from `fast` to `slow` radians per latent frame or cell
    const auto speeds = [&](std::int64_t count, double fast, double slow) {
        const at::Tensor share = at::arange(count, coordinates.options()) /
                                 static_cast<double>(std::max<std::int64_t>(count - 1, 1));
        return at::exp(share * std::log(slow / fast)) * fast;
    };
    const at::Tensor angles =
        at::cat({coordinates.narrow(-1, 0, 1) * speeds(config_.pairs[0], 1.5, 0.05),
                 coordinates.narrow(-1, 1, 1) * speeds(config_.pairs[1], 1.0, 0.03),
                 coordinates.narrow(-1, 2, 1) * speeds(config_.pairs[2], 1.0, 0.03)},
                -1);
    return {angles.cos(), angles.sin()};
}

Denoised
Denoiser::operator()(const DenoiserInput& input, Scale scale, const std::stop_token& stop) const
{
    const std::int64_t p = patch_of(scale);
    TORCH_CHECK_VALUE(input.z.dim() == 5 && input.z.size(1) == latent_channels &&
                          input.z.size(3) % p == 0 && input.z.size(4) % p == 0,
                      "latents of sizes ",
                      input.z.sizes(),
                      " have no patches of ",
                      p);
    const std::int64_t batch = input.z.size(0);

    // 1. one sequence
    const Tokens tokens = tokens_of(input, scale);
    const std::int64_t count = tokens.x.size(1);
    const nn::Rotation rotation = rotation_of(tokens.coordinates);

    // 2. distinct noise levels; a patch is as noisy as its noisiest cell, all but video is clean
    const at::Tensor noisy = patches(input.t.to(at::kFloat).unsqueeze(1), p).amax(-1); // [B, n]
    const at::Tensor steps = at::cat({at::zeros({batch, tokens.before}, noisy.options()), noisy}, 1)
                                 .mul(level_steps)
                                 .round();
    const auto [distinct, index] = at::_unique(steps.flatten(), true, true);
    const at::Tensor level = index.to(at::kInt);
    const at::Tensor time =
        time_out_(at::silu(time_in_(nn::sinusoid(distinct / level_steps, config_.time_features))));
    const at::Tensor condition = time + scales_[static_cast<std::int64_t>(scale)]; // [L, D]
    const at::Tensor shared =
        modulation_(at::silu(condition)).view({-1, 6, config_.width}); // [L, 6, D]

    // 3. blocks
    at::Tensor x = tokens.x;
    at::Tensor first_values;
    at::Tensor features;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        const Block& block = blocks_[i];
        const auto rows = (shared + block.modulation).unbind(1); // six of [L, D]

        const at::Tensor qkv = block.qkv(nn::norm_modulate(x, {{}, rows[0], rows[1], level}))
                                   .view({batch, count, 3, block.heads, -1}); // [B, N, 3, H, E]
        const nn::Heads heads = nn::heads_of(qkv,
                                             {block.query_norm.weight,
                                              block.key_norm.weight,
                                              rotation,
                                              first_values,
                                              block.value_mix}); // [B, H, N, E]
        if (i == 0) {
            first_values = heads.v;
        }
        const at::Tensor attended = block.out(nn::attend(heads.q, heads.k, heads.v, tokens.mask));
        x = nn::norm_modulate(attended, {block.attention_norm.weight, rows[2], {}, level}, x);

        const at::Tensor fed = block.feed(nn::norm_modulate(x, {{}, rows[3], rows[4], level}));
        x = nn::norm_modulate(fed, {block.feed_norm.weight, rows[5], {}, level}, x);
        if (static_cast<std::int64_t>(i) + 1 == config_.features_after) {
            features = x.slice(1, tokens.before);
        }
    }

    // 4. out
    const Ends& ends = ends_[static_cast<std::size_t>(scale)];
    const auto rows = (condition.unsqueeze(1) + ends.modulation).unbind(1);
    const at::Tensor video = x.slice(1, tokens.before); // [B, n, D]
    const at::Tensor video_level =
        level.view({batch, count}).slice(1, tokens.before).flatten().contiguous();
    const at::Tensor out = ends.out(nn::norm_modulate(video, {{}, rows[0], rows[1], video_level}));
    const std::int64_t height = input.z.size(3) / p;
    const std::int64_t width = input.z.size(4) / p;
    return {unpatched(out, input.z.sizes(), p).to(at::kFloat),
            features.defined() ? features.view({batch, -1, height, width, config_.width})
                               : at::Tensor()};
}

PrivilegedHeads::PrivilegedHeads(const nn::Weights& weights, const DenoiserConfig& config)
    : norm_(weights / "privileged.norm", config.width)
    , out_(weights / "privileged.out", config.width, classes + parts + 3, true)
{
}

PrivilegedHeads::Maps PrivilegedHeads::operator()(const at::Tensor& features) const
{
    const auto maps =
        out_(norm_(features)).to(at::kFloat).split_with_sizes({classes, parts, 1, 2}, -1);
    return {maps[0], maps[1], maps[2], maps[3]};
}

} // namespace rushlight::generation::previs
