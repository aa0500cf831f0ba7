// Props on a table.

#include "generation/world/render/modeller.hpp"

#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb leaf_green = hex(0x4F8F3E);

/// A flame over a wick that flickers. Part head: it lights what is around.
void flame(
    Modeller& m, const Vec3& foot, double size, double phase, PixelPart part = PixelPart::head)
{
    const double bend = 0.12 * size * std::sin(2 * pi * 3.1 * phase);
    const double tall = size * (1 + 0.08 * std::sin(2 * pi * 4.7 * phase));
    m.rod(foot + Vec3{0, 0.3 * size, 0},
          0.3 * size,
          foot + Vec3{bend, tall, 0},
          0.03 * size,
          hex(0xF59A2E),
          part);
    m.light_up();
    m.rod(foot + Vec3{0, 0.26 * size, 0},
          0.17 * size,
          foot + Vec3{0.6 * bend, 0.62 * tall, 0},
          0.03 * size,
          hex(0xFFEFA8),
          PixelPart::accessory);
    m.light_up();
}

void cup(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double top = (0.36 + 0.06 * entity.genome.build) * h;
    const double foot = (0.55 + 0.4 * entity.genome.head) * top;
    const double rim = 0.84 * h;
    m.group = 1;
    m.ball({0, 0.045 * h, 0},
           {0.54 * h, 0.05 * h, 0.54 * h},
           mix(trim, paper, 0.35F),
           PixelPart::accessory);
    m.oval({0, 0.08 * h, 0},
           upward,
           0.38 * h,
           0.38 * h,
           mix(trim, paper, 0.15F),
           PixelPart::accessory);
    m.group = 2;
    const Vec3 ear[] = {{0, 0.7 * h, top},
                        {0, 0.72 * h, top + 0.2 * h},
                        {0, 0.56 * h, top + 0.26 * h},
                        {0, 0.36 * h, top + 0.18 * h},
                        {0, 0.28 * h, 0.9 * foot}};
    m.wire(ear, 0.05 * h, paint, PixelPart::arm);
    m.group = 3;
    const bool band = entity.genome.clothes % 2 == 0;
    if (band) {
        m.banded_tube(
            {0, 0.06 * h, 0}, foot, {0, rim, 0}, top, {0.45, 0.62}, paint, trim, PixelPart::body);
    } else {
        m.tube({0, 0.06 * h, 0}, foot, {0, rim, 0}, top, paint, PixelPart::body);
    }
    m.oval({0, rim, 0}, upward, 0.93 * top, 0.93 * top, mix(paint, paper, 0.5F), PixelPart::body);
    m.oval({0, rim, 0}, upward, 0.78 * top, 0.78 * top, hex(0x5A3B25), PixelPart::accessory);
    if (!band) {
        for (const double angle : {0.0, pi / 2, pi, 3 * pi / 2}) {
            const Vec3 normal = around(angle, 1, 0);
            m.oval(normal * (0.5 * (top + foot)) + Vec3{0, 0.46 * h, 0},
                   normal,
                   0.13 * h,
                   0.13 * h,
                   trim,
                   PixelPart::accessory);
        }
    }
    m.group = 4; // steam
    for (const double side : {0.12, -0.1}) {
        const double sway = 0.05 * h * std::sin(2 * pi * moment.phase + 9 * side);
        m.rod({0, rim + 0.05 * h, side * h},
              0.018 * h,
              {0, rim + 0.15 * h, side * h + sway},
              0.026 * h,
              hex(0xEDEBE6),
              PixelPart::accessory);
        m.rod({0, rim + 0.15 * h, side * h + sway},
              0.026 * h,
              {0, rim + 0.27 * h, side * h - sway},
              0.012 * h,
              hex(0xEDEBE6),
              PixelPart::accessory);
    }
}

