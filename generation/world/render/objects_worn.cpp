// Props that one wears or wields.

#include "generation/world/render/modeller.hpp"

#include <cmath>
#include <numbers>
#include <span>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

void bag(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool rucksack = entity.genome.clothes % 2 == 0;
    const double w = (0.36 + 0.08 * entity.genome.build) * h;
    const double top = (rucksack ? 0.86 : 0.66) * h;
    const double thick = (rucksack ? 0.24 : 0.19) * h;
    m.group = 1;
    m.block({0, top / 2, 0},
            {thick, top / 2, w},
            0.05 * h,
            paint,
            PixelPart::body,
            rucksack ? 0.84 : 0.76);
    const double x = thick;
    if (rucksack) {
        m.ball({0, 0.82 * h, 0}, {0.9 * thick, 0.12 * h, 0.82 * w}, paint, PixelPart::body);
        m.patch({{0.85 * x, 0.7 * h, 0.78 * w},
                 {0.83 * x, 0.88 * h, 0.7 * w},
                 {0.83 * x, 0.88 * h, -0.7 * w},
                 {0.85 * x, 0.7 * h, -0.78 * w},
                 {0.87 * x, 0.58 * h, 0}},
                forward,
                trim,
                PixelPart::accessory);
        m.group = 2;
        m.block({1.02 * x, 0.28 * h, 0},
                {0.09 * h, 0.19 * h, 0.7 * w},
                0.04 * h,
                mix(paint, soot, 0.14F),
                PixelPart::accessory);
        m.mark({1.02 * x + 0.09 * h, 0.37 * h, 0.5 * w},
               {1.02 * x + 0.09 * h, 0.37 * h, -0.5 * w},
               0.02 * h,
               forward,
               trim,
               PixelPart::accessory);
        m.group = 3;
        const Vec3 grip[] = {
            {0, 0.9 * h, 0.2 * w}, {0, h, 0.12 * w}, {0, h, -0.12 * w}, {0, 0.9 * h, -0.2 * w}};
        m.wire(grip, 0.025 * h, trim, PixelPart::arm);
        for (const double side : {0.55, -0.55}) {
            const Vec3 strap[] = {{-thick, 0.8 * h, side * w},
                                  {-1.5 * thick, 0.5 * h, side * w},
                                  {-thick, 0.12 * h, 1.2 * side * w}};
            m.group = side > 0 ? 4 : 5;
            m.wire(strap, 0.035 * h, mix(paint, soot, 0.35F), PixelPart::arm);
        }
        return;
    }
    m.patch({{0.97 * x, 0.34 * h, 0.84 * w},
             {0.82 * x, top, 0.72 * w},
             {0.82 * x, top, -0.72 * w},
             {0.97 * x, 0.34 * h, -0.84 * w}},
            {1, 0.1, 0},
            mix(paint, soot, 0.24F),
            PixelPart::body);
    m.mark({x, 0.34 * h, 0.84 * w},
           {x, 0.34 * h, -0.84 * w},
           0.022 * h,
           forward,
           trim,
           PixelPart::accessory);
    m.oval({x, 0.35 * h, 0}, forward, 0.08 * h, 0.075 * h, brass, PixelPart::accessory);
    m.mark({-x, 0.2 * h, 0.7 * w},
           {-x, 0.2 * h, -0.7 * w},
           0.025 * h,
           backward,
           trim,
           PixelPart::accessory);
    for (const double along : {0.5, -0.5}) {
        m.group = along > 0 ? 2 : 3;
        const Vec3 handle[] = {{along * thick, 0.62 * h, 0.46 * w},
                               {along * thick, 0.86 * h, 0.4 * w},
                               {along * thick, 0.98 * h, 0.16 * w},
                               {along * thick, 0.98 * h, -0.16 * w},
                               {along * thick, 0.86 * h, -0.4 * w},
                               {along * thick, 0.62 * h, -0.46 * w}};
        m.wire(handle, 0.032 * h, trim, PixelPart::arm);
    }
}

