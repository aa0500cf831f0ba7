#include "generation/training/sound_lesson.hpp"

#include "generation/models/previs/sound.hpp"
#include "generation/nn/compute.hpp"
#include "generation/world/sound.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

namespace {

constexpr std::uint64_t stream = 5;
constexpr double near = 0.05; ///< seconds

double seconds_of(int frames)
{
    return frames / clip_rate;
}

std::int64_t bins_of(double seconds)
{
    return std::lround(seconds * previs::sound_bins_per_second);
}

/// A track as the model should say it, for one clip.
struct Score {
    at::Tensor onset, intensity, pan, size; ///< [bins, events]
    at::Tensor material;                    ///< [bins] int64, −1 where nothing begins
    at::Tensor curves;                      ///< [bins, curves]
};

Score score_of(const world::SoundTrack& track, std::int64_t bins)
{
    Score score{at::zeros({bins, world::sound_kinds}),
                at::zeros({bins, world::sound_kinds}),
                at::zeros({bins, world::sound_kinds}),
                at::zeros({bins, world::sound_kinds}),
                at::full({bins}, -1, at::kLong),
                at::zeros({bins, world::ambiences})};
    auto onset = score.onset.accessor<float, 2>();
    auto intensity = score.intensity.accessor<float, 2>();
    auto pan = score.pan.accessor<float, 2>();
    auto size = score.size.accessor<float, 2>();
    auto material = score.material.accessor<std::int64_t, 1>();
    for (const auto& event : track.events) {
        const auto bin = static_cast<std::int64_t>(event.time * previs::sound_bins_per_second);
        const auto kind = static_cast<std::int64_t>(event.kind);
        if (bin < 0 || bin >= bins) {
            continue;
        }
        for (std::int64_t near_bin = std::max<std::int64_t>(0, bin - 1);
             near_bin <= std::min(bins - 1, bin + 1);
             ++near_bin) {
            onset[near_bin][kind] = std::max(onset[near_bin][kind], near_bin == bin ? 1.0F : 0.4F);
            intensity[near_bin][kind] = event.intensity;
            pan[near_bin][kind] = event.pan;
            size[near_bin][kind] = event.size;
            material[near_bin] = static_cast<std::int64_t>(event.material);
        }
    }
    auto curves = score.curves.accessor<float, 2>();
    for (std::size_t i = 0; i < track.curves.size(); ++i) {
        const auto& curve = track.curves[i];
        for (std::int64_t bin = 0; bin < std::min<std::int64_t>(bins, std::ssize(curve)); ++bin) {
            curves[bin][static_cast<std::int64_t>(i)] = curve[static_cast<std::size_t>(bin)];
        }
    }
    return score;
}

/// Latents of clips of one length, and their scores.
struct Recital : Material {
    std::int64_t bins = 0;
    at::Tensor latents;                             ///< [B, 32, T, H, W]
    at::Tensor onset, intensity, pan, size, curves; ///< [B, bins, …]
    at::Tensor material;                            ///< [B, bins]
};

class SoundLearner : public Learner {
public:
    SoundLearner(const NamedTensors& weights,
                 SoundPlan plan,
                 std::shared_ptr<const std::vector<CachedClips>> clips)
        : weights_(weights)
        , plan_(std::move(plan))
        , clips_(std::move(clips))
    {
    }

