// Bears, cows, elephants and dinosaurs.

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

bool runs(const Entity& entity)
{
    return entity.action == Action::run || entity.action == Action::chase;
}

bool goes(const Entity& entity)
{
    return entity.action == Action::walk || runs(entity);
}

/// The rise and fall of a trunk that walks, gallops or breathes, in heights.
double bob_of(const Entity& entity, const Moment& moment)
{
    if (goes(entity)) {
        return (runs(entity) ? 0.03 : 0.014) * std::cos(4 * pi * moment.phase);
    }
    return 0.007 * std::sin(2 * pi * moment.phase);
}

double gallop_of(const Entity& entity, const Moment& moment)
{
    return runs(entity) ? 0.09 * std::sin(2 * pi * (moment.phase + 0.1)) : 0;
}

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

void bear(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Genome& g = entity.genome;
    const double h = height_of(entity);
    const Rgb coat = ink(entity.colour);
    const Rgb second = ink(entity.second_colour);
    const Rgb muzzle = g.skin % 2 == 0 ? second : mix(coat, light, 0.45F);
    const double sat = entity.action == Action::sit ? moment.done : 0;
    const double reared = entity.action == Action::stand_up ? moment.done : 0;
    const double bob = bob_of(entity, moment);
    const double stout = 0.9 + 0.25 * g.build;
    const double pitch =
        gallop_of(entity, moment) + 1.0 * sat + 1.25 * reared +
        (entity.action == Action::swim ? 0.2 + 0.03 * std::sin(2 * pi * moment.phase) : 0) -
        0.12 * moment.crouch;
    const Trunk trunk{{(-0.33 + 0.1 * reared) * h,
                       (0.5 - 0.24 * sat + 0.04 * reared - 0.1 * moment.crouch + bob) * h,
                       0},
                      pitch};
    const auto at = [&](double along, double up, double side = 0) {
        return Vec3{trunk.hips.x + along * h, trunk.hips.y + up * h, side * h};
    };
    for (int i = 0; i < 4; ++i) {
        s.group = i;
        const bool front = i < 2;
        const double out = (i % 2 == 0 ? 1 : -1) * (0.15 + 0.04 * g.build);
        const Vec3 socket = front ? trunk(at(0.6, -0.05, out)) : at(-0.0, -0.06, out);
        const double stand = front ? 0.28 * h : -0.33 * h;
        Vec3 ankle = step_of(entity, moment, i, stand, out * h) + Vec3{0, 0.08 * h, 0};
        Vec3 toes{0.06 * h, -0.03 * h, 0};
        const double paw = 0.05 * std::sin(2 * pi * 3 * moment.phase + (i % 2 == 0 ? 0 : pi));
        if (front && sat > 0) { // paws in the lap
            ankle = mix(ankle, trunk(at(0.42, -0.36, 0.7 * out)), std::min(1.0, sat));
        } else if (front && reared > 0) { // paws in the air
            ankle = mix(ankle, trunk(at(0.6 + paw, -0.36, 1.35 * out)), std::min(1.0, reared));
            toes = mix(toes, {0.05 * h, 0.03 * h, 0}, std::min(1.0, reared));
        } else if (sat > 0) { // soles forward
            ankle = mix(ankle, {0.1 * h, 0.1 * h, 1.5 * out * h}, std::min(1.0, sat));
            toes = mix(toes, {0.03 * h, 0.06 * h, 0}, std::min(1.0, sat));
        }
        limb(s,
             {socket,
              ankle,
              {(front ? -0.02 : 0.05) * h, 0.03 * sat * h, 0},
              (front ? 0.115 : 0.135) * stout * h,
              0.085 * stout * h},
             coat,
             PixelPart::leg);
        s.capsule(ankle,
                  0.085 * stout * h,
                  ankle + toes,
                  0.075 * stout * h,
                  mix(coat, dark, 0.3F),
                  PixelPart::foot);
    }
    s.pitch_about(trunk.hips, pitch);
    s.group = 4;
    s.ellipsoid(at(-0.3 * stout, 0.03), 0.07 * h, 0.07 * h, 0.07 * h, coat, PixelPart::tail);
    s.capsule(
        at(0.02, 0.04), 0.27 * stout * h, at(0.58, 0.07), 0.25 * stout * h, coat, PixelPart::body);
    s.ellipsoid(at(0.52, 0.14), 0.26 * h, 0.23 * stout * h, 0.2 * h, coat, PixelPart::body);
    const bool bib = g.clothes % 3 != 1;
    s.ellipsoid(bib ? at(0.7, -0.04) : at(0.3, -0.13 * stout),
                (bib ? 0.15 : 0.3) * h,
                0.16 * h,
                0.19 * h,
                second,
                PixelPart::body);

    s.group = 5;
    const Attitude look = attitude_of(entity, moment);
    const double sway = goes(entity) ? 0.05 * std::sin(4 * pi * moment.phase) : 0;
    s.turn_about(at(0.68, 0.14), look.yaw, look.nod + sway - 0.92 * pitch);
    const double r = (0.175 + 0.03 * g.head) * h;
    const Vec3 head = at(0.94, 0.26);
    s.capsule(at(0.66, 0.12), 0.2 * h, head, 0.75 * r, coat, PixelPart::body);
    for (const double side : {0.72, -0.72}) {
        const double ear = (0.3 + 0.16 * g.ears) * r;
        const Vec3 base = head + Vec3{-0.25 * r, 0.78 * r, side * r};
        s.ellipsoid(base, 0.5 * ear, ear, ear, coat, PixelPart::accessory);
        s.ellipsoid(base + Vec3{0.3 * ear, 0, 0},
                    0.3 * ear,
                    0.6 * ear,
                    0.6 * ear,
                    muzzle,
                    PixelPart::accessory);
    }
    s.ellipsoid(head, r, 0.95 * r, 1.02 * r, coat, PixelPart::head);
    const Vec3 nose = head + Vec3{1.0 * r, -0.28 * r, 0};
    s.capsule(
        head + Vec3{0.5 * r, -0.25 * r, 0}, 0.54 * r, nose, 0.42 * r, muzzle, PixelPart::head);
    s.ellipsoid(
        nose + Vec3{0.3 * r, 0.2 * r, 0}, 0.16 * r, 0.15 * r, 0.2 * r, dark, PixelPart::face);
    eyes(s, head, r, {0.78, 0.3, 0.5, 0.13, 0.25 - 0.6 * g.hair / 9}, blink_of(moment));
    s.spot(nose, 0.4 * r, 0.8, -0.6, 0, 0.3 * r, 0.06 * r, dark);
    s.turn_about();
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
    s.pitch_about(at(0, 0.6), pitch);
    four_legs(s,
              entity,
              moment,
              {0.34, -0.4, 0.52, 0.13, 0.085, 0.042, 0.055, 0.025},
              coat,
              mix(second, dark, 0.7F));

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
    const double sway = goes(entity) ? 0.06 * std::sin(4 * pi * moment.phase) : 0;
    s.turn_about(at(0.42, 0.68), look.yaw, look.nod + sway - 0.8 * pitch);
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
    s.turn_about();

    s.group = 4;
    for (const double side : {1.0, -1.0}) { // patches, never the same on both sides
        for (int i = 0; i < 3; ++i) {
            const double shift = std::sin(11.0 * g.phase + 7.0 * g.limbs + 2.3 * i + side);
            s.spot(at(-0.38 + 0.34 * i + 0.05 * shift, 0.62),
                   girth * h,
                   0,
                   0.35 + 0.35 * shift,
                   side,
                   (0.1 + 0.04 * shift) * h,
                   (0.1 - 0.03 * shift) * h,
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
    const double sway = goes(entity) ? 0.05 * std::sin(4 * pi * moment.phase) : 0;
    s.turn_about(at(0.3, 0.66), look.yaw, look.nod + sway);
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
                            0.09 * std::sin(slow * (goes(entity) ? 2 : 1) - 0.7 * i);
        const Vec3 next = point + Vec3{std::cos(angle) * 0.58 * r,
                                       std::sin(angle) * 0.58 * r,
                                       0.1 * r * std::sin(slow - 0.6 * i)};
        s.capsule(point, thick, next, 0.84 * thick, i % 2 == 0 ? coat : fold, PixelPart::head);
        point = next;
        thick *= 0.84;
        angle += curl;
    }
    const double flap = 0.25 + 0.2 * std::sin(slow * 2) + (runs(entity) ? 0.35 : 0);
    const double ear = (1.0 + 0.35 * g.ears) * r;
    for (const double side : {1.0, -1.0}) {
        s.group = side > 0 ? 8 : 9;
        const Vec3 root = head + Vec3{-0.1 * r, 0.35 * r, side * 0.8 * r};
        const double back = std::cos(flap) * ear;
        const double out = side * (0.25 * ear + std::sin(flap) * ear);
        const auto rim = [&](double behind, double up, double aside) {
            return root + Vec3{-behind * back, up * ear, aside * out};
        };
        s.hull({rim(-0.1, 0.4, 0.1),
                rim(-0.15, -0.5, 0.15),
                rim(0.3, 0.72, 0.5),
                rim(0.75, 0.68, 0.8),
                rim(1.08, 0.3, 1),
                rim(1.12, -0.2, 1.05),
                rim(0.9, -0.7, 0.95),
                rim(0.55, -1.05, 0.7),
                rim(0.2, -1.0, 0.4)},
               0.12 * r,
               fold,
               PixelPart::accessory);
    }
    s.group = 6;
    eyes(s, head, r, {0.72, 0.15, 0.62, 0.1, -0.2}, blink_of(moment));
    if (g.skin % 2 == 0) {
        s.spot(head, r, 0.75, 0.75, 0, 0.3 * r, 0.3 * r, second, PixelPart::head);
    }
    s.turn_about();
}

void dinosaur(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Genome& g = entity.genome;
    const double h = height_of(entity);
    const Rgb coat = ink(entity.colour);
    const Rgb second = ink(entity.second_colour);
    const Rgb belly = mix(coat, light, 0.5F);
    const double bob = 2 * bob_of(entity, moment);
    const double slow = 2 * pi * moment.phase;
    const double swing = goes(entity) ? std::sin(slow) : 0.4 * std::sin(slow);
    const auto at = [&](double along, double up, double side = 0) {
        return Vec3{along * h, (up + bob) * h, side * h};
    };
    const double stout = 0.9 + 0.25 * g.build;
    for (const int i : {0, 1}) {
        s.group = i;
        const double out = (i == 0 ? 1 : -1) * 0.13 * stout;
        const Vec3 step = step_of(entity, moment, i, 0.02 * h, out * h);
        const Vec3 hip = at(-0.06, 0.45, out);
        const Vec3 knee{0.5 * (hip.x + step.x) + 0.11 * h, 0.28 * h + 0.6 * step.y, out * h};
        const Vec3 heel{step.x - 0.06 * h, step.y + 0.09 * h, out * h};
        s.capsule(hip, 0.15 * stout * h, knee, 0.085 * h, coat, PixelPart::leg);
        s.capsule(knee, 0.075 * h, heel, 0.05 * h, coat, PixelPart::leg);
        s.capsule(
            heel, 0.05 * h, step + Vec3{0.04 * h, 0.035 * h, 0}, 0.045 * h, coat, PixelPart::foot);
        for (const double toe : {-0.05, 0.05}) {
            s.capsule(step + Vec3{0.02 * h, 0.035 * h, 0},
                      0.04 * h,
                      step + Vec3{0.13 * h, 0.025 * h, toe * h},
                      0.028 * h,
                      coat,
                      PixelPart::foot);
        }
    }
    s.group = 2;
    const double lean = runs(entity) ? -0.16 : 0;
    s.pitch_about(at(-0.06, 0.46), lean);
    s.capsule(
        at(-0.1, 0.48), 0.19 * stout * h, at(0.2, 0.6), 0.155 * stout * h, coat, PixelPart::body);
    s.ellipsoid(at(0.13, 0.5), 0.2 * h, 0.16 * stout * h, 0.13 * stout * h, belly, PixelPart::body);
    // The tail follows the hips.
    constexpr double reach[5] = {-0.14, -0.36, -0.54, -0.7, -0.84};
    constexpr double rise[5] = {0.48, 0.44, 0.41, 0.41, 0.44};
    constexpr double thick[5] = {0.17, 0.115, 0.08, 0.05, 0.022};
    Vec3 tail[5];
    for (int i = 0; i < 5; ++i) {
        const double way = 0.07 * i * i / 4.0 * std::sin(slow - 0.7 * i);
        tail[i] = at(reach[i] * (0.92 + 0.16 * g.tail), rise[i] + 0.02 * i * g.limbs, way);
    }
    for (int i = 0; i < 4; ++i) {
        const bool banded = g.clothes % 3 == 0 && i % 2 == 1;
        s.capsule(tail[i],
                  thick[i] * h,
                  tail[i + 1],
                  thick[i + 1] * h,
                  banded ? second : coat,
                  PixelPart::tail);
    }
    s.group = 3;
    const double size = (0.06 + 0.06 * g.ears) * h;
    const auto spike = [&](const Vec3& base, double tall) {
        s.capsule(base,
                  0.6 * tall,
                  base + Vec3{-0.5 * tall, 1.3 * tall, 0},
                  0.1 * tall,
                  second,
                  PixelPart::hair);
    };
    spike(at(0.2, 0.74), 0.7 * size);
    spike(at(0.06, 0.71), size);
    spike(at(-0.1, 0.66), 1.05 * size);
    spike(mix(tail[0], tail[1], 0.55) + Vec3{0, 0.14 * h, 0}, 0.9 * size);
    spike(tail[2] + Vec3{0, 0.075 * h, 0}, 0.7 * size);
    spike(tail[3] + Vec3{0, 0.045 * h, 0}, 0.5 * size);

    for (const double side : {1.0, -1.0}) { // small arms
        s.group = side > 0 ? 4 : 5;
        const Vec3 shoulder = at(0.26, 0.57, side * 0.13 * stout);
        const Vec3 hand =
            shoulder + Vec3{0.13 * h, (-0.1 + 0.02 * side * swing) * h, side * 0.03 * h};
        limb(s,
             {shoulder, hand, {-0.03 * h, -0.04 * h, 0}, 0.045 * h, 0.03 * h},
             coat,
             PixelPart::arm);
        s.ellipsoid(hand, 0.04 * h, 0.03 * h, 0.03 * h, mix(coat, dark, 0.2F), PixelPart::hand);
    }

    s.group = 6;
    const Attitude look = attitude_of(entity, moment);
    const double peck = goes(entity) ? 0.06 * std::sin(2 * slow) : 0.02 * std::sin(slow);
    s.turn_about(at(0.24, 0.66), look.yaw, look.nod + peck - lean);
    const double r = (0.125 + 0.02 * g.head) * h;
    const Vec3 head = at(0.38, 0.89);
    s.capsule(at(0.18, 0.62), 0.15 * h, head, 0.85 * r, coat, PixelPart::body);
    s.ellipsoid(head, r, 0.92 * r, 0.88 * r, coat, PixelPart::head);
    const double open = 0.12 + 0.1 * std::max(0.0, std::sin(slow)) + (runs(entity) ? 0.22 : 0);
    const Vec3 chin = head + Vec3{1.3 * r, (-0.62 - open) * r, 0};
    s.capsule(head + Vec3{0.1 * r, -0.45 * r, 0}, 0.42 * r, chin, 0.28 * r, belly, PixelPart::head);
    const Vec3 nose = head + Vec3{1.45 * r, -0.1 * r, 0};
    s.capsule(head + Vec3{0.2 * r, 0.02 * r, 0}, 0.72 * r, nose, 0.46 * r, coat, PixelPart::head);
    s.capsule(head + Vec3{0.5 * r, 0.7 * r, 0},
              0.1 * r,
              head + Vec3{-0.45 * r, (0.78 + 0.3 * g.ears) * r, 0},
              (0.14 + 0.14 * g.ears) * r,
              second,
              PixelPart::hair);
    eyes(s, head, r, {0.5, 0.5, 0.7, 0.16, 0.5 - 0.12 * g.hair, true}, blink_of(moment));
    for (const double side : {0.4, -0.4}) {
        s.spot(nose, 0.46 * r, 0.8, 0.5, side, 0.08 * r, 0.06 * r, dark);
    }
    for (const double side : {1.0, -1.0}) {
        s.spot(mix(head, nose, 0.6) + Vec3{0, -0.3 * r, 0},
               0.4 * r,
               0.1,
               -0.25,
               side,
               0.7 * r,
               0.05 * r,
               dark);
    }
    s.turn_about();
    if (g.clothes % 3 == 1) { // stripes
        s.group = 2;
        for (const double side : {1.0, -1.0}) {
            for (int i = 0; i < 3; ++i) {
                s.spot(at(-0.14 + 0.13 * i, 0.48 + 0.05 * i),
                       0.18 * stout * h,
                       0,
                       0.75,
                       side,
                       0.03 * h,
                       0.085 * h,
                       second,
                       PixelPart::body);
            }
        }
    }
}

} // namespace

void sculpt_big_animal(Sculptor& s, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::bear:
        bear(s, entity, moment);
        break;
    case Kind::cow:
        cow(s, entity, moment);
        break;
    case Kind::elephant:
        elephant(s, entity, moment);
        break;
    default:
        dinosaur(s, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