void hat(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const int sort = entity.genome.clothes % 4; // top hat, straw hat, bowler, wizard's
    const double brim = (0.56 + 0.14 * entity.genome.build) * h;
    const double r = 0.36 * h;
    const double foot = 0.1 * h;
    if (entity.action == Action::fly) {
        m.turn({0, 0.3 * h, 0}, {0, 0, 1}, 0.28 + 0.12 * std::sin(2 * pi * moment.phase));
        m.turn({0, 0.3 * h, 0}, {1, 0, 0}, 0.25 * std::sin(2 * pi * 1.6 * moment.phase));
    }
    m.group = 1;
    m.ball({0, foot, 0}, {brim, 0.055 * h, brim}, paint, PixelPart::body);
    if (sort != 2) {
        m.oval({0, foot + 0.065 * h, 0},
               upward,
               0.9 * brim,
               0.9 * brim,
               mix(paint, paper, 0.12F),
               PixelPart::body);
    }
    m.oval({0, foot - 0.065 * h, 0},
           {0, -1, 0},
           0.85 * r,
           0.85 * r,
           mix(paint, soot, 0.7F),
           PixelPart::body);
    m.group = 2;
    switch (sort) {
    case 0:
        m.banded_tube({0, foot + 0.05 * h, 0},
                      0.95 * r,
                      {0, h, 0},
                      1.08 * r,
                      {0.04, 0.26},
                      paint,
                      trim,
                      PixelPart::body);
        m.oval({0, h, 0}, upward, 1.0 * r, 1.0 * r, mix(paint, paper, 0.12F), PixelPart::body);
        break;
    case 1:
        m.banded_tube({0, foot + 0.05 * h, 0},
                      1.05 * r,
                      {0, 0.7 * h, 0},
                      0.9 * r,
                      {0.05, 0.36},
                      paint,
                      trim,
                      PixelPart::body);
        m.ball({0, 0.7 * h, 0}, {0.9 * r, 0.16 * h, 0.9 * r}, paint, PixelPart::body);
        break;
    case 2:
        m.banded_tube({0, foot + 0.05 * h, 0},
                      1.1 * r,
                      {0, 0.5 * h, 0},
                      1.1 * r,
                      {0.06, 0.5},
                      paint,
                      trim,
                      PixelPart::body);
        m.tube({0, 0.5 * h, 0}, 1.1 * r, {0, 0.76 * h, 0}, 0.92 * r, paint, PixelPart::body);
        m.ball({0, 0.76 * h, 0}, {0.92 * r, 0.2 * h, 0.92 * r}, paint, PixelPart::body);
        break;
    default:
        m.banded_tube({0, foot + 0.05 * h, 0},
                      1.1 * r,
                      {-0.04 * h, 0.75 * h, 0},
                      0.5 * r,
                      {0.05, 0.28},
                      paint,
                      trim,
                      PixelPart::body);
        m.rod({-0.04 * h, 0.72 * h, 0},
              0.5 * r,
              {-0.22 * h, 1.12 * h, 0},
              0.08 * r,
              paint,
              PixelPart::body);
        break;
    }
}

