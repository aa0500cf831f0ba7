#include "generation/training/sound_lesson.hpp"

#include "generation/models/previs/config.hpp"
#include "generation/models/previs/cycle.hpp"
#include "generation/models/previs/hints.hpp"
#include "generation/models/previs/sound.hpp"
#include "generation/nn/compute.hpp"
#include "generation/world/motion.hpp"
#include "generation/world/sound.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::training {

namespace {

constexpr std::uint64_t stream = 5;
constexpr double near = 0.05;   ///< seconds
constexpr double spread = 0.03; ///< seconds by which a target falls to 0.6 beside its onset
constexpr double rare = 3;      ///< weight of an onset against silence
constexpr std::array<world::Axis, 3> said_axes{
    world::Axis::kind, world::Axis::action, world::Axis::place};

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

/// Where the subject is in its cycle at each latent frame: sine and cosine of each harmonic, [T,
/// 6].
at::Tensor phases_of(const world::Scene& scene, std::int64_t latent_frames)
{
    at::Tensor phases = at::empty({latent_frames, 2 * std::ssize(previs::told_harmonics)});
    auto rows = phases.accessor<float, 2>();
    for (std::int64_t frame = 0; frame < latent_frames; ++frame) {
        const auto moment = world::moment_at(
            scene.entities.front(), static_cast<double>(frame * previs::time_stride) / clip_rate);
        for (std::size_t i = 0; i < previs::told_harmonics.size(); ++i) {
            const double angle = 2 * std::numbers::pi *
                                 static_cast<double>(previs::told_harmonics[i]) * moment.phase;
            rows[frame][static_cast<std::int64_t>(2 * i)] = static_cast<float>(std::sin(angle));
            rows[frame][static_cast<std::int64_t>(2 * i + 1)] = static_cast<float>(std::cos(angle));
        }
    }
    return phases;
}

/// What the renderer knows and the product never asks: classes of what is seen, kind, action and
/// place. Learning to say it keeps the net from learning clips by heart.
struct Heads {
    nn::Linear classes;
    std::vector<nn::Linear> axes;

