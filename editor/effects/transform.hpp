#pragma once

#include "editor/effects/effect_kind.hpp"

namespace rushlight::editor {

/// How a picture of another shape lies in the frame before scale and position.
enum class Fit : std::uint8_t {
    fit,     ///< whole picture, bars at two sides
    fill,    ///< whole frame, two sides cropped
    stretch, ///< both, distorted
};

/// Where a picture lies, at one moment.
struct Transform {
    Fit fit = Fit::fit;
    double x = 0; ///< of its centre from the frame's, right, shares of the frame's height
    double y = 0; ///< down
    double scale = 1;
    double rotation = 0;  ///< degrees clockwise
    double crop_left = 0; ///< shares of the picture's width and height
    double crop_right = 0;
    double crop_top = 0;
    double crop_bottom = 0;

    bool operator==(const Transform&) const = default;
};

[[nodiscard]] EffectKind transform_kind();
[[nodiscard]] EffectKind opacity_kind();

/// The clip's "transform" at a time, the standard one without; out-of-range numbers are clamped.
[[nodiscard]] Transform transform_at(const std::vector<Effect>& effects, const Time& time);

/// The clip's "opacity" at a time, 0 … 1.
[[nodiscard]] double opacity_at(const std::vector<Effect>& effects, const Time& time);

} // namespace rushlight::editor