void key(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double r = (0.17 + 0.035 * entity.genome.build) * h;
    const double thick = 0.055 * h;
    const double middle = h - r - thick;
    m.group = 1;
    m.rod({0, 0.05 * h, 0}, {0, middle - r, 0}, 0.05 * h, paint, PixelPart::body);
    if (entity.genome.clothes % 2 == 0) {
        m.ring({0, middle, 0}, forward, r, thick, 12, paint, PixelPart::head);
    } else { // a clover
        for (const auto& [y, z] :
             {std::pair{0.5, 0.0}, std::pair{-0.25, 0.62}, std::pair{-0.25, -0.62}}) {
            m.ring({0, middle + y * r, z * r},
                   forward,
                   0.52 * r,
                   0.9 * thick,
                   8,
                   paint,
                   PixelPart::head);
        }
    }
    m.rod({0, middle - r - 0.06 * h, -0.03 * h},
          {0, middle - r - 0.06 * h, 0.03 * h},
          0.06 * h,
          trim,
          PixelPart::accessory);
    const int teeth = 2 + (entity.genome.limbs > 0.5 ? 1 : 0);
    for (int i = 0; i < teeth; ++i) {
        const double up = (0.08 + 0.1 * i) * h;
        const double out = (i == 1 ? 0.14 : 0.2) * h;
        m.block({0, up, 0.5 * out},
                {0.04 * h, 0.034 * h, 0.5 * out},
                0.008 * h,
                paint,
                PixelPart::accessory);
    }
}

void crown(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const int points = entity.genome.clothes % 2 == 0 ? 5 : 7;
    const double r = (0.52 + 0.06 * entity.genome.build) * h;
    const double band = 0.34 * h;
    const double flare = 1.1 + 0.12 * entity.genome.head;
    for (int i = 0; i < points; ++i) {
        m.group = 10 + i;
        const double middle = 2 * pi * i / points + pi / 2;
        const double half = pi / points;
        const double tall = (0.78 + 0.08 * (i % 2)) * h;
        m.hull({around(middle - half, r, 0.1 * h),
                around(middle + half, r, 0.1 * h),
                around(middle, 1.04 * r, 0.1 * h),
                around(middle - half, 1.03 * r, band),
                around(middle + half, 1.03 * r, band),
                around(middle, 1.06 * r, band),
                around(middle - 0.12 * half, flare * r, tall),
                around(middle + 0.12 * half, flare * r, tall)},
               0.01 * h,
               paint,
               PixelPart::body);
        m.ball(around(middle, flare * r, tall + 0.04 * h),
               {0.075 * h, 0.075 * h, 0.075 * h},
               trim,
               PixelPart::accessory);
        const Vec3 normal = around(middle, 1, 0);
        m.oval(around(middle, 1.05 * r, 0.25 * h),
               normal,
               0.07 * h,
               0.09 * h,
               mix(trim, paper, 0.15F),
               PixelPart::accessory);
    }
    m.group = 2; // inside
    m.ball({0, 0.14 * h, 0}, {0.9 * r, 0.1 * h, 0.9 * r}, mix(paint, soot, 0.5F), PixelPart::body);
    constexpr int tufts = 12;
    for (int i = 0; i < tufts; ++i) { // the rim of fur
        const double angle = 2 * pi * i / tufts;
        m.group = 20 + i;
        m.rod(around(angle, 1.12 * r, 0.1 * h),
              around(angle + 2 * pi / tufts, 1.12 * r, 0.1 * h),
              0.09 * h,
              mix(trim, paper, 0.75F),
              PixelPart::foot);
    }
}

