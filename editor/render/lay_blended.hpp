#pragma once

#include "editor/effects/blend_mode.hpp"
#include "editor/render/raster.hpp"

namespace rushlight::editor {

/// A canvas with a raster laid over it by a blend mode: the rows it lies on become R'G'B', are
/// blended and rounded once. Where the raster is clear the canvas keeps its codes.
[[nodiscard]] assets::Frame
lay_blended(const assets::Frame& below, const Raster& raster, BlendMode mode, double opacity);

} // namespace rushlight::editor
