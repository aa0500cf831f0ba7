// Fish, ducks and snakes.

#include "generation/world/render/animal_parts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb dark = hex(0x25232A);
constexpr Rgb light = hex(0xF4F1EA);
constexpr Rgb bill = hex(0xEFA02E);

void fish(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Genome& g = entity.genome;
    const double h = height_of(entity);
    const Rgb coat = ink(entity.colour);
    const Rgb second = ink(entity.second_colour);
    const double beat = 2 * pi * moment.phase * (entity.action == Action::swim ? 1 : 3);
    const double strength = entity.action == Action::swim ? 1 : 0.45;
    const auto wave = [&](double along) { // runs from the head to the tail and grows
        return strength * 0.2 * (0.55 - along) * std::sin(beat + 2.6 * along);
    };
    const double float_up = 0.03 * std::sin(0.5 * beat);
    const auto at = [&](double along, double up, double side = 0) {
        return Vec3{along * h, (0.56 + float_up + up) * h, (side + wave(along)) * h};
    };
    const double tall = 0.3 + 0.09 * g.build;
    s.group = 2;
    const double fin = 0.26 + 0.16 * g.tail;
    const double yaw = strength * 0.55 * std::cos(beat - 1.6);
    const auto blade = [&](double along, double up) {
        return at(-0.56, 0) + Vec3{-along * std::cos(yaw) * h, up * h, along * std::sin(yaw) * h};
    };
    for (const double up : {1.0, -0.92}) {
        s.hull({blade(-0.04, 0),
                blade(0.12, up * 0.42 * fin),
                blade(fin, up * fin),
                blade(fin + 0.08, up * 0.86 * fin),
                blade(0.72 * fin, 0.12 * up * fin)},
               0.045 * h,
               second,
               PixelPart::tail);
    }
    const double crest = 0.1 + 0.2 * g.ears;
    s.hull({at(0.3, tall * 0.7),
            at(0.16, tall + 0.7 * crest),
            at(-0.02, tall + crest),
            at(-0.26, tall * 0.62 + 0.95 * crest),
            at(-0.38, tall * 0.42 + 0.5 * crest),
            at(-0.3, tall * 0.3)},
           0.045 * h,
           second,
           PixelPart::tail);
    s.hull({at(0, -tall * 0.7),
            at(-0.12, -tall - 0.35 * crest),
            at(-0.26, -tall - 0.3 * crest),
            at(-0.34, -tall * 0.3)},
           0.04 * h,
           second,
           PixelPart::tail);
    s.capsule(at(-0.1, 0), 0.72 * tall * h, at(-0.58, 0), 0.075 * h, coat, PixelPart::body);
    s.ellipsoid(at(0.12, 0), 0.52 * h, tall * h, 0.19 * h, coat, PixelPart::body);
    s.ellipsoid(at(0.16, -0.09),
                0.42 * h,
                0.72 * tall * h,
                0.16 * h,
                mix(coat, light, 0.5F),
                PixelPart::body);
    s.capsule(at(0.5, -0.02), 0.13 * h, at(0.62, -0.03), 0.07 * h, coat, PixelPart::head);

    for (const double side : {1.0, -1.0}) {
        s.group = side > 0 ? 3 : 4;
        const double paddle = 0.12 * std::sin(beat * 0.5 + 1);
        const double oar = 0.22 + 0.12 * g.limbs;
        s.hull({at(0.2, -0.07, side * 0.17),
                at(0.2 - 0.4 * oar, -0.06 + 0.3 * paddle, side * 0.24),
                at(0.2 - oar, -0.12 + paddle, side * 0.33),
                at(0.18 - oar, -0.2 + paddle, side * 0.34),
                at(0.2 - 0.5 * oar, -0.22 + 0.6 * paddle, side * 0.26)},
               0.035 * h,
               mix(second, coat, 0.3F),
               PixelPart::arm);
    }
    s.group = 2;
    const double radius = 0.19 * h;
    for (const double side : {1.0, -1.0}) {
        const int bands = g.clothes % 4;
        for (int i = 0; i < bands; ++i) {
            const double along = 0.14 - 0.25 * i;
            const double high = tall * std::sqrt(1 - std::pow((along - 0.12) / 0.56, 2));
            s.spot(at(along, 0.02),
                   i == 2 ? 0.8 * radius : radius,
                   0,
                   0,
                   side,
                   0.05 * h,
                   0.86 * high * h,
                   second,
                   PixelPart::body);
        }
        s.spot(at(0.34, 0.0), 0.16 * h, 0, 0, side, 0.02 * h, 0.17 * h, mix(coat, dark, 0.35F));
        const double eye = 0.07 + 0.035 * g.head;
        s.spot(at(0.44, 0.08), 0.13 * h, 0.25, 0.1, side, 1.25 * eye * h, 1.25 * eye * h, light);
        s.spot(at(0.45, 0.08), 0.135 * h, 0.3, 0.1, side, 0.7 * eye * h, 0.8 * eye * h, dark);
        s.spot(at(0.46, 0.11), 0.138 * h, 0.32, 0.12, side, 0.22 * eye * h, 0.22 * eye * h, light);
        s.spot(at(0.6, -0.06), 0.075 * h, 0.5, -0.2, side, 0.06 * h, 0.018 * h, dark);
    }
}

