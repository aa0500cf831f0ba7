// What lies on the ground, for a camera that looks straight down.

#include "generation/world/render/places.hpp"

#include <algorithm>
#include <numbers>
#include <utility>

namespace rushlight::generation::world {

namespace {

constexpr double whole_turn = 2 * std::numbers::pi;

Vec3 around(double angle, double radius)
{
    return {radius * std::cos(angle), 0, radius * std::sin(angle)};
}

Builder on_ground(Dresser& d, double x, double z)
{
    Builder b(d, x, 0.004, z);
    b.prop().flat = true;
    return b;
}

void sprig(Dresser& d, double x, double z, const Rgb& leaf)
{
    Builder b = on_ground(d, x, z);
    const double turn = d.random.uniform(0, whole_turn);
    const int blades = 4 + d.random.below(3);
    for (int i = 0; i < blades; ++i) {
        const double blade = d.random.uniform(0.09, 0.19);
        b.rod({}, 0.028, around(turn + whole_turn * i / blades, blade), 0.006, leaf);
    }
}

void bloom(Dresser& d, double x, double z)
{
    const Rgb petals[4] = {hex(0xF4F1EA), hex(0xF2CB3D), hex(0xE06A5A), hex(0xC79AD8)};
    const Rgb petal = petals[d.random.below(4)];
    Builder b = on_ground(d, x, z);
    const double turn = d.random.uniform(0, whole_turn);
    for (int i = 0; i < 5; ++i) {
        b.ball(around(turn + whole_turn * i / 5, 0.065), {0.045, 0.004, 0.045}, petal);
    }
    b.ball({0, 0.01, 0}, {0.036, 0.004, 0.036}, hex(0xE0A93A)).decal = true;
}

void fallen_leaf(Dresser& d, double x, double z)
{
    const Rgb leaves[4] = {hex(0xC9772F), hex(0x9A8A3A), hex(0xB5542E), hex(0x7A6A3A)};
    const Rgb leaf = leaves[d.random.below(4)];
    Builder b = on_ground(d, x, z);
    const double turn = d.random.uniform(0, whole_turn);
    b.rod(around(turn, -0.04), 0.045, around(turn, 0.1), 0.008, leaf);
    b.stroke(around(turn, -0.14), around(turn, 0.08), 0.008, leaf * 0.7F);
}

void twig(Dresser& d, double x, double z)
{
    Builder b = on_ground(d, x, z);
    const double turn = d.random.uniform(0, whole_turn);
    b.rod(around(turn, -0.22), 0.018, around(turn, 0.25), 0.01, hex(0x6E5038));
    b.rod({}, 0.014, around(turn + 0.6, 0.16), 0.008, hex(0x6E5038));
}

void pebble(Dresser& d, double x, double z, const Rgb& colour)
{
    Builder b = on_ground(d, x, z);
    const double r = d.random.uniform(0.035, 0.09);
    b.ball({0, 0.3 * r, 0}, {r * d.random.uniform(1, 1.5), 0.4 * r, r}, colour);
}

void shell(Dresser& d, double x, double z)
{
    Builder b = on_ground(d, x, z);
    const double turn = d.random.uniform(0, whole_turn);
    const Rgb colour = mix(hex(0xF4E2CC), hex(0xE79A86), static_cast<float>(d.random.uniform()));
    for (int i = -2; i <= 2; ++i) {
        b.rod({}, 0.016, around(turn + 0.32 * i, 0.11), 0.028, colour);
    }
}

void tracks(Dresser& d, const Rgb& hollow)
{
    const double turn = d.random.uniform(0.2, 1.0);
    const Vec3 way = around(turn, 1);
    const Vec3 beside{-way.z, 0, way.x};
    const Vec3 start = beside * d.random.uniform(0.5, 1.0);
    for (int i = -7; i <= 7; ++i) {
        const Vec3 at = start + way * (0.42 * i) + beside * (i % 2 == 0 ? 0.1 : -0.1);
        Builder b = on_ground(d, at.x, at.z);
        const Vec3 step{way.x, 0, -way.z}; // the builder's z points to the camera
        b.rod(step * -0.08, 0.055, step * 0.07, 0.065, hollow).decal = true;
    }
}

void manhole(Dresser& d, double x, double z)
{
    Builder b = on_ground(d, x, z);
    b.ball({}, {0.36, 0.002, 0.36}, hex(0x5B5E64));
    b.ball({}, {0.29, 0.002, 0.29}, hex(0x6F7278)).decal = true;
    for (int i = -1; i <= 1; ++i) {
        b.stroke({-0.16, 0.01, 0.12 * i}, {0.16, 0.01, 0.12 * i}, 0.018, hex(0x4A4C52));
    }
}

void rug(Dresser& d)
{
    Builder b = on_ground(d, 0, -0.1);
    const int first = d.random.below(9);
    const Rgb wool[3] = {ink(static_cast<ColourName>(first)),
                         hex(0xEADFC8),
                         ink(static_cast<ColourName>((first + 4) % 9))};
    for (int i = 0; i < 4; ++i) {
        const double r = 1.7 - 0.36 * i;
        b.ball({}, {r, 0.002, 0.72 * r}, mix(wool[i % 3], hex(0x8A7A6A), 0.35F)).decal = i > 0;
    }
}

/// The box around a figure.
std::pair<Vec3, Vec3> bounds(const Figure& figure)
{
    Vec3 low{1e9, 1e9, 1e9};
    Vec3 high{-1e9, -1e9, -1e9};
    const auto hold = [&](const Vec3& p, const Vec3& half) {
        low = {std::min(low.x, p.x - half.x),
               std::min(low.y, p.y - half.y),
               std::min(low.z, p.z - half.z)};
        high = {std::max(high.x, p.x + half.x),
                std::max(high.y, p.y + half.y),
                std::max(high.z, p.z + half.z)};
    };
    for (const Solid& solid : figure) {
        if (solid.form == Solid::Form::hull) {
            for (std::size_t i = 0; i < solid.count; ++i) {
                hold(solid.points[i], {});
            }
        } else if (solid.form == Solid::Form::ellipsoid) {
            hold(solid.a, {length(solid.axes[0]), length(solid.axes[1]), length(solid.axes[2])});
        } else {
            hold(solid.a, {solid.ra, solid.ra, solid.ra});
            hold(solid.b, {solid.rb, solid.rb, solid.rb});
        }
    }
    return {low, high};
}

} // namespace

void shade_ground(Dresser& d, const Scene& scene)
{
    Stage& stage = d.stage_;
    const double s = d.scale;
    const double away = scene.key_from_left ? 1 : -1;
    const Rgb shade =
        mix(stage.palette.shadow, stage.ground_near * stage.palette.exposure * 0.5F, 0.4F);
    const std::size_t count = stage.props.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Prop& prop = stage.props[i];
        if (prop.distant || prop.flat || prop.on_wall || prop.sway.span > 0 || prop.middle.y != 0 ||
            prop.middle.z > 6 * s) {
            continue;
        }
        const auto [low, high] = bounds(prop.figure);
        const double wide = 0.5 * (high.x - low.x);
        const double deep = 0.5 * (high.z - low.z);
        if (low.y > 0.1 * s || wide > 2.6 * s) {
            continue;
        }
        const double slip = std::min(0.1 * (high.y - low.y), 0.25 * s);
        Solid solid;
        solid.form = Solid::Form::ellipsoid;
        solid.a = {0.5 * (low.x + high.x) + away * slip, 0, 0.5 * (low.z + high.z)};
        solid.axes = {Vec3{1.06 * wide + 0.5 * slip, 0, 0}, Vec3{}, Vec3{0, 0, 1.1 * deep}};
        solid.colour = shade;
        solid.decal = true;
        solid.glow = true;
        solid.alpha = 0.34F;
        Prop cast;
        cast.middle = solid.a;
        cast.flat = true;
        cast.figure.push_back(solid);
        stage.props.push_back(cast);
    }
}

