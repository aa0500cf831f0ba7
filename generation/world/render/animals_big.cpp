// Cows and elephants.

#include "generation/world/render/animal_parts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb dark = hex(0x25232A);
constexpr Rgb light = hex(0xF4F1EA);
constexpr Rgb ivory = hex(0xF3E8CF);
constexpr Rgb rosy = hex(0xE9A6A0);

/// Where four legs stand and what they look like, in heights.
struct Legs {
    double front = 0.3;
    double hind = -0.3;
    double socket = 0.5;
    double side = 0.12;
    double thick = 0.09;
    double thin = 0.06;
    double foot = 0.07; ///< radius of the hoof
    double knee = 0.03; ///< how far it bends
};

void four_legs(Sculptor& s,
               const Entity& entity,
               const Moment& moment,
               const Legs& legs,
               const Rgb& coat,
               const Rgb& hoof)
{
    const double h = height_of(entity);
    for (int i = 0; i < 4; ++i) {
        s.group = i;
        const bool front = i < 2;
        const double side = (i % 2 == 0 ? 1 : -1) * legs.side * h;
        const double along = (front ? legs.front : legs.hind) * h;
        const Vec3 step = step_of(entity, moment, i, along, side);
        const double raised = step.y / (0.16 * h);
        limb(s,
             {{along, legs.socket * h, side},
              {step.x, step.y + 0.9 * legs.foot * h, side},
              {((front ? 1 : -1) * legs.knee + 0.05 * raised) * h, 0, 0},
              legs.thick * h,
              legs.thin * h},
             coat,
             PixelPart::leg);
        s.ellipsoid({step.x + 0.25 * legs.foot * h, step.y + 0.55 * legs.foot * h, side},
                    1.3 * legs.foot * h,
                    0.7 * legs.foot * h,
                    1.1 * legs.foot * h,
                    hoof,
                    PixelPart::foot);
    }
}

