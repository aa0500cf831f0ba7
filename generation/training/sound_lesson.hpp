#pragma once

#include "generation/models/previs/autoencoder.hpp"
#include "generation/models/previs/sound_model.hpp"
#include "generation/training/cache.hpp"
#include "generation/training/lesson.hpp"
#include "generation/world/sound.hpp"

#include <memory>
#include <vector>

namespace rushlight::generation::training {

/// How the sound model is trained.
struct SoundPlan {
    previs::SoundConfig model;
    Plan plan;
    world::World world = world::World::v0;
    double labels = 1; ///< weight of the renderer's classes, kinds and cycles beside the sounds
    std::int64_t shift = 2; ///< cells by which a clip lies elsewhere, at most
    double hidden = 0.1;    ///< share of a clip's cells that are not seen
    double noise = 0.2;     ///< most noise mixed into latents: generated ones are not clean
    ClipShape examined_shape{256, 256, 33};
    int examined_clips = 96;
};

/// Shares of events that were found and were right, together (F1): an event counts when one of its
/// class is within 0.05 s.
struct OnsetScore {
    int right = 0;
    int said = 0;
    int wanted = 0;

    [[nodiscard]] double f1() const
    {
        return said + wanted == 0 ? 1 : 2.0 * right / (said + wanted);
    }
};

[[nodiscard]] OnsetScore score_onsets(const world::SoundTrack& said,
                                      const world::SoundTrack& wanted);

/// Latents → what sounds, from the world's exact events.
class SoundLesson : public Lesson {
public:
    SoundLesson(SoundPlan plan,
                std::vector<CachedClips> clips,
                std::shared_ptr<const previs::Autoencoder> autoencoder);

    [[nodiscard]] std::string name() const override { return "sound"; }

    [[nodiscard]] Plan plan() const override { return plan_.plan; }

    [[nodiscard]] NamedTensors initial() const override;
    [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override;
    std::map<std::string, double> examine(const NamedTensors& average,
                                          const std::filesystem::path& sheet) override;
    [[nodiscard]] NamedTensors finish(const NamedTensors& average) override;
    [[nodiscard]] std::map<std::string, std::string> metadata() const override;

private:
    SoundPlan plan_;
    std::shared_ptr<const std::vector<CachedClips>> clips_;
    std::vector<std::uint64_t> examined_;
    std::vector<at::Tensor> examined_latents_; ///< [32, T, h, w], validation clips
    double threshold_ = 0.5;                   ///< the best on validation clips
};

} // namespace rushlight::generation::training
