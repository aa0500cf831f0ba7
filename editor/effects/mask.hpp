#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

namespace rushlight::editor {

/// Keeps what lies in a shape. Alpha is multiplied with t²(3 − 2t), t = ½ − d / feather held in
/// 0 … 1, d the distance from the shape's edge, inside below 0. Without feather the edge is one
/// pixel wide. The distance of an ellipse is exact on its axes, else to first order.
struct Mask {
    enum class Shape : std::uint8_t { rectangle, ellipse, polygon };

    Shape shape = Shape::rectangle;
    double x = 0; ///< of its middle from the frame's, right, shares of the frame's height
    double y = 0; ///< down
    double width = 1;
    double height = 0.6;
    double rotation = 0; ///< degrees clockwise
    double feather = 0;
    bool outside = false;      ///< keeps what lies outside instead
    std::vector<Point> points; ///< of the polygon, from its middle

    bool operator==(const Mask&) const = default;
};

[[nodiscard]] EffectKind mask_kind();
[[nodiscard]] Mask mask_at(const Effect& effect, const Time& time);
[[nodiscard]] RowWork rows_of(const Mask& mask, const Moment& moment);

} // namespace rushlight::editor