    Heads(const nn::Weights& weights, const previs::SoundConfig& config)
        : classes(weights / "privileged.classes", config.shapes, world::pixel_classes, true)
    {
        for (const world::Axis axis : said_axes) {
            axes.emplace_back(weights / ("privileged." + std::string(world::name(axis))),
                              2 * config.width,
                              world::classes(axis),
                              true);
        }
    }
};

Score score_of(const world::SoundTrack& track, std::int64_t bins)
{
    Score score{at::zeros({bins, world::sound_kinds_v0}),
                at::zeros({bins, world::sound_kinds_v0}),
                at::zeros({bins, world::sound_kinds_v0}),
                at::zeros({bins, world::sound_kinds_v0}),
                at::full({bins}, -1, at::kLong),
                at::zeros({bins, world::ambiences_v0})};
    auto onset = score.onset.accessor<float, 2>();
    auto intensity = score.intensity.accessor<float, 2>();
    auto pan = score.pan.accessor<float, 2>();
    auto size = score.size.accessor<float, 2>();
    auto material = score.material.accessor<std::int64_t, 1>();
    for (const auto& event : track.events) {
        const auto bin = static_cast<std::int64_t>(event.time * previs::sound_bins_per_second);
        const auto kind = static_cast<std::int64_t>(event.kind);
        if (bin < 0 || bin >= bins || kind >= world::sound_kinds_v0) {
            continue;
        }
        constexpr std::int64_t reach = 6;
        for (std::int64_t near_bin = std::max<std::int64_t>(0, bin - reach);
             near_bin <= std::min(bins - 1, bin + reach);
             ++near_bin) {
            const double off =
                (static_cast<double>(near_bin) / previs::sound_bins_per_second - event.time) /
                spread;
            const auto wanted = static_cast<float>(std::exp(-off * off / 2));
            onset[near_bin][kind] = std::max(onset[near_bin][kind], wanted);
            if (std::abs(near_bin - bin) > 1) {
                continue;
            }
            intensity[near_bin][kind] = event.intensity;
            pan[near_bin][kind] = event.pan;
            size[near_bin][kind] = event.size;
            material[near_bin] = static_cast<std::int64_t>(event.material);
        }
    }
    auto curves = score.curves.accessor<float, 2>();
    for (std::size_t i = 0; i < world::ambiences_v0; ++i) {
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
    at::Tensor classes;                             ///< [B, T, 2H, 2W] uint8, the renderer's
    at::Tensor phases;                              ///< [B, T, 6]
    at::Tensor cycles;                              ///< [B, rates, 32], shares
    at::Tensor labels;                              ///< [B, 3] int64, of `said_axes`
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
        std::int64_t among = 0;
        for (const auto* group : moving) {
            among += group->count();
        }
        std::int64_t at = dice.below(among);
        std::size_t chosen = 0;
        while (at >= moving[chosen]->count()) {
            at -= moving[chosen++]->count();
        }
        const CachedClips& group = *moving[chosen];
        const double seconds = seconds_of(group.shape.frames);
        const auto bins = bins_of(seconds);
        std::vector<at::Tensor> latents, onset, intensity, pan, size, material, curves, classes,
            phases, cycles, labels;
        for (int i = 0; i < draw.clips; ++i) {
            const auto row = dice.below(group.count());
            const auto scene = training_scene(
                static_cast<std::uint64_t>(group.seeds[row].item<std::int64_t>()), plan_.world);
            at::Tensor latent = group.latents[row].to(at::kFloat);
            const double level = dice.chance(0.5) ? dice.between(0, plan_.noise) : 0;
            latent = (1 - level) * latent +
                     level * at::randn(latent.sizes(), generator_of(dice.bits()), latent.options());
            // few clips must not be learned by heart: another place in the picture, holes in it
            const auto width = latent.size(3), height = latent.size(2);
            const auto right = dice.below(2 * plan_.shift + 1) - plan_.shift;
            const auto down = dice.below(plan_.shift + 1) - plan_.shift / 2;
            const at::Tensor seen =
                at::rand({height, width}, generator_of(dice.bits())).ge(plan_.hidden);
            latents.push_back(previs::moved_by(latent * seen, right, down));
            Score score = score_of(world::events_of(scene, seconds), bins);
            const double panned = 1.6 * static_cast<double>(right) / static_cast<double>(width);
            score.pan = (score.pan + panned * score.onset.gt(0)).clamp(-1, 1);
            onset.push_back(score.onset);
            intensity.push_back(score.intensity);
            pan.push_back(score.pan);
            size.push_back(score.size);
            material.push_back(score.material);
            curves.push_back(score.curves);
            classes.push_back(previs::moved_by(group.classes[row], 2 * right, 2 * down));
            phases.push_back(phases_of(scene, latent.size(1)));
            const world::Entity& subject = scene.entities.front();
            cycles.push_back(
                previs::true_cycle(subject.genome.phase, world::cadence(subject), latent.size(1)));
            std::vector<std::int64_t> known;
            for (const world::Axis axis : said_axes) {
                known.push_back(world::label(scene, axis));
            }
            labels.push_back(at::tensor(known));
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
        recital->classes = at::stack(classes);
        recital->phases = at::stack(phases);
        recital->cycles = at::stack(cycles);
        recital->labels = at::stack(labels);
        return recital;
    }

    at::Tensor
    loss(const Material& material, const Draw&, std::map<std::string, double>& report) override
    {
        const auto& recital = static_cast<const Recital&>(material);
        const at::Device device = device_of(weights_);
        const nn::Weights weights(weights_);
        const previs::SoundModel model(weights, plan_.model, nn::compute_type(device));
        const auto roll = model(recital.latents, recital.bins);
        const at::Tensor wanted = recital.onset.to(device);
        const at::Tensor begun = wanted.gt(0.9).to(at::kFloat);
        const at::Tensor events = begun.sum().clamp_min(1);
        const at::Tensor onset_loss =
            at::binary_cross_entropy_with_logits(
                roll.onset.to(at::kFloat),
                wanted,
                {},
                at::full({world::sound_kinds_v0}, rare, wanted.options())) *
            20;
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
        return loss + curve_loss + labels_loss(Heads(weights, plan_.model), roll, recital, report);
    }

private:
    [[nodiscard]] at::Tensor labels_loss(const Heads& heads,
                                         const previs::SoundRoll& roll,
                                         const Recital& recital,
                                         std::map<std::string, double>& report) const
    {
        const auto device = roll.frames.device();
        const at::Tensor seen =
            heads.classes(roll.shapes.to(at::kFloat).permute({0, 2, 3, 4, 1})); // [B, T, h, w, 24]
        const at::Tensor shares =
            class_shares(recital.classes.to(device), seen.size(2), seen.size(3));
        const at::Tensor class_loss = -(seen.log_softmax(-1) * shares).sum(-1).mean();
        const at::Tensor phase_loss = (roll.told - recital.phases.to(device)).square().mean();
        const at::Tensor cycle_loss = -(roll.cycles * recital.cycles.to(device)).sum({1, 2}).mean();
        at::Tensor loss = class_loss + 2 * phase_loss + 0.3 * cycle_loss;
        const at::Tensor whole = roll.frames.mean(1);
        for (std::size_t i = 0; i < said_axes.size(); ++i) {
            const auto axis = static_cast<std::int64_t>(i);
            const at::Tensor said = heads.axes[i](whole);
            loss = loss +
                   0.5 * at::cross_entropy_loss(said, recital.labels.select(1, axis).to(device));
        }
        report["classes"] = class_loss.item<double>();
        report["phases"] = phase_loss.item<double>();
        report["cycles"] = cycle_loss.item<double>();
        return plan_.labels * loss;
    }

    NamedTensors weights_;
    SoundPlan plan_;
    std::shared_ptr<const std::vector<CachedClips>> clips_;
};

} // namespace

OnsetScore score_onsets(const world::SoundTrack& said, const world::SoundTrack& wanted)
{
    OnsetScore score;
    score.said = static_cast<int>(said.events.size());
    score.wanted = static_cast<int>(
        std::count_if(wanted.events.begin(), wanted.events.end(), [](const auto& event) {
            return static_cast<int>(event.kind) < world::sound_kinds_v0; // the others it never says
        }));
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
                ->encode(video_of(world::render(world::sample_scene(examined_.back(), plan_.world),
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
    const auto& config = plan_.model;
    auto table = previs::tensor_table(config);
    nn::add_linear(table, "privileged.classes", config.shapes, world::pixel_classes, true);
    for (const world::Axis axis : said_axes) {
        nn::add_linear(table,
                       "privileged." + std::string(world::name(axis)),
                       2 * config.width,
                       world::classes(axis),
                       true,
                       0.3);
    }
    return nn::make_tensors(table, 5);
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
    std::vector<previs::SoundRoll> rolls;
    std::vector<world::SoundTrack> wanted;
    for (std::size_t i = 0; i < examined_.size(); ++i) {
        rolls.push_back(previs::hear(model, examined_latents_[i].unsqueeze(0), bins_of(seconds)));
        wanted.push_back(world::events_of(world::sample_scene(examined_[i], plan_.world), seconds));
    }
    double best = -1;
    for (const double threshold : {0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7}) {
        OnsetScore all;
        for (std::size_t i = 0; i < rolls.size(); ++i) {
            const auto score =
                score_onsets(previs::track_of(rolls[i], seconds, threshold), wanted[i]);
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
    return Lesson::finish(average);
}

std::map<std::string, std::string> SoundLesson::metadata() const
{
    return {{"threshold", std::to_string(threshold_)}};
}

} // namespace rushlight::generation::training
