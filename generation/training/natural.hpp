#pragma once

#include "generation/world/render/renderer.hpp"

#include <cstdint>

namespace rushlight::generation::training {

/// Pictures with the statistics of photographs, made without any: dead leaves of all sizes (Lee,
/// Mumford & Huang 2001; radii fall off as r⁻³), 1/f textures, gradients, sensor noise and
/// lettering, under a camera that pans, turns and zooms. They teach the autoencoder what a
/// photograph that somebody drops in is made of. A pure function of the seed.
/// Pictures alone: no maps, no tracks. Throws std::invalid_argument where a side is below 16.
[[nodiscard]] world::RenderedClip
natural_clip(std::uint64_t seed, int width, int height, int frames);

} // namespace rushlight::generation::training
