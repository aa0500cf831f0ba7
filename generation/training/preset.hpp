#pragma once

#include "generation/training/autoencoder_lesson.hpp"

#include <string>
#include <vector>

namespace rushlight::generation::training {

/// Every number of a training run, from the first network to the last.
struct Preset {
    std::string name;
    AutoencoderPlan autoencoder;
};

/// Names that `preset` knows.
[[nodiscard]] std::vector<std::string> preset_names();

/// Throws std::invalid_argument for an unknown name.
[[nodiscard]] Preset preset(const std::string& name);

} // namespace rushlight::generation::training
