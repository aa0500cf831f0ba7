// Things that belong to what people do: stools, ladders, crates, balls, what the hands hold.

#include "generation/world/people_motion.hpp"
#include "generation/world/render/people.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb wood = hex(0xB98A58);
constexpr Rgb foam = hex(0xEAF4F6);

void stool(Sculptor& s, double h, const Rgb& seat)
{
    const double x = -0.12 * h;
    for (const double along : {-0.075, 0.075}) {
        for (const double side : {-0.075, 0.075}) {
            s.capsule({x + along * 1.25 * h, 0.012 * h, side * 1.25 * h},
                      0.015 * h,
                      {x + along * h, 0.2 * h, side * h},
                      0.017 * h,
                      wood,
                      PixelPart::accessory);
        }
    }
    s.box(
        {x, 0.212 * h, 0}, 0.125 * h, 0.026 * h, 0.125 * h, 0.018 * h, seat, PixelPart::accessory);
}

void ladder(Sculptor& s, double h, double lift)
{
    const double along = 0.16 * h;
    const double slant = 0.5; // gestures.cpp holds it there
    const auto at = [&](double side, double up) {
        return Vec3{along + slant * side, up - lift, side};
    };
    const double half = 0.12 * h;
    for (const double side : {half, -half}) {
        s.capsule(
            at(side, 0), 0.019 * h, at(side, 1.98 * h), 0.017 * h, wood, PixelPart::accessory);
    }
    for (int rung = 1; rung <= 12; ++rung) {
        const double up = (0.16 * rung + 0.02) * h;
        s.capsule(at(half, up),
                  0.013 * h,
                  at(-half, up),
                  0.013 * h,
                  mix(wood, ink_dark, 0.18F),
                  PixelPart::accessory);
    }
}

void crate(Sculptor& s, double h, const Rgb& colour)
{
    const double half = 0.23 * h;
    const double wide = 0.33 * h;
    const double high = 0.29 * h;
    const Vec3 middle{0.3 * h + half, high, 0};
    s.box(middle, half, high, wide, 0.02 * h, wood, PixelPart::accessory);
    for (const double up : {0.16, 1.84}) {
        s.box({middle.x, middle.y * up, 0},
              half * 1.03,
              0.035 * h,
              wide * 1.03,
              0.01 * h,
              mix(wood, ink_dark, 0.25F),
              PixelPart::accessory);
    }
    const Rgb brace = mix(wood, colour, 0.75F);
    for (const double end : {1.0, -1.0}) { // a cross in paint on each side
        for (const double rise : {0.55, -0.55}) {
            s.stroke(middle,
                     wide,
                     {0.5 * end, rise, 1},
                     {-0.5 * end, -rise, 1},
                     0.017 * h,
                     brace,
                     PixelPart::accessory);
        }
    }
}

void ball(Sculptor& s, const Thing& thing, double lift, const Rgb& colour)
{
    const Vec3 place{thing.place.x, thing.place.y - lift, thing.place.z};
    const double r = thing.radius;
    s.ellipsoid(place, r, r, r, colour, PixelPart::accessory);
    const Rgb band = luma(colour) > 0.6F ? mix(colour, ink_dark, 0.45F) : mix(colour, foam, 0.6F);
    for (const double side : {1.0, -1.0}) {
        s.spot(place, r, 0.2, 0.3, side, 0.42 * r, 0.42 * r, band, PixelPart::accessory);
    }
}

/// A gift with a ribbon, between the hands.
void gift(Sculptor& s, const Vec3& place, double h, const Rgb& colour)
{
    const double half = 0.062 * h;
    s.box(place, half, half, half * 1.05, 0.008 * h, colour, PixelPart::accessory);
    const Rgb ribbon = luma(colour) > 0.6F ? hex(0xC23B33) : hex(0xF2C23D);
    s.box(place, half * 0.24, half * 1.06, half * 1.11, 0.004 * h, ribbon, PixelPart::accessory);
    for (const double side : {1.0, -1.0}) {
        s.capsule({place.x, place.y + half, place.z},
                  0.012 * h,
                  {place.x + 0.035 * h * side, place.y + half * 1.5, place.z},
                  0.018 * h,
                  ribbon,
                  PixelPart::accessory);
    }
}

void tears(Sculptor& s, const Moment& moment, const Pose& pose, const Measures& body)
{
    for (int i = 0; i < 4; ++i) {
        const double side = i % 2 == 0 ? 1 : -1;
        const double at = moment.seconds * 1.1 + 0.27 * i;
        const double u = at - std::floor(at);
        const double size = u < 0.06 || u > 0.94 ? 0 : 0.014 * body.height;
        s.ellipsoid({pose.head.x + (0.85 + 0.5 * u) * body.r,
                     pose.head.y - 0.3 * body.r - u * u * 0.42 * body.height,
                     (0.6 + 0.35 * u) * side * body.r},
                    size,
                    size * 1.5,
                    size,
                    hex(0x5FB4EA),
                    PixelPart::accessory);
    }
}

