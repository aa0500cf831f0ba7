#pragma once

#include "generation/engine.hpp"
#include "generation/models/previs/model.hpp"
#include "generation/models/previs/prompt.hpp"
#include "generation/sampling/denoise.hpp"

#include <stop_token>
#include <string>
#include <vector>

namespace rushlight::generation::previs {

/// A clip as the model sees it.
struct ClipShape {
    std::int64_t frames = 33;
    std::int64_t height = 256; ///< pixels
    std::int64_t width = 256;

    [[nodiscard]] std::int64_t latent_frames() const { return previs::latent_frames(frames); }

    [[nodiscard]] std::int64_t latent_height() const { return height / cell_pixels; }

    [[nodiscard]] std::int64_t latent_width() const { return width / cell_pixels; }
};

[[nodiscard]] ClipShape shape_of(const Request& request);

/// Everything a request asks for, as the denoiser takes it.
struct Conditions {
    DenoiserInput with; ///< all but z and t, for one clip
    DenoiserInput
        without; ///< the second branch of guidance: negative prompt, no cast, no motion score
    at::Tensor latents; ///< [1, 32, T, H, W] that cells of a rate below 1 begin from; or undefined
    at::Tensor rate;    ///< [1, T, H, W]; see `Start`; undefined: 1 everywhere
    std::vector<std::string> mechanisms; ///< what was used for what, in sentences
};

/// Encodes words, pictures, clips, brush and cast. The request fits the limits and `inputs` holds
/// what it names. Throws Cancelled.
[[nodiscard]] Conditions conditions_of(const Request& request,
                                       const Prompt& prompt,
                                       const Inputs& inputs,
                                       const std::vector<VerifiedLikeness>& cast,
                                       const Model& model,
                                       const std::stop_token& stop);

/// 8-bit frames, RGB or RGBA over neutral grey → [3, T, H, W] fp32 in −1 … 1
[[nodiscard]] at::Tensor pictures_of(const Pixels& pixels);

/// [3, T, H, W] in −1 … 1 (more is cut) → 8-bit RGB, frame after frame
void append_rgb(const at::Tensor& pictures, std::vector<std::uint8_t>& rgb);

} // namespace rushlight::generation::previs
