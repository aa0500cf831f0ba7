// Vehicles of the road and of the rails.

#include "generation/world/mechanics.hpp"
#include "generation/world/render/modeller.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb lamplight = hex(0xFFF2BF);
constexpr Rgb tail_light = hex(0xD8402F);

/// How far a running engine shakes what it drives.
double shake(const Entity& entity, const Moment& moment)
{
    return entity.speed > 0 ? 0.005 * height_of(entity) * std::sin(2 * pi * moment.phase * 3) : 0;
}

void pitch(Modeller& m, const Moment& moment, double pivot)
{
    m.turn({0, pivot, 0}, {0, 0, 1}, moment.pitch);
}

/// A pane on the near side of a body `wide` half metres wide.
void side_panes(Modeller& m, double from, double to, double low, double high, double wide)
{
    const double side = m.near_side();
    const double z = side * wide;
    m.patch({{from, low, z}, {from, high, z}, {to, high, z}, {to, low, z}},
            leftward * side,
            pane,
            PixelPart::accessory);
}

void cross_pane(Modeller& m, double x, double low, double high, double wide, const Vec3& normal)
{
    m.patch({{x, low, wide}, {x, high, wide}, {x, high, -wide}, {x, low, -wide}},
            normal,
            pane,
            PixelPart::accessory);
}

void side_stripe(
    Modeller& m, double from, double to, double low, double high, double wide, const Rgb& colour)
{
    const double side = m.near_side();
    const double z = side * wide;
    m.patch({{from, low, z}, {from, high, z}, {to, high, z}, {to, low, z}},
            leftward * side,
            colour,
            PixelPart::body);
}

/// Lamps in front and behind.
void lamps(Modeller& m, double front, double back, double up, double apart, double size)
{
    for (const double side : {apart, -apart}) {
        m.oval({front, up, side}, forward, size, size, lamplight, PixelPart::accessory);
        m.oval({back, up, side}, backward, 0.8 * size, size, tail_light, PixelPart::accessory);
    }
}

void bumper(Modeller& m, double x, double low, double high, double wide)
{
    m.patch({{x, low, wide}, {x, high, wide}, {x, high, -wide}, {x, low, -wide}},
            forward,
            soot,
            PixelPart::accessory);
}

/// Wheels on both sides at each of the places along the body; a group a side.
void wheels(Modeller& m,
            std::initializer_list<double> places,
            double radius,
            double apart,
            double half_width,
            double roll,
            const Rgb& rim)
{
    for (const double side : {1.0, -1.0}) {
        ++m.group;
        for (const double along : places) {
            m.wheel({along, radius, side * apart}, radius, half_width, side, roll, 3, rim);
        }
    }
}

