// Four-footed animals and birds.

#include "generation/world/render/animal_parts.hpp"
#include "generation/world/render/figures.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb dark = hex(0x25232A);

/// Proportions in shares of the height.
struct Build {
    double back;       ///< height of the trunk's axis
    double trunk;      ///< half length of the trunk
    double girth;      ///< radius
    double head;       ///< radius
    double head_along; ///< head's place against the trunk's front end
    double head_up;
    double snout;
    double leg; ///< radius
};

Build build_of(const Entity& entity)
{
    const Genome& g = entity.genome;
    switch (entity.kind) {
    case Kind::cat:
        return {0.5, 0.4, 0.15 + 0.05 * g.build, 0.2 + 0.03 * g.head, 0.16, 0.3, 0.08, 0.055};
    case Kind::horse:
        return {0.6, 0.29, 0.13 + 0.03 * g.build, 0.085 + 0.01 * g.head, 0.24, 0.3, 0.17, 0.04};
    case Kind::rabbit:
        return {0.34, 0.2, 0.21 + 0.04 * g.build, 0.17 + 0.02 * g.head, 0.14, 0.24, 0.06, 0.06};
    default: // dog
        return {0.52, 0.36, 0.15 + 0.05 * g.build, 0.15 + 0.03 * g.head, 0.17, 0.28, 0.17, 0.058};
    }
}

void legs(Sculptor& s,
          const Entity& entity,
          const Moment& moment,
          const Build& b,
          double h,
          const Rgb& coat,
          const Rgb& paw)
{
    for (int limb = 0; limb < 4; ++limb) {
        s.group = limb;
        const bool front = limb < 2;
        const double side = (limb % 2 == 0 ? 1 : -1) * b.girth * 0.6 * h;
        const double socket_along = (front ? 0.86 : -0.86) * b.trunk * h;
        const Vec3 step = step_of(entity, moment, limb, socket_along, side);
        double along = step.x;
        double lift = step.y;
        const double socket_up = (b.back - b.girth * 0.25) * h - moment.crouch * 0.12 * h;
        if (moment.lift > 0) { // stretched in the air
            along = socket_along + (front ? 0.2 : -0.24) * h;
            lift = 0.12 * h;
        }
        const Vec3 socket{socket_along, socket_up, side};
        const Vec3 foot_place{along, lift + b.leg * h * 0.8, side};
        const double bend = front ? 0.05 : -0.09;
        const Vec3 knee{
            (socket.x + foot_place.x) / 2 + bend * h, (socket.y + foot_place.y) / 2, side};
        const double haunch = entity.kind == Kind::rabbit && !front ? 2.1 : 1.5;
        s.capsule(socket, b.leg * h * haunch, knee, b.leg * h, coat, PixelPart::leg);
        s.capsule(knee, b.leg * h, foot_place, b.leg * h * 0.78, coat, PixelPart::leg);
        s.ellipsoid({along + 0.4 * b.leg * h, lift + b.leg * h * 0.6, side},
                    b.leg * h * 1.35,
                    b.leg * h * 0.75,
                    b.leg * h,
                    paw,
                    PixelPart::foot);
    }
}

/// How much lower the hips of a sitting animal lie, in heights.
double drop_of(const Entity& entity, const Build& b)
{
    return b.back - (entity.kind == Kind::rabbit ? 1.1 : 1.25) * b.girth;
}

/// Sitting down: the forelegs stay where the shoulders go, the hind feet come forward.
void sitting_legs(Sculptor& s,
                  const Entity& entity,
                  const Trunk& trunk,
                  double sat,
                  const Build& b,
                  const Rgb& coat,
                  const Rgb& paw)
{
    const double h = height_of(entity);
    const double thin = b.leg * h;
    for (int i = 0; i < 4; ++i) {
        s.group = i;
        const bool front = i < 2;
        const double side = (i % 2 == 0 ? 1 : -1) * b.girth * (front ? 0.6 : 0.6 + 0.3 * sat) * h;
        Vec3 socket = trunk.hips + Vec3{-0.06 * b.trunk * h, -0.1 * sat * b.girth * h, side};
        Vec3 foot{-0.86 * b.trunk * h + 0.3 * sat * h, 0.8 * thin, side};
        Vec3 bend{-0.09 * (1 - sat) * h + 0.1 * sat * h, 0.13 * sat * h, 0};
        if (front) {
            socket = trunk({0.86 * b.trunk * h, trunk.hips.y - 0.25 * b.girth * h, side});
            foot = {socket.x + 0.03 * h, 0.8 * thin, side};
            bend = {0.05 * (1 - sat) * h, 0, 0};
        }
        const double haunch = front ? 1.4 : 1.5 + 0.9 * sat;
        limb(s, {socket, foot, bend, haunch * thin, 0.85 * thin}, coat, PixelPart::leg);
        s.ellipsoid(foot + Vec3{0.4 * thin, -0.2 * thin, 0},
                    (1.35 + (front ? 0 : 0.5 * sat)) * thin,
                    0.75 * thin,
                    thin,
                    paw,
                    PixelPart::foot);
    }
}

