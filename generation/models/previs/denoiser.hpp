#pragma once

#include "generation/models/previs/config.hpp"
#include "generation/nn/initial.hpp"
#include "generation/nn/layers.hpp"
#include "generation/nn/norm.hpp"

#include <stop_token>
#include <vector>

namespace rushlight::generation::previs {

/// The four scalars that are tokens of their own, in this order.
enum class Global { motion_score, frame_rate, guidance, step_size };

/// `Global::step_size` is the share of its own noise level that a cell goes at once; smaller steps
/// than this are not told, and the plain answer is meant.
constexpr double least_step_share = 0.1;
constexpr std::int64_t global_count = 4;

/// Everything the denoiser looks at. One batch has one size. Every mode is a way to fill this:
/// clean cells (first frame, prefix, inpainting) have t = 0 and the clean latent in z, half-noisy
/// ones (brush, remix) a smaller t than the rest.
struct DenoiserInput {
    at::Tensor z; ///< [B, 32, T, H, W] fp32, (1 − t)·latent + t·noise
    at::Tensor t; ///< [B, T, H, W] fp32 in 0 … 1, the noise level of each cell

    /// [B, 36, T, H, W]: hint latents, exact mask (1 where the hint is the picture itself), hint
    /// mask, dx and dy to the next latent frame in cells; undefined: no hints
    at::Tensor hints;

    at::Tensor text;      ///< [B, L, text width], L ≤ 48; undefined: no text
    at::Tensor text_mask; ///< [B, L] bool; undefined: all real

    at::Tensor keys;       ///< [B, K, 32, H, W] latents of single pictures; undefined: none
    at::Tensor key_frames; ///< [B, K] fp32, the frame (0 … frames − 1) that each shows
    at::Tensor keys_given; ///< [B, K] bool; undefined: all

    at::Tensor references;       ///< [B, R, 32, 8, 8] latents of cast references; undefined: none
    at::Tensor references_given; ///< [B, R] bool; undefined: all

    /// [B, T, 8]: position (right, up, forward in scene units), angles in degrees (pan, tilt,
    /// roll), focal length in millimetres, and 1 where this is given; undefined: not given
    at::Tensor camera;

    /// [B, 4] in the order of `Global`: motion score 0 … 10, frames a second, guidance, step size;
    /// undefined: none given
    at::Tensor globals;
    at::Tensor globals_given; ///< [B, 4] bool; undefined: all

    /// Multiplies the positions in y and x; training draws it from 0.8 … 1.2 on some clips
    double coordinate_scale = 1;
};

struct Denoised {
    at::Tensor clean;    ///< [B, 32, T, H, W] fp32, the prediction of the clean latents
    at::Tensor features; ///< [B, T, H/p, W/p, D], video tokens after `features_after` blocks
};

/// A multi-scale diffusion transformer (Peebles & Xie 2022) whose every token carries its own noise
/// level (diffusion forcing: Chen et al. 2024, arXiv:2407.01392) and that predicts the clean
/// latents (JiT: Li & He 2025). One sequence: text, globals, key pictures, references, video.
/// Linear layers and attention run in `compute`; noise levels, modulation and sums of norms in
/// fp32.
class Denoiser {
public:
    Denoiser(const nn::Weights& weights,
             const DenoiserConfig& config,
             at::ScalarType compute = at::kFloat);

    /// H and W divide by the scale's patch. Throws Cancelled between blocks once `stop` is
    /// requested.
    [[nodiscard]] Denoised
    operator()(const DenoiserInput& input, Scale scale, const std::stop_token& stop = {}) const;

    [[nodiscard]] const DenoiserConfig& config() const { return config_; }

private:
    struct Block {
        at::Tensor modulation; ///< [6, D]: scale, shift, gate of attention and of the feed-forward
        nn::Linear qkv;
        nn::RmsNorm query_norm;
        nn::RmsNorm key_norm;
        at::Tensor value_mix; ///< [1], share of the first block's values; not in the first
        nn::Linear out;
        nn::RmsNorm attention_norm; ///< after attention, before the residual sum
        nn::SwiGlu feed;
        nn::RmsNorm feed_norm;
        std::int64_t heads;

        Block(const nn::Weights& weights, const DenoiserConfig& config, bool first);
    };

    /// Input and output layers of one scale.
    struct Ends {
        std::vector<nn::Linear> in; ///< one, or two around P4's bottleneck
        nn::Linear hints;
        at::Tensor modulation; ///< [2, D]: scale and shift before the output layer
        nn::Linear out;

        Ends(const nn::Weights& weights, const DenoiserConfig& config, Scale scale);
    };

    struct Tokens;

    [[nodiscard]] Tokens tokens_of(const DenoiserInput& input, Scale scale) const;
    [[nodiscard]] at::Tensor global_tokens(const DenoiserInput& input) const;
    [[nodiscard]] nn::Rotation rotation_of(const at::Tensor& coordinates) const;

    DenoiserConfig config_;
    at::ScalarType compute_;
    nn::RmsNorm text_norm_;
    nn::Linear text_in_;
    std::vector<nn::Linear> globals_in_;
    at::Tensor globals_absent_; ///< [4, D]
    at::Tensor types_;          ///< [7, D]: text, the four globals, key, reference
    nn::Linear key_in_;         ///< 2 × 2 cells
    nn::Linear reference_in_;   ///< one cell
    nn::Linear camera_in_;
    nn::Linear camera_out_;
    nn::Linear time_in_;
    nn::Linear time_out_;
    at::Tensor scales_;     ///< [3, D]
    nn::Linear modulation_; ///< D → 6 D, shared by all blocks (adaLN-single: Chen et al. 2023)
    std::vector<Ends> ends_;
    std::vector<Block> blocks_;
};

/// What the renderer knows of each token, predicted from the features of an early block: for
/// training only, no part of the shipped weights.
class PrivilegedHeads {
public:
    static constexpr std::int64_t classes = 24;
    static constexpr std::int64_t parts = 12;

    struct Maps {
        at::Tensor kind;  ///< [B, T, H/p, W/p, 24] logits
        at::Tensor part;  ///< [..., 12] logits
        at::Tensor depth; ///< [..., 1]
        at::Tensor flow;  ///< [..., 2], in cells per latent frame
    };

    PrivilegedHeads(const nn::Weights& weights, const DenoiserConfig& config);

    [[nodiscard]] Maps operator()(const at::Tensor& features) const;

private:
    nn::RmsNorm norm_;
    nn::Linear out_;
};

/// Every tensor of the denoiser ("blocks.0.qkv.weight" …) and how it begins.
[[nodiscard]] std::vector<nn::InitialTensor> tensor_table(const DenoiserConfig& config);
/// The heads' ("privileged.norm.weight", "privileged.out.weight" …)
[[nodiscard]] std::vector<nn::InitialTensor> privileged_table(const DenoiserConfig& config);

} // namespace rushlight::generation::previs
