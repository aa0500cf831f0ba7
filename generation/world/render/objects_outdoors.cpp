// Props of the open air.

#include "generation/world/render/modeller.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb leaf_green = hex(0x4F8F3E);

void flag(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const int sort = entity.genome.clothes % 3; // a stripe, a disc, a swallow tail
    const double tall = (0.3 + 0.06 * entity.genome.build) * h;
    const double wide = (0.52 + 0.1 * entity.genome.limbs) * h;
    const double strength = entity.action == Action::wave ? 1 : 0.5;
    m.group = 1;
    m.tube(
        {0, 0, 0}, 0.07 * h, {0, 0.03 * h, 0}, 0.05 * h, mix(timber, soot, 0.3F), PixelPart::foot);
    m.rod({0, 0.02 * h, 0}, {0, 0.97 * h, 0}, 0.016 * h, timber, PixelPart::accessory);
    m.ball({0, 0.98 * h, 0}, {0.03 * h, 0.03 * h, 0.03 * h}, brass, PixelPart::accessory);
    m.group = 2;
    constexpr int folds = 7;
    const double low = 0.95 * h - tall;
    const auto cloth = [&](double share, double up) {
        const double wave = std::sin(2 * pi * (1.15 * share - moment.phase)) * share * strength;
        return Vec3{wide * share * (1 - 0.04 * strength),
                    low + up * tall + (0.035 * wave - 0.05 * share * (1 - strength)) * h,
                    0.11 * h * wave};
    };
    for (int i = 0; i < folds; ++i) {
        const double a = static_cast<double>(i) / folds;
        const double b = (i + 1.0) / folds;
        const Vec3 thin{0, 0, 0.008 * h};
        // Folds that turn away from the light are darker.
        const double slope = cloth(b, 0).z - cloth(a, 0).z;
        const auto shade = static_cast<float>(std::clamp(0.1 - 2.5 * slope / h, 0.0, 0.22));
        const Rgb colour = mix(paint, soot, shade);
        const bool last = i == folds - 1 && sort == 2;
        const auto strip = [&](double bottom, double top, const Rgb& fill, PixelPart part) {
            m.hull({cloth(a, bottom) + thin,
                    cloth(a, bottom) - thin,
                    cloth(a, top) + thin,
                    cloth(a, top) - thin,
                    cloth(b, bottom) + thin,
                    cloth(b, bottom) - thin,
                    cloth(b, top) + thin,
                    cloth(b, top) - thin},
                   0,
                   fill,
                   part);
        };
        if (last) {
            for (const double edge : {0.0, 1.0}) {
                m.hull({cloth(a, edge) + thin,
                        cloth(a, edge) - thin,
                        cloth(a, 0.5) + thin,
                        cloth(a, 0.5) - thin,
                        cloth(b + 0.06, edge) + thin,
                        cloth(b + 0.06, edge) - thin},
                       0,
                       colour,
                       PixelPart::body);
            }
        } else {
            strip(0, 1, colour, PixelPart::body);
        }
        if (sort == 1) {
            for (const double side : {1.0, -1.0}) {
                const double middle = (a + b) / 2 - 0.5;
                const double reach = std::sqrt(std::max(0.0, 0.07 - middle * middle));
                const Vec3 face{0, 0, side};
                const double up = reach * wide / tall;
                m.patch({cloth(a, 0.5 - up) + thin * side,
                         cloth(a, 0.5 + up) + thin * side,
                         cloth(b, 0.5 + up) + thin * side,
                         cloth(b, 0.5 - up) + thin * side},
                        face,
                        mix(trim, soot, 0.6F * shade),
                        PixelPart::accessory);
            }
        } else {
            for (const double side : {1.0, -1.0}) {
                const double edge = last ? 0.02 : 0.16;
                m.patch({cloth(a, 0.5 - 0.16) + thin * side,
                         cloth(a, 0.5 + 0.16) + thin * side,
                         cloth(b, 0.5 + edge) + thin * side,
                         cloth(b, 0.5 - edge) + thin * side},
                        {0, 0, side},
                        mix(trim, soot, 0.6F * shade),
                        PixelPart::accessory);
            }
        }
    }
}