void four_footed(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Genome& g = entity.genome;
    const double h = height_of(entity);
    const Build b = build_of(entity);
    const Rgb coat = ink(entity.colour);
    const Rgb second = ink(entity.second_colour);
    const bool patched = g.clothes % 3 == 0;
    const bool runs = entity.action == Action::run || entity.action == Action::chase;
    const double gallop = runs ? 0.1 * std::sin(2 * pi * (moment.phase + 0.1)) : 0;
    const double sat = entity.action == Action::sit ? moment.done : 0;
    const double lowered = sat * drop_of(entity, b) * h;
    const double pitch = gallop + (moment.lift > 0 ? 0.25 * (0.5 - std::fmod(moment.phase, 1.0)) * 2
                                                   : 0.16 * moment.crouch);
    const Rgb paw = patched ? second : mix(coat, dark, 0.35F);
    double tilt = pitch; // of the trunk
    if (entity.action == Action::sit) {
        tilt = (entity.kind == Kind::rabbit ? 0.5 : 0.74) * sat;
        const Trunk trunk{{-0.78 * b.trunk * h, b.back * h - lowered, 0}, tilt};
        sitting_legs(s, entity, trunk, sat, b, coat, paw);
        s.pitch_about(trunk.hips, tilt);
    } else {
        tilt = entity.action == Action::swim ? 0.08 + 0.03 * std::sin(2 * pi * moment.phase) : tilt;
        s.pitch_about({0, b.back * h, 0}, tilt);
        legs(s, entity, moment, b, h, coat, paw);
    }

    // trunk
    s.group = 4;
    const double bob =
        entity.action == Action::walk
            ? 0.012 * h * std::cos(4 * pi * moment.phase)
            : (entity.action == Action::stand ? 0.008 * h * std::sin(2 * pi * moment.phase) : 0);
    const double back = b.back * h + bob - moment.crouch * 0.14 * h - lowered;
    const double rump = entity.kind == Kind::rabbit ? 1.25 : 0.96;
    s.capsule({-b.trunk * h * 0.78, back, 0},
              b.girth * h * rump,
              {b.trunk * h * 0.78, back + 0.02 * h, 0},
              b.girth * h * 1.06,
              coat,
              PixelPart::body);
    if (patched) {
        s.ellipsoid({b.trunk * h * 0.8, back - 0.05 * h, 0},
                    b.girth * h * 0.8,
                    b.girth * h * 0.95,
                    b.girth * h * 0.9,
                    second,
                    PixelPart::body);
    }

    // tail
    s.group = 5;
    const double wag = std::sin(2 * pi * moment.phase * (entity.kind == Kind::dog ? 2 : 1));
    const Vec3 root{-b.trunk * h - b.girth * 0.7 * h, back + 0.06 * h, 0};
    if (entity.kind == Kind::cat) {
        const Vec3 middle{root.x - 0.22 * h, root.y + 0.16 * h, 0.05 * h * wag};
        s.capsule(root, 0.055 * h, middle, 0.05 * h, coat, PixelPart::tail);
        s.capsule(middle,
                  0.05 * h,
                  {middle.x - (0.02 + 0.05 * wag) * h,
                   middle.y + (0.25 + 0.15 * g.tail) * h,
                   0.1 * h * wag},
                  0.045 * h,
                  patched ? second : coat,
                  PixelPart::tail);
    } else if (entity.kind == Kind::horse) {
        s.capsule({root.x, root.y, 0},
                  0.04 * h,
                  {root.x - 0.1 * h, root.y - 0.34 * h, 0.05 * h * wag},
                  0.06 * h,
                  mix(second, dark, 0.25F),
                  PixelPart::tail);
    } else if (entity.kind == Kind::rabbit) {
        s.ellipsoid({root.x - 0.02 * h, root.y + 0.02 * h, 0},
                    0.1 * h,
                    0.1 * h,
                    0.1 * h,
                    hex(0xF4F1EA),
                    PixelPart::tail);
    } else {
        s.capsule(root,
                  0.05 * h,
                  {root.x - 0.16 * h, root.y + (0.14 + 0.2 * g.tail) * h, 0.12 * h * wag},
                  0.035 * h,
                  coat,
                  PixelPart::tail);
    }

    // neck and head
    s.group = 6;
    const double nod = entity.action == Action::walk || runs
                           ? 0.03 * h * std::sin(4 * pi * moment.phase)
                           : 0.01 * h * std::sin(2 * pi * moment.phase);
    const Vec3 head{(b.trunk + b.head_along) * h, back + b.head_up * h + nod, 0};
    const double r = b.head * h;
    const bool long_neck = entity.kind == Kind::horse;
    const Attitude look = attitude_of(entity, moment);
    s.turn_head({0.75 * b.trunk * h, back + (long_neck ? 0.03 : 0.5 * b.head_up) * h, 0},
                look.yaw,
                look.nod - (sat > 0 || entity.action == Action::swim ? 0.9 * tilt : 0));
    s.capsule({b.trunk * h * 0.8, back + 0.03 * h, 0},
              b.girth * h * (long_neck ? 0.82 : 0.8),
              head,
              r * (long_neck ? 0.9 : 0.75),
              coat,
              PixelPart::body);
    if (long_neck) { // mane
        s.capsule({b.trunk * h * 0.72, back + 0.17 * h, 0},
                  0.045 * h,
                  {head.x - 0.07 * h, head.y + 0.1 * h, 0},
                  0.045 * h,
                  mix(second, dark, 0.25F),
                  PixelPart::hair);
    }
    s.ellipsoid(head, r, r * 0.96, r * 0.92, coat, PixelPart::head);
    const Vec3 nose{head.x + r * 0.55 + b.snout * h, head.y - (long_neck ? 0.1 : 0.045) * h, 0};
    s.capsule({head.x + 0.3 * r, head.y - 0.02 * h, 0},
              r * 0.7,
              nose,
              r * (long_neck                  ? 0.58
                   : entity.kind == Kind::dog ? 0.5
                                              : 0.42),
              patched ? second : mix(coat, hex(0xF4F1EA), 0.18F),
              PixelPart::head);
    const double ear = (0.7 + 0.6 * g.ears) * r;
    for (const double side : {0.62, -0.62}) {
        const Vec3 base{head.x - 0.15 * r, head.y + 0.66 * r, side * r};
        if (entity.kind == Kind::rabbit) {
            s.capsule(base,
                      0.2 * r,
                      {base.x - 0.5 * ear, base.y + 2.0 * ear, side * 1.2 * r},
                      0.26 * r,
                      coat,
                      PixelPart::accessory);
        } else if (entity.kind == Kind::dog && g.hair % 2 == 0) { // hanging ears
            s.capsule({base.x, base.y - 0.1 * r, side * 1.3 * r},
                      0.26 * r,
                      {base.x - 0.1 * r, base.y - 1.1 * ear, side * 1.5 * r},
                      0.34 * r,
                      mix(coat, dark, 0.35F),
                      PixelPart::accessory);
        } else {
            s.capsule(base,
                      0.34 * r,
                      {base.x - 0.1 * r, base.y + 0.85 * ear, side * 1.15 * r},
                      0.05 * r,
                      mix(coat, dark, 0.2F),
                      PixelPart::accessory);
        }
        s.spot(head, r, 0.72, 0.3, side * 1.05, (long_neck ? 0.2 : 0.17) * r, 0.22 * r, dark);
        s.spot(head, r * 1.03, 0.74, 0.37, side * 1.05, 0.06 * r, 0.07 * r, hex(0xF4F1EA));
    }
    s.spot({nose.x - 0.1 * r, nose.y, 0}, r * 0.52, 1, 0.3, 0, 0.22 * r, 0.17 * r, dark);
    if (g.scarf) { // collar
        s.ellipsoid(mix(Vec3{b.trunk * h * 0.8, back, 0}, head, 0.55),
                    b.girth * h * 0.75,
                    0.045 * h,
                    b.girth * h * 0.75,
                    hex(0xE0533D),
                    PixelPart::accessory);
    }
    s.straight();
}

