#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

namespace rushlight::editor {

/// How a layer meets what lies below it, as displayed (R'G'B'), by the formulas of W3C Compositing
/// and Blending Level 1; `add` is their sum, held at white.
enum class BlendMode : std::uint8_t {
    normal,
    multiply,
    screen,
    overlay,
    add,
    darken,
    lighten,
    soft_light,
    difference,
};

[[nodiscard]] EffectKind blend_kind();

/// The mode of the clip's last "blend" that is on; normal without.
[[nodiscard]] BlendMode blend_mode_at(const std::vector<Effect>& effects);

/// Lays a row over an opaque one, in place: below + alpha · opacity · (B(below, over) − below).
void blend_row(BlendMode mode, const RgbaRow& below, const RgbaRow& over, float opacity);

} // namespace rushlight::editor