void truck(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double l = length_of(entity);
    const double w = (0.28 + 0.05 * entity.genome.build) * h;
    const Rgb paint = ink(entity.colour);
    const Rgb load = mix(ink(entity.second_colour), paper, 0.45F);
    const double bump = shake(entity, moment);
    const double wheel = rolling_radius(entity);
    const double cab = (0.2 + 0.05 * entity.genome.head) * l; // where it begins
    const Modeller::Frame ground = m.frame;
    pitch(m, moment, wheel);
    m.group = 1;
    m.block({0, 0.25 * h, 0}, {0.49 * l, 0.06 * h, 0.8 * w}, 0.01 * h, soot, PixelPart::body);
    m.group = 2;
    const double nose = 0.5 * l;
    const double roof = 0.84 * h + bump;
    m.hull({{cab, 0.24 * h, w},
            {cab, 0.24 * h, -w},
            {cab, roof, 0.94 * w},
            {cab, roof, -0.94 * w},
            {nose - 0.07 * l, roof, 0.9 * w},
            {nose - 0.07 * l, roof, -0.9 * w},
            {nose, 0.52 * h + bump, w},
            {nose, 0.52 * h + bump, -w},
            {nose, 0.22 * h, w},
            {nose, 0.22 * h, -w}},
           0.012 * h,
           paint,
           PixelPart::body);
    const double z = m.near_side() * w;
    m.patch({{cab + 0.04 * l, 0.55 * h + bump, z},
             {cab + 0.04 * l, roof - 0.06 * h, 0.95 * z},
             {nose - 0.08 * l, roof - 0.06 * h, 0.95 * z},
             {nose - 0.035 * l, 0.55 * h + bump, z}},
            leftward * m.near_side(),
            pane,
            PixelPart::accessory);
    m.patch({{nose, 0.55 * h + bump, 0.86 * w},
             {nose, 0.55 * h + bump, -0.86 * w},
             {nose - 0.06 * l, roof - 0.06 * h, -0.78 * w},
             {nose - 0.06 * l, roof - 0.06 * h, 0.78 * w}},
            {0.93, 0.37, 0},
            pane,
            PixelPart::accessory);
    m.patch({{nose + 0.01 * h, 0.3 * h, 0.5 * w},
             {nose + 0.01 * h, 0.45 * h, 0.5 * w},
             {nose + 0.01 * h, 0.45 * h, -0.5 * w},
             {nose + 0.01 * h, 0.3 * h, -0.5 * w}},
            forward,
            mix(paint, soot, 0.6F),
            PixelPart::accessory);
    bumper(m, nose + 0.012 * h, 0.22 * h, 0.29 * h, w);
    lamps(m, nose + 0.01 * h, -0.5 * l, 0.37 * h, 0.74 * w, 0.06 * h);
    m.group = 3;
    const double back = -0.5 * l;
    const double front = cab - 0.03 * l;
    const double middle = (back + front) / 2;
    if (entity.genome.clothes % 3 == 2) { // a tank
        const double r = 0.31 * h;
        m.tube({back, 0.33 * h + r, 0}, r, {front, 0.33 * h + r, 0}, r, load, PixelPart::accessory);
        m.oval({back, 0.33 * h + r, 0},
               backward,
               0.9 * r,
               0.9 * r,
               mix(load, soot, 0.2F),
               PixelPart::accessory);
        side_stripe(m, back + 0.04 * l, front - 0.04 * l, 0.6 * h, 0.69 * h, r, paint);
        m.group = 4;
        m.rod({middle, 0.98 * h, 0}, {middle, 0.92 * h, 0}, 0.06 * h, paint, PixelPart::accessory);
    } else {
        const double top = (entity.genome.clothes % 3 == 0 ? 1.0 : 0.97) * h;
        m.block({middle, (0.31 * h + top) / 2, 0},
                {(front - back) / 2, (top - 0.31 * h) / 2, 1.04 * w},
                0.02 * h,
                load,
                PixelPart::accessory,
                entity.genome.clothes % 3 == 0 ? 1 : 0.86);
        side_stripe(m, back + 0.02 * l, front - 0.02 * l, 0.36 * h, 0.5 * h, 1.045 * w, paint);
        m.mark({back, 0.38 * h, 0},
               {back, 0.9 * top, 0},
               0.008 * h,
               backward,
               mix(load, soot, 0.5F),
               PixelPart::accessory);
        m.mark({middle, 0.56 * h, 1.04 * w},
               {middle, 0.94 * top, w},
               0.006 * h,
               leftward,
               mix(load, soot, 0.35F),
               PixelPart::accessory);
        m.mark({middle, 0.56 * h, -1.04 * w},
               {middle, 0.94 * top, -w},
               0.006 * h,
               rightward,
               mix(load, soot, 0.35F),
               PixelPart::accessory);
    }
    m.frame = ground;
    m.group = 5;
    wheels(m, {-0.36 * l, -0.2 * l, 0.34 * l}, wheel, 0.95 * w, 0.09 * h, moment.roll, steel);
}

