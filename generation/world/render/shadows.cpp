// What an entity does to the ground and the air around it.

#include "generation/world/render/shadows.hpp"

#include "generation/world/render/canvas.hpp"
#include "generation/world/render/inks.hpp"
#include "generation/world/render/projection.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

void draw_shadow(Canvas& canvas,
                 const Entity& entity,
                 const Moment& moment,
                 const Scene& scene,
                 const Stage& stage,
                 const View& view,
                 float key)
{
    const double height = height_of(entity);
    const double wide = std::max(0.3 * height, 0.46 * length_of(entity));
    const double deep = std::max(0.16 * height, 0.2 * length_of(entity));
    const double loss = 1 / (1 + 1.2 * moment.lift / height);
    const Vec3 c = view.seen({moment.root.x - key * 0.16 * height, 0.0, moment.root.z});
    if (c.z < 0.3) {
        return;
    }
    const Vec3 p = view.projected(c);
    const double cosine = std::abs(std::cos(moment.heading));
    const double across = (wide * cosine + deep * (1 - cosine)) * loss;
    const double along = (deep * cosine + wide * (1 - cosine)) * loss;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (const Vec3& axis : {Vec3{across, 0, 0}, Vec3{0, 0, along}}) {
        const double x = dot(axis, view.right) * p.z;
        const double y = -dot(axis, view.up) * p.z;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    Fill fill;
    const Hand hand = hand_of(scene.style);
    fill.lit = contact_ink(
        mix(stage.palette.shadow, stage.ground_near * stage.palette.exposure * 0.5F, 0.4F),
        entity.colour,
        scene.style);
    fill.alpha = static_cast<float>(hand.contact_alpha * (0.4 + 0.6 * loss));
    fill.soft = static_cast<float>(hand.contact_soft * canvas.height() / 256.0);
    fill.mapped = false;
    const auto flat = [&](double size) {
        return ellipse(static_cast<float>(p.x),
                       static_cast<float>(p.y),
                       static_cast<float>(xx * size),
                       static_cast<float>(xy * size),
                       static_cast<float>(yy * size));
    };
    for (int layer = 1; layer < hand.contact_layers; ++layer) {
        const Shape wider = flat(1 + 0.9 * layer);
        Fill soft = fill;
        soft.soft = std::min(2 * fill.soft, wider.thickness);
        soft.alpha *= 0.5F;
        canvas.draw(wider, soft);
    }
    canvas.draw(flat(1), fill);
}

void draw_glow(
    Canvas& canvas, const Solid& solid, const View& view, Style style, double radius, float alpha)
{
    const Vec3 c = view.seen(centre_of(solid));
    if (c.z < nearest) {
        return;
    }
    const Vec3 p = view.projected(c);
    const auto r = static_cast<float>(radius * p.z);
    Fill fill;
    fill.lit = halo_ink(hex(0xFFD07A), style);
    fill.alpha = alpha;
    fill.soft = r * 1.8F;
    fill.mapped = false;
    canvas.draw(ellipse(static_cast<float>(p.x), static_cast<float>(p.y), r * r, 0, r * r), fill);
}

} // namespace rushlight::generation::world
