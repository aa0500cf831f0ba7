#pragma once

#include "generation/models/previs/denoiser.hpp"
#include "generation/training/denoiser_lesson.hpp"
#include "generation/training/lesson.hpp"

#include <memory>
#include <vector>

namespace rushlight::generation::training {

/// An example as the denoiser is taught with it.
struct EncodedExample {
    at::Tensor latents; ///< [V, 32, T, 16, 16] fp32, one a crop; T is 1 for a picture
    at::Tensor text;    ///< [V, L, text width] fp32
    at::Tensor mask;    ///< [V, L] bool, true where a token is real
};

struct LoraPlan {
    DenoiserPlan denoiser; ///< the base's: its config, and how noise levels and scales are drawn
    Plan plan;
    std::int64_t rank = 8;
    double alpha = 8;
    double prefix_share = 0.24; ///< of the clips: the first latent frame is clean
};

/// The plan for a config; `fine`: the base knows P2, so that it is taught as well.
[[nodiscard]] LoraPlan lora_plan(const previs::DenoiserConfig& config, bool fine);

/// Examples → a LoRA of the denoiser's blocks. The base is frozen.
class LoraLesson : public Lesson {
public:
    /// base   every tensor of the denoiser, fp32, without gradients
    /// empty  what the text encoder makes of no words: [1, 1, text width] and [1, 1] bool
    LoraLesson(LoraPlan plan,
               NamedTensors base,
               std::vector<EncodedExample> examples,
               EncodedExample empty);

    [[nodiscard]] std::string name() const override { return "lora"; }

    [[nodiscard]] Plan plan() const override { return plan_.plan; }

    [[nodiscard]] NamedTensors initial() const override;
    [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override;

    /// Nothing is held out of a few examples; `evaluate --task lora` measures.
    std::map<std::string, double> examine(const NamedTensors&,
                                          const std::filesystem::path&) override
    {
        return {};
    }

private:
    LoraPlan plan_;
    NamedTensors base_;
    std::shared_ptr<const std::vector<EncodedExample>> examples_;
    EncodedExample empty_;
};

} // namespace rushlight::generation::training
