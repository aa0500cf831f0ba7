#include "generation/training/analyzer_lesson.hpp"

#include "generation/training/cache.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>

namespace rushlight::generation::training {

namespace {

constexpr std::uint64_t stream = 6;

/// Clips as A1 sees them and what is true of them.
struct Study : Material {
    at::Tensor views;                ///< [B, 3, 9, 64, 64]
    std::vector<at::Tensor> targets; ///< [B] of each axis; −1 where the scene has none
    at::Tensor centres;              ///< [B, 2, 9, 2]
    at::Tensor visible;              ///< [B, 2, 9] 0 or 1
    at::Tensor stills;               ///< [B, 3, 9, 64, 64] pictures of the subjects, or undefined
};

/// What generators and codecs do to pictures, mildly: [3, 9, 64, 64].
at::Tensor damaged(at::Tensor view, Dice& dice)
{
    if (dice.chance(0.35)) {
        const at::Tensor frames = view.permute({1, 0, 2, 3});
        const int blurs = dice.chance(0.3) ? 2 : 1;
        at::Tensor soft = frames;
        for (int i = 0; i < blurs; ++i) {
            soft = at::avg_pool2d(soft, {3, 3}, {1, 1}, {1, 1}, false, false);
        }
        view = soft.permute({1, 0, 2, 3});
    }
    if (dice.chance(0.15)) {
        const at::Tensor small = at::avg_pool3d(view, {1, 2, 2});
        view = small.repeat_interleave(2, 2).repeat_interleave(2, 3);
    }
    if (dice.chance(0.3)) {
        view = view + dice.between(0.02, 0.15) *
                          at::randn(view.sizes(), generator_of(dice.bits()), view.options());
    }
    if (dice.chance(0.3)) {
        std::vector<float> gains, shifts;
        for (int i = 0; i < 3; ++i) {
            gains.push_back(static_cast<float>(dice.between(0.9, 1.1)));
            shifts.push_back(static_cast<float>(dice.between(-0.06, 0.06)));
        }
        view = view * at::tensor(gains).view({3, 1, 1, 1}) + at::tensor(shifts).view({3, 1, 1, 1});
    }
    return view.clamp(-1, 1);
}

/// Renders a scene the cheap way: nine frames, 64 × 64 from 128 × 128.
struct Glance {
    at::Tensor view;
    std::vector<std::vector<world::Track>> tracks;
};

Glance glance(const world::Scene& scene, const ClipShape& shape)
{
    constexpr int frames = Analyzer::frames;
    const double rate = clip_rate * (frames - 1) / std::max(1, shape.frames - 1);
    const auto clip =
        world::render(scene, 2 * Analyzer::side, 2 * Analyzer::side, frames, rate, {});
    return {analyzer_view(video_of(clip)), clip.tracks};
}

void note(Study& study,
          const std::vector<world::Scene>& scenes,
          const std::vector<std::vector<std::vector<world::Track>>>& tracks)
{
    const auto count = static_cast<std::int64_t>(scenes.size());
    for (int axis = 0; axis < world::axis_count; ++axis) {
        std::vector<std::int64_t> labels;
        for (const auto& scene : scenes) {
            labels.push_back(world::label(scene, static_cast<world::Axis>(axis)));
        }
        study.targets.push_back(at::tensor(labels));
    }
    study.centres = at::zeros({count, 2, Analyzer::frames, 2});
    study.visible = at::zeros({count, 2, Analyzer::frames});
    auto centres = study.centres.accessor<float, 4>();
    auto visible = study.visible.accessor<float, 3>();
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& entities = tracks[static_cast<std::size_t>(i)];
        for (std::size_t e = 0; e < std::min<std::size_t>(2, entities.size()); ++e) {
            for (std::int64_t f = 0; f < Analyzer::frames; ++f) {
                const auto& place = entities[e][static_cast<std::size_t>(f)];
                const auto entity = static_cast<std::int64_t>(e);
                centres[i][entity][f][0] = static_cast<float>(place.x);
                centres[i][entity][f][1] = static_cast<float>(place.y);
                visible[i][entity][f] = place.visible && place.x > 0.02 && place.x < 0.98 &&
                                                place.y > 0.02 && place.y < 0.98
                                            ? 1.0F
                                            : 0.0F;
            }
        }
    }
}

class AnalyzerLearner : public Learner {
public:
    AnalyzerLearner(const NamedTensors& weights,
                    AnalyzerPlan plan,
                    std::shared_ptr<const previs::Autoencoder> autoencoder)
        : weights_(weights)
        , plan_(std::move(plan))
        , autoencoder_(std::move(autoencoder))
    {
    }

