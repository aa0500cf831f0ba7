// Vehicles that one rides.

#include "generation/world/mechanics.hpp"
#include "generation/world/render/modeller.hpp"

#include <cmath>
#include <numbers>
#include <utility>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb lamplight = hex(0xFFF2BF);

void pitch(Modeller& m, const Moment& moment, double pivot)
{
    m.turn({0, pivot, 0}, {0, 0, 1}, moment.pitch);
}

struct Saddle {
    Vec3 seat;
    Vec3 bar;    ///< where the hands are, on the left
    Vec3 pedals; ///< between the feet
    double crank = 0;
    double turned = 0; ///< radians of the pedals
    double lean = 0;   ///< metres that the shoulders lie before the seat
    double size = 1;   ///< metres from the seat to the crown
};

/// A rider, small and simple, in the colours of what is ridden.
void rider(Modeller& m, const Entity& entity, const Saddle& saddle)
{
    constexpr Rgb skins[] = {hex(0xF1C9A5), hex(0xD9A066), hex(0xA9693C), hex(0x6E4526)};
    const Rgb skin = skins[entity.genome.skin % 4];
    const Rgb coat = ink(entity.colour);
    const Rgb helmet = ink(entity.second_colour);
    const Rgb trousers = mix(ink(entity.second_colour), soot, 0.55F);
    const double s = saddle.size;
    const Vec3 hip = saddle.seat + Vec3{0, 0.06 * s, 0};
    const Vec3 neck = hip + Vec3{saddle.lean, 0.56 * s, 0};
    const Vec3 head = neck + Vec3{0.1 * s, 0.2 * s, 0};
    const int body = ++m.group;
    m.rod(hip, 0.13 * s, neck, 0.12 * s, coat, PixelPart::body);
    for (const double side : {1.0, -1.0}) {
        m.group = body + (side > 0 ? 1 : 2);
        const double angle = saddle.turned + (side > 0 ? 0 : pi);
        const Vec3 foot =
            saddle.pedals +
            Vec3{saddle.crank * std::cos(angle), -saddle.crank * std::sin(angle), side * 0.13 * s};
        const Vec3 thigh = hip + Vec3{0, -0.02 * s, side * 0.1 * s};
        const Vec3 knee = mix(thigh, foot, 0.45) + Vec3{0.2 * s, 0.1 * s, side * 0.02 * s};
        m.rod(thigh, 0.1 * s, knee, 0.075 * s, trousers, PixelPart::leg);
        m.rod(knee, 0.075 * s, foot, 0.055 * s, trousers, PixelPart::leg);
        m.rod(foot, foot + Vec3{0.1 * s, -0.02 * s, 0}, 0.05 * s, soot, PixelPart::foot);
    }
    for (const double side : {1.0, -1.0}) {
        m.group = body + (side > 0 ? 3 : 4);
        const Vec3 hand{saddle.bar.x, saddle.bar.y, side * saddle.bar.z};
        const Vec3 shoulder = neck + Vec3{0, -0.03 * s, side * 0.13 * s};
        const Vec3 elbow = mix(shoulder, hand, 0.5) + Vec3{-0.03 * s, -0.07 * s, side * 0.05 * s};
        m.rod(shoulder, 0.07 * s, elbow, 0.055 * s, mix(coat, soot, 0.12F), PixelPart::arm);
        m.rod(elbow, 0.055 * s, hand, 0.05 * s, mix(coat, soot, 0.12F), PixelPart::arm);
    }
    m.group = body + 5;
    m.ball(head, {0.15 * s, 0.16 * s, 0.14 * s}, skin, PixelPart::head);
    m.ball(head + Vec3{-0.02 * s, 0.06 * s, 0},
           {0.17 * s, 0.13 * s, 0.16 * s},
           helmet,
           PixelPart::hair);
    for (const double side : {1.0, -1.0}) {
        m.oval(head + Vec3{0.13 * s, -0.02 * s, side * 0.06 * s},
               {0.86, 0, side * 0.5},
               0.02 * s,
               0.03 * s,
               soot,
               PixelPart::face);
    }
}

void bicycle(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double l = length_of(entity);
    const double r = rolling_radius(entity);
    const Rgb paint = ink(entity.colour);
    const double tube = (0.014 + 0.006 * entity.genome.build) * h;
    const double back = -0.5 * l + 1.02 * r;
    const double front = 0.5 * l - 1.02 * r;
    const Modeller::Frame ground = m.frame;
    m.group = 1;
    for (const double along : {back, front}) {
        const Vec3 hub{along, r, 0};
        m.ring(hub, {0, 0, 1}, 0.94 * r, 0.065 * r, 14, soot, PixelPart::wheel);
        for (int i = 0; i < 3; ++i) {
            const double angle = pi * i / 3 - moment.roll;
            const Vec3 end{0.9 * r * std::cos(angle), 0.9 * r * std::sin(angle), 0};
            m.rod(hub - end, hub + end, 0.018 * r, steel, PixelPart::wheel);
        }
    }
    pitch(m, moment, r);
    m.group = 2;
    const Vec3 crank{back + 0.42 * (front - back), 0.92 * r, 0};
    const Vec3 seat_post{back + 0.3 * (front - back), 2.25 * r, 0};
    const Vec3 head{front - 0.24 * (front - back), 2.3 * r, 0};
    for (const auto& [a, b] : {std::pair{Vec3{back, r, 0}, crank},
                               std::pair{Vec3{back, r, 0}, seat_post},
                               std::pair{crank, seat_post},
                               std::pair{crank, head},
                               std::pair{mix(crank, seat_post, 0.85), head},
                               std::pair{Vec3{front, r, 0}, head + Vec3{-0.02 * h, 0.06 * h, 0}}}) {
        m.rod(a, b, tube, paint, PixelPart::body);
    }
    const double handle = 0.1 * h;
    const Vec3 bar = head + Vec3{0.0, 0.08 * h, handle};
    m.rod(bar, {bar.x, bar.y, -handle}, 0.8 * tube, soot, PixelPart::accessory);
    m.rod(seat_post + Vec3{-0.04 * h, 0.02 * h, 0},
          seat_post + Vec3{0.05 * h, 0.02 * h, 0},
          0.022 * h,
          soot,
          PixelPart::accessory);
    if (entity.genome.bag) { // a basket
        m.block(head + Vec3{0.11 * h, 0.0, 0},
                {0.07 * h, 0.055 * h, 0.07 * h},
                0.01 * h,
                timber,
                PixelPart::accessory,
                1.2);
    }
    const double turned = moment.roll / 2.2 + 0.6;
    rider(m,
          entity,
          {.seat = seat_post + Vec3{0, 0.03 * h, 0},
           .bar = bar,
           .pedals = crank,
           .crank = 0.09 * h,
           .turned = turned,
           .lean = (0.1 + 0.06 * entity.genome.tempo) * h,
           .size = 0.46 * h});
    m.frame = ground;
}

