#pragma once

#include "generation/nn/initial.hpp"
#include "generation/nn/weights.hpp"

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

namespace rushlight::generation::previs {

/// Sizes of the video autoencoder: 16× smaller in space, 4× in time (the first frame stands alone).
struct AutoencoderConfig {
    int latent_channels = 32;
    std::array<int, 4> widths{32, 64, 128, 256}; ///< at 1/2, 1/4, 1/8 and 1/16 of the picture
    int encoder_blocks = 1;                      ///< at 1/16
    int decoder_blocks = 2;                      ///< at 1/16

    bool operator==(const AutoencoderConfig&) const = default;
};

/// Convolution over pictures that lie channels-last: [N, H, W, C] → [N, H, W, C'].
struct PictureConv {
    at::Tensor weight; ///< [C', C, k, k]
    at::Tensor bias;   ///< [C']

    explicit PictureConv(const nn::Weights& weights);
    at::Tensor operator()(const at::Tensor& x) const;
};

/// y = x Wᵀ + b over the last axis.
struct Projection {
    at::Tensor weight; ///< [out, in]
    at::Tensor bias;   ///< [out]

    explicit Projection(const nn::Weights& weights);
    at::Tensor operator()(const at::Tensor& x) const;
};

/// Residual block that sees one earlier frame: a quarter of the normalised channels comes from it
/// (the channel-shift form of TAEHV's MemBlock). x [B, T, H, W, C].
struct MemBlock {
    PictureConv first;
    PictureConv second;

    explicit MemBlock(const nn::Weights& weights);
    /// previous  that quarter of the frame before the first, [B, 1, H, W, C/4], replaced by the
    ///           last frame's; undefined at the start of a clip
    at::Tensor operator()(const at::Tensor& x, at::Tensor& previous) const;
};

/// The video autoencoder of previs: causal in time, so that a single picture is a clip of one frame
/// and decoding streams. Down- and upsampling carry the parameter-free shortcuts of DC-AE
/// (arXiv:2410.10733). Threads: const calls may run at the same time.
class Autoencoder {
public:
    /// compute  type of the products: bfloat16 or float32
    Autoencoder(const nn::Weights& weights,
                const AutoencoderConfig& config,
                at::ScalarType compute);

    /// What goes in may lie on any device, what comes out lies where the weights do.
    /// video [B, 3, T, H, W] in −1 … 1, T = 1 + 4k, H and W multiples of 16 → normalised latents
    /// [B, 32, 1 + k, H/16, W/16], float32. Throws std::invalid_argument on other shapes.
    [[nodiscard]] at::Tensor encode(const at::Tensor& video) const;

    /// Where a streamed decode stands: what every block remembers of the frame before.
    struct Stream {
        std::vector<at::Tensor> previous;
        bool begun = false;
    };

    /// The next latent frames, [B, 32, n, h, w] → pictures [B, 3, 4n, 16h, 16w] (4n − 3 at the
    /// start), float32, about −1 … 1 and not clamped. Piece by piece equals the whole.
    [[nodiscard]] at::Tensor decode(const at::Tensor& latents, Stream& stream) const;
    /// A whole clip, [B, 32, 1 + k, h, w] → [B, 3, 1 + 4k, 16h, 16w].
    [[nodiscard]] at::Tensor decode(const at::Tensor& latents) const;

    /// As `encode`, before the fixed mean and deviation: unit root mean square over the channels.
    /// Differentiable; training's entry.
    [[nodiscard]] at::Tensor encode_raw(const at::Tensor& video) const;
    [[nodiscard]] at::Tensor decode_raw(const at::Tensor& raw, Stream& stream) const;

private:
    at::ScalarType compute_;
    at::Tensor mean_; ///< [32], of raw latents over training clips
    at::Tensor deviation_;

    PictureConv stem_; ///< encoder, from 1/4 of the picture
    MemBlock enter_4_;
    Projection down_8_, halve_a_;
    MemBlock enter_8_;
    Projection halve_b_, down_16_;
    std::vector<MemBlock> enter_16_;
    PictureConv to_latent_;

    PictureConv from_latent_; ///< decoder
    std::vector<MemBlock> leave_16_;
    Projection up_8_;
    MemBlock leave_8a_;
    Projection double_a_;
    MemBlock leave_8b_;
    Projection up_4_;
    MemBlock leave_4a_;
    Projection double_b_;
    MemBlock leave_4b_;
    Projection up_2_;
    PictureConv fine_a_, fine_b_;
    PictureConv to_picture_;
};

/// Every tensor of an autoencoder: the checkpoint format, and how training begins.
[[nodiscard]] std::vector<nn::InitialTensor> initial_autoencoder(const AutoencoderConfig& config);

} // namespace rushlight::generation::previs
