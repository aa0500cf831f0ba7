#include "generation/models/previs/forecast.hpp"

#include "generation/nn/compute.hpp"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>

namespace rushlight::generation::previs {

namespace {

template <class Work>
double seconds_of(const Work& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The better of two runs after one that warms up: what other programs take is not ours to forecast
template <class Work>
double measured(const Work& work)
{
    work();
    return std::min(seconds_of(work), seconds_of(work));
}

} // namespace

double
Stopwatch::step_seconds(const Model& model, const ClipShape& shape, Scale scale, int branches)
{
    const auto key = std::tuple(shape.frames, shape.height, shape.width, scale, branches);
    const auto found = steps_.find(key);
    if (found != steps_.end()) {
        return found->second;
    }
    const c10::InferenceMode no_gradients;
    const std::int64_t t = shape.latent_frames();
    const std::int64_t h = shape.latent_height();
    const std::int64_t w = shape.latent_width();
    DenoiserInput input;
    input.z = at::zeros({branches, latent_channels, t, h, w});
    input.t = at::full({branches, t, h, w}, 0.5);
    input.text = at::zeros({branches, 24, model.config.denoiser.text_width});
    const double seconds =
        measured([&] { return (*model.denoiser)(input, scale).clean.sum().item<float>(); });
    steps_[key] = seconds;
    return seconds;
}

double Stopwatch::decode_seconds(const Model& model, const ClipShape& shape)
{
    const auto key = std::tuple(shape.height, shape.width);
    if (decodes_.count(key) == 0) {
        const c10::InferenceMode no_gradients;
        const at::Tensor latents =
            at::zeros({1, latent_channels, 1, shape.latent_height(), shape.latent_width()});
        Autoencoder::Stream stream;
        decodes_[key] = measured([&] { (void)model.autoencoder->decode(latents, stream); });
    }
    return decodes_[key] * static_cast<double>(shape.latent_frames());
}

double Stopwatch::encode_seconds(const Model& model, const ClipShape& shape)
{
    const auto key = std::tuple(shape.height, shape.width);
    constexpr std::int64_t frames = 5;
    if (encodes_.count(key) == 0) {
        const c10::InferenceMode no_gradients;
        const at::Tensor pictures = at::zeros({1, 3, frames, shape.height, shape.width});
        encodes_[key] = measured([&] { (void)model.autoencoder->encode(pictures); });
    }
    return encodes_[key] * static_cast<double>(shape.frames) / frames;
}

std::int64_t memory_of(const Model& model, const ClipShape& shape, int branches)
{
    const bool narrow = nn::compute_type() == at::kBFloat16;
    // what the libraries hold once they have run (code, oneDNN's programs and scratch), measured
    const std::int64_t libraries = narrow ? 213'000'000 : 305'000'000;
    const std::int64_t value = narrow ? 2 : 4;
    // matrices are cast from the fp32 that stays for what is computed in fp32
    const std::int64_t weights = narrow ? model.bytes * 3 / 2 : model.bytes;
    const auto cells = shape.latent_frames() * shape.latent_height() * shape.latent_width();
    std::int64_t patch = 4;
    for (const auto& [scale, share] : model.plan) {
        patch = std::min(patch, patch_of(scale));
    }
    // the feed-forward's tensors of the finest scale's tokens, and the stream and its norms
    const auto& config = model.config.denoiser;
    const std::int64_t tokens = branches * (cells / (patch * patch) + 60);
    const std::int64_t denoising = tokens * (6 * config.hidden + 16 * config.width) * value;
    // the clip as bytes, and four frames of the decoder's widest layer, twice
    const std::int64_t pixels = shape.height * shape.width;
    const std::int64_t decoding = pixels * (3 * shape.frames + 4 * 32 * 2 * value);
    return libraries + weights + std::max(denoising, decoding);
}

} // namespace rushlight::generation::previs
