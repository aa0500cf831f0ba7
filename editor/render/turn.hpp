#pragma once

#include "editor/render/raster.hpp"

#include <utility>

namespace rushlight::editor {

/// `rasterize` for a picture that is turned.
[[nodiscard]] Raster rasterize_turned(const assets::Frame& frame,
                                      double pixel_aspect,
                                      const Transform& transform,
                                      Size canvas);

/// Lets a picture end at edges that lie inside pixels: multiplies alpha by what is covered, and
/// darkens the picture with it.
void cover_edges(assets::FrameBuffer& picture,
                 std::vector<std::uint8_t>& alpha,
                 std::pair<double, double> across,
                 std::pair<double, double> down);

} // namespace rushlight::editor