void cow(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Genome& g = entity.genome;
    const double h = height_of(entity);
    const Rgb coat = ink(entity.colour);
    const Rgb second = ink(entity.second_colour);
    const double bob = bob_of(entity, moment);
    const auto at = [&](double along, double up, double side = 0) {
        return Vec3{along * h, (up + bob) * h, side * h};
    };
    const double pitch = gallop_of(entity, moment);
    const double girth = 0.22 + 0.04 * g.build;
    four_legs(s,
              entity,
              moment,
              {0.34, -0.4, 0.52, 0.13, 0.085, 0.042, 0.055, 0.025},
              coat,
              mix(second, dark, 0.7F));

    s.pitch_about(at(0, 0.6), pitch);
    s.group = 4;
    s.capsule(at(-0.4, 0.62), girth * h, at(0.36, 0.63), girth * h, coat, PixelPart::body);
    s.ellipsoid(at(-0.48, 0.68), 0.16 * h, 0.16 * h, 0.17 * h, coat, PixelPart::body);
    s.ellipsoid(at(-0.02, 0.52), 0.38 * h, 0.18 * h, girth * 0.95 * h, coat, PixelPart::body);
    s.ellipsoid(at(-0.26, 0.4), 0.1 * h, 0.09 * h, 0.1 * h, rosy, PixelPart::body);

    s.group = 5;
    const double wag = std::sin(2 * pi * moment.phase);
    const Vec3 tail = at(-0.72, 0.38 + 0.03 * wag, 0.09 * wag);
    s.capsule(at(-0.6, 0.72), 0.03 * h, tail, 0.02 * h, coat, PixelPart::tail);
    s.capsule(tail,
              0.035 * h,
              tail + Vec3{-0.02 * h, (-0.06 - 0.08 * g.tail) * h, 0.03 * wag * h},
              0.05 * h,
              second,
              PixelPart::tail);

    s.group = 6;
    const Attitude look = attitude_of(entity, moment);
    const double sway = goes_on_foot(entity) ? 0.06 * std::sin(4 * pi * moment.phase) : 0;
    s.turn_head(at(0.42, 0.68), look.yaw, look.nod + sway - 0.8 * pitch);
    const double r = (0.125 + 0.025 * g.head) * h;
    const Vec3 head = at(0.74, 0.86);
    s.capsule(at(0.4, 0.66), 0.85 * girth * h, head, 0.9 * r, coat, PixelPart::body);
    for (const double side : {1.0, -1.0}) {
        const Vec3 poll = head + Vec3{-0.25 * r, 0.75 * r, side * 0.5 * r};
        const double horn = (0.5 + 0.9 * g.hair / 9) * r;
        const Vec3 tip = poll + Vec3{0.15 * horn, 0.55 * horn, side * 0.8 * horn};
        s.capsule(poll, 0.2 * r, tip, 0.14 * r, ivory, PixelPart::accessory);
        s.capsule(tip,
                  0.14 * r,
                  tip + Vec3{0.1 * horn, 0.6 * horn, 0},
                  0.04 * r,
                  ivory,
                  PixelPart::accessory);
        const Vec3 ear = head + Vec3{-0.3 * r, 0.4 * r, side * 0.85 * r};
        s.capsule(ear,
                  0.2 * r,
                  ear + Vec3{-0.2 * r, (0.2 - 0.6 * g.ears) * r, side * (0.7 + 0.3 * g.ears) * r},
                  0.24 * r,
                  mix(coat, dark, 0.2F),
                  PixelPart::accessory);
    }
    s.ellipsoid(head, r, r, 0.95 * r, coat, PixelPart::head);
    const Vec3 mouth = head + Vec3{1.1 * r, -0.75 * r, 0};
    s.capsule(head + Vec3{0.2 * r, -0.1 * r, 0},
              0.82 * r,
              mouth,
              0.62 * r,
              g.skin % 2 == 0 ? second : coat,
              PixelPart::head);
    s.ellipsoid(
        mouth + Vec3{0.12 * r, -0.02 * r, 0}, 0.62 * r, 0.56 * r, 0.74 * r, rosy, PixelPart::head);
    s.ellipsoid(
        head + Vec3{-0.1 * r, 0.85 * r, 0}, 0.4 * r, 0.3 * r, 0.4 * r, second, PixelPart::hair);
    if (g.bag) { // a bell
        const Vec3 bell = at(0.56, 0.52);
        s.capsule(at(0.48, 0.62), 0.05 * h, bell, 0.06 * h, hex(0xE7B43C), PixelPart::accessory);
    }
    eyes(s, head, r, {0.6, 0.25, 0.75, 0.17, -0.3}, blink_of(moment));
    for (const double side : {0.35, -0.35}) {
        s.spot(mouth, 0.72 * r, 0.9, 0.3, side, 0.12 * r, 0.09 * r, mix(rosy, dark, 0.6F));
    }
    s.spot(mouth, 0.72 * r, 0.85, -0.45, 0, 0.36 * r, 0.05 * r, mix(rosy, dark, 0.6F));
    s.straight();

    s.group = 4;
    for (const double side : {1.0, -1.0}) { // patches, never the same on both sides
        for (int i = 0; i < 3; ++i) {
            const double dice = 11.0 * g.phase + 7.0 * g.limbs + 2.3 * i + side;
            const double shift = std::sin(dice);
            const Vec3 middle = at(-0.38 + 0.36 * i + 0.06 * shift, 0.62);
            const double up = 0.3 + 0.4 * shift;
            const double wide = (0.1 + 0.03 * shift) * h;
            s.spot(middle, girth * h, 0, up, side, wide, 0.085 * h, second, PixelPart::body);
            s.spot(middle + Vec3{0.7 * wide * std::cos(3 * dice), 0, 0},
                   girth * h,
                   0,
                   up - 0.35,
                   side,
                   0.7 * wide,
                   0.075 * h,
                   second,
                   PixelPart::body);
        }
    }
}

