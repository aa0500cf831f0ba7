// Vehicles and props.

#include "generation/world/render/figures.hpp"

#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb dark = hex(0x25262D);
constexpr Rgb glass = hex(0xBFD9E6);

void car(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double l = length_of(entity);
    const Rgb paint = ink(entity.colour);
    const double tall = 0.9 + 0.2 * entity.genome.build;
    const double bump =
        entity.action == Action::drive ? 0.012 * h * std::sin(2 * pi * moment.phase * 3) : 0;
    const double wide = 0.6 * h;
    const double wheel = 0.235 * h;
    s.pitch_about({0, wheel, 0}, moment.pitch);
    s.group = 1;
    s.box({0, 0.46 * h + bump, 0}, 0.5 * l, 0.24 * h, wide, 0.1 * h, paint, PixelPart::body, 0.98);
    const double roof = (0.72 + 0.2 * tall) * h + bump;
    const double front = (0.16 + 0.08 * entity.genome.head) * l;
    s.hull({{-0.4 * l, 0.62 * h + bump, 0.9 * wide},
            {-0.4 * l, 0.62 * h + bump, -0.9 * wide},
            {front + 0.12 * l, 0.62 * h + bump, 0.9 * wide},
            {front + 0.12 * l, 0.62 * h + bump, -0.9 * wide},
            {-0.28 * l, roof, 0.72 * wide},
            {-0.28 * l, roof, -0.72 * wide},
            {front - 0.06 * l, roof, 0.72 * wide},
            {front - 0.06 * l, roof, -0.72 * wide}},
           0.05 * h,
           paint,
           PixelPart::body);
    s.group = 2;
    for (const double side : {0.93, -0.93}) {
        const double z = side * wide;
        s.group = side > 0 ? 3 : 4;
        s.hull({{-0.31 * l, 0.66 * h + bump, z},
                {-0.24 * l, roof - 0.05 * h, z * 0.84},
                {-0.06 * l, roof - 0.05 * h, z * 0.84},
                {-0.06 * l, 0.66 * h + bump, z}},
               0.02 * h,
               glass,
               PixelPart::accessory);
        s.hull({{-0.03 * l, 0.66 * h + bump, z},
                {-0.03 * l, roof - 0.05 * h, z * 0.84},
                {front - 0.05 * l, roof - 0.05 * h, z * 0.84},
                {front + 0.07 * l, 0.66 * h + bump, z}},
               0.02 * h,
               glass,
               PixelPart::accessory);
        s.pitch_about({0, wheel, 0}, 0); // the wheels stay on the ground
        for (const double along : {-0.3, 0.3}) {
            const Vec3 hub{along * l, wheel, side * 1.06 * wide};
            s.ellipsoid(hub, wheel, wheel, 0.06 * h, dark, PixelPart::wheel);
            s.ellipsoid({hub.x, hub.y, hub.z + side * 0.05 * h},
                        0.55 * wheel,
                        0.55 * wheel,
                        0.02 * h,
                        hex(0xC9CED3),
                        PixelPart::wheel);
            const double a = -moment.roll;
            s.capsule({hub.x - 0.45 * wheel * std::cos(a),
                       hub.y - 0.45 * wheel * std::sin(a),
                       hub.z + side * 0.08 * h},
                      0.08 * wheel,
                      {hub.x + 0.45 * wheel * std::cos(a),
                       hub.y + 0.45 * wheel * std::sin(a),
                       hub.z + side * 0.08 * h},
                      0.08 * wheel,
                      dark,
                      PixelPart::wheel);
        }
        s.pitch_about({0, wheel, 0}, moment.pitch);
    }
    s.group = 5;
    for (const double side : {0.62, -0.62}) {
        s.ellipsoid({0.5 * l, 0.5 * h + bump, side * wide},
                    0.03 * h,
                    0.09 * h,
                    0.12 * h,
                    hex(0xFFF2BF),
                    PixelPart::accessory);
    }
    s.group = 6;
    for (const double side : {0.66, -0.66}) {
        s.ellipsoid({-0.5 * l, 0.52 * h + bump, side * wide},
                    0.03 * h,
                    0.07 * h,
                    0.11 * h,
                    hex(0xB8281E),
                    PixelPart::accessory);
    }
    if (entity.genome.bag) { // luggage on the roof
        s.group = 7;
        s.box({-0.1 * l, roof + 0.14 * h, 0},
              0.13 * l,
              0.12 * h,
              0.5 * wide,
              0.03 * h,
              ink(entity.second_colour),
              PixelPart::accessory);
    }
}