void sword(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double w = (0.062 + 0.02 * entity.genome.build) * h;
    const double belly = (0.8 + 0.5 * entity.genome.head) * w; // of a blade like a leaf
    const double thin = 0.014 * h;
    const double guard = 0.7 * h;
    const Rgb blade = mix(paint, hex(0xE6EBEF), 0.62F);
    m.turn({0, 0, 0}, {1, 0, 0}, 0.1);
    m.group = 1;
    m.hull({{thin, guard, w},
            {-thin, guard, w},
            {thin, guard, -w},
            {-thin, guard, -w},
            {thin, 0.2 * h, belly},
            {-thin, 0.2 * h, belly},
            {thin, 0.2 * h, -belly},
            {-thin, 0.2 * h, -belly},
            {0, 0.01 * h, 0.012 * h},
            {0, 0.01 * h, -0.012 * h}},
           0,
           blade,
           PixelPart::body);
    for (const double side : {1.0, -1.0}) {
        m.mark({side * thin, 0.16 * h, 0},
               {side * thin, 0.68 * h, 0},
               0.01 * h,
               {side, 0, 0},
               mix(blade, soot, 0.4F),
               PixelPart::body);
    }
    m.group = 2;
    m.rod({0, guard, 0}, {0, 0.93 * h, 0}, 0.034 * h, trim, PixelPart::hand);
    for (const double up : {0.77, 0.83, 0.89}) {
        m.rod({0, up * h, -0.026 * h},
              {0, up * h, 0.026 * h},
              0.016 * h,
              mix(trim, soot, 0.4F),
              PixelPart::hand);
    }
    m.ball({0, 0.95 * h, 0}, {0.05 * h, 0.05 * h, 0.05 * h}, paint, PixelPart::accessory);
    m.group = 3;
    const double out = (0.19 + 0.05 * entity.genome.limbs) * h;
    m.rod({0, guard + 0.01 * h, -out}, 0.036 * h, {0, guard, 0}, 0.045 * h, paint, PixelPart::arm);
    m.rod({0, guard, 0}, 0.045 * h, {0, guard + 0.01 * h, out}, 0.036 * h, paint, PixelPart::arm);
}

void umbrella(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool striped = entity.genome.clothes % 2 == 0;
    const double r = (0.46 + 0.06 * entity.genome.build) * h;
    const double edge = 0.62 * h;
    const double top = (0.9 + 0.04 * entity.genome.head) * h;
    if (entity.action == Action::fly) {
        m.turn({0, 0.8 * h, 0}, {0, 0, 1}, 0.22 * std::sin(2 * pi * 1.2 * moment.phase));
        m.turn({0, 0.8 * h, 0}, {1, 0, 0}, 0.3 * std::sin(2 * pi * moment.phase + 1));
    }
    m.group = 1;
    const Vec3 stick[] = {{0, 0.95 * h, 0},
                          {0, 0.1 * h, 0},
                          {0.02 * h, 0.04 * h, 0},
                          {0.07 * h, 0.025 * h, 0},
                          {0.11 * h, 0.05 * h, 0},
                          {0.12 * h, 0.1 * h, 0}};
    m.rod(stick[0], stick[1], 0.014 * h, soot, PixelPart::accessory);
    m.wire(std::span<const Vec3>(stick).subspan(1), 0.024 * h, timber, PixelPart::hand);
    m.group = 2;
    m.ball({0, edge + 0.03 * h, 0},
           {0.94 * r, 0.045 * h, 0.94 * r},
           mix(paint, soot, 0.5F),
           PixelPart::body);
    m.group = 4;
    m.rod({0, top - 0.02 * h, 0}, 0.02 * h, {0, 1.0 * h, 0}, 0.01 * h, soot, PixelPart::accessory);
    m.group = 3;
    constexpr int panels = 8;
    for (int i = 0; i < panels; ++i) {
        const double a = 2 * pi * i / panels;
        const double b = 2 * pi * (i + 1) / panels;
        const double c = (a + b) / 2;
        const Rgb other = striped ? trim : mix(paint, soot, 0.13F);
        const Rgb colour = i % 2 == 1 ? other : paint;
        m.hull({{0, top, 0},
                around(a, 0.55 * r, top - 0.075 * h),
                around(b, 0.55 * r, top - 0.075 * h),
                around(a, 0.87 * r, top - 0.18 * h),
                around(b, 0.87 * r, top - 0.18 * h),
                around(a, r, edge),
                around(b, r, edge),
                around(c, 0.97 * r, edge + 0.025 * h)},
               0.004 * h,
               colour,
               PixelPart::body);
    }
}

} // namespace

void sculpt_belonging(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::bag:
        bag(m, entity);
        break;
    case Kind::hat:
        hat(m, entity, moment);
        break;
    case Kind::key:
        key(m, entity);
        break;
    case Kind::crown:
        crown(m, entity);
        break;
    case Kind::sword:
        sword(m, entity);
        break;
    default:
        umbrella(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
