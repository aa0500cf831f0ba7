#pragma once

#include "editor/render/compositor.hpp"
#include "tests/editor/pictures.hpp"

#include <array>
#include <functional>

namespace rushlight::editor::tests {

using Rgb = std::array<double, 3>;

/// 16 × 9 patches of 16 × 16 pixels, seeded colours all over R'G'B', in 4:2:0 as the canvas has it.
assets::Frame patches();

/// The middle of a patch as float64 R'G'B', from the frame's own codes.
Rgb patch_at(const assets::Frame& frame, int column, int row);

/// A picture alone on a canvas of its own size, with these effects.
assets::Frame with_effects(const assets::Frame& picture,
                           const std::vector<Effect>& effects,
                           std::map<std::string, std::shared_ptr<const ColourTable>> tables = {});

/// Of codes Y' Cb Cr in the middle of all patches against those of `formula` in float64, in dB.
double patch_psnr(const assets::Frame& before,
                  const assets::Frame& after,
                  const std::function<Rgb(const Rgb&)>& formula);

/// sRGB's curve in float64, written from its standard.
double linear(double displayed);
double displayed(double light);

} // namespace rushlight::editor::tests
