#pragma once

#include "generation/training/analyzer_lesson.hpp"
#include "generation/training/autoencoder_lesson.hpp"
#include "generation/training/cache.hpp"
#include "generation/training/denoiser_lesson.hpp"
#include "generation/training/sound_lesson.hpp"
#include "generation/training/text_lesson.hpp"

#include <string>
#include <vector>

namespace rushlight::generation::training {

/// Every number of a training run, from the first network to the last.
struct Preset {
    std::string name;
    world::World world = world::World::v0; ///< of every plan
    AutoencoderPlan autoencoder;
    TextPlan text;
    CachePlan cache;
    DenoiserPlan denoiser;
    CachePlan sound_cache; ///< what the sound hears beside the moving clips of `cache`
    SoundPlan sound;
    AnalyzerPlan analyzer;
};

/// Names that `preset` knows.
[[nodiscard]] std::vector<std::string> preset_names();

/// Throws std::invalid_argument for an unknown name.
[[nodiscard]] Preset preset(const std::string& name);

} // namespace rushlight::generation::training
