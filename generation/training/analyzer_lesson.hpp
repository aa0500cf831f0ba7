#pragma once

#include "generation/models/previs/autoencoder.hpp"
#include "generation/training/analyzers/analyzer.hpp"
#include "generation/training/data.hpp"
#include "generation/training/lesson.hpp"

#include <memory>

namespace rushlight::generation::training {

/// How A1 is trained.
struct AnalyzerPlan {
    Plan plan;
    world::World world = world::World::v0;
    ClipShape shape{256, 256, 33};
    double reconstructed = 0.08; ///< share of clips that go through the autoencoder first
    double pictures = 0.5;       ///< share of steps that teach who the subject is
    int examined_clips = 128;
};

/// Renders → labels, centres and identity, with damaged pictures, so that a generator's faults do
/// not fool the analyzer.
class AnalyzerLesson : public Lesson {
public:
    AnalyzerLesson(AnalyzerPlan plan, std::shared_ptr<const previs::Autoencoder> autoencoder)
        : plan_(std::move(plan))
        , autoencoder_(std::move(autoencoder))
    {
    }

    [[nodiscard]] std::string name() const override { return "analyzer"; }

    [[nodiscard]] Plan plan() const override { return plan_.plan; }

    [[nodiscard]] NamedTensors initial() const override;
    [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override;
    std::map<std::string, double> examine(const NamedTensors& average,
                                          const std::filesystem::path& sheet) override;

private:
    AnalyzerPlan plan_;
    std::shared_ptr<const previs::Autoencoder> autoencoder_;
};

/// A reference picture [3, H, W] as A1 looks at it: one still clip, [3, 9, 64, 64].
[[nodiscard]] at::Tensor still_view(const at::Tensor& picture);

} // namespace rushlight::generation::training
