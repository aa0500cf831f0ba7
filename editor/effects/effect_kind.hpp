#pragma once

#include "editor/timeline/effect.hpp"

namespace rushlight::editor {

/// One parameter of an effect, told as data so that a window or a script can be built from it.
struct Parameter {
    std::string id;
    std::string unit; ///< "share of height", "degrees", "times", "" for text
    double least = 0;
    double most = 0;
    double standard = 0;
    bool animates = true;
    std::vector<std::string> choices; ///< of a text; empty for a number
};

/// An effect that this version knows. A change that moves pixels raises the version.
struct EffectKind {
    std::string effect;
    int version = 1;
    std::vector<Parameter> parameters;
};

/// All of them.
[[nodiscard]] const std::vector<EffectKind>& known_effects();

/// Whether this version draws the effect; one that is unknown or newer is passed through.
[[nodiscard]] bool is_known(const Effect& effect);

} // namespace rushlight::editor
