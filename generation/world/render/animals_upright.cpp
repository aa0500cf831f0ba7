// Bears, which rear up, and dinosaurs, which always do.

#include "generation/world/render/animal_parts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb dark = hex(0x25232A);
constexpr Rgb light = hex(0xF4F1EA);

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
    const double sway = goes_on_foot(entity) ? 0.05 * std::sin(4 * pi * moment.phase) : 0;
    s.turn_head(at(0.68, 0.14), look.yaw, look.nod + sway - 0.92 * pitch);
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
    s.straight();
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
    const double swing = goes_on_foot(entity) ? std::sin(slow) : 0.4 * std::sin(slow);
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
    const double peck = goes_on_foot(entity) ? 0.06 * std::sin(2 * slow) : 0.02 * std::sin(slow);
    s.turn_head(at(0.24, 0.66), look.yaw, look.nod + peck - lean);
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
    s.straight();
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

void sculpt_upright_animal(Sculptor& s, const Entity& entity, const Moment& moment)
{
    if (entity.kind == Kind::bear) {
        bear(s, entity, moment);
    } else {
        dinosaur(s, entity, moment);
    }
}

} // namespace rushlight::generation::world
