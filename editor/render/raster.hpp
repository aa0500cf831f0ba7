#pragma once

#include "assets/colour.hpp"
#include "assets/frame.hpp"
#include "editor/effects/transform.hpp"
#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// A picture ready to be laid on the canvas: 4:2:0 8-bit BT.709 limited, drawn over black, and its
/// alpha. Its rectangle is even on all sides and lies inside the canvas.
struct Raster {
    assets::Frame picture;
    std::shared_ptr<const std::vector<std::uint8_t>> alpha; ///< width × height; null: opaque
    int x = 0;
    int y = 0;

    /// Hides everything under it.
    [[nodiscard]] bool covers(Size canvas) const
    {
        return picture && !alpha && x == 0 && y == 0 && picture.width == canvas.width &&
               picture.height == canvas.height;
    }
};

/// A source picture as it lies on the canvas: converted once, scaled by Lanczos (turned ones by
/// bilinear interpolation after that). A picture that fills the canvas as it is comes back
/// untouched, the same planes. Empty where nothing of it is on the canvas.
[[nodiscard]] Raster
rasterize(const assets::Frame& frame, double pixel_aspect, const Transform& transform, Size canvas);

/// A picture of the canvas' own size with alpha, such as a title.
[[nodiscard]] Raster rasterize_overlay(const assets::Frame& rgba);

/// One colour, "#RRGGBB", over the whole canvas.
[[nodiscard]] assets::Frame solid_frame(const std::string& colour, Size canvas);

} // namespace rushlight::editor