void litter(Dresser& d, const Scene& scene)
{
    const Rgb leaf = mix(hex(0x5F8F4A), d.stage_.palette.ground, 0.3F);
    const Rgb earth = d.stage_.ground_near;
    const auto scattered = [&](int count, double far, const auto& lay) {
        for (int i = 0; i < count; ++i) {
            const double r = far * std::sqrt(d.random.uniform(0.02, 1));
            const double a = d.random.uniform(0, whole_turn);
            lay(r * std::cos(a), r * std::sin(a));
        }
    };
    const auto grass = [&](double x, double z) {
        sprig(d, x, z, leaf);
    };
    const auto flowers = [&](double x, double z) {
        bloom(d, x, z);
    };
    const auto leaves = [&](double x, double z) {
        fallen_leaf(d, x, z);
    };
    const auto twigs = [&](double x, double z) {
        twig(d, x, z);
    };
    const auto stones = [&](double x, double z) {
        pebble(d, x, z, earth * 0.78F);
    };
    const auto shells = [&](double x, double z) {
        shell(d, x, z);
    };
    switch (scene.place) {
    case Place::meadow:
        scattered(22, 3, grass);
        scattered(14, 3, flowers);
        break;
    case Place::forest:
        scattered(10, 3, grass);
        scattered(22, 3, leaves);
        scattered(7, 3, twigs);
        break;
    case Place::mountains:
        scattered(14, 3, grass);
        scattered(5, 3, flowers);
        scattered(12, 3, stones);
        break;
    case Place::street:
        manhole(d, d.random.uniform(-1.1, 1.1), d.random.uniform(-0.9, -0.3));
        scattered(6, 2.6, leaves);
        break;
    case Place::road:
        scattered(6, 2.6, leaves);
        break;
    case Place::rooftop:
        scattered(7, 2.6, stones);
        break;
    case Place::beach:
        if (d.stage_.shoreline > 0) {
            scattered(9, 2.2, shells);
            scattered(9, 2.2, stones);
        }
        break;
    case Place::desert:
        scattered(18, 3, stones);
        scattered(3, 2.4, twigs);
        break;
    case Place::snow:
        tracks(d, earth * Rgb{0.8F, 0.85F, 0.92F});
        scattered(4, 2.6, twigs);
        break;
    case Place::room:
        rug(d);
        break;
    default:
        break;
    }
}

} // namespace rushlight::generation::world