void duck(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Genome& g = entity.genome;
    const double h = height_of(entity);
    const Rgb coat = ink(entity.colour);
    const Rgb second = ink(entity.second_colour);
    const bool flies = entity.action == Action::fly;
    const bool swims = entity.action == Action::swim;
    const double cycle = 2 * pi * moment.phase;
    const double waddle = entity.action == Action::walk ? 0.05 * std::sin(cycle) : 0;
    const double bob = swims ? 0.025 * std::sin(cycle) : 0;
    const double stout = 0.9 + 0.25 * g.build;
    const double back = flies ? 0.36 : 0.4 + bob;
    const auto at = [&](double along, double up, double side = 0) {
        return Vec3{along * h, up * h, (side + waddle) * h};
    };
    for (const int i : {0, 1}) {
        s.group = i;
        const double out = (i == 0 ? 1 : -1) * 0.13;
        Vec3 foot = step_of(entity, moment, i, 0.04 * h, out * h);
        foot.y += 0.03 * h;
        if (flies) {
            foot = at(-0.52, back - 0.24, out);
        } else if (swims) {
            foot = at(0.1 * std::sin(cycle + (i == 0 ? 0 : pi)), 0.05, out);
        }
        const Rgb web = mix(bill, hex(0xD9622B), 0.45F);
        s.capsule(at(-0.04, back - 0.18, out), 0.045 * h, foot, 0.035 * h, web, PixelPart::leg);
        const double length = flies ? -0.14 : 0.17;
        s.hull({foot + Vec3{-0.03 * h, 0, 0},
                foot + Vec3{length * h, -0.005 * h, 0.09 * h},
                foot + Vec3{1.15 * length * h, -0.005 * h, 0},
                foot + Vec3{length * h, -0.005 * h, -0.09 * h}},
               0.022 * h,
               web,
               PixelPart::foot);
    }
    s.group = 2;
    const double wiggle = 0.04 * std::sin(2 * cycle);
    s.hull({at(-0.36, back + 0.12, 0.12),
            at(-0.36, back + 0.12, -0.12),
            at(-0.34, back - 0.06),
            at(-0.62 - 0.1 * g.tail, back + 0.14 + 0.14 * g.tail, wiggle)},
           0.04 * h,
           g.clothes % 2 == 0 ? second : coat,
           PixelPart::tail);
    s.ellipsoid(
        at(-0.04, back), 0.48 * h, 0.24 * stout * h, 0.27 * stout * h, coat, PixelPart::body);
    s.ellipsoid(at(0.22, back + 0.03),
                0.26 * h,
                0.24 * stout * h,
                0.24 * stout * h,
                g.clothes % 3 == 0 ? second : mix(coat, light, 0.35F),
                PixelPart::body);

    const double flap = flies ? std::sin(cycle) : 0;
    for (const double side : {1.0, -1.0}) {
        s.group = side > 0 ? 3 : 4;
        const Vec3 shoulder = at(0.16, back + 0.12, side * 0.2);
        if (flies) {
            const double lift = 0.18 + 0.8 * flap;
            const double trail = 0.2 * std::sin(cycle - 0.8);
            s.hull({shoulder,
                    at(0.16, back + 0.12 + 0.4 * lift, side * 0.58),
                    at(0.02, back + 0.12 + 0.56 * lift + 0.5 * trail, side * 0.92),
                    at(-0.2, back + 0.12 + 0.6 * lift + trail, side * 1.12),
                    at(-0.32, back + 0.1 + 0.54 * lift + 0.8 * trail, side * 0.92),
                    at(-0.38, back + 0.08 + 0.36 * lift + 0.4 * trail, side * 0.6),
                    at(-0.28, back + 0.08, side * 0.2)},
                   0.07 * h,
                   mix(coat, dark, 0.18F),
                   PixelPart::arm);
        } else {
            s.ellipsoid(at(-0.08, back + 0.04, side * 0.22 * stout),
                        0.3 * h,
                        0.15 * h,
                        0.08 * h,
                        mix(coat, dark, 0.2F),
                        PixelPart::arm);
            s.capsule(at(-0.2, back + 0.06, side * 0.22 * stout),
                      0.1 * h,
                      at(-0.5, back + 0.13, side * 0.15),
                      0.035 * h,
                      mix(coat, dark, 0.2F),
                      PixelPart::arm);
        }
    }

    s.group = 5;
    const Attitude look = attitude_of(entity, moment);
    const double peck =
        entity.action == Action::walk ? 0.05 * std::sin(2 * cycle) : 0.01 * std::sin(cycle);
    const double neck_long = 0.12 * g.limbs;
    s.turn_head(at(0.3, back + 0.15), look.yaw, look.nod);
    const double r = (0.165 + 0.03 * g.head) * h;
    const Vec3 head = flies ? at(0.72 + neck_long, back + 0.2)
                            : at(0.36 + peck, back + 0.4 + neck_long, -0.5 * waddle);
    const Rgb hood = g.clothes % 2 == 0 ? second : coat;
    const Vec3 root = at(0.3, back + 0.08);
    s.capsule(root, 0.16 * h, mix(root, head, 0.45), 0.12 * h, coat, PixelPart::body);
    s.capsule(
        mix(root, head, 0.42), 0.125 * h, mix(root, head, 0.5), 0.12 * h, light, PixelPart::body);
    s.capsule(mix(root, head, 0.6), 0.11 * h, head, 0.7 * r, hood, PixelPart::head);
    const Vec3 beak = head + Vec3{1.75 * r, -0.3 * r, 0};
    s.hull({head + Vec3{0.7 * r, 0.15 * r, 0},
            head + Vec3{0.75 * r, -0.35 * r, 0.38 * r},
            head + Vec3{0.75 * r, -0.35 * r, -0.38 * r},
            beak + Vec3{0, 0, 0.3 * r},
            beak + Vec3{0, 0, -0.3 * r}},
           0.12 * r,
           bill,
           PixelPart::accessory);
    s.ellipsoid(head, r, 0.96 * r, 0.94 * r, hood, PixelPart::head);
    const double tuft = (0.12 + 0.5 * std::max(0.0, g.ears - 0.4)) * r;
    s.capsule(head + Vec3{-0.4 * r, 0.75 * r, 0},
              0.8 * tuft,
              head + Vec3{-0.7 * r - 1.6 * tuft, 0.75 * r + 1.6 * tuft, 0},
              0.3 * tuft,
              hood,
              PixelPart::hair);
    eyes(s, head, r, {0.62, 0.28, 0.68, 0.16, -0.2, true}, blink_of(moment));
    for (const double side : {1.0, -1.0}) {
        s.spot(head + Vec3{1.2 * r, -0.32 * r, 0},
               0.36 * r,
               0.1,
               0,
               side,
               0.5 * r,
               0.04 * r,
               mix(bill, dark, 0.6F));
    }
    s.straight();
}

