// What the animals have in common.

#include "generation/world/render/animal_parts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb dark = hex(0x25232A);
constexpr Rgb light = hex(0xF4F1EA);

/// A height that reaches `extent` up and down, cut at the level: its new middle and extent.
void cut(double& middle, double& extent, double level)
{
    const double top = middle + extent - level;
    if (middle - 0.5 * extent < level) {
        middle = level + 0.4 * top;
        extent = 0.6 * top;
    }
}

void keep_capsule_above(Solid& solid, double level)
{
    const Vec3 a = solid.a;
    const Vec3 b = solid.b;
    const double ra = solid.ra;
    const double rb = solid.rb;
    if (a.y < level && b.y > level) {
        const double share = (level - a.y) / (b.y - a.y);
        solid.a = mix(a, b, share);
        solid.ra = ra + (rb - ra) * share;
    } else if (b.y < level && a.y > level) {
        const double share = (level - b.y) / (a.y - b.y);
        solid.b = mix(b, a, share);
        solid.rb = rb + (ra - rb) * share;
    }
    // An end that is under water altogether goes where the other one is.
    if (solid.a.y + solid.ra <= level) {
        solid.a = solid.b;
        solid.ra = solid.rb;
    } else if (solid.b.y + solid.rb <= level) {
        solid.b = solid.a;
        solid.rb = solid.ra;
    }
    cut(solid.a.y, solid.ra, level);
    cut(solid.b.y, solid.rb, level);
}

double top_of(const Solid& solid)
{
    double top = solid.a.y;
    switch (solid.form) {
    case Solid::Form::capsule:
        return std::max(solid.a.y + solid.ra, solid.b.y + solid.rb);
    case Solid::Form::ellipsoid:
        return solid.a.y + std::hypot(solid.axes[0].y, solid.axes[1].y, solid.axes[2].y);
    case Solid::Form::hull:
        top = solid.points[0].y;
        for (std::size_t i = 1; i < solid.count; ++i) {
            top = std::max(top, solid.points[i].y);
        }
        return top + solid.ra;
    }
    return top;
}

} // namespace

bool runs(const Entity& entity)
{
    return entity.action == Action::run || entity.action == Action::chase;
}

bool goes_on_foot(const Entity& entity)
{
    return entity.action == Action::walk || runs(entity);
}

double bob_of(const Entity& entity, const Moment& moment)
{
    if (goes_on_foot(entity)) {
        return (runs(entity) ? 0.03 : 0.014) * std::cos(4 * pi * moment.phase);
    }
    return 0.007 * std::sin(2 * pi * moment.phase);
}

double gallop_of(const Entity& entity, const Moment& moment)
{
    return runs(entity) ? 0.09 * std::sin(2 * pi * (moment.phase + 0.1)) : 0;
}

Attitude attitude_of(const Entity& entity, const Moment& moment)
{
    const double cycle = 2 * pi * moment.phase;
    switch (entity.action) {
    case Action::look_at:
        return {std::clamp(entity.gaze, -1.15, 1.15) * moment.done,
                0.12 * moment.done + 0.03 * std::sin(cycle)};
    case Action::shake_head:
        return {0.62 * std::sin(cycle), -0.06};
    case Action::nod:
        return {0, -0.42 * (0.5 - 0.5 * std::cos(cycle)) + 0.08};
    default:
        return {};
    }
}

void keep_above(Figure& figure, double level)
{
    for (Solid& solid : figure) {
        const bool paddles = solid.part == PixelPart::leg || solid.part == PixelPart::foot;
        if (paddles || top_of(solid) <= level + 1e-4) {
            solid.alpha = 0;
            continue;
        }
        if (solid.form == Solid::Form::capsule) {
            keep_capsule_above(solid, level);
        } else if (solid.form == Solid::Form::ellipsoid && !solid.decal) {
            const double tall = top_of(solid) - solid.a.y;
            const double under = std::clamp((level - solid.a.y) / tall, 0.0, 1.0);
            const double wide = std::sqrt(1 - under * under);
            double extent = tall;
            cut(solid.a.y, extent, level);
            for (Vec3& axis : solid.axes) {
                axis = {axis.x * wide, axis.y * extent / tall, axis.z * wide};
            }
        } else if (solid.form == Solid::Form::hull) {
            for (std::size_t i = 0; i < solid.count; ++i) {
                solid.points[i].y = std::max(solid.points[i].y, level + solid.ra);
            }
        }
    }
}

