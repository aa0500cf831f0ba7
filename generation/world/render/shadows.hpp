#pragma once

#include "generation/world/motion.hpp"
#include "generation/world/render/figures.hpp"
#include "generation/world/render/stage.hpp"
#include "generation/world/render/view.hpp"

namespace rushlight::generation::world {

/// The shadow that lies under an entity, away from the key; `key` -1: the light comes from the
/// left.
void draw_shadow(Canvas& canvas,
                 const Entity& entity,
                 const Moment& moment,
                 const Scene& scene,
                 const Stage& stage,
                 const View& view,
                 float key);

/// Light around a flame or a lamp, `radius` in metres.
void draw_glow(
    Canvas& canvas, const Solid& solid, const View& view, Style style, double radius, float alpha);

} // namespace rushlight::generation::world
