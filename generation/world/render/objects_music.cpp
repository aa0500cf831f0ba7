// Instruments.

#include "generation/world/render/modeller.hpp"

#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

void guitar(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool electric = entity.genome.clothes % 3 == 2;
    const double thick = electric ? 0.045 * h : 0.075 * h;
    const double low = (0.2 + 0.02 * entity.genome.build) * h;
    const Rgb neck = mix(timber, soot, 0.35F);
    m.turn({0, 0, 0}, {1, 0, 0}, 0.09);
    m.group = 1;
    m.ball({0, low + 0.005 * h, 0}, {thick, low, 1.06 * low}, paint, PixelPart::body);
    m.ball({0, 0.41 * h, 0}, {0.96 * thick, 0.75 * low, 0.76 * low}, paint, PixelPart::body);
    if (electric) { // horns
        m.rod({0, 0.36 * h, 0.1 * h},
              0.06 * h,
              {0, 0.56 * h, 0.14 * h},
              0.03 * h,
              paint,
              PixelPart::body);
        m.rod({0, 0.36 * h, -0.1 * h},
              0.06 * h,
              {0, 0.5 * h, -0.13 * h},
              0.03 * h,
              paint,
              PixelPart::body);
    } else {
        m.ball({0, 0.3 * h, 0}, {0.9 * thick, 0.1 * h, 0.58 * low}, paint, PixelPart::body);
    }
    const double x = thick;
    m.oval({x, 0.34 * h, 0}, forward, 0.52 * low, 0.52 * low, trim, PixelPart::accessory);
    m.oval({x, 0.34 * h, 0},
           forward,
           0.4 * low,
           0.4 * low,
           electric ? steel : hex(0x3A2A20),
           PixelPart::accessory);
    m.mark({x, 0.17 * h, 0.45 * low},
           {x, 0.17 * h, -0.45 * low},
           0.02 * h,
           forward,
           hex(0x3A2A20),
           PixelPart::accessory);
    m.group = 2;
    m.block({0.55 * thick, 0.66 * h, 0},
            {0.022 * h, 0.23 * h, 0.036 * h},
            0.006 * h,
            neck,
            PixelPart::arm);
    m.hull({{0.6 * thick, 0.87 * h, 0.04 * h},
            {0.2 * thick, 0.87 * h, 0.04 * h},
            {0.6 * thick, 0.87 * h, -0.04 * h},
            {0.2 * thick, 0.87 * h, -0.04 * h},
            {0.3 * thick, 0.99 * h, 0.06 * h},
            {-0.1 * thick, 0.99 * h, 0.06 * h},
            {0.3 * thick, 0.99 * h, -0.06 * h},
            {-0.1 * thick, 0.99 * h, -0.06 * h}},
           0.006 * h,
           trim,
           PixelPart::head);
    for (const double up : {0.9, 0.935, 0.97}) {
        for (const double side : {1.0, -1.0}) {
            m.rod({0.3 * thick, up * h, side * 0.06 * h},
                  {0.3 * thick, up * h, side * 0.085 * h},
                  0.013 * h,
                  steel,
                  PixelPart::accessory);
        }
    }
    for (const double side : {0.016, -0.016}) {
        m.mark({x, 0.18 * h, side * h},
               {x, 0.88 * h, side * h},
               0.004 * h,
               forward,
               paper,
               PixelPart::accessory);
    }
}

