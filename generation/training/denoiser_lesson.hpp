#pragma once

#include "generation/models/previs/autoencoder.hpp"
#include "generation/models/previs/denoiser.hpp"
#include "generation/models/previs/text_encoder.hpp"
#include "generation/training/cache.hpp"
#include "generation/training/lesson.hpp"

#include <memory>
#include <vector>

namespace rushlight::generation::training {

/// One way in which training gives and takes away parts of a clip (previs-model.md §3.4).
enum class Mode {
    text,      ///< one noise level everywhere
    prefix,    ///< the first latent frame or frames are clean: image to video, extension
    inpaint,   ///< boxes are clean
    staircase, ///< each latent frame has its own level
    brush,     ///< the subject moved along its path as a hint, on a clock of its own
    remix      ///< edges of the same scene in another look as a hint
};

/// How the denoiser is trained.
struct DenoiserPlan {
    previs::Config model;
    Plan plan;
    world::World world = world::World::v0;

    struct ModeShare {
        Mode mode;
        double share;
    };

    std::vector<ModeShare> modes{
        {Mode::text, 0.64}, {Mode::prefix, 0.24}, {Mode::inpaint, 0.05}, {Mode::staircase, 0.07}};
    double brush_share = 0.5;      ///< of the clips that have a stroke beside them
    double remix_share = 0.6;      ///< of the others that have the edges of another look
    double brush_with_first = 0.7; ///< brush clips whose first latent frame is clean as well
    double fine_share = 0.25;      ///< steps at P2 …
    double fine_from = 0.6;        ///< … after this share of the training
    double fine_most = 0.6; ///< noise up to which P2 is taught: it gives outlines, P4 the rest
    double fine_shift = 2, coarse_shift = 4; ///< of the noise schedule at P2 and at P4
    double text_dropped = 0.1;
    double camera_dropped = 0.3;
    double motion_dropped = 0.2;
    double key_steps = 0.12;       ///< steps whose clips may have a key picture
    double reference_steps = 0.35; ///< steps whose clips may have a reference
    double reference_alone = 0.6;  ///< clips with a reference whose words leave out what it shows
    /// Share of the training from which on guidance and long steps are learned, so that four steps
    /// of one branch do what many of two did (previs-model.md §3.7); above 1: never. Wired from
    /// here to sampling, but no weights have been taught so yet, so no preset that ships uses it.
    double distilled_from = 2;
    double guidance_steps = 0.25; ///< steps that learn guidance as an input (MeanFlow's form)
    double long_steps = 0.25;     ///< steps that learn to go two halves at once (shortcut models)
    double guidance_most = 5;
    double privileged_weight = 0.2; ///< of the renderer's classes, falls to 0 at 60 % of training
    int text_tokens = 48;
    std::size_t clips_factor_small = 3; ///< single pictures: so many times the clips of a step
    int sample_steps = 20;              ///< of the contact sheet
    int sample_frames = 33;
};

/// Text and conditions → latents, over the cached clips.
class DenoiserLesson : public Lesson {
public:
    /// The networks are those of earlier stages, frozen.
    DenoiserLesson(DenoiserPlan plan,
                   std::vector<CachedClips> clips,
                   std::shared_ptr<const previs::TextEncoder> text_encoder,
                   std::shared_ptr<const previs::Autoencoder> autoencoder);

    [[nodiscard]] std::string name() const override { return "denoiser"; }

    [[nodiscard]] Plan plan() const override { return plan_.plan; }

    [[nodiscard]] NamedTensors initial() const override;
    [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override;
    std::map<std::string, double> examine(const NamedTensors& average,
                                          const std::filesystem::path& sheet) override;
    [[nodiscard]] std::map<std::string, std::string> metadata() const override;

private:
    DenoiserPlan plan_;
    std::shared_ptr<const std::vector<CachedClips>> clips_;
    std::shared_ptr<const previs::TextEncoder> text_encoder_;
    std::shared_ptr<const previs::Autoencoder> autoencoder_;
};

/// What a prompt calls a cast member of this kind: "person", "animal" or "object".
[[nodiscard]] std::string cast_word(world::Kind kind);

/// A scene's camera at each latent frame as the denoiser takes it, [T', 8], with the flag that it
/// is given.
[[nodiscard]] at::Tensor camera_path(const world::Scene& scene, std::int64_t latent_frames);

} // namespace rushlight::generation::training
