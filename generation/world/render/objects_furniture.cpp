// Props of a room.

#include "generation/world/render/modeller.hpp"

#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

void box(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const int sort = entity.genome.clothes % 3; // carton, present, crate
    const double w = (0.46 + 0.08 * entity.genome.build) * h;
    const double top = 0.98 * h;
    m.group = 1;
    m.block({0, top / 2, 0}, {w, top / 2, w}, 0.01 * h, paint, PixelPart::body);
    const Rgb band = sort == 0 ? mix(paint, paper, 0.55F) : trim;
    const double half = sort == 0 ? 0.12 * w : 0.16 * w;
    if (sort < 2) {
        m.patch({{half, top, w}, {half, top, -w}, {-half, top, -w}, {-half, top, w}},
                upward,
                band,
                PixelPart::accessory);
        for (const double side : {1.0, -1.0}) {
            const double low = sort == 0 ? 0.68 * top : 0.0;
            m.patch({{half, top, side * w},
                     {-half, top, side * w},
                     {-half, low, side * w},
                     {half, low, side * w}},
                    {0, 0, side},
                    band,
                    PixelPart::accessory);
            if (sort == 1) {
                m.patch({{side * w, top, half},
                         {side * w, top, -half},
                         {side * w, 0, -half},
                         {side * w, 0, half}},
                        {side, 0, 0},
                        band,
                        PixelPart::accessory);
                m.patch({{w, top, side * half}, {-w, top, side * half}, {-w, top, 0}, {w, top, 0}},
                        upward,
                        band,
                        PixelPart::accessory);
            } else { // a label
                m.patch({{side * w, 0.2 * h, 0.15 * w},
                         {side * w, 0.2 * h, 0.75 * w},
                         {side * w, 0.46 * h, 0.75 * w},
                         {side * w, 0.46 * h, 0.15 * w}},
                        {side, 0, 0},
                        trim,
                        PixelPart::accessory);
            }
        }
    } else { // slats
        const Rgb gap = mix(paint, soot, 0.55F);
        for (const double side : {1.0, -1.0}) {
            for (const double up : {0.34, 0.66}) {
                m.mark({side * w, up * h, -w},
                       {side * w, up * h, w},
                       0.014 * h,
                       {side, 0, 0},
                       gap,
                       PixelPart::body);
                m.mark({-w, up * h, side * w},
                       {w, up * h, side * w},
                       0.014 * h,
                       {0, 0, side},
                       gap,
                       PixelPart::body);
            }
            for (const double along : {0.86, -0.86}) {
                m.mark({side * w, 0.06 * h, along * w},
                       {side * w, 0.92 * h, along * w},
                       0.06 * h,
                       {side, 0, 0},
                       trim,
                       PixelPart::accessory);
                m.mark({along * w, 0.06 * h, side * w},
                       {along * w, 0.92 * h, side * w},
                       0.06 * h,
                       {0, 0, side},
                       trim,
                       PixelPart::accessory);
            }
        }
    }
    if (sort == 1) { // a bow
        m.group = 2;
        for (const double side : {1.0, -1.0}) {
            m.rod({0, top + 0.05 * h, side * 0.05 * h},
                  0.03 * h,
                  {0.04 * h, top + 0.16 * h, side * 0.19 * h},
                  0.085 * h,
                  trim,
                  PixelPart::accessory);
        }
        m.ball({0, top + 0.06 * h, 0},
               {0.07 * h, 0.06 * h, 0.07 * h},
               mix(trim, soot, 0.2F),
               PixelPart::accessory);
    }
}

