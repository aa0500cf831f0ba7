#pragma once

#include "editor/effects/picture_effect.hpp"
#include "editor/render/raster.hpp"

namespace rushlight::editor {

/// A layer's picture with its effects, in their order. The picture becomes R'G'B' in floats once
/// (chroma between its samples), goes through all effects and is rounded once; effects that look at
/// one pixel alone run row by row. The result has no alpha where it is opaque everywhere.
/// Without effects the same planes come back.
[[nodiscard]] Raster apply_effects(const Raster& raster,
                                   const std::vector<PictureEffect>& effects,
                                   const Moment& moment);

} // namespace rushlight::editor
