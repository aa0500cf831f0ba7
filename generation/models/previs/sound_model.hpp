#pragma once

#include "generation/nn/initial.hpp"
#include "generation/nn/layers.hpp"

#include <cstdint>
#include <vector>

namespace rushlight::generation::previs {

/// Sizes of the net that hears a clip from its latents.
struct SoundConfig {
    std::int64_t width = 128;
    std::int64_t layers = 4;
    std::int64_t heads = 4;
    std::int64_t hidden = 256;
    std::int64_t seen = 48;      ///< channels of the first convolution …
    std::int64_t shapes = 96;    ///< … and of those after it, at half the cells
    std::int64_t cells = 4;      ///< each latent frame is cells × cells tokens
    std::int64_t sub_width = 96; ///< channels of a twenty-fourth of a second
    std::int64_t events = 24;    ///< the first of world::SoundKind
    std::int64_t materials = 10; ///< world::Material
    std::int64_t curves = 12;    ///< the first of world::Ambience
};

/// Bins a second of what the net gives and the world's curves have.
constexpr double sound_bins_per_second = 64;

/// What sounds in each bin, and what that was told from.
struct SoundRoll {
    at::Tensor onset;     ///< [B, bins, events] logits of "begins here"
    at::Tensor intensity; ///< [B, bins, events], 0 … 1 where an event begins
    at::Tensor pan;       ///< [B, bins, events], −1 … 1
    at::Tensor size;      ///< [B, bins, events], 0 … 1
    at::Tensor material;  ///< [B, bins, materials] logits
    at::Tensor curves;    ///< [B, bins, curves], 0 … 1
    at::Tensor told;      ///< [B, T, 6], where each frame sees the subject in its cycle
    at::Tensor cycles;    ///< [B, rates, 32], how likely each steady cycle is
    at::Tensor shapes;    ///< [B, shapes, T, ⌈H / 2⌉, ⌈W / 2⌉], for training
    at::Tensor frames;    ///< [B, T, 2 · width], for training
};

/// Latents → sound events and curves: convolutions, which know a foot wherever it is, a transformer
/// over the cells of each frame, the steady cycle that fits what the frames tell (cycle.hpp), then
/// convolutions in time at 64 Hz. It hears what is seen and never reads the prompt.
class SoundModel {
public:
    SoundModel(const nn::Weights& weights,
               const SoundConfig& config,
               at::ScalarType compute = at::kFloat);

    /// latents [B, 32, T, H, W], on any device, at 12 frames a second; bins: of the roll
    [[nodiscard]] SoundRoll operator()(const at::Tensor& latents, std::int64_t bins) const;

private:
    /// 3 × 3 × 3, zeros around
    struct Conv3d {
        at::Tensor weight; ///< [out, in, 3, 3, 3]
        at::Tensor bias;   ///< [out]

        Conv3d(const nn::Weights& weights, std::int64_t in, std::int64_t out);
        /// step: from place to place, not in time
        [[nodiscard]] at::Tensor operator()(const at::Tensor& x, std::int64_t step = 1) const;
    };

    struct Layer {
        nn::RmsNorm attention_norm;
        nn::Linear qkv;
        nn::Linear out;
        nn::RmsNorm feed_norm;
        nn::SwiGlu feed;

        Layer(const nn::Weights& weights, const SoundConfig& config);
    };

    SoundConfig config_;
    at::ScalarType compute_;
    Conv3d seen_;
    Conv3d halved_;
    std::vector<Conv3d> shapes_; ///< residual
    nn::Linear in_;
    at::Tensor places_; ///< [cells², D]
    std::vector<Layer> layers_;
    nn::RmsNorm norm_;
    nn::Linear
        steps_; ///< the mean and the greatest of a frame's tokens → 8 twenty-fourths of a second
    nn::Linear cycle_;    ///< a frame's mean and greatest → where it sees the subject in its cycle
    at::Tensor sureness_; ///< [3]
    nn::Linear beat_;     ///< what the cycle says of a bin, …
    nn::Linear who_;      ///< … heard as who goes there …
    nn::Linear fall_;     ///< … lets fall
    at::Tensor early_;    ///< [sub, sub, 5]
    at::Tensor early_bias_;
    at::Tensor late_;
    at::Tensor late_bias_;
    nn::Linear heads_;
};

/// Every tensor of the sound model and how it begins.
[[nodiscard]] std::vector<nn::InitialTensor> tensor_table(const SoundConfig& config);

} // namespace rushlight::generation::previs