void kite(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool flies = entity.action == Action::fly;
    const double w = (0.3 + 0.06 * entity.genome.build) * h;
    const double cross = 0.62 * h;
    const double foot = 0.02 * h;
    const Modeller::Frame still = m.frame;
    m.turn({0, 0.5 * h, 0},
           {1, 0, 0},
           0.28 + (flies ? 0.16 : 0.0) * std::sin(2 * pi * 1.3 * moment.phase));
    m.turn({0, 0.5 * h, 0}, {0, 0, 1}, 0.2);
    m.group = 3;
    const double t = 0.012 * h;
    const auto half = [&](double side, const Rgb& low, const Rgb& high) {
        m.hull({{t, h, 0},
                {-t, h, 0},
                {t, cross, side * w},
                {-t, cross, side * w},
                {t, cross, 0},
                {-t, cross, 0}},
               0,
               high,
               PixelPart::body);
        m.hull({{t, foot, 0},
                {-t, foot, 0},
                {t, cross, side * w},
                {-t, cross, side * w},
                {t, cross, 0},
                {-t, cross, 0}},
               0,
               low,
               PixelPart::body);
    };
    const Rgb light = mix(paint, paper, 0.18F);
    const bool quarters = entity.genome.clothes % 2 == 0;
    half(1, quarters ? trim : light, paint);
    half(-1, paint, quarters ? trim : light);
    for (const double x : {1.0, -1.0}) {
        m.mark({x * t, foot, 0},
               {x * t, h, 0},
               0.008 * h,
               {x, 0, 0},
               mix(timber, soot, 0.4F),
               PixelPart::accessory);
        m.mark({x * t, cross, -w},
               {x * t, cross, w},
               0.008 * h,
               {x, 0, 0},
               mix(timber, soot, 0.4F),
               PixelPart::accessory);
        if (!quarters) { // a face
            m.oval(
                {x * t, 0.7 * h, 0.1 * h}, {x, 0, 0}, 0.025 * h, 0.04 * h, soot, PixelPart::face);
            m.oval(
                {x * t, 0.7 * h, -0.1 * h}, {x, 0, 0}, 0.025 * h, 0.04 * h, soot, PixelPart::face);
        }
    }
    const Vec3 end = m.at({0, foot, 0});
    const Vec3 bridle = m.at({0.05 * h, cross, 0});
    m.frame = still;
    m.frame.origin = end;
    m.group = 1; // the tail hangs down, and streams when it flies
    constexpr int pieces = 5;
    const double step = (0.13 + 0.04 * entity.genome.tail) * h;
    const auto tail = [&](int i) {
        if (!flies) { // it lies on the ground, beside
            return Vec3{-step * 0.5 * i, 0.02 * h, (i % 2 == 0 ? 0.04 : -0.04) * h};
        }
        const double sway = std::sin(2 * pi * (2.2 * moment.phase - 0.16 * i)) * 0.07 * h *
                            std::sqrt(static_cast<double>(i));
        return Vec3{-0.55 * step * i, -0.85 * step * i, sway};
    };
    for (int i = 0; i < pieces; ++i) {
        m.rod(tail(i), tail(i + 1), 0.009 * h, soot, PixelPart::tail);
        const Rgb bow = i % 2 == 0 ? trim : paint;
        for (const double side : {1.0, -1.0}) {
            m.rod(tail(i + 1),
                  0.012 * h,
                  tail(i + 1) + Vec3{0.03 * h, 0.01 * h, 0.06 * side * h},
                  0.04 * h,
                  bow,
                  PixelPart::tail);
        }
    }
    m.frame = still;
    m.frame.origin = bridle;
    m.group = 2; // the string
    const double way = flies ? 1.0 : 0.0;
    const Vec3 string[] = {{0, 0, 0},
                           {0.3 * h * way, -0.45 * h * way, 0},
                           {0.5 * h * way, -1.0 * h * way, 0},
                           {0.62 * h * way, -1.9 * h * way, 0}};
    for (int i = 0; i < 3; ++i) {
        m.rod(string[i], string[i + 1], 0.006 * h, mix(soot, paper, 0.3F), PixelPart::accessory);
        m.fade(flies ? 0.85F - 0.2F * static_cast<float>(i) : 0);
    }
}