void bus(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double l = length_of(entity);
    const double w = (0.27 + 0.04 * entity.genome.build) * h;
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double wheel = rolling_radius(entity);
    const double bump = shake(entity, moment);
    const bool bonnet = entity.genome.head > 0.55;
    const double nose = (bonnet ? 0.36 : 0.5) * l;
    const Modeller::Frame ground = m.frame;
    pitch(m, moment, wheel);
    m.group = 1;
    m.block({0, 0.21 * h, 0}, {0.48 * l, 0.08 * h, 0.9 * w}, 0.01 * h, soot, PixelPart::body);
    m.group = 2;
    m.block({(nose - 0.5 * l) / 2, 0.6 * h + bump, 0},
            {(nose + 0.5 * l) / 2, 0.4 * h, w},
            0.05 * h,
            paint,
            PixelPart::body,
            0.97);
    if (bonnet) {
        m.block({0.41 * l, 0.4 * h + bump, 0},
                {0.09 * l, 0.2 * h, 0.92 * w},
                0.05 * h,
                paint,
                PixelPart::body,
                0.95);
    }
    side_stripe(m, -0.49 * l, nose - 0.01 * l, 0.44 * h, 0.5 * h, 1.005 * w, trim);
    constexpr int windows = 6;
    const double step = (nose + 0.44 * l) / windows;
    for (int i = 0; i < windows; ++i) {
        const double from = -0.46 * l + i * step;
        const bool door = i == windows - 1;
        side_panes(
            m, from, from + 0.78 * step, (door ? 0.26 : 0.57) * h + bump, 0.86 * h + bump, w);
    }
    cross_pane(m, nose, 0.55 * h, 0.87 * h, 0.85 * w, forward);
    cross_pane(m, -0.5 * l, 0.6 * h, 0.85 * h, 0.7 * w, backward);
    bumper(m, 0.5 * l, 0.21 * h, 0.27 * h, w);
    lamps(m, 0.5 * l, -0.5 * l, 0.36 * h, 0.72 * w, 0.055 * h);
    m.group = 3;
    m.block({-0.05 * l, 1.0 * h + bump, 0},
            {0.3 * l, 0.025 * h, 0.6 * w},
            0.01 * h,
            mix(paint, paper, 0.55F),
            PixelPart::accessory);
    m.frame = ground;
    m.group = 4;
    wheels(m, {-0.3 * l, 0.33 * l}, wheel, 0.92 * w, 0.08 * h, moment.roll, steel);
}

double fraction(double x)
{
    return x - std::floor(x);
}

/// Puffs of steam that rise from a chimney and drift behind.
void steam(Modeller& m, const Vec3& from, double size, double phase, double behind)
{
    constexpr int puffs = 4;
    for (int i = 0; i < puffs; ++i) {
        const double age = fraction(1.5 * phase + static_cast<double>(i) / puffs);
        const double r = size * (0.35 + age) * std::sin(pi * std::min(1.0, 0.25 + 0.75 * age));
        m.ball(from + Vec3{-behind * age * size, (0.3 + 2.2 * age) * size, 0},
               {r, 0.85 * r, r},
               hex(0xF1F0EC),
               PixelPart::accessory);
    }
}