void boat(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double l = length_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb sail = mix(ink(entity.second_colour), hex(0xF7F3EA), 0.45F);
    s.pitch_about({0, 0.1 * h, 0}, 0.05 * std::sin(2 * pi * moment.phase + 1));
    s.group = 0;
    const double w = 0.16 * h;
    s.hull({{-0.42 * l, 0.2 * h, w},
            {-0.42 * l, 0.2 * h, -w},
            {0.55 * l, 0.26 * h, 0},
            {-0.34 * l, -0.06 * h, 0.5 * w},
            {-0.34 * l, -0.06 * h, -0.5 * w},
            {0.34 * l, -0.06 * h, 0},
            {0.25 * l, 0.21 * h, w},
            {0.25 * l, 0.21 * h, -w}},
           0.015 * h,
           paint,
           PixelPart::body);
    s.capsule({-0.4 * l, 0.2 * h, 0},
              0.022 * h,
              {0.53 * l, 0.25 * h, 0},
              0.018 * h,
              mix(paint, hex(0xF7F3EA), 0.6F),
              PixelPart::body);
    s.group = 1;
    s.capsule({0.04 * l, 0.2 * h, 0},
              0.014 * h,
              {0.04 * l, 0.98 * h, 0},
              0.01 * h,
              hex(0x7A5433),
              PixelPart::accessory);
    s.group = 2;
    const double belly = 0.08 * h;
    s.hull({{0.0, 0.3 * h, belly},
            {0.01 * l, 0.95 * h, 0},
            {-0.4 * l, 0.3 * h, belly},
            {-0.22 * l, 0.55 * h, belly * 1.6}},
           0.008 * h,
           sail,
           PixelPart::arm);
    s.group = 3;
    s.hull({{0.08 * l, 0.32 * h, belly}, {0.06 * l, 0.86 * h, 0}, {0.48 * l, 0.32 * h, 0}},
           0.008 * h,
           mix(sail, paint, 0.25F),
           PixelPart::arm);
    s.group = 4;
    const double flag = 0.02 * h * std::sin(2 * pi * moment.phase * 3);
    s.hull({{0.04 * l, 0.98 * h, 0}, {0.04 * l, 0.91 * h, 0}, {-0.1 * l, 0.94 * h + flag, 0}},
           0.004 * h,
           hex(0xE0533D),
           PixelPart::accessory);
}

void ball(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const double r = height_of(entity) / 2;
    s.squash_about_root(moment.squash);
    const Vec3 c{0, r, 0};
    s.group = 0;
    s.ellipsoid(c, r, r, r, ink(entity.colour), PixelPart::body);
    // Spots and stripes roll with the ball, about its side axis.
    const double roll = moment.roll + (entity.action == Action::bounce ? moment.phase * 2 : 0) +
                        entity.genome.phase * 6;
    const Rgb second = ink(entity.second_colour);
    const int pattern = entity.genome.clothes % 3;
    const int spots = pattern == 0 ? 6 : 4;
    for (int i = 0; i < spots; ++i) {
        const double a = roll * -1 + 2 * pi * i / spots;
        const double size = pattern == 0 ? 0.3 : 0.42;
        s.spot(
            c, r, std::cos(a), std::sin(a), 0.25, size * r, size * r, second, PixelPart::accessory);
    }
    for (const double side : {1.0, -1.0}) {
        s.spot(c,
               r,
               0.05,
               0.05,
               side,
               0.3 * r,
               0.3 * r,
               pattern == 1 ? second : hex(0xF4F1EA),
               PixelPart::accessory);
    }
}