void chair(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double seat = 0.4 * h; // with its cushion 0.48: what one stands on
    const double w = (0.22 + 0.05 * entity.genome.build) * h;
    const bool slats = entity.genome.clothes % 2 == 0;
    const double leg = (0.022 + 0.012 * entity.genome.limbs) * h;
    const Rgb legs = mix(paint, soot, 0.22F);
    m.group = 1;
    for (const double x : {1.0, -1.0}) {
        for (const double z : {1.0, -1.0}) {
            m.rod({x * 0.86 * w, seat, z * 0.86 * w},
                  leg,
                  {x * 1.0 * w, leg, z * 0.98 * w},
                  0.85 * leg,
                  legs,
                  PixelPart::leg);
        }
    }
    m.group = 2;
    m.block({0, seat, 0}, {w, 0.035 * h, w}, 0.012 * h, paint, PixelPart::body);
    m.group = 3;
    const double back = -0.92 * w;
    for (const double z : {1.0, -1.0}) {
        m.rod({back, seat, z * 0.86 * w},
              {back - 0.06 * h, 0.96 * h, z * 0.9 * w},
              1.1 * leg,
              paint,
              PixelPart::body);
    }
    if (slats) {
        for (const double up : {0.92, 0.78, 0.64}) {
            m.rod({back - 0.1 * (up - 0.4) * h, up * h, 0.86 * w},
                  {back - 0.1 * (up - 0.4) * h, up * h, -0.86 * w},
                  0.03 * h,
                  paint,
                  PixelPart::body);
        }
    } else {
        m.hull({{back - 0.02 * h, 0.6 * h, 0.8 * w},
                {back - 0.02 * h, 0.6 * h, -0.8 * w},
                {back - 0.05 * h, 0.96 * h, 0.8 * w},
                {back - 0.05 * h, 0.96 * h, -0.8 * w},
                {back - 0.06 * h, 1.0 * h, 0.4 * w},
                {back - 0.06 * h, 1.0 * h, -0.4 * w},
                {back - 0.04 * h, 0.6 * h, 0}},
               0.015 * h,
               paint,
               PixelPart::body);
    }
    m.group = 4;
    m.block({0.02 * h, seat + 0.055 * h, 0},
            {0.86 * w, 0.03 * h, 0.86 * w},
            0.025 * h,
            trim,
            PixelPart::accessory,
            0.94);
}

void table(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const double l = 0.5 * length_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double w = (0.4 + 0.12 * entity.genome.build) * h;
    const double leg = (0.035 + 0.02 * entity.genome.limbs) * h;
    const Rgb legs = mix(paint, soot, 0.25F);
    const int sort = entity.genome.clothes % 3; // with a cloth, with a drawer, round
    m.group = 1;
    if (sort == 2) {
        m.rod({0, 0.08 * h, 0}, 0.09 * h, {0, 0.9 * h, 0}, 0.06 * h, legs, PixelPart::leg);
        for (int i = 0; i < 3; ++i) {
            m.rod({0, 0.16 * h, 0},
                  0.05 * h,
                  around(2 * pi * i / 3 + 0.4, 0.42 * l, 0.04 * h),
                  0.04 * h,
                  legs,
                  PixelPart::leg);
        }
        m.group = 2;
        m.ball({0, 0.95 * h, 0}, {0.85 * l, 0.05 * h, 0.85 * l}, paint, PixelPart::body);
        m.oval({0, 0.99 * h, 0}, upward, 0.45 * l, 0.45 * l, trim, PixelPart::accessory);
        return;
    }
    for (const double x : {1.0, -1.0}) {
        for (const double z : {1.0, -1.0}) {
            m.rod({x * 0.86 * l, 0.88 * h, z * 0.82 * w},
                  1.15 * leg,
                  {x * 0.88 * l, 0.8 * leg, z * 0.86 * w},
                  0.8 * leg,
                  legs,
                  PixelPart::leg);
        }
    }
    m.block({0, 0.86 * h, 0}, {0.84 * l, 0.06 * h, 0.8 * w}, 0.01 * h, legs, PixelPart::body);
    m.group = 2;
    m.block({0, 0.955 * h, 0}, {l, 0.045 * h, w}, 0.02 * h, paint, PixelPart::body);
    if (sort == 0) { // a runner over the edge
        m.patch({{0.3 * l, h, w}, {0.3 * l, h, -w}, {-0.3 * l, h, -w}, {-0.3 * l, h, w}},
                upward,
                trim,
                PixelPart::accessory);
        m.group = 3;
        for (const double side : {1.0, -1.0}) {
            m.hull({{0.3 * l, 0.985 * h, side * w},
                    {-0.3 * l, 0.985 * h, side * w},
                    {0.3 * l, 0.72 * h, side * 1.04 * w},
                    {-0.3 * l, 0.72 * h, side * 1.04 * w},
                    {0, 0.62 * h, side * 1.05 * w},
                    {0, 0.985 * h, side * 1.03 * w}},
                   0,
                   trim,
                   PixelPart::accessory);
            ++m.group;
        }
    } else {
        m.group = 3;
        m.block({0, 0.85 * h, -0.81 * w},
                {0.3 * l, 0.05 * h, 0.02 * h},
                0.01 * h,
                paint,
                PixelPart::body);
        m.block({0, 0.85 * h, 0.81 * w},
                {0.3 * l, 0.05 * h, 0.02 * h},
                0.01 * h,
                paint,
                PixelPart::body);
        m.group = 4; // a bowl of fruit
        m.tube(
            {0.1 * l, h, 0}, 0.1 * h, {0.1 * l, 1.1 * h, 0}, 0.2 * h, trim, PixelPart::accessory);
        m.ball({0.1 * l, 1.12 * h, 0},
               {0.17 * h, 0.06 * h, 0.17 * h},
               hex(0xE0803A),
               PixelPart::accessory);
    }
}