void motorcycle(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double l = length_of(entity);
    const double r = rolling_radius(entity);
    const Rgb paint = ink(entity.colour);
    const double fat = 0.05 + 0.02 * entity.genome.build;
    const double back = -0.5 * l + r;
    const double front = 0.5 * l - r;
    const bool tourer = entity.genome.clothes % 2 == 0;
    const Modeller::Frame ground = m.frame;
    m.group = 1;
    for (const double along : {back, front}) {
        for (const double side : {1.0, -1.0}) {
            m.wheel({along, r, side * 0.01 * h}, r, fat * h, side, moment.roll, 3, steel);
        }
    }
    pitch(m, moment, r);
    m.group = 2;
    m.rod({front, r, 0.05 * h},
          {front - 0.16 * l, 0.62 * h, 0.04 * h},
          0.018 * h,
          steel,
          PixelPart::accessory);
    m.rod({front, r, -0.05 * h},
          {front - 0.16 * l, 0.62 * h, -0.04 * h},
          0.018 * h,
          steel,
          PixelPart::accessory);
    m.hull({{front + 0.55 * r, 1.95 * r, 0.04 * h},
            {front + 0.55 * r, 1.95 * r, -0.04 * h},
            {front - 0.8 * r, 1.9 * r, 0.05 * h},
            {front - 0.8 * r, 1.9 * r, -0.05 * h},
            {front - 0.1 * r, 2.18 * r, 0.04 * h},
            {front - 0.1 * r, 2.18 * r, -0.04 * h}},
           0.01 * h,
           paint,
           PixelPart::body);
    m.group = 3;
    m.ball({-0.01 * l, 0.3 * h, 0}, {0.13 * l, 0.1 * h, 0.1 * h}, hex(0x6E747C), PixelPart::body);
    m.rod({back, r, 0}, {0.0, 0.27 * h, 0}, 0.025 * h, soot, PixelPart::body);
    m.ball({0.08 * l, 0.45 * h, 0}, {0.15 * l, 0.1 * h, 0.1 * h}, paint, PixelPart::body);
    m.hull({{-0.05 * l, 0.43 * h, 0.08 * h},
            {-0.05 * l, 0.43 * h, -0.08 * h},
            {-0.36 * l, 0.54 * h, 0.06 * h},
            {-0.36 * l, 0.54 * h, -0.06 * h},
            {-0.33 * l, 0.42 * h, 0.07 * h},
            {-0.33 * l, 0.42 * h, -0.07 * h},
            {-0.12 * l, 0.33 * h, 0.07 * h},
            {-0.12 * l, 0.33 * h, -0.07 * h}},
           0.015 * h,
           paint,
           PixelPart::body);
    m.rod({-0.28 * l, 0.5 * h, 0}, {-0.06 * l, 0.46 * h, 0}, 0.045 * h, soot, PixelPart::accessory);
    m.group = 4;
    for (const double side : {0.11, -0.11}) {
        m.rod({-0.02 * l, 0.2 * h, side * h},
              0.02 * h,
              {-0.44 * l, 0.22 * h, side * h},
              0.034 * h,
              steel,
              PixelPart::accessory);
    }
    m.group = 5;
    const double handle = 0.16 * h;
    const Vec3 bar{front - 0.2 * l, 0.68 * h, handle};
    m.rod(bar, {bar.x, bar.y, -handle}, 0.016 * h, soot, PixelPart::accessory);
    m.ball({front - 0.11 * l, 0.61 * h, 0},
           {0.04 * h, 0.055 * h, 0.055 * h},
           lamplight,
           PixelPart::accessory);
    if (tourer) {
        m.group = 6;
        m.block({-0.4 * l, 0.6 * h, 0},
                {0.1 * h, 0.08 * h, 0.12 * h},
                0.02 * h,
                ink(entity.second_colour),
                PixelPart::accessory,
                0.9);
    }
    m.group = 7;
    rider(m,
          entity,
          {.seat = {-0.14 * l, 0.5 * h, 0},
           .bar = bar,
           .pedals = {0.0, 0.24 * h, 0},
           .crank = 0.02 * h,
           .turned = 0,
           .lean = (tourer ? 0.05 : 0.13) * h,
           .size = 0.46 * h});
    m.frame = ground;
}

} // namespace

void sculpt_two_wheels(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::bicycle:
        bicycle(m, entity, moment);
        break;
    default:
        motorcycle(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
