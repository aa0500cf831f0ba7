#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

namespace rushlight::editor {

/// A Gaussian, as of light out of focus: works in linear light, premultiplied, so that a clear
/// edge becomes soft without a fringe. At the frame's edge the picture goes on as it ends.
struct Blur {
    double size = 0; ///< standard deviation, a share of the frame's height

    bool operator==(const Blur&) const = default;
};

[[nodiscard]] EffectKind blur_kind();
[[nodiscard]] Blur blur_at(const Effect& effect, const Time& time);
void apply(const Blur& blur, RgbaPicture& picture, const Moment& moment);
[[nodiscard]] int reach_of(const Blur& blur, const Moment& moment);

} // namespace rushlight::editor