void flower(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool dances = entity.action == Action::dance;
    const double sway = dances ? 0.16 * h * std::sin(2 * pi * moment.phase)
                               : 0.012 * h * std::sin(2 * pi * moment.phase);
    const double sink = dances ? 0.06 * h * moment.crouch : 0;
    const double r = (0.175 + 0.035 * entity.genome.build) * h;
    const Vec3 head{0.06 * h, 0.76 * h - sink, sway};
    const Vec3 stem[] = {{0, 0, 0},
                         {-0.02 * h, 0.26 * h, -0.35 * sway},
                         {0.0, 0.52 * h - 0.5 * sink, 0.15 * sway},
                         head};
    m.group = 1;
    m.wire(stem, 0.022 * h, leaf_green, PixelPart::leg);
    for (const double side : {1.0, -1.0}) {
        m.group = side > 0 ? 2 : 3;
        const double lift = dances ? 0.1 * side * std::sin(2 * pi * moment.phase + 1) * h : 0;
        const double up = (side > 0 ? 0.18 : 0.28) * h;
        const Vec3 foot{-0.01 * h, up, -0.2 * sway};
        const Vec3 middle = foot + Vec3{0.02 * h, 0.09 * h + 0.6 * lift, side * 0.13 * h};
        m.rod(foot, 0.015 * h, middle, 0.05 * h, leaf_green, PixelPart::arm);
        m.rod(middle,
              0.05 * h,
              foot + Vec3{0.03 * h, 0.14 * h + lift, side * 0.25 * h},
              0.01 * h,
              leaf_green,
              PixelPart::arm);
    }
    // The blossom looks ahead and a little up.
    m.frame.origin = m.at(head);
    m.turn({0, 0, 0}, {0, 0, 1}, 0.3);
    m.turn({0, 0, 0}, {1, 0, 0}, 2.2 * sway / h + 0.2);
    m.group = 4;
    const int petals = 5 + entity.genome.clothes % 4;
    const bool tulip = entity.genome.clothes % 5 == 4;
    for (int i = 0; i < petals; ++i) {
        const double angle = 2 * pi * i / petals;
        const double out = tulip ? 0.45 : 1;
        const Vec3 tip =
            Vec3{tulip ? 0.5 * r : 0.12 * r, std::cos(angle) * r * out, std::sin(angle) * r * out};
        const double wide = 2.1 / petals * r * (tulip ? 1.2 : 1.25);
        m.rod(tip * 0.35,
              0.7 * wide,
              tip * 1.05,
              wide,
              i % 2 == 0 ? paint : mix(paint, paper, 0.1F),
              PixelPart::head);
    }
    m.group = 5;
    m.ball({0.16 * r, 0, 0}, {0.22 * r, 0.44 * r, 0.44 * r}, trim, PixelPart::face);
    if (entity.genome.ears > 0.4) { // it smiles
        const double x = 0.37 * r;
        for (const double side : {0.14, -0.14}) {
            m.oval({x, 0.08 * r, side * r}, forward, 0.05 * r, 0.08 * r, soot, PixelPart::face);
        }
        m.mark(
            {x, -0.12 * r, 0.12 * r}, {x, -0.17 * r, 0}, 0.03 * r, forward, soot, PixelPart::face);
        m.mark(
            {x, -0.17 * r, 0}, {x, -0.12 * r, -0.12 * r}, 0.03 * r, forward, soot, PixelPart::face);
    }
}

} // namespace

void sculpt_outdoor_thing(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::flag:
        flag(m, entity, moment);
        break;
    case Kind::kite:
        kite(m, entity, moment);
        break;
    default:
        flower(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
