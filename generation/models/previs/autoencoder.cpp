#include "generation/models/previs/autoencoder.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <stdexcept>

namespace rushlight::generation::previs {

namespace {

/// Pictures [N, H, W, C] as the [N, C, H, W] view that convolutions want; no copy.
at::Tensor channels_first(const at::Tensor& x)
{
    return x.permute({0, 3, 1, 2});
}

/// Each pixel's channels to zero mean and unit deviation.
at::Tensor pixel_norm(const at::Tensor& x)
{
    return at::layer_norm(x, {x.size(-1)}, {}, {}, 1e-5);
}

/// [B, T, H, W, C] → [B, T, H/s, W/s, C·s·s], channel outermost.
at::Tensor to_channels(const at::Tensor& x, std::int64_t s)
{
    const auto b = x.size(0), t = x.size(1), h = x.size(2) / s, w = x.size(3) / s, c = x.size(4);
    return x.view({b, t, h, s, w, s, c})
        .permute({0, 1, 2, 4, 6, 3, 5})
        .reshape({b, t, h, w, c * s * s});
}

/// The inverse of `to_channels`.
at::Tensor to_space(const at::Tensor& x, std::int64_t s)
{
    const auto b = x.size(0), t = x.size(1), h = x.size(2), w = x.size(3), c = x.size(4) / (s * s);
    return x.view({b, t, h, w, c, s, s})
        .permute({0, 1, 2, 5, 3, 6, 4})
        .reshape({b, t, h * s, w * s, c});
}

/// Averages neighbouring channels down to `channels` of them.
at::Tensor average_channels(const at::Tensor& x, std::int64_t channels)
{
    return x.unflatten(-1, {channels, x.size(-1) / channels}).mean(-1);
}

/// Repeats every channel until there are `channels` of them.
at::Tensor duplicate_channels(const at::Tensor& x, std::int64_t channels)
{
    const auto times = channels / x.size(-1);
    return x.unsqueeze(-1)
        .expand({x.size(0), x.size(1), x.size(2), x.size(3), x.size(4), times})
        .flatten(-2);
}

at::Tensor halve_space(const Projection& projection, const at::Tensor& x)
{
    const at::Tensor packed = to_channels(x, 2);
    const at::Tensor main = projection(packed);
    return main + average_channels(packed, main.size(-1));
}

at::Tensor double_space(const Projection& projection, const at::Tensor& x)
{
    const at::Tensor main = projection(x);
    return to_space(main + duplicate_channels(x, main.size(-1)), 2);
}

/// Pairs of frames become one: [B, T, H, W, C] → [B, T/2, H, W, C].
at::Tensor halve_time(const Projection& projection, const at::Tensor& x)
{
    const at::Tensor pairs = x.unflatten(1, {x.size(1) / 2, 2});
    const at::Tensor packed = pairs.permute({0, 1, 3, 4, 2, 5}).flatten(-2); // [B, T/2, H, W, 2C]
    return projection(packed) + pairs.mean(2);
}

/// One frame becomes two: [B, T, H, W, C] → [B, 2T, H, W, C].
at::Tensor double_time(const Projection& projection, const at::Tensor& x)
{
    const at::Tensor both = projection(x).unflatten(-1, {2, x.size(-1)}) + x.unsqueeze(-2);
    return both.permute({0, 1, 4, 2, 3, 5}).flatten(1, 2);
}

at::Tensor each_picture(const PictureConv& conv, const at::Tensor& x)
{
    return conv(x.flatten(0, 1)).unflatten(0, {x.size(0), x.size(1)});
}

at::Tensor activate(const at::Tensor& x)
{
    return at::leaky_relu(x, 0.1);
}

std::vector<MemBlock> blocks(const nn::Weights& weights, int count)
{
    std::vector<MemBlock> made;
    for (int i = 0; i < count; ++i) {
        made.emplace_back(weights / std::to_string(i));
    }
    return made;
}

} // namespace

PictureConv::PictureConv(const nn::Weights& weights)
    : weight(weights.take("weight"))
    , bias(weights.take("bias"))
{
}

at::Tensor PictureConv::operator()(const at::Tensor& x) const
{
    const auto type = x.scalar_type();
    const auto margin = weight.size(2) / 2;
    return at::conv2d(channels_first(x), weight.to(type), bias.to(type), {1, 1}, {margin, margin})
        .permute({0, 2, 3, 1});
}

Projection::Projection(const nn::Weights& weights)
    : weight(weights.take("weight"))
    , bias(weights.take("bias"))
{
}

at::Tensor Projection::operator()(const at::Tensor& x) const
{
    return at::linear(x, weight.to(x.scalar_type()), bias.to(x.scalar_type()));
}

MemBlock::MemBlock(const nn::Weights& weights)
    : first(weights / "first")
    , second(weights / "second")
{
}

at::Tensor MemBlock::operator()(const at::Tensor& x, at::Tensor& previous) const
{
    const auto quarter = x.size(-1) / 4;
    const at::Tensor normed = pixel_norm(x);
    const at::Tensor remembered = normed.narrow(-1, 0, quarter);
    if (!previous.defined()) {
        previous = at::zeros_like(remembered.narrow(1, 0, 1));
    }
    const at::Tensor shifted =
        at::cat({previous, remembered.narrow(1, 0, x.size(1) - 1)}, 1); // one frame late
    previous = remembered.narrow(1, x.size(1) - 1, 1);
    const at::Tensor mixed =
        at::cat({shifted, normed.narrow(-1, quarter, x.size(-1) - quarter)}, -1);
    return x + each_picture(second, activate(each_picture(first, mixed)));
}

Autoencoder::Autoencoder(const nn::Weights& weights,
                         const AutoencoderConfig& config,
                         at::ScalarType compute)
    : compute_(compute)
    , mean_(weights.take("latent_mean"))
    , deviation_(weights.take("latent_deviation"))
    , stem_(weights / "encoder.stem")
    , enter_4_(weights / "encoder.block_4")
    , down_8_(weights / "encoder.down_8")
    , halve_a_(weights / "encoder.halve_a")
    , enter_8_(weights / "encoder.block_8")
    , halve_b_(weights / "encoder.halve_b")
    , down_16_(weights / "encoder.down_16")
    , enter_16_(blocks(weights / "encoder.blocks_16", config.encoder_blocks))
    , to_latent_(weights / "encoder.to_latent")
    , from_latent_(weights / "decoder.from_latent")
    , leave_16_(blocks(weights / "decoder.blocks_16", config.decoder_blocks))
    , up_8_(weights / "decoder.up_8")
    , leave_8a_(weights / "decoder.block_8a")
    , double_a_(weights / "decoder.double_a")
    , leave_8b_(weights / "decoder.block_8b")
    , up_4_(weights / "decoder.up_4")
    , leave_4a_(weights / "decoder.block_4a")
    , double_b_(weights / "decoder.double_b")
    , leave_4b_(weights / "decoder.block_4b")
    , up_2_(weights / "decoder.up_2")
    , fine_a_(weights / "decoder.fine_a")
    , fine_b_(weights / "decoder.fine_b")
    , to_picture_(weights / "decoder.to_picture")
{
}

at::Tensor Autoencoder::encode_raw(const at::Tensor& video) const
{
    if (video.dim() != 5 || video.size(1) != 3 || video.size(2) % 4 != 1 ||
        video.size(3) % 16 != 0 || video.size(4) % 16 != 0 || video.size(3) == 0 ||
        video.size(4) == 0) {
        throw std::invalid_argument("the autoencoder takes [B, 3, 1 + 4k, H, W] with H and W "
                                    "multiples of 16; pad or crop the clip first");
    }
    at::Tensor previous_4, previous_8;
    std::vector<at::Tensor> previous_16(enter_16_.size());

    // the first frame four times, so that its latent is that of a still
    at::Tensor x =
        video.to(mean_.device(), compute_).permute({0, 2, 3, 4, 1}).contiguous(); // [B, T, H, W, 3]
    x = activate(each_picture(stem_, to_channels(x, 4)));                         // 1/4
    x = at::cat({x.narrow(1, 0, 1).expand({-1, 3, -1, -1, -1}), x}, 1);           // 4 + 4k frames
    x = enter_4_(x, previous_4);
    x = halve_space(down_8_, x); // 1/8
    x = halve_time(halve_a_, x); // 2 + 2k
    x = enter_8_(x, previous_8);
    x = halve_time(halve_b_, x);  // 1 + k
    x = halve_space(down_16_, x); // 1/16
    for (std::size_t i = 0; i < enter_16_.size(); ++i) {
        x = enter_16_[i](x, previous_16[i]);
    }
    x = each_picture(to_latent_, pixel_norm(x)).to(at::kFloat);
    x = x * at::rsqrt(x.square().mean(-1, true) + 1e-6);
    return x.permute({0, 4, 1, 2, 3}); // [B, 32, 1 + k, H/16, W/16]
}

at::Tensor Autoencoder::decode_raw(const at::Tensor& raw, Stream& stream) const
{
    stream.previous.resize(leave_16_.size() + 4);
    auto remembered = stream.previous.begin();

    at::Tensor x =
        raw.to(mean_.device(), compute_).permute({0, 2, 3, 4, 1}).contiguous(); // [B, n, h, w, 32]
    x = each_picture(from_latent_, x);
    for (const MemBlock& block : leave_16_) {
        x = block(x, *remembered++);
    }
    x = double_space(up_8_, x); // 1/8
    x = leave_8a_(x, *remembered++);
    x = double_time(double_a_, x); // 2n
    x = leave_8b_(x, *remembered++);
    x = double_space(up_4_, x); // 1/4
    x = leave_4a_(x, *remembered++);
    x = double_time(double_b_, x); // 4n
    x = leave_4b_(x, *remembered++);
    if (!stream.begun) {
        x = x.narrow(1, 3, x.size(1) - 3).contiguous(); // the first latent stands for one frame
        stream.begun = true;
    }
    x = double_space(up_2_, x); // 1/2
    x = x + each_picture(fine_b_, activate(each_picture(fine_a_, pixel_norm(x))));
    x = to_space(each_picture(to_picture_, activate(x)), 2);
    return x.permute({0, 4, 1, 2, 3}).to(at::kFloat); // [B, 3, T, H, W]
}

at::Tensor Autoencoder::encode(const at::Tensor& video) const
{
    return (encode_raw(video) - mean_.view({1, -1, 1, 1, 1})) / deviation_.view({1, -1, 1, 1, 1});
}

at::Tensor Autoencoder::decode(const at::Tensor& latents, Stream& stream) const
{
    return decode_raw(latents.to(mean_.device(), at::kFloat) * deviation_.view({1, -1, 1, 1, 1}) +
                          mean_.view({1, -1, 1, 1, 1}),
                      stream);
}

at::Tensor Autoencoder::decode(const at::Tensor& latents) const
{
    Stream stream;
    return decode(latents, stream);
}

std::vector<nn::InitialTensor> initial_autoencoder(const AutoencoderConfig& config)
{
    std::vector<nn::InitialTensor> table;
    const auto layer = [&](const std::string& name, std::vector<std::int64_t> sizes, double gain) {
        std::int64_t inputs = 1;
        for (std::size_t i = 1; i < sizes.size(); ++i) {
            inputs *= sizes[i];
        }
        table.push_back({name + ".bias", {sizes[0]}, nn::Fill::zeros, 1});
        table.push_back({name + ".weight",
                         std::move(sizes),
                         nn::Fill::normal,
                         gain / std::sqrt(static_cast<double>(inputs))});
    };
    const auto block = [&](const std::string& name, std::int64_t width) {
        layer(name + ".first", {width, width, 3, 3}, std::sqrt(2.0));
        layer(name + ".second", {width, width, 3, 3}, 0.05); // begins near the identity
    };
    const auto blocks_of = [&](const std::string& name, int count, std::int64_t width) {
        for (int i = 0; i < count; ++i) {
            block(name + "." + std::to_string(i), width);
        }
    };
    const std::int64_t w2 = config.widths[0], w4 = config.widths[1], w8 = config.widths[2],
                       w16 = config.widths[3], latent = config.latent_channels;
    table.push_back({"latent_mean", {latent}, nn::Fill::zeros, 1});
    table.push_back({"latent_deviation", {latent}, nn::Fill::ones, 1});

    layer("encoder.stem", {w4, 48, 3, 3}, 1.0);
    block("encoder.block_4", w4);
    layer("encoder.down_8", {w8, 4 * w4}, 0.5);
    layer("encoder.halve_a", {w8, 2 * w8}, 0.5);
    block("encoder.block_8", w8);
    layer("encoder.halve_b", {w8, 2 * w8}, 0.5);
    layer("encoder.down_16", {w16, 4 * w8}, 0.5);
    blocks_of("encoder.blocks_16", config.encoder_blocks, w16);
    layer("encoder.to_latent", {latent, w16, 3, 3}, 1.0);

    layer("decoder.from_latent", {w16, latent, 3, 3}, 1.0);
    blocks_of("decoder.blocks_16", config.decoder_blocks, w16);
    layer("decoder.up_8", {4 * w8, w16}, 0.5);
    block("decoder.block_8a", w8);
    layer("decoder.double_a", {2 * w8, w8}, 0.5);
    block("decoder.block_8b", w8);
    layer("decoder.up_4", {4 * w4, w8}, 0.5);
    block("decoder.block_4a", w4);
    layer("decoder.double_b", {2 * w4, w4}, 0.5);
    block("decoder.block_4b", w4);
    layer("decoder.up_2", {4 * w2, w4}, 0.5);
    layer("decoder.fine_a", {w2, w2, 3, 3}, std::sqrt(2.0));
    layer("decoder.fine_b", {w2, w2, 3, 3}, 0.05);
    layer("decoder.to_picture", {12, w2, 3, 3}, 0.5);
    return table;
}

} // namespace rushlight::generation::previs
