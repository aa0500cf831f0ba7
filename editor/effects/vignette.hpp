#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

namespace rushlight::editor {

/// Light that falls off towards the corners: linear light times 1 − amount · s, s = t²(3 − 2t),
/// t = (d − size) / softness held in 0 … 1, d the distance from the centre, 1 in the frame's
/// corners when the centre is the frame's.
struct Vignette {
    double amount = 0.5; ///< below 0 the corners become lighter
    double size = 0.4;
    double softness = 0.6;
    double x = 0; ///< of the centre from the frame's, right, shares of the frame's height
    double y = 0; ///< down

    bool operator==(const Vignette&) const = default;
};

[[nodiscard]] EffectKind vignette_kind();
[[nodiscard]] Vignette vignette_at(const Effect& effect, const Time& time);
[[nodiscard]] RowWork rows_of(const Vignette& vignette, const Moment& moment);

} // namespace rushlight::editor