void snake(Sculptor& s, const Entity& entity, const Moment& moment)
{
    constexpr int joints = 15;
    const Genome& g = entity.genome;
    const double h = height_of(entity);
    const Rgb coat = ink(entity.colour);
    const Rgb second = ink(entity.second_colour);
    const bool goes = entity.action == Action::walk;
    const double cycle = 2 * pi * moment.phase;
    // The bends lie still on the ground; the body goes through them.
    const double gone =
        goes ? moment.root.x * std::cos(moment.heading) + moment.root.z * std::sin(moment.heading)
             : 0;
    const double whole = length_of(entity);
    const double thick = (0.17 + 0.06 * g.build) * h;
    const double tall = 0.75 + 0.35 * g.limbs; // of the raised neck
    const double begin = 0.3 * whole;
    const double span = 0.8 * whole;
    const auto body = [&](double share) { // 0 behind the neck … 1 the tail's tip
        const double along = begin - span * share;
        const double bend = 2 * pi * (along + gone) / (0.42 * whole) + 2 * pi * g.phase;
        const double loose = std::min(1.0, 4 * share);
        return Vec3{along,
                    thick * (1.0 - 0.6 * share) +
                        loose * (1 - share) * 0.22 * h * (1 + std::sin(bend + 0.9)),
                    loose * 0.62 * h * std::sin(bend)};
    };
    Vec3 before = body(0);
    for (int i = 1; i <= joints; ++i) {
        const double share = static_cast<double>(i) / joints;
        const Vec3 next = body(share);
        const auto girth = [&](double at) {
            return thick * std::sqrt(std::max(0.02, 1.02 - at * at));
        };
        const bool band = g.clothes % 3 == 0 ? i % 2 == 0 : g.clothes % 3 == 1 && i % 4 == 0;
        s.group = 1;
        s.capsule(before,
                  girth(share - 1.0 / joints),
                  next,
                  girth(share),
                  band ? second : coat,
                  PixelPart::body);
        before = next;
    }
    const double sway = (goes ? 0.1 : 0.16) * std::sin(cycle * (goes ? 2 : 1));
    const Vec3 root = body(0);
    const Vec3 bow = root + Vec3{0.26 * h, 0.3 * tall * h, 0.3 * sway * h};
    const Vec3 top = root + Vec3{0.06 * h, tall * h, sway * h};
    s.group = 0;
    s.capsule(root, thick, bow, thick, coat, PixelPart::body);
    s.capsule(bow, thick, mix(bow, top, 0.55), 0.9 * thick, coat, PixelPart::body);
    s.capsule(mix(bow, top, 0.55), 0.9 * thick, top, 0.85 * thick, coat, PixelPart::body);
    s.capsule(bow + Vec3{0.45 * thick, 0, 0},
              0.62 * thick,
              mix(bow, top, 0.75) + Vec3{0.4 * thick, 0, 0},
              0.5 * thick,
              g.clothes % 3 == 2 ? second : mix(coat, light, 0.5F),
              PixelPart::body);
    const Attitude look = attitude_of(entity, moment);
    s.turn_head(top, look.yaw, look.nod);
    const double r = (0.24 + 0.06 * g.head) * h;
    const Vec3 head = top + Vec3{0.35 * r, 0.25 * r, 0};
    s.ellipsoid(head, r, 0.78 * r, 0.95 * r, coat, PixelPart::head);
    const Vec3 nose = head + Vec3{1.0 * r, -0.18 * r, 0};
    s.capsule(head + Vec3{0.2 * r, -0.12 * r, 0}, 0.62 * r, nose, 0.36 * r, coat, PixelPart::head);
    const double flick = std::max(0.05, std::sin(3 * cycle)) * (0.7 + 0.6 * g.tail) * r;
    const Vec3 tip = nose + Vec3{0.3 * r + 0.6 * flick, -0.15 * r, 0};
    s.capsule(nose + Vec3{0.1 * r, -0.12 * r, 0},
              0.06 * r,
              tip,
              0.06 * r,
              hex(0xD9303A),
              PixelPart::face);
    for (const double side : {1.0, -1.0}) {
        s.capsule(tip,
                  0.05 * r,
                  tip + Vec3{0.4 * flick, (0.1 + 0.1 * side) * flick, 0.25 * side * flick},
                  0.03 * r,
                  hex(0xD9303A),
                  PixelPart::face);
    }
    eyes(s, head, 0.9 * r, {0.62, 0.5, 0.62, 0.2, 0.6 - 0.13 * g.hair, true}, blink_of(moment));
    for (const double side : {1.0, -1.0}) {
        s.spot(mix(head, nose, 0.6) + Vec3{0, -0.2 * r, 0},
               0.45 * r,
               0.25,
               -0.1,
               side,
               0.4 * r,
               0.045 * r,
               dark);
    }
    s.straight();
}

} // namespace

void sculpt_small_animal(Sculptor& s, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::fish:
        fish(s, entity, moment);
        break;
    case Kind::duck:
        duck(s, entity, moment);
        break;
    default:
        snake(s, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