void ripples(Sculptor& s, const Moment& moment, double h)
{
    const double level = -moment.lift;
    const double deep = 12 * h; // strokes lie on a ball so large that it is flat
    const Vec3 centre{0, level - deep, 0};
    const auto line = [&](double along_a, double side_a, double along_b, double side_b) {
        s.stroke(centre,
                 deep,
                 {along_a * h, deep, side_a * h},
                 {along_b * h, deep, side_b * h},
                 0.007 * h,
                 foam,
                 PixelPart::accessory);
    };
    s.group = 7;
    const double beat = 0.02 * std::sin(2 * pi * moment.phase);
    for (const double side : {1.0, -1.0}) { // bow wave, wake and rings
        line(0.3 + beat, 0, 0.16, 0.17 * side);
        line(0.16, 0.17 * side, -0.1, (0.24 + beat) * side);
        line(-0.2, (0.28 + beat) * side, -0.5, 0.36 * side);
        line(0.05, (0.34 + beat) * side, -0.3, (0.46 - beat) * side);
        line(-0.6, 0.2 * side, -0.95, (0.27 + beat) * side);
    }
    s.group = 8;
    for (int i = 0; i < 4; ++i) { // splashes of the feet
        const double kick = std::abs(std::sin(6 * pi * moment.phase + 0.8 * i));
        s.ellipsoid(
            {(-0.36 - 0.07 * i) * h, level + 0.02 * h * kick, (i % 2 == 0 ? 0.05 : -0.05) * h},
            0.045 * h,
            0.045 * h * (0.25 + kick),
            0.045 * h,
            foam,
            PixelPart::accessory);
    }
}

void bubbles(Sculptor& s, const Moment& moment, const Measures& body, const Pose& pose)
{
    for (int i = 0; i < 4; ++i) {
        const double at = moment.seconds * 0.9 + 0.25 * i;
        const double u = at - std::floor(at);
        const double size = (0.008 + 0.012 * u) * body.height * (u > 0.95 ? 0 : 1);
        s.ellipsoid({0.55 * body.height - (0.2 * u + 0.02 * std::sin(9 * u + i)) * body.height,
                     pose.shift.y + pose.pivot.y + (0.05 + 0.5 * u) * body.height,
                     0.03 * body.height * std::sin(5 * u + 2 * i)},
                    size,
                    size,
                    size,
                    hex(0xCFEAF2),
                    PixelPart::accessory);
    }
}

/// Things in the right hand of who has it free.
void accessory(Sculptor& s, const Entity& entity, const Measures& body, const Pose& pose)
{
    const double h = body.height;
    const Vec3 hand = pose.hands[1];
    const auto up = [&](double along, double y, double side = 0) {
        return Vec3{hand.x + along * h, hand.y + y * h, hand.z + side * h};
    };
    const Rgb accent = ink(entity.second_colour);
    constexpr PixelPart part = PixelPart::accessory;
    switch (entity.genome.held) {
    case 1: // cup
        s.capsule(up(0.035, -0.01), 0.026 * h, up(0.035, 0.035), 0.031 * h, foam, part);
        break;
    case 2: // book
        s.box(up(0.03, 0.01), 0.045 * h, 0.06 * h, 0.016 * h, 0.006 * h, accent, part);
        break;
    case 3: // telephone
        s.box(up(0.025, 0.025), 0.012 * h, 0.045 * h, 0.024 * h, 0.006 * h, hex(0x2B2E36), part);
        s.spot(up(0.025, 0.025), 0.013 * h, -1, 0, 0, 0.018 * h, 0.035 * h, hex(0xA9D8F0), part);
        break;
    case 4: // flower
        s.capsule(up(0.01, -0.05), 0.007 * h, up(0.04, 0.11), 0.007 * h, hex(0x4E8A45), part);
        s.ellipsoid(up(0.045, 0.14), 0.042 * h, 0.042 * h, 0.042 * h, accent, part);
        s.ellipsoid(up(0.058, 0.143), 0.03 * h, 0.022 * h, 0.022 * h, hex(0xF2C23D), part);
        break;
    case 5: // cane
        s.capsule(
            up(0.0, 0.03), 0.012 * h, {hand.x + 0.05 * h, 0.012 * h, hand.z}, 0.01 * h, wood, part);
        s.capsule(up(0.0, 0.03), 0.015 * h, up(0.05, 0.035), 0.015 * h, wood, part);
        break;
    case 6: // little flag
        s.capsule(up(0, -0.06), 0.008 * h, up(0.05, 0.26), 0.008 * h, wood, part);
        s.hull({up(0.05, 0.25), up(0.035, 0.15), up(-0.12, 0.2), up(-0.11, 0.26)},
               0.004 * h,
               accent,
               part);
        break;
    default:
        break;
    }
}

bool hand_is_free(Action action)
{
    return action == Action::stand || action == Action::walk || action == Action::turn ||
           action == Action::nod || action == Action::talk;
}

} // namespace

void draw_things(
    Sculptor& s, const Entity& entity, const Moment& moment, const Measures& body, const Pose& pose)
{
    const double h = body.height;
    const Rgb accent = ink(entity.second_colour);
    s.group = 6;
    switch (entity.action) {
    case Action::sit:
    case Action::stand_up:
        stool(s, h, mix(accent, wood, 0.35F));
        break;
    case Action::climb:
        ladder(s, h, moment.lift);
        break;
    case Action::push:
        crate(s, h, accent);
        break;
    case Action::pick_up:
    case Action::toss:
    case Action::catch_it:
        ball(s, thing_at(entity, moment.seconds), moment.lift, accent);
        break;
    case Action::hand_over: {
        const Vec3 middle = mix(pose.hands[0], pose.hands[1], 0.5);
        gift(s, {middle.x + 0.01 * h, middle.y + 0.03 * h, middle.z}, h, accent);
        break;
    }
    case Action::cry:
        tears(s, moment, pose, body);
        break;
    case Action::swim:
        s.pitch_about({}, 0);
        s.shift({});
        if (pose.wading) {
            ripples(s, moment, h);
        } else {
            bubbles(s, moment, body, pose);
        }
        break;
    default:
        if (entity.genome.held != 0 && hand_is_free(entity.action)) {
            accessory(s, entity, body, pose);
        }
        break;
    }
}

} // namespace rushlight::generation::world