void elephant(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Genome& g = entity.genome;
    const double h = height_of(entity);
    const Rgb coat = ink(entity.colour);
    const Rgb second = ink(entity.second_colour);
    const Rgb fold = mix(coat, dark, 0.14F);
    const double bob = bob_of(entity, moment);
    const double slow = 2 * pi * moment.phase;
    const auto at = [&](double along, double up, double side = 0) {
        return Vec3{along * h, (up + bob) * h, side * h};
    };
    const double stout = 0.94 + 0.14 * g.build;
    four_legs(s,
              entity,
              moment,
              {0.24, -0.36, 0.45, 0.15, 0.12, 0.095, 0.1, 0.0},
              coat,
              mix(coat, light, 0.3F));

    s.group = 4;
    s.ellipsoid(at(-0.1, 0.6), 0.44 * h, 0.29 * stout * h, 0.26 * stout * h, coat, PixelPart::body);
    s.ellipsoid(at(-0.32, 0.58), 0.24 * h, 0.27 * h, 0.24 * h, coat, PixelPart::body);
    const double rug = 0.55 + 0.45 * (g.clothes % 4) / 3.0; // and its border
    s.ellipsoid(at(-0.1, 0.665 + 0.14 * (1 - rug)),
                0.21 * rug * h,
                (0.24 * stout - 0.14 * (1 - rug)) * h,
                0.285 * stout * h,
                mix(second, light, 0.6F),
                PixelPart::accessory);
    s.ellipsoid(at(-0.1, 0.7 + 0.12 * (1 - rug)),
                0.195 * rug * h,
                (0.215 * stout - 0.12 * (1 - rug)) * h,
                0.272 * stout * h,
                second,
                PixelPart::accessory);

    s.group = 5;
    const double wag = std::sin(slow);
    const Vec3 tail = at(-0.6, 0.36, 0.06 * wag);
    s.capsule(at(-0.54, 0.66), 0.025 * h, tail, 0.016 * h, coat, PixelPart::tail);
    s.capsule(tail, 0.03 * h, tail + Vec3{0, -0.05 * h, 0}, 0.02 * h, dark, PixelPart::tail);

    const Attitude look = attitude_of(entity, moment);
    const double sway = goes_on_foot(entity) ? 0.05 * std::sin(4 * pi * moment.phase) : 0;
    s.turn_head(at(0.3, 0.66), look.yaw, look.nod + sway);
    s.group = 6;
    const double r = (0.185 + 0.025 * g.head) * h;
    const Vec3 head = at(0.44, 0.77);
    s.capsule(at(0.22, 0.66), 0.22 * h, head, 0.8 * r, coat, PixelPart::body);
    s.ellipsoid(head, r, 1.08 * r, 0.95 * r, coat, PixelPart::head);
    for (const double side : {1.0, -1.0}) { // tusks
        const Vec3 root = head + Vec3{0.75 * r, -0.6 * r, side * 0.42 * r};
        const double tusk = (0.5 + 0.6 * g.tail) * r;
        const Vec3 bow = root + Vec3{0.5 * tusk, -0.45 * tusk, side * 0.12 * tusk};
        s.capsule(root, 0.11 * r, bow, 0.1 * r, ivory, PixelPart::accessory);
        s.capsule(bow,
                  0.1 * r,
                  bow + Vec3{0.6 * tusk, 0.12 * tusk, 0},
                  0.03 * r,
                  ivory,
                  PixelPart::accessory);
    }
    // The trunk hangs, swings, and rolls up at its end.
    s.group = 7;
    const double lifted = entity.action == Action::look_at      ? 0.5 * moment.done
                          : entity.action == Action::shake_head ? 0.25
                                                                : 0;
    Vec3 point = head + Vec3{0.7 * r, -0.2 * r, 0};
    double angle = -0.95 + 0.25 * lifted;
    double thick = 0.5 * r;
    for (int i = 0; i < 5; ++i) {
        const double curl = (i < 2 ? -0.24 : 0.42 + 0.3 * g.limbs) + lifted * 0.55 +
                            0.09 * std::sin(slow * (goes_on_foot(entity) ? 2 : 1) - 0.7 * i);
        const Vec3 next = point + Vec3{std::cos(angle) * 0.58 * r,
                                       std::sin(angle) * 0.58 * r,
                                       0.1 * r * std::sin(slow - 0.6 * i)};
        s.capsule(point, thick, next, 0.84 * thick, i % 2 == 0 ? coat : fold, PixelPart::head);
        point = next;
        thick *= 0.84;
        angle += curl;
    }
    const double flap = 0.25 + 0.2 * std::sin(slow * 2) + (runs(entity) ? 0.35 : 0);
    const double ear = (0.9 + 0.35 * g.ears) * r;
    for (const double side : {1.0, -1.0}) {
        s.group = side > 0 ? 8 : 9;
        const Vec3 root = head + Vec3{-0.28 * r, 0.3 * r, side * 0.8 * r};
        const double back = std::cos(flap) * ear;
        const double out = side * (0.25 * ear + std::sin(flap) * ear);
        // Twelve points of an egg, wider above, that stands off the head behind.
        const auto rim = [&](int hour) {
            const double turn = 2 * pi * hour / 12;
            const double up = std::cos(turn);
            const double behind = 0.46 + (0.6 + 0.1 * up) * std::sin(turn);
            return root + Vec3{-behind * back, (0.88 * up - 0.16) * ear, behind * out};
        };
        s.hull({rim(0),
                rim(1),
                rim(2),
                rim(3),
                rim(4),
                rim(5),
                rim(6),
                rim(7),
                rim(8),
                rim(9),
                rim(10),
                rim(11)},
               0.08 * r,
               fold,
               PixelPart::accessory);
    }
    s.group = 6;
    eyes(s, head, r, {0.52, 0.42, 0.74, 0.12, -0.1}, blink_of(moment));
    if (g.skin % 2 == 0) {
        s.spot(head, r, 0.75, 0.75, 0, 0.3 * r, 0.3 * r, second, PixelPart::head);
    }
    s.straight();
}

} // namespace

void sculpt_big_animal(Sculptor& s, const Entity& entity, const Moment& moment)
{
    if (entity.kind == Kind::cow) {
        cow(s, entity, moment);
    } else {
        elephant(s, entity, moment);
    }
}

} // namespace rushlight::generation::world
