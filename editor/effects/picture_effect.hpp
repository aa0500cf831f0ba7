#pragma once

#include "editor/effects/blur.hpp"
#include "editor/effects/chroma_key.hpp"
#include "editor/effects/grade.hpp"
#include "editor/effects/grain.hpp"
#include "editor/effects/letterbox.hpp"
#include "editor/effects/look.hpp"
#include "editor/effects/mask.hpp"
#include "editor/effects/sharpen.hpp"
#include "editor/effects/vignette.hpp"

#include <variant>

namespace rushlight::editor {

/// An effect that changes a clip's pixels where the picture lies on the canvas, at one moment.
using PictureEffect =
    std::variant<Grade, Look, Blur, Sharpen, Vignette, Grain, Letterbox, ChromaKey, Mask>;

/// Their kinds, as a window lists them.
[[nodiscard]] std::vector<EffectKind> picture_effect_kinds();

/// What a clip's effects are at a time, in their order; those that are switched off, unknown or
/// change nothing are left out.
[[nodiscard]] std::vector<PictureEffect> picture_effects_at(const std::vector<Effect>& effects,
                                                            const Time& time);

/// Whether some of them make another picture of the same one at another time.
[[nodiscard]] bool change_with_time(const std::vector<PictureEffect>& effects);

} // namespace rushlight::editor