    [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
    {
        Dice dice(draw.clip(0) * 61 + stream);
        std::vector<const CachedClips*> moving;
        for (const auto& group : *clips_) {
            if (group.shape.frames > 1) {
                moving.push_back(&group);
            }
        }
        const CachedClips& group =
            *moving[static_cast<std::size_t>(dice.below(std::ssize(moving)))];
        const double seconds = seconds_of(group.shape.frames);
        const auto bins = bins_of(seconds);
        std::vector<at::Tensor> latents, onset, intensity, pan, size, material, curves;
        for (int i = 0; i < draw.clips; ++i) {
            const auto row = dice.below(group.count());
            const auto scene =
                training_scene(static_cast<std::uint64_t>(group.seeds[row].item<std::int64_t>()));
            at::Tensor latent = group.latents[row].to(at::kFloat);
            const double level = dice.chance(0.5) ? dice.between(0, plan_.noise) : 0;
            latent = (1 - level) * latent +
                     level * at::randn(latent.sizes(), generator_of(dice.bits()), latent.options());
            latents.push_back(latent);
            const Score score = score_of(world::events_of(scene, seconds), bins);
            onset.push_back(score.onset);
            intensity.push_back(score.intensity);
            pan.push_back(score.pan);
            size.push_back(score.size);
            material.push_back(score.material);
            curves.push_back(score.curves);
        }
        auto recital = std::make_unique<Recital>();
        recital->bins = bins;
        recital->latents = at::stack(latents);
        recital->onset = at::stack(onset);
        recital->intensity = at::stack(intensity);
        recital->pan = at::stack(pan);
        recital->size = at::stack(size);
        recital->material = at::stack(material);
        recital->curves = at::stack(curves);
        return recital;
    }

    at::Tensor
    loss(const Material& material, const Draw&, std::map<std::string, double>& report) override
    {
        const auto& recital = static_cast<const Recital&>(material);
        const at::Device device = device_of(weights_);
        const previs::SoundModel model(
            nn::Weights(weights_), plan_.model, nn::compute_type(device));
        const auto roll = model(recital.latents, recital.bins);
        const at::Tensor wanted = recital.onset.to(device);
        const at::Tensor begun = wanted.gt(0.9).to(at::kFloat);
        const at::Tensor events = begun.sum().clamp_min(1);
        const at::Tensor rare = at::full({world::sound_kinds}, 8.0, wanted.options());
        const at::Tensor onset_loss =
            at::binary_cross_entropy_with_logits(roll.onset.to(at::kFloat), wanted, {}, rare) * 20;
        const auto at_events = [&](const at::Tensor& said, const at::Tensor& true_) {
            return ((said.to(at::kFloat) - true_.to(device)).abs() * begun).sum() / events;
        };
        const at::Tensor details = at_events(roll.intensity, recital.intensity) +
                                   at_events(roll.pan, recital.pan) +
                                   at_events(roll.size, recital.size);
        const at::Tensor named = recital.material.to(device).flatten();
        at::Tensor loss = onset_loss + details;
        if (named.ge(0).any().item<bool>()) {
            loss = loss + 0.3 * at::cross_entropy_loss(roll.material.to(at::kFloat).flatten(0, 1),
                                                       named,
                                                       {},
                                                       at::Reduction::Mean,
                                                       -1);
        }
        const at::Tensor curve_loss =
            (roll.curves.to(at::kFloat) - recital.curves.to(device)).abs().mean() * 5;
        report["onset"] = onset_loss.item<double>();
        report["curves"] = curve_loss.item<double>();
        return loss + curve_loss;
    }

private:
    NamedTensors weights_;
    SoundPlan plan_;
    std::shared_ptr<const std::vector<CachedClips>> clips_;
};

} // namespace

OnsetScore score_onsets(const world::SoundTrack& said, const world::SoundTrack& wanted)
{
    OnsetScore score;
    score.said = static_cast<int>(said.events.size());
    score.wanted = static_cast<int>(wanted.events.size());
    std::vector<bool> used(wanted.events.size(), false);
    for (const auto& event : said.events) {
        for (std::size_t i = 0; i < wanted.events.size(); ++i) {
            if (!used[i] && wanted.events[i].kind == event.kind &&
                std::abs(wanted.events[i].time - event.time) <= near) {
                used[i] = true;
                ++score.right;
                break;
            }
        }
    }
    return score;
}

SoundLesson::SoundLesson(SoundPlan plan,
                         std::vector<CachedClips> clips,
                         std::shared_ptr<const previs::Autoencoder> autoencoder)
    : plan_(std::move(plan))
    , clips_(std::make_shared<const std::vector<CachedClips>>(std::move(clips)))
{
    const auto& shape = plan_.examined_shape;
    for (int i = 0; i < plan_.examined_clips; ++i) {
        examined_.push_back(validation_seed(static_cast<std::uint64_t>(i)));
        examined_latents_.push_back(
            autoencoder
                ->encode(video_of(world::render(world::sample_scene(examined_.back()),
                                                shape.width,
                                                shape.height,
                                                shape.frames,
                                                clip_rate,
                                                {}))
                             .unsqueeze(0))
                .squeeze(0));
    }
}

NamedTensors SoundLesson::initial() const
{
    return nn::make_tensors(previs::tensor_table(plan_.model), 5);
}

std::unique_ptr<Learner> SoundLesson::learner(const NamedTensors& weights) const
{
    return std::make_unique<SoundLearner>(weights, plan_, clips_);
}

std::map<std::string, double> SoundLesson::examine(const NamedTensors& average,
                                                   const std::filesystem::path&)
{
    const previs::SoundModel model(
        nn::Weights(average), plan_.model, nn::compute_type(device_of(average)));
    const double seconds = seconds_of(plan_.examined_shape.frames);
    double best = -1;
    for (const double threshold : {0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}) {
        OnsetScore all;
        for (std::size_t i = 0; i < examined_.size(); ++i) {
            const auto roll = model(examined_latents_[i].unsqueeze(0), bins_of(seconds));
            const auto score =
                score_onsets(previs::track_of(roll, seconds, threshold),
                             world::events_of(world::sample_scene(examined_[i]), seconds));
            all.right += score.right;
            all.said += score.said;
            all.wanted += score.wanted;
        }
        if (all.f1() > best) {
            best = all.f1();
            threshold_ = threshold;
        }
    }
    return {{"onset_f1", best}, {"threshold", threshold_}};
}

NamedTensors SoundLesson::finish(const NamedTensors& average)
{
    examine(average, {});
    return average;
}

std::map<std::string, std::string> SoundLesson::metadata() const
{
    return {{"threshold", std::to_string(threshold_)},
            {"parts", std::to_string(plan_.model.parts)}};
}

} // namespace rushlight::generation::training
