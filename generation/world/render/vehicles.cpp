// Vehicles of the road.

#include "generation/world/mechanics.hpp"
#include "generation/world/render/modeller.hpp"

#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb lamplight = hex(0xFFF2BF);
constexpr Rgb tail_light = hex(0xD8402F);
constexpr Vec3 left{0, 0, 1};
constexpr Vec3 right{0, 0, -1};
constexpr Vec3 forward{1, 0, 0};
constexpr Vec3 backward{-1, 0, 0};

/// How far a running engine shakes what it drives.
double shake(const Entity& entity, const Moment& moment)
{
    return entity.speed > 0 ? 0.005 * height_of(entity) * std::sin(2 * pi * moment.phase * 3) : 0;
}

void pitch(Modeller& m, const Moment& moment, double pivot)
{
    m.turn({0, pivot, 0}, {0, 0, 1}, moment.pitch);
}

/// A pane on both sides of a body `wide` half metres wide.
void side_panes(Modeller& m, double from, double to, double low, double high, double wide)
{
    for (const double side : {1.0, -1.0}) {
        const double z = side * wide;
        m.patch({{from, low, z}, {from, high, z}, {to, high, z}, {to, low, z}},
                side > 0 ? left : right,
                pane,
                PixelPart::accessory);
    }
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
    for (const double side : {1.0, -1.0}) {
        const double z = side * wide;
        m.patch({{from, low, z}, {from, high, z}, {to, high, z}, {to, low, z}},
                side > 0 ? left : right,
                colour,
                PixelPart::body);
    }
}

/// Lamps in front and behind.
void lamps(Modeller& m, double front, double back, double up, double apart, double size)
{
    for (const double side : {apart, -apart}) {
        m.oval({front, up, side}, forward, size, size, lamplight, PixelPart::accessory);
        m.oval({back, up, side}, backward, 0.8 * size, size, tail_light, PixelPart::accessory);
    }
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
    for (const double side : {1.0, -1.0}) {
        const double z = side * w;
        m.patch({{cab + 0.04 * l, 0.55 * h + bump, z},
                 {cab + 0.04 * l, roof - 0.06 * h, 0.95 * z},
                 {nose - 0.08 * l, roof - 0.06 * h, 0.95 * z},
                 {nose - 0.035 * l, 0.55 * h + bump, z}},
                side > 0 ? left : right,
                pane,
                PixelPart::accessory);
    }
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
        const double top = (entity.genome.clothes % 3 == 0 ? 1.0 : 0.93) * h;
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
               left,
               mix(load, soot, 0.35F),
               PixelPart::accessory);
        m.mark({middle, 0.56 * h, -1.04 * w},
               {middle, 0.94 * top, -w},
               0.006 * h,
               right,
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

void sculpt_road_vehicle(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::truck:
        truck(m, entity, moment);
        break;
    case Kind::bus:
        bus(m, entity, moment);
        break;
    case Kind::bicycle:
        bicycle(m, entity, moment);
        break;
    default:
        motorcycle(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
