#pragma once

#include "generation/models/previs/autoencoder.hpp"
#include "generation/training/data.hpp"
#include "generation/training/lesson.hpp"

#include <vector>

namespace rushlight::generation::training {

/// How the autoencoder is trained.
struct AutoencoderPlan {
    previs::AutoencoderConfig config;
    Plan plan;
    world::World world = world::World::v0;
    int crop = 128; ///< pixels, a multiple of 16
    int frames = 9; ///< 1 + 4k
    int crops_a_clip = 2;
    std::vector<ClipShape> shapes{{256, 256, 33}, {320, 192, 33}, {192, 320, 33}};
    double noise = 0.2; ///< most noise mixed into half of the latents (l-DeTok, arXiv:2507.15856)
    double shrink =
        0.12;           ///< share of steps that decode half-size latents (EQ-VAE, arXiv:2502.09509)
    double natural = 0; ///< share of the steps that see pictures like photographs (natural.hpp)
    double edges = 0;   ///< how much more an error weighs beside edges and where things move
    double full_size_from = 0.9; ///< share of the training after which whole pictures are seen
    int examined_clips = 4;
    int statistics_clips = 48; ///< that fix the latents' mean and deviation
};

/// Reconstruction of rendered clips.
class AutoencoderLesson : public Lesson {
public:
    explicit AutoencoderLesson(AutoencoderPlan plan)
        : plan_(std::move(plan))
    {
    }

    [[nodiscard]] std::string name() const override { return "autoencoder"; }

    [[nodiscard]] Plan plan() const override { return plan_.plan; }

    [[nodiscard]] NamedTensors initial() const override;
    [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override;
    std::map<std::string, double> examine(const NamedTensors& average,
                                          const std::filesystem::path& sheet) override;
    [[nodiscard]] NamedTensors finish(const NamedTensors& average) override;
    [[nodiscard]] std::map<std::string, std::string> metadata() const override;

private:
    AutoencoderPlan plan_;
};

} // namespace rushlight::generation::training