void drum(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool rolls = entity.action == Action::roll;
    const double r = (rolls ? 0.5 : 0.5 + 0.1 * entity.genome.build) * h;
    const double tall = (rolls ? 0.62 + 0.2 * entity.genome.build : 0.97) * h;
    if (rolls) { // on its rim, as a wheel
        m.frame.origin = m.at({0, r, 0});
        const double facing = entity.direction == Direction::left ? -1 : 1;
        m.turn({0, 0, 0}, {0, 1, 0}, 0.45 * facing);
        m.turn({0, 0, 0}, {1, 0, 0}, facing * pi / 2);
        m.frame.origin = m.at({0, -tall / 2, 0});
        m.turn({0, 0, 0}, {0, 1, 0}, -facing * moment.roll);
    }
    const double rim = 0.11 * h;
    m.group = 1;
    m.tube({0, rim, 0}, 0.96 * r, {0, tall - rim, 0}, 0.96 * r, paint, PixelPart::body);
    const int zigs = entity.genome.clothes % 2 == 0 ? 8 : 6;
    for (int i = 0; i < zigs; ++i) { // cords
        const double a = 2 * pi * i / zigs;
        const double b = a + pi / zigs;
        const double c = b + pi / zigs;
        const Vec3 rise = around((a + b) / 2, 1, 0);
        const Vec3 sink = around((b + c) / 2, 1, 0);
        const double size = 0.018 * h;
        m.mark(around(a, 0.97 * r, rim),
               around(b, 0.97 * r, tall - rim),
               size,
               rise,
               paper,
               PixelPart::accessory);
        m.mark(around(b, 0.97 * r, tall - rim),
               around(c, 0.97 * r, rim),
               size,
               sink,
               paper,
               PixelPart::accessory);
    }
    m.group = 2;
    m.ball({0, 0, 0}, {r, 0.004 * h, r}, trim, PixelPart::accessory);
    m.tube({0, 0, 0}, r, {0, rim, 0}, r, trim, PixelPart::accessory);
    m.oval({0, 0, 0}, {0, -1, 0}, 0.9 * r, 0.9 * r, paper, PixelPart::face);
    m.oval({0, 0, 0}, {0, -1, 0}, 0.25 * r, 0.25 * r, paint, PixelPart::face);
    m.group = 3;
    m.tube({0, tall - rim, 0}, r, {0, tall, 0}, r, trim, PixelPart::accessory);
    m.ball({0, tall, 0}, {r, 0.004 * h, r}, trim, PixelPart::accessory);
    // As a wheel it shows its skin, which then has its colour, and spots that turn.
    m.oval({0, tall, 0},
           upward,
           0.9 * r,
           0.9 * r,
           rolls ? mix(paint, paper, 0.3F) : paper,
           PixelPart::face);
    const double apart = rolls ? 0.52 * r : 0;
    for (const double side : {apart, -apart}) {
        m.oval({side, tall, 0},
               upward,
               0.25 * r,
               0.25 * r,
               rolls ? paper : mix(paint, paper, 0.25F),
               PixelPart::face);
    }
    m.group = 4; // sticks on the skin
    const float shown = rolls ? 0 : 1;
    for (const double side : {1.0, -1.0}) {
        const Vec3 tip{0.1 * h, tall + 0.035 * h, -0.16 * side * h};
        m.rod({-0.25 * h, tall + 0.05 * h, 0.3 * side * h},
              tip,
              0.022 * h,
              timber,
              PixelPart::accessory);
        m.fade(shown);
        m.ball(tip, {0.042 * h, 0.042 * h, 0.042 * h}, timber, PixelPart::accessory);
        m.fade(shown);
    }
}

void bell(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool handle = entity.genome.clothes % 2 == 0;
    const double r = (0.36 + 0.06 * entity.genome.build) * h;
    const double top = 0.7 * h;
    const double swing = entity.action == Action::spin ? 0.42 * std::sin(4 * pi * moment.phase) : 0;
    m.turn({0, top, 0}, {0, 0, 1}, swing);
    m.group = 1;
    const double lag =
        entity.action == Action::spin ? 0.25 * std::sin(4 * pi * moment.phase - 0.9) : 0;
    m.rod({0, 0.3 * h, 0}, 0.02 * h, {lag * h * 0.5, 0.06 * h, 0}, 0.03 * h, soot, PixelPart::tail);
    m.ball({lag * h * 0.5, 0.06 * h, 0}, {0.075 * h, 0.06 * h, 0.075 * h}, soot, PixelPart::tail);
    m.group = 2;
    m.ball({0, 0.07 * h, 0}, {r, 0.004 * h, r}, mix(paint, soot, 0.15F), PixelPart::body);
    m.tube(
        {0, 0.07 * h, 0}, r, {0, 0.12 * h, 0}, 1.02 * r, mix(paint, soot, 0.15F), PixelPart::body);
    m.oval({0, 0.07 * h, 0}, {0, -1, 0}, 0.9 * r, 0.9 * r, mix(paint, soot, 0.6F), PixelPart::body);
    m.tube({0, 0.11 * h, 0}, r, {0, 0.26 * h, 0}, 0.74 * r, paint, PixelPart::body);
    m.banded_tube({0, 0.255 * h, 0},
                  0.745 * r,
                  {0, 0.53 * h, 0},
                  0.62 * r,
                  {0.06, 0.32},
                  paint,
                  trim,
                  PixelPart::body);
    m.ball({0, 0.53 * h, 0}, {0.62 * r, 0.18 * h, 0.62 * r}, paint, PixelPart::body);

    const Vec3 glint = around(0.9, 0.66 * r, 0);
    m.mark(glint + Vec3{0, 0.38 * h, 0},
           glint * 0.95 + Vec3{0, 0.53 * h, 0},
           0.028 * h,
           glint,
           mix(paint, paper, 0.7F),
           PixelPart::body);
    m.group = 3;
    if (handle) {
        m.rod({0, 0.7 * h, 0}, 0.04 * h, {0, 0.95 * h, 0}, 0.055 * h, trim, PixelPart::hand);
        m.ball({0, 0.96 * h, 0}, {0.075 * h, 0.05 * h, 0.075 * h}, trim, PixelPart::hand);
    } else {
        m.ring({0, 0.82 * h, 0}, forward, 0.1 * h, 0.035 * h, 8, trim, PixelPart::hand);
    }
}

} // namespace

void sculpt_instrument(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::guitar:
        guitar(m, entity);
        break;
    case Kind::drum:
        drum(m, entity, moment);
        break;
    default:
        bell(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