void lamp(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = mix(ink(entity.second_colour), soot, 0.25F);
    const double bend =
        entity.genome.clothes % 2 == 0 ? 0.0 : 0.12 * h; // an arm that leans forward
    const double wide = (0.2 + 0.06 * entity.genome.build) * h;
    const double narrow = (0.45 + 0.4 * entity.genome.head) * wide;
    m.group = 1;
    m.tube({0, 0, 0}, 0.15 * h, {0, 0.035 * h, 0}, 0.12 * h, trim, PixelPart::foot);
    m.rod({0, 0.03 * h, 0}, 0.022 * h, {0, 0.62 * h, 0}, 0.016 * h, trim, PixelPart::body);
    m.rod({0, 0.62 * h, 0}, {bend, 0.76 * h, 0}, 0.016 * h, trim, PixelPart::body);
    m.group = 2; // the light that leaves the shade
    m.ball(
        {bend, 0.7 * h, 0}, {0.86 * wide, 0.045 * h, 0.86 * wide}, hex(0xFFE9A8), PixelPart::head);
    m.light_up();
    m.group = 3;
    m.tube({bend, 0.69 * h, 0},
           wide,
           {bend, 0.97 * h, 0},
           narrow,
           mix(paint, hex(0xFFDF9A), 0.16F),
           PixelPart::body);
    m.oval({bend, 0.97 * h, 0},
           upward,
           0.88 * narrow,
           0.88 * narrow,
           hex(0xFFE9A8),
           PixelPart::accessory);
    m.group = 4;
    m.tube({bend, 0.69 * h, 0},
           1.02 * wide,
           {bend, 0.715 * h, 0},
           1.0 * wide,
           mix(paint, soot, 0.2F),
           PixelPart::accessory);
    m.group = 5;
    m.ball({bend, 0.985 * h, 0}, {0.02 * h, 0.025 * h, 0.02 * h}, trim, PixelPart::accessory);
}

