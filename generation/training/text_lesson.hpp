#pragma once

#include "generation/models/previs/config.hpp"
#include "generation/training/lesson.hpp"
#include "generation/world/captions.hpp"

#include <span>
#include <string>
#include <vector>

namespace rushlight::generation::training {

/// How the text encoder is taught to read, on captions alone.
struct TextPlan {
    previs::Config model;
    Plan plan;
    world::World world = world::World::v0;
    int most_tokens = 48;
    int examined_captions = 512;
};

/// Captions as padded token ids [B, L] int64, L ≤ most.
[[nodiscard]] at::Tensor token_ids(const std::vector<std::string>& captions, int most);

/// A density in training's proportions: dense 60 %, half 25 %, brief 10 %, empty 5 %.
[[nodiscard]] world::Density draw_density(Dice& dice);

/// Caption → the labels that it states.
class TextLesson : public Lesson {
public:
    explicit TextLesson(TextPlan plan)
        : plan_(std::move(plan))
    {
    }

    [[nodiscard]] std::string name() const override { return "text_encoder"; }

    [[nodiscard]] Plan plan() const override { return plan_.plan; }

    [[nodiscard]] NamedTensors initial() const override;
    [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override;
    std::map<std::string, double> examine(const NamedTensors& average,
                                          const std::filesystem::path& sheet) override;
    [[nodiscard]] bool ships(const std::string& tensor) const override;
    [[nodiscard]] std::map<std::string, std::string> metadata() const override;

private:
    TextPlan plan_;
};

} // namespace rushlight::generation::training
