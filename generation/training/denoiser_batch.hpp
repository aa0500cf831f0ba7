#pragma once

#include "generation/models/previs/denoiser.hpp"
#include "generation/training/cache.hpp"
#include "generation/training/denoiser_lesson.hpp"
#include "generation/training/lesson.hpp"

#include <vector>

namespace rushlight::generation::training {

/// One step's clips as the denoiser takes them, and what it should say.
struct Batch : Material {
    previs::DenoiserInput input; ///< without its text
    at::Tensor words;            ///< [B, L] token ids
    at::Tensor clean;            ///< [B, 32, T, H, W]
    at::Tensor classes;          ///< [B, T, 2H, 2W] uint8
    previs::Scale scale = previs::Scale::p4;
    double guidance = 0; ///< that the step learns as an input; 0: none
    double share = 0;    ///< of its own noise level that a step learns to go at once; 0: none
};

/// Makes the denoiser's steps from cached clips. Holds references; const calls from any thread.
class BatchMaker {
public:
    BatchMaker(const DenoiserPlan& plan, const std::vector<CachedClips>& clips)
        : plan_(plan)
        , clips_(clips)
    {
    }

    [[nodiscard]] Batch make(const Draw& draw) const;

private:
    [[nodiscard]] const CachedClips& draw_group(Dice& dice) const;
    /// Draws a mode and fills one clip's noise levels [T, H, W] and hints [36, T, H, W]. Returns
    /// whether there is a hint.
    bool set_levels(const CachedClips& group,
                    std::int64_t row,
                    previs::Scale scale,
                    Dice& dice,
                    at::Tensor t,
                    at::Tensor hints) const;

    const DenoiserPlan& plan_;
    const std::vector<CachedClips>& clips_;
};

} // namespace rushlight::generation::training