void ripples(Figure& figure, const Entity& entity, const Moment& moment)
{
    constexpr int dashes = 13;
    const double out = moment.phase - std::floor(moment.phase);
    const double along = (0.5 + 0.16 * out) * length_of(entity);
    const double side = (0.34 + 0.14 * out) * length_of(entity);
    const Vec3 ahead{std::cos(moment.heading), 0, std::sin(moment.heading)};
    const Vec3 across{-ahead.z, 0, ahead.x};
    const auto on_ring = [&](double angle) {
        return moment.root + ahead * (along * std::cos(angle)) + across * (side * std::sin(angle));
    };
    for (int i = 0; i < dashes; ++i) {
        const double begin = 2 * pi * (i + 0.2 * (i % 2)) / dashes;
        Solid dash;
        dash.a = on_ring(begin);
        dash.b = on_ring(begin + 0.2 + 0.12 * (i % 3));
        dash.ra = 0.008 * length_of(entity);
        dash.rb = 0.005 * length_of(entity);
        dash.colour = hex(0xE6F1F4);
        dash.part = PixelPart::accessory;
        dash.group = 40 + i;
        dash.decal = true;
        dash.alpha = static_cast<float>(0.85 * std::min(1.0, 2.2 * (1 - out)) *
                                        std::min(1.0, 4 * out + 0.2));
        figure.push_back(dash);
    }
}

Vec3 Trunk::operator()(const Vec3& point) const
{
    const double x = point.x - hips.x;
    const double y = point.y - hips.y;
    return {hips.x + x * std::cos(pitch) - y * std::sin(pitch),
            hips.y + x * std::sin(pitch) + y * std::cos(pitch),
            point.z};
}

void limb(Sculptor& s, const Limb& limb, const Rgb& colour, PixelPart part)
{
    const Vec3 joint = mix(limb.socket, limb.ankle, 0.5) + limb.bend;
    const double middle = 0.5 * (limb.thick + limb.thin);
    s.capsule(limb.socket, limb.thick, joint, middle, colour, part);
    s.capsule(joint, middle, limb.ankle, limb.thin, colour, part);
}

void eyes(Sculptor& s, const Vec3& head, double r, const Eyes& e, double blink)
{
    for (const double side : {e.side, -e.side}) {
        const double size = e.size * r;
        if (e.white) {
            s.spot(head, r, e.along, e.up, side, 1.6 * size, 1.7 * size * blink, light);
        }
        s.spot(head, r * 1.02, e.along, e.up, side, size, 1.2 * size * blink, dark);
        s.spot(head,
               r * 1.04,
               e.along + 0.04,
               e.up + 0.3 * e.size,
               side,
               0.36 * size,
               0.36 * size * blink,
               light);
        // The brow in two strokes, the outer one lower unless it frowns.
        const double above = e.up + (2.35 - 0.6 * e.frown) * e.size;
        const double flat = std::hypot(e.along, side);
        for (const double outer : {-0.5, 0.5}) {
            const double back = 1.1 * outer * e.size / flat;
            s.spot(head,
                   r * 1.02,
                   e.along - back * std::abs(side),
                   above + outer * (0.5 * e.frown - 0.2) * e.size,
                   side + back * e.along * (side > 0 ? 1 : -1),
                   0.75 * size,
                   0.28 * size,
                   dark);
        }
    }
}

double blink_of(const Moment& moment)
{
    return std::fmod(0.7 * moment.phase, 1.0) > 0.95 ? 0.2 : 1;
}

Vec3 step_of(const Entity& entity, const Moment& moment, int limb, double along, double side)
{
    const Foot foot = foot_at(entity, moment, limb);
    double lift = foot.lift;
    if (entity.action == Action::turn && moment.done > 0 && moment.done < 1) {
        const double step = std::sin(4 * pi * moment.done + pi * ((limb + limb / 2) % 2));
        lift = 0.09 * height_of(entity) * std::max(0.0, step);
    }
    return {along + foot.along, lift, side};
}

} // namespace rushlight::generation::world