void train(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double l = length_of(entity);
    const double r = rolling_radius(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const Rgb roof = mix(paint, soot, 0.55F);
    const double w = 0.22 * h;
    const Modeller::Frame ground = m.frame;
    m.turn({0.2 * l, r, 0}, {0, 0, 1}, 0.4 * moment.pitch);
    m.group = 1;
    m.block(
        {0.26 * l, 0.25 * h, 0}, {0.235 * l, 0.04 * h, 0.85 * w}, 0.01 * h, soot, PixelPart::body);
    m.group = 12;
    m.hull({{0.5 * l, 0.04 * h, 0.6 * w},
            {0.5 * l, 0.04 * h, -0.6 * w},
            {0.44 * l, 0.06 * h, w},
            {0.44 * l, 0.06 * h, -w},
            {0.45 * l, 0.26 * h, 0.7 * w},
            {0.45 * l, 0.26 * h, -0.7 * w}},
           0.01 * h,
           mix(trim, soot, 0.15F),
           PixelPart::accessory);
    m.group = 2;
    const double boiler = (0.17 + 0.03 * entity.genome.build) * h;
    const double axle = 0.28 * h + boiler;
    m.tube({0.14 * l, axle, 0}, boiler, {0.45 * l, axle, 0}, boiler, paint, PixelPart::body);
    m.oval({0.451 * l, axle, 0}, forward, 0.8 * boiler, 0.8 * boiler, roof, PixelPart::accessory);
    m.oval({0.452 * l, axle, 0},
           forward,
           0.35 * boiler,
           0.35 * boiler,
           lamplight,
           PixelPart::accessory);
    m.group = 3;
    for (const double along : {0.24, 0.445}) {
        m.tube({(along - 0.006) * l, axle, 0},
               1.05 * boiler,
               {(along + 0.006) * l, axle, 0},
               1.05 * boiler,
               trim,
               PixelPart::accessory);
    }
    m.group = 4;
    const double chimney = 0.405 * l;
    const double flare = 0.05 + 0.05 * entity.genome.head;
    m.tube({chimney, axle + 0.8 * boiler, 0},
           0.05 * h,
           {chimney, 0.9 * h, 0},
           flare * h,
           roof,
           PixelPart::accessory);
    m.ball({0.29 * l, axle + 0.98 * boiler, 0},
           {0.055 * h, 0.06 * h, 0.055 * h},
           brass,
           PixelPart::accessory);
    m.group = 5;
    m.block({0.085 * l, 0.56 * h, 0}, {0.065 * l, 0.3 * h, w}, 0.015 * h, paint, PixelPart::body);
    side_panes(m, 0.05 * l, 0.12 * l, 0.58 * h, 0.78 * h, w);
    m.group = 6;
    m.block({0.085 * l, 0.885 * h, 0},
            {0.085 * l, 0.03 * h, 1.15 * w},
            0.02 * h,
            roof,
            PixelPart::body);
    m.group = 7;
    m.block({-0.26 * l, 0.54 * h, 0},
            {0.24 * l, 0.27 * h, w},
            0.02 * h,
            mix(paint, paper, 0.12F),
            PixelPart::body);
    for (int i = 0; i < 4; ++i) {
        const double from = (-0.475 + 0.112 * i) * l;
        side_panes(m, from, from + 0.08 * l, 0.54 * h, 0.74 * h, w);
    }
    side_stripe(m, -0.49 * l, -0.03 * l, 0.4 * h, 0.46 * h, 1.01 * w, trim);
    m.group = 8;
    m.block({-0.26 * l, 0.83 * h, 0},
            {0.25 * l, 0.035 * h, 1.1 * w},
            0.03 * h,
            roof,
            PixelPart::body,
            0.92);
    m.rod({-0.03 * l, 0.25 * h, 0}, {0.03 * l, 0.25 * h, 0}, 0.02 * h, soot, PixelPart::accessory);
    m.frame = ground;
    for (const double side : {1.0, -1.0}) {
        m.group = side > 0 ? 9 : 10;
        const Rgb rim = mix(trim, soot, 0.1F);
        for (const double along : {0.1, 0.21, 0.32}) {
            m.wheel({along * l, r, side * w}, r, 0.03 * h, side, moment.roll, 2, rim);
        }
        for (const double along : {-0.41, -0.26, -0.11}) {
            m.wheel({along * l, 0.72 * r, side * w},
                    0.72 * r,
                    0.03 * h,
                    side,
                    moment.roll / 0.72,
                    1,
                    rim);
        }
        m.wheel({0.415 * l, 0.6 * r, side * w}, 0.6 * r, 0.03 * h, side, moment.roll / 0.6, 1, rim);
        const double out = side * (w + 0.04 * h);
        const Vec3 pin{0.5 * r * std::cos(-moment.roll), 0.5 * r * std::sin(-moment.roll) + r, out};
        m.rod(pin + Vec3{0.1 * l, 0, 0},
              pin + Vec3{0.32 * l, 0, 0},
              0.016 * h,
              steel,
              PixelPart::accessory);
    }
    m.group = 11;
    steam(m, {chimney, 0.92 * h, 0}, 0.12 * h, moment.phase, entity.speed > 0 ? 4.5 : 0.8);
}

} // namespace

void sculpt_long_vehicle(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::truck:
        truck(m, entity, moment);
        break;
    case Kind::bus:
        bus(m, entity, moment);
        break;
    default:
        train(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