void bottle(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double r = 0.175 * h;
    const double shoulder = (0.5 + 0.12 * entity.genome.build) * h;
    const double neck = (0.3 + 0.15 * entity.genome.head) * r;
    if (entity.action == Action::roll) { // it lies across its way, its neck towards who looks
        m.frame.origin = m.at({0, r, 0});
        const double facing = entity.direction == Direction::left ? -1 : 1;
        m.turn({0, 0, 0}, {0, 1, 0}, 0.6 * facing);
        m.turn({0, 0, 0}, {1, 0, 0}, facing * pi / 2);
        m.frame.origin = m.at({0, -h / 2, 0});
        m.turn({0, 0, 0}, {0, 1, 0}, -facing * moment.roll);
    }
    m.group = 1;
    m.tube({0, 0, 0}, 0.94 * r, {0, 0.03 * h, 0}, r, paint, PixelPart::body);
    m.banded_tube({0, 0.03 * h, 0},
                  r,
                  {0, shoulder, 0},
                  r,
                  {0.16, 0.84},
                  paint,
                  mix(trim, paper, 0.5F),
                  PixelPart::body);
    m.tube({0, shoulder - 0.005 * h, 0},
           r,
           {0, shoulder + 0.16 * h, 0},
           neck * 1.1,
           paint,
           PixelPart::body);
    m.tube({0, shoulder + 0.15 * h, 0}, 1.1 * neck, {0, 0.93 * h, 0}, neck, paint, PixelPart::body);
    m.tube({0, 0.885 * h, 0},
           1.35 * neck,
           {0, 0.925 * h, 0},
           1.35 * neck,
           mix(paint, soot, 0.2F),
           PixelPart::body);
    m.tube({0, 0.92 * h, 0}, 0.95 * neck, {0, h, 0}, 1.05 * neck, timber, PixelPart::accessory);
    m.oval({0, 0, 0}, {0, -1, 0}, 0.8 * r, 0.8 * r, mix(paint, soot, 0.35F), PixelPart::body);

    for (int i = 0; i < 3; ++i) {
        const Vec3 normal = around(2 * pi * i / 3, 1, 0);
        m.oval(normal * (1.0 * r) + Vec3{0, 0.02 * h + shoulder / 2, 0},
               normal,
               0.5 * r,
               0.08 * h,
               trim,
               PixelPart::accessory);
    }
    const Vec3 glint = around(0.7, 0.9 * r, 0);
    m.mark(glint + Vec3{0, 0.16 * h, 0},
           glint + Vec3{0, shoulder - 0.12 * h, 0},
           0.07 * r,
           glint,
           paper,
           PixelPart::body);
}

void candle(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb wax = ink(entity.colour);
    const Rgb dish = ink(entity.second_colour);
    const double r = (0.12 + 0.04 * entity.genome.build) * h;
    const double top = (0.6 + 0.1 * entity.genome.limbs) * h;
    m.group = 1;
    m.ball({0, 0.05 * h, 0}, {0.3 * h, 0.055 * h, 0.3 * h}, dish, PixelPart::foot);
    m.oval({0, 0.085 * h, 0}, upward, 0.23 * h, 0.23 * h, mix(dish, soot, 0.3F), PixelPart::foot);
    m.ring({0, 0.1 * h, 0.35 * h}, {1, 0, 0}, 0.07 * h, 0.022 * h, 8, dish, PixelPart::arm);
    m.group = 2;
    m.tube({0, 0.06 * h, 0}, r, {0, top, 0}, 0.94 * r, wax, PixelPart::body);
    m.oval({0, top, 0}, upward, 0.82 * r, 0.82 * r, mix(wax, hex(0xFFE9B0), 0.6F), PixelPart::body);
    for (int i = 0; i < 4; ++i) { // drips
        const double angle = 1.3 + 1.5 * i + 3 * entity.genome.ears;
        const double down = top - (0.1 + 0.07 * ((i * 2) % 3)) * h;
        m.rod(around(angle, 0.9 * r, top - 0.02 * h),
              0.2 * r,
              around(angle, 0.97 * r, down),
              0.27 * r,
              mix(wax, paper, 0.25F),
              PixelPart::body);
    }
    m.group = 3;
    m.rod({0, top, 0}, {0, top + 0.07 * h, 0}, 0.014 * h, soot, PixelPart::accessory);
    m.group = 4;
    flame(m, {0, top + 0.03 * h, 0}, 0.24 * h, moment.phase);
}