void balloon(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double sway = 0.05 * h * std::sin(2 * pi * moment.phase);
    const double wide = (0.22 + 0.03 * entity.genome.build) * h;
    const Rgb paint = ink(entity.colour);
    s.group = 0;
    const Vec3 knot{sway, 0.5 * h, 0};
    s.capsule(knot,
              0.008 * h,
              {sway * 0.4, 0.27 * h, 0.02 * h},
              0.008 * h,
              hex(0x6A6560),
              PixelPart::tail);
    s.capsule({sway * 0.4, 0.27 * h, 0.02 * h},
              0.008 * h,
              {-sway * 0.6, 0.03 * h, 0},
              0.008 * h,
              hex(0x6A6560),
              PixelPart::tail);
    s.group = 1;
    s.capsule({sway, 0.52 * h, 0},
              0.035 * h,
              {sway, 0.49 * h, 0},
              0.045 * h,
              mix(paint, dark, 0.2F),
              PixelPart::body);
    s.ellipsoid({sway * 1.15, 0.76 * h, 0}, wide, 0.265 * h, wide, paint, PixelPart::body);
    const double turn = moment.heading;
    if (entity.genome.clothes % 2 == 0) {
        for (int i = 0; i < 4; ++i) {
            const double a = 2 * pi * i / 4 + turn * 0;
            s.spot({sway * 1.15, 0.75 * h, 0},
                   wide,
                   std::cos(a),
                   0,
                   std::sin(a),
                   0.28 * wide,
                   0.3 * wide,
                   ink(entity.second_colour),
                   PixelPart::accessory);
        }
    }
}

void lantern(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb frame = ink(entity.colour);
    s.squash_about_root(moment.squash * 0.5);
    s.pitch_about({0, h, 0}, 0.12 * std::sin(2 * pi * moment.phase));
    const double w = (0.25 + 0.05 * entity.genome.build) * h;
    s.group = 0;
    s.ellipsoid({0, 0.07 * h, 0}, w * 1.15, 0.075 * h, w * 1.15, frame, PixelPart::body);
    s.box({0, 0.42 * h, 0},
          w * 0.92,
          0.3 * h,
          w * 0.92,
          0.05 * h,
          hex(0xFFE2A0),
          PixelPart::accessory,
          0.92);
    Sculptor& sculptor = s;
    for (const double along : {-1.0, 1.0}) {
        for (const double side : {-1.0, 1.0}) {
            sculptor.capsule({along * w * 0.92, 0.1 * h, side * w * 0.92},
                             0.035 * h,
                             {along * w * 0.85, 0.72 * h, side * w * 0.85},
                             0.03 * h,
                             frame,
                             PixelPart::body);
        }
    }
    s.hull({{w * 1.1, 0.72 * h, w * 1.1},
            {-w * 1.1, 0.72 * h, w * 1.1},
            {w * 1.1, 0.72 * h, -w * 1.1},
            {-w * 1.1, 0.72 * h, -w * 1.1},
            {0, 0.92 * h, 0}},
           0.03 * h,
           frame,
           PixelPart::body);
    s.ellipsoid({0, 0.97 * h, 0},
                0.09 * h,
                0.07 * h,
                0.03 * h,
                mix(frame, dark, 0.4F),
                PixelPart::accessory);
    s.spot(
        {0, 0.4 * h, 0}, 0.9 * w, 1, 0, 0, 0.3 * w, 0.5 * w, hex(0xFF9A2E), PixelPart::accessory);
    s.spot(
        {0, 0.4 * h, 0}, 0.9 * w, 0, 0, 1, 0.3 * w, 0.5 * w, hex(0xFF9A2E), PixelPart::accessory);
    s.spot(
        {0, 0.4 * h, 0}, 0.9 * w, 0, 0, -1, 0.3 * w, 0.5 * w, hex(0xFF9A2E), PixelPart::accessory);
    s.spot(
        {0, 0.4 * h, 0}, 0.9 * w, -1, 0, 0, 0.3 * w, 0.5 * w, hex(0xFF9A2E), PixelPart::accessory);
}

} // namespace

void sculpt_thing(Sculptor& s, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::car:
        car(s, entity, moment);
        break;
    case Kind::boat:
        boat(s, entity, moment);
        break;
    case Kind::ball:
        ball(s, entity, moment);
        break;
    case Kind::balloon:
        balloon(s, entity, moment);
        break;
    default:
        lantern(s, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