void clock(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double r = 0.39 * h;
    const double thick = (0.12 + 0.08 * entity.genome.build) * h;
    const Vec3 middle{0, 0.47 * h, 0};
    m.group = 1;
    for (const double side : {1.0, -1.0}) {
        m.rod({0, 0.2 * h, side * 0.2 * h},
              0.05 * h,
              {0, 0.035 * h, side * 0.29 * h},
              0.035 * h,
              trim,
              PixelPart::foot);
        m.rod({0, 0.8 * h, side * 0.2 * h},
              0.025 * h,
              {0, 0.86 * h, side * 0.24 * h},
              0.025 * h,
              soot,
              PixelPart::accessory);
        m.ball({0, 0.88 * h, side * 0.23 * h},
               {0.12 * h, 0.095 * h, 0.14 * h},
               trim,
               PixelPart::accessory);
    }
    m.ring({0, 0.94 * h, 0}, {1, 0, 0}, 0.07 * h, 0.02 * h, 8, soot, PixelPart::accessory);
    m.group = 2;
    m.tube(middle - Vec3{thick, 0, 0}, r, middle + Vec3{thick, 0, 0}, r, paint, PixelPart::body);
    m.ball(middle + Vec3{0.9 * thick, 0, 0}, {0.1 * thick, r, r}, paint, PixelPart::body);
    const Vec3 face = middle + Vec3{1.02 * thick, 0, 0};
    m.oval(face, forward, 0.8 * r, 0.8 * r, paper, PixelPart::face);
    const auto hand = [&](double turned, double from, double to, double wide, const Rgb& colour) {
        const Vec3 out{0, std::cos(turned), std::sin(turned)};
        m.mark(face + out * (from * r),
               face + out * (to * r),
               wide * r,
               forward,
               colour,
               PixelPart::accessory);
    };
    for (int i = 0; i < 4; ++i) {
        hand(pi / 2 * i, 0.64, 0.7, 0.045, soot);
    }
    // A minute goes by in a second: one sees that it goes.
    const double time = 0.8 * moment.phase + entity.genome.ears;
    hand(-2 * pi * time / 12, 0, 0.36, 0.07, soot);
    hand(-2 * pi * time, 0, 0.58, 0.05, soot);
    m.oval(face, forward, 0.08 * r, 0.08 * r, trim, PixelPart::accessory);
    m.oval(middle - Vec3{thick, 0, 0},
           {-1, 0, 0},
           0.7 * r,
           0.7 * r,
           mix(paint, soot, 0.25F),
           PixelPart::body);
    m.oval(middle - Vec3{thick, 0, 0}, {-1, 0, 0}, 0.16 * r, 0.16 * r, steel, PixelPart::accessory);
}

void ladder(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double foot = (0.15 + 0.03 * entity.genome.build) * h;
    const double spread = 0.17 * h;
    const double rail = (0.016 + 0.006 * entity.genome.limbs) * h;
    const auto front = [&](double up, double side) {
        const double share = up / h;
        return Vec3{spread * (1 - share), up, side * (foot * (1 - 0.4 * share))};
    };
    m.group = 1; // the legs behind
    for (const double side : {1.0, -1.0}) {
        m.rod({-spread, rail, side * foot},
              front(0.97 * h, 0.9 * side) - Vec3{0.02 * h, 0, 0},
              0.8 * rail,
              mix(paint, soot, 0.3F),
              PixelPart::leg);
    }
    m.rod({-0.62 * spread, 0.35 * h, foot * 0.86},
          {-0.62 * spread, 0.35 * h, -foot * 0.86},
          0.7 * rail,
          mix(paint, soot, 0.3F),
          PixelPart::leg);
    m.group = 2;
    const int rungs = entity.genome.clothes % 2 == 0 ? 6 : 5;
    for (int i = 0; i < rungs; ++i) {
        const double up = (0.12 + 0.78 * i / (rungs - 0.5)) * h;
        m.rod(front(up, 1), front(up, -1), 0.85 * rail, mix(paint, paper, 0.2F), PixelPart::body);
    }
    for (const double side : {1.0, -1.0}) {
        m.rod(front(rail, side), front(0.97 * h, side), 1.15 * rail, paint, PixelPart::body);
    }
    m.group = 3;
    m.block(
        {0, 0.98 * h, 0}, {0.05 * h, 0.02 * h, 0.72 * foot}, 0.008 * h, trim, PixelPart::accessory);
}

} // namespace

void sculpt_furniture(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::box:
        box(m, entity);
        break;
    case Kind::chair:
        chair(m, entity);
        break;
    case Kind::table:
        table(m, entity);
        break;
    case Kind::lamp:
        lamp(m, entity);
        break;
    case Kind::clock:
        clock(m, entity, moment);
        break;
    default:
        ladder(m, entity);
        break;
    }
}

} // namespace rushlight::generation::world
