#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

namespace rushlight::editor {

/// Unsharp mask of luma, as displayed: Y' + amount · (Y' − Gaussian of Y'); each channel takes the
/// same step, so that no edge changes its hue.
struct Sharpen {
    double amount = 0.5;
    double size = 0.002; ///< standard deviation, a share of the frame's height

    bool operator==(const Sharpen&) const = default;
};

[[nodiscard]] EffectKind sharpen_kind();
[[nodiscard]] Sharpen sharpen_at(const Effect& effect, const Time& time);
void apply(const Sharpen& sharpen, RgbaPicture& picture, const Moment& moment);
[[nodiscard]] int reach_of(const Sharpen& sharpen, const Moment& moment);

} // namespace rushlight::editor
