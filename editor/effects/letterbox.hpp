#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

namespace rushlight::editor {

/// Frames the picture at another shape: what lies outside becomes a bar of one colour, or is cut
/// off. An edge inside a pixel covers its share of it, mixed in R'G'B' as displayed.
struct Letterbox {
    double ratio = 2.39; ///< width over height of what stays
    bool cut = false;    ///< outside becomes transparent instead of a bar
    RgbColour bars;

    bool operator==(const Letterbox&) const = default;
};

[[nodiscard]] EffectKind letterbox_kind();
[[nodiscard]] Letterbox letterbox_at(const Effect& effect, const Time& time);
[[nodiscard]] RowWork rows_of(const Letterbox& letterbox, const Moment& moment);

} // namespace rushlight::editor