void bird(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Genome& g = entity.genome;
    const double h = height_of(entity);
    const Rgb coat = ink(entity.colour);
    const Rgb second = ink(entity.second_colour);
    const bool flying = entity.action == Action::fly || moment.lift > 0;
    const double up = flying ? 0.32 * h : (0.52 - 0.15 * moment.crouch) * h;
    s.pitch_about({0, up, 0}, flying ? 0.05 : 0.42);
    s.group = 2;
    s.capsule({-0.55 * h, up + 0.0 * h, 0},
              0.08 * h,
              {-0.95 * h, up - 0.02 * h, 0},
              0.13 * h,
              second,
              PixelPart::tail);
    s.ellipsoid({0, up, 0}, 0.55 * h, (0.27 + 0.06 * g.build) * h, 0.29 * h, coat, PixelPart::body);
    s.ellipsoid({0.12 * h, up - 0.1 * h, 0},
                0.36 * h,
                0.2 * h,
                0.24 * h,
                mix(coat, hex(0xF4F1EA), 0.55F),
                PixelPart::body);
    s.group = 3;
    const double bob =
        entity.action == Action::walk ? 0.06 * h * std::sin(4 * pi * moment.phase) : 0;
    const Vec3 head{0.5 * h + bob, up + 0.24 * h, 0};
    const double r = (0.21 + 0.03 * g.head) * h;
    const Attitude look = attitude_of(entity, moment);
    s.turn_head({0.4 * h, head.y - 0.1 * h, 0}, look.yaw, look.nod);
    s.capsule({head.x + 0.6 * r, head.y - 0.05 * r, 0},
              0.34 * r,
              {head.x + 1.9 * r, head.y - 0.25 * r, 0},
              0.05 * r,
              hex(0xEFA02E),
              PixelPart::accessory);
    s.ellipsoid(head, r, r, r, coat, PixelPart::head);
    if (g.ears > 0.6) {
        s.capsule({head.x - 0.2 * r, head.y + 0.8 * r, 0},
                  0.2 * r,
                  {head.x - 0.9 * r, head.y + 1.6 * r, 0},
                  0.05 * r,
                  second,
                  PixelPart::hair);
    }
    for (const double side : {0.7, -0.7}) {
        s.spot(head, r, 0.7, 0.25, side, 0.24 * r, 0.26 * r, hex(0xF4F1EA));
        s.spot(head, r * 1.03, 0.74, 0.25, side, 0.14 * r, 0.16 * r, dark);
    }
    s.straight();
    const double flap = flying ? std::sin(2 * pi * moment.phase) : 0;
    for (const int limb : {0, 1}) {
        const double side = limb == 0 ? 1 : -1;
        s.group = 4 + limb;
        const Vec3 shoulder{0.12 * h, up + 0.12 * h, side * 0.2 * h};
        if (flying) {
            const double lift = 0.2 + 0.8 * flap;
            const Vec3 elbow{0.1 * h, up + (0.12 + 0.42 * lift) * h, side * 0.62 * h};
            const Vec3 tip{
                -0.2 * h,
                up + (0.12 + 0.62 * lift + 0.18 * std::sin(2 * pi * (moment.phase - 0.12))) * h,
                side * 1.2 * h};
            s.hull({shoulder,
                    elbow,
                    tip,
                    {-0.42 * h, (elbow.y + shoulder.y) / 2, side * 0.6 * h},
                    {-0.3 * h, shoulder.y - 0.02 * h, side * 0.2 * h}},
                   0.05 * h,
                   mix(coat, dark, 0.16F),
                   PixelPart::arm);
        } else {
            s.ellipsoid({-0.08 * h, up + 0.02 * h, side * 0.27 * h},
                        0.42 * h,
                        0.19 * h,
                        0.07 * h,
                        mix(coat, second, 0.6F),
                        PixelPart::arm);
        }
        s.group = limb;
        const Foot foot = foot_at(entity, moment, limb);
        if (flying) {
            s.capsule({-0.2 * h, up - 0.22 * h, side * 0.1 * h},
                      0.035 * h,
                      {-0.5 * h, up - 0.3 * h, side * 0.1 * h},
                      0.03 * h,
                      hex(0xD98A2B),
                      PixelPart::leg);
        } else {
            s.pitch_about({0, 0, 0}, 0);
            s.capsule({0, up - 0.2 * h, side * 0.12 * h},
                      0.035 * h,
                      {foot.along, foot.lift + 0.03 * h, side * 0.12 * h},
                      0.03 * h,
                      hex(0xD98A2B),
                      PixelPart::leg);
            s.capsule({foot.along - 0.05 * h, foot.lift + 0.03 * h, side * 0.12 * h},
                      0.03 * h,
                      {foot.along + 0.17 * h, foot.lift + 0.02 * h, side * 0.14 * h},
                      0.025 * h,
                      hex(0xD98A2B),
                      PixelPart::foot);
            s.pitch_about({0, up, 0}, 0.42);
        }
    }
}

} // namespace

void sculpt_animal(Sculptor& s, const Entity& entity, const Moment& moment)
{
    if (entity.kind == Kind::bird) {
        bird(s, entity, moment);
    } else {
        four_footed(s, entity, moment);
    }
}

} // namespace rushlight::generation::world