    [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
    {
        Dice dice(draw.clip(0) * 53 + stream);
        const bool pictures = dice.chance(plan_.pictures);
        auto study = std::make_unique<Study>();
        std::vector<world::Scene> scenes;
        std::vector<std::vector<std::vector<world::Track>>> tracks;
        std::vector<at::Tensor> views, stills;
        for (int i = 0; i < draw.clips; ++i) {
            scenes.push_back(training_scene(training_seed(stream, draw.clip(i)), plan_.world));
            Glance seen = glance(scenes.back(), plan_.shape);
            if (autoencoder_ && dice.chance(plan_.reconstructed)) {
                seen.view = reconstructed(scenes.back());
            }
            views.push_back(damaged(seen.view, dice));
            tracks.push_back(std::move(seen.tracks));
            if (pictures) {
                stills.push_back(
                    damaged(still_view(reference_picture(
                                scenes.back().entities.front(), dice.bits(), plan_.world)),
                            dice));
            }
        }
        note(*study, scenes, tracks);
        study->views = at::stack(views);
        if (pictures) {
            study->stills = at::stack(stills);
        }
        return study;
    }

    at::Tensor
    loss(const Material& material, const Draw&, std::map<std::string, double>& report) override
    {
        const auto& study = static_cast<const Study&>(material);
        const at::Device device = device_of(weights_);
        const Analyzer analyzer{nn::Weights(weights_)};
        const Analysis said = analyzer(study.views);
        at::Tensor loss = at::zeros({}, at::TensorOptions(device));
        double right = 0, all = 0;
        for (std::size_t axis = 0; axis < study.targets.size(); ++axis) {
            const at::Tensor target = study.targets[axis].to(device);
            const at::Tensor stated = target.ge(0);
            if (!stated.any().item<bool>()) {
                continue;
            }
            loss = loss +
                   at::cross_entropy_loss(said.logits[axis], target, {}, at::Reduction::Mean, -1);
            right +=
                said.logits[axis].argmax(-1).eq(target).logical_and(stated).sum().item<double>();
            all += stated.sum().item<double>();
        }
        loss = loss / static_cast<double>(study.targets.size());
        const at::Tensor visible = study.visible.to(device);
        const at::Tensor misses =
            (said.centres - study.centres.to(device)).abs().sum(-1) * visible; // [B, 2, 9]
        const at::Tensor miss = misses.sum() / visible.sum().clamp_min(1);
        loss = loss + 2 * miss;
        report["right"] = right / std::max(1.0, all);
        report["miss"] = miss.item<double>();
        if (study.stills.defined()) {
            // each clip and the picture of its own subject belong together (InfoNCE)
            const at::Tensor known = analyzer(study.stills).identity;
            const at::Tensor alike = at::mm(said.identity, known.t()) / 0.1;
            const at::Tensor own =
                at::arange(known.size(0), at::TensorOptions(device).dtype(at::kLong));
            loss = loss + 0.1 * (at::cross_entropy_loss(alike, own) +
                                 at::cross_entropy_loss(alike.t(), own));
            report["known"] = alike.argmax(-1).eq(own).to(at::kFloat).mean().item<double>();
        }
        return loss;
    }

private:
    /// The scene as it comes back from the autoencoder, at a quarter of the pixels.
    [[nodiscard]] at::Tensor reconstructed(const world::Scene& scene) const
    {
        const c10::NoGradGuard no_grad;
        const at::Tensor video = video_of(world::render(
            scene, plan_.shape.width, plan_.shape.height, plan_.shape.frames, clip_rate, {}));
        return analyzer_view(
            autoencoder_->decode(autoencoder_->encode(video.unsqueeze(0))).squeeze(0).cpu());
    }

    NamedTensors weights_;
    AnalyzerPlan plan_;
    std::shared_ptr<const previs::Autoencoder> autoencoder_;
};

} // namespace

at::Tensor still_view(const at::Tensor& picture)
{
    return analyzer_view(picture.unsqueeze(1)).contiguous();
}

NamedTensors AnalyzerLesson::initial() const
{
    return nn::make_tensors(initial_analyzer(), 6);
}

std::unique_ptr<Learner> AnalyzerLesson::learner(const NamedTensors& weights) const
{
    return std::make_unique<AnalyzerLearner>(weights, plan_, autoencoder_);
}

std::map<std::string, double> AnalyzerLesson::examine(const NamedTensors& average,
                                                      const std::filesystem::path&)
{
    const Analyzer analyzer{nn::Weights(average)};
    Study study;
    std::vector<world::Scene> scenes;
    std::vector<std::vector<std::vector<world::Track>>> tracks;
    std::vector<at::Tensor> views;
    for (int i = 0; i < plan_.examined_clips; ++i) {
        scenes.push_back(
            world::sample_scene(validation_seed(static_cast<std::uint64_t>(i)), plan_.world));
        Glance seen = glance(scenes.back(), plan_.shape);
        views.push_back(seen.view);
        tracks.push_back(std::move(seen.tracks));
    }
    note(study, scenes, tracks);
    const Analysis said = analyzer(at::stack(views));
    std::map<std::string, double> figures;
    for (int axis = 0; axis < world::axis_count; ++axis) {
        const auto index = static_cast<std::size_t>(axis);
        const at::Tensor stated = study.targets[index].ge(0);
        if (!stated.any().item<bool>()) {
            continue;
        }
        figures[std::string(world::name(static_cast<world::Axis>(axis)))] =
            said.logits[index]
                .argmax(-1)
                .cpu()
                .eq(study.targets[index])
                .logical_and(stated)
                .sum()
                .item<double>() /
            std::max(1.0, stated.sum().item<double>());
    }
    return figures;
}

} // namespace rushlight::generation::training