void cake(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb icing = mix(ink(entity.second_colour), paper, 0.5F);
    const double r = (0.44 + 0.06 * entity.genome.build) * h;
    const bool tiers = entity.genome.clothes % 2 == 0;
    const double lower = tiers ? 0.4 * h : 0.58 * h;
    m.group = 1;
    m.ball({0, 0.04 * h, 0}, {1.2 * r, 0.045 * h, 1.2 * r}, paper, PixelPart::accessory);
    m.group = 2;
    m.ball({0, 0.05 * h, 0}, {r, 0.004 * h, r}, mix(paint, soot, 0.3F), PixelPart::body);
    m.tube({0, 0.05 * h, 0}, r, {0, lower, 0}, r, paint, PixelPart::body);
    m.group = 3;
    const auto ice = [&](double radius, double up, int drops) {
        m.tube({0, up - 0.07 * h, 0},
               1.02 * radius,
               {0, up + 0.01 * h, 0},
               radius,
               icing,
               PixelPart::body);
        for (int i = 0; i < drops; ++i) {
            const double angle = 2 * pi * i / drops + 0.3;
            const double down = (0.08 + 0.05 * (i % 2)) * h;
            m.rod(around(angle, radius, up - 0.05 * h),
                  around(angle, radius, up - down),
                  0.036 * h,
                  icing,
                  PixelPart::body);
        }
    };
    ice(r, lower, 10);
    double top = lower;
    double radius = r;
    if (tiers) {
        top = 0.68 * h;
        radius = 0.62 * r;
        m.group = 4;
        m.tube({0, lower, 0}, radius, {0, top, 0}, radius, paint, PixelPart::body);
        m.group = 5;
        ice(radius, top, 7);
    }
    if (entity.genome.ears < 0.5) { // a cherry
        m.group = 6;
        m.ball({0, top + 0.1 * h, 0},
               {0.09 * h, 0.09 * h, 0.09 * h},
               hex(0xC92C3A),
               PixelPart::accessory);
        m.rod({0, top + 0.17 * h, 0},
              {0.05 * h, top + 0.27 * h, 0},
              0.012 * h,
              hex(0x4F6B35),
              PixelPart::accessory);
    } else { // candles
        for (int i = 0; i < 3; ++i) {
            m.group = 6 + i;
            const Vec3 foot = around(2 * pi * i / 3 + 0.5, 0.5 * radius, top);
            m.rod(foot,
                  foot + Vec3{0, 0.15 * h, 0},
                  0.025 * h,
                  ink(entity.second_colour),
                  PixelPart::accessory);
            // One of them lights the room.
            const PixelPart part = i == 0 ? PixelPart::head : PixelPart::accessory;
            flame(m, foot + Vec3{0, 0.16 * h, 0}, 0.12 * h, moment.phase + 0.3 * i, part);
        }
    }
}

void apple(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const double r = 0.45 * h;
    const double wide = (0.46 + 0.05 * entity.genome.build) * h;
    m.turn({0, h / 2, 0}, {0, 0, 1}, -moment.roll);
    const double middle = entity.action == Action::roll ? 0.5 * h : r;
    m.group = 1;
    for (const double side : {1.0, -1.0}) {
        m.ball({0, middle, 0.22 * side * wide},
               {0.9 * wide, 0.9 * r, 0.72 * wide},
               paint,
               PixelPart::body);
    }
    m.ball({0, middle + 0.04 * h, 0}, {0.98 * wide, 0.84 * r, 0.98 * wide}, paint, PixelPart::body);
    const Vec3 shine{0.62, 0.5, 0.6};
    m.oval(Vec3{0, middle, 0} + shine * (0.95 * r),
           shine,
           0.08 * h,
           0.12 * h,
           mix(paint, paper, 0.75F),
           PixelPart::face);
    m.oval({0, middle + 0.86 * r, 0},
           upward,
           0.13 * h,
           0.13 * h,
           mix(paint, soot, 0.4F),
           PixelPart::body);
    if (entity.genome.clothes % 3 == 0) { // a bite
        m.oval({0.75 * wide, middle + 0.05 * h, -0.55 * wide},
               {0.8, 0.1, -0.6},
               0.15 * h,
               0.18 * h,
               hex(0xF6E7B8),
               PixelPart::face);
    } else {
        m.oval({0, middle - 0.85 * r, 0},
               {0, -1, 0},
               0.08 * h,
               0.08 * h,
               mix(paint, soot, 0.5F),
               PixelPart::body);
    }
    m.group = 2;
    const double stalk = middle + 0.78 * r;
    m.rod({0, stalk, 0},
          0.02 * h,
          {-0.05 * h, stalk + 0.2 * h, 0},
          0.03 * h,
          hex(0x6B4A2B),
          PixelPart::tail);
    m.group = 3;
    const double out = (0.14 + 0.08 * entity.genome.ears) * h;
    m.rod({0, stalk + 0.09 * h, 0},
          0.02 * h,
          {0.4 * out, stalk + 0.15 * h, 0.6 * out},
          0.085 * h,
          leaf_green,
          PixelPart::tail);
    m.rod({0.4 * out, stalk + 0.15 * h, 0.6 * out},
          0.085 * h,
          {0.9 * out, stalk + 0.13 * h, 1.3 * out},
          0.012 * h,
          leaf_green,
          PixelPart::tail);
}

} // namespace

void sculpt_tableware(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::cup:
        cup(m, entity, moment);
        break;
    case Kind::bottle:
        bottle(m, entity, moment);
        break;
    case Kind::candle:
        candle(m, entity, moment);
        break;
    case Kind::cake:
        cake(m, entity, moment);
        break;
    default:
        apple(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
