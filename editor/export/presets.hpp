#pragma once

#include "assets/writer.hpp"
#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// A way to deliver a film, as data.
struct Preset {
    std::string name;      ///< on the command line
    std::string title;     ///< in the window
    std::string extension; ///< with its dot
    assets::Delivery delivery = assets::Delivery::mp4;
    bool tall = false;                    ///< 9:16 of the film's height and width exchanged
    double quality = 18;                  ///< x264's constant rate factor
    std::optional<double> loudness = -16; ///< LUFS; none leaves the mix as it is
    double true_peak = -1;                ///< dBTP
};

/// The first is the one used when none is named.
[[nodiscard]] const std::vector<Preset>& presets();

[[nodiscard]] const Preset* find_preset(const std::string& name);

/// Frame size of a film of that size in this preset.
[[nodiscard]] Size delivered_size(const Preset& preset, Size film);

} // namespace rushlight::editor
