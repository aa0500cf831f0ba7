#pragma once

#include "generation/world/render/renderer.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rushlight::generation::stage {

/// The render passes: what a structure-controlled model, a compositor or a colourist wants beside
/// the picture.
[[nodiscard]] const std::vector<std::string>& passes();

/// What a pass's colours mean, as one line for the recipe. `scene`, `width`: as drawn.
[[nodiscard]] std::string meaning_of(const std::string& pass, const world::Scene& scene, int width);

/// Writes a pass of a clip that was drawn with maps, T·H·W·3 bytes, in place of its picture:
/// - depth: grey, near · 255 / metres: white is `near_plane` or nearer, black infinitely far
/// - edges: white on black, where entities, parts, materials or depths meet and where ink lies
/// - ids: one colour a class of thing (world::PixelClass), darker for each further entity
/// - flow: red and green 128 + 127 · pixels to the next frame / `flow_range`, right and down; blue
/// 128
/// - pose: the bones of people in OpenPose's colours (Cao et al. 2019) on black
/// seconds: of the clip's first frame; rate: frames a second. Throws std::invalid_argument for an
/// unknown pass.
[[nodiscard]] std::vector<std::uint8_t> paint_pass(const std::string& pass,
                                                   const world::Scene& scene,
                                                   const world::RenderedClip& drawn,
                                                   double seconds,
                                                   double rate);

/// Metres at which the depth pass is white.
[[nodiscard]] double near_plane(const world::Scene& scene);
/// Pixels a frame at which the flow pass is full.
[[nodiscard]] double flow_range(int width);

} // namespace rushlight::generation::stage
