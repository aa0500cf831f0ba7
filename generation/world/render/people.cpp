// People, children and robots.

#include "generation/world/render/figures.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Rgb skins[8] = {hex(0xF7D7BD),
                          hex(0xF0BF98),
                          hex(0xE0A878),
                          hex(0xC98A5A),
                          hex(0xA86C44),
                          hex(0x84502F),
                          hex(0x633A22),
                          hex(0xF3C7A6)};
constexpr Rgb hairs[8] = {hex(0x2B2320),
                          hex(0x4B3122),
                          hex(0x7A4A26),
                          hex(0xB9772F),
                          hex(0xE4BE63),
                          hex(0xA83F23),
                          hex(0x8E9097),
                          hex(0xE9E4DA)};
constexpr Rgb dark = hex(0x25232A);

/// Two bones from a to b; the joint bends towards `bend`.
Vec3 joint(const Vec3& a, const Vec3& b, double upper, double lower, const Vec3& bend)
{
    const Vec3 d = b - a;
    const double reach = std::clamp(length(d), 1e-6, (upper + lower) * 0.999);
    const double along = (reach * reach + upper * upper - lower * lower) / (2 * reach);
    const double out = std::sqrt(std::max(0.0, upper * upper - along * along));
    const Vec3 axis = d * (1 / std::max(length(d), 1e-6));
    Vec3 side = bend - axis * dot(bend, axis);
    side = side * (1 / std::max(length(side), 1e-6));
    return a + axis * along + side * out;
}

struct Arms {
    Vec3 left, right; ///< hands against their shoulders, in arm lengths: along, up, side
};

Arms arms_of(const Entity& entity, const Moment& moment)
{
    const double swing = std::sin(2 * pi * (moment.phase + 0.05));
    switch (entity.action) {
    case Action::walk:
        return {{-0.52 * swing, -0.84, 0.14}, {0.52 * swing, -0.84, -0.14}};
    case Action::run:
        return {{-0.66 * swing + 0.12, -0.38 - 0.2 * swing, 0.12},
                {0.66 * swing + 0.12, -0.38 + 0.2 * swing, -0.12}};
    case Action::jump: {
        const double up = moment.lift > 0 ? 1.0 : -moment.crouch;
        return {{0.15 - 0.35 * moment.crouch, 0.15 + 0.75 * up, 0.45},
                {0.15 - 0.35 * moment.crouch, 0.15 + 0.75 * up, -0.45}};
    }
    case Action::wave: {
        const double w = std::sin(2 * pi * moment.phase);
        return {{0.05, -0.9, 0.2}, {0.12, 0.82, -0.42 - 0.36 * w}};
    }
    case Action::dance: {
        const double w = std::sin(2 * pi * moment.phase);
        return {{0.25, 0.4 + 0.5 * w, 0.65}, {0.25, 0.4 - 0.5 * w, -0.65}};
    }
    case Action::spin:
        return {{0, 0.05, 0.95}, {0, 0.05, -0.95}};
    default: {
        const double breath = 0.03 * std::sin(2 * pi * moment.phase);
        return {{0.06, -0.9 + breath, 0.2}, {0.06, -0.9 + breath, -0.2}};
    }
    }
}

void hat(Sculptor& s, const Genome& genome, const Vec3& head, double r, const Rgb& colour)
{
    const auto up = [&](double along, double y) {
        return Vec3{head.x + along * r, head.y + y * r, head.z};
    };
    switch (genome.hat) {
    case 1: // cap
        s.ellipsoid(up(-0.05, 0.5), 1.0 * r, 0.62 * r, 1.0 * r, colour, PixelPart::hair);
        s.ellipsoid(up(0.85, 0.42), 0.62 * r, 0.12 * r, 0.7 * r, colour, PixelPart::hair);
        break;
    case 2: // top hat
        s.ellipsoid(up(0, 0.62), 1.35 * r, 0.16 * r, 1.35 * r, colour, PixelPart::hair);
        s.box(up(0, 1.3), 0.78 * r, 0.75 * r, 0.78 * r, 0.12 * r, colour, PixelPart::hair, 1.08);
        break;
    case 3: // beanie
        s.ellipsoid(up(-0.05, 0.55), 1.04 * r, 0.72 * r, 1.04 * r, colour, PixelPart::hair);
        s.ellipsoid(up(-0.05, 1.36), 0.26 * r, 0.26 * r, 0.26 * r, hex(0xF4F1EA), PixelPart::hair);
        break;
    case 4: // crown
        for (const double side : {-0.6, 0.0, 0.6}) {
            for (const double along : {-0.45, 0.45}) {
                s.capsule({head.x + along * r, head.y + 0.62 * r, head.z + side * r},
                          0.3 * r,
                          {head.x + along * 1.1 * r, head.y + 1.4 * r, head.z + side * 1.15 * r},
                          0.04 * r,
                          hex(0xF2C23D),
                          PixelPart::hair);
            }
        }
        break;
    default:
        break;
    }
}

void hair(Sculptor& s, const Genome& genome, const Vec3& head, double r, const Rgb& colour)
{
    const auto ball = [&](double along, double y, double side, double size) {
        s.ellipsoid({head.x + along * r, head.y + y * r, head.z + side * r},
                    size * r,
                    size * r,
                    size * r,
                    colour,
                    PixelPart::hair);
    };
    if (genome.hair == 0) {
        return;
    }
    s.ellipsoid({head.x - 0.24 * r, head.y + 0.26 * r, head.z},
                0.95 * r,
                0.92 * r,
                1.03 * r,
                colour,
                PixelPart::hair);
    switch (genome.hair) {
    case 2: // long
    case 7:
        s.capsule({head.x - 0.55 * r, head.y, head.z},
                  0.72 * r,
                  {head.x - 0.75 * r, head.y - (1.3 + genome.tail) * r, head.z},
                  0.5 * r,
                  colour,
                  PixelPart::hair);
        break;
    case 3: // bun
        ball(-0.75, 1.0, 0, 0.45);
        break;
    case 4: // plait
        s.capsule({head.x - 0.95 * r, head.y + 0.3 * r, head.z},
                  0.3 * r,
                  {head.x - 1.35 * r, head.y - 1.6 * r, head.z},
                  0.14 * r,
                  colour,
                  PixelPart::hair);
        break;
    case 5: // curls
        ball(0.1, 0.95, 0.4, 0.46);
        ball(0.1, 0.95, -0.4, 0.46);
        ball(-0.7, 0.6, 0.5, 0.5);
        ball(-0.7, 0.6, -0.5, 0.5);
        ball(-0.9, 0, 0, 0.55);
        break;
    case 6: // crest
        s.capsule({head.x + 0.4 * r, head.y + 1.0 * r, head.z},
                  0.22 * r,
                  {head.x - 0.8 * r, head.y + 0.9 * r, head.z},
                  0.3 * r,
                  colour,
                  PixelPart::hair);
        break;
    case 8: // bunches
        ball(-0.3, 0.45, 1.1, 0.42);
        ball(-0.3, 0.45, -1.1, 0.42);
        break;
    case 9: // quiff
        s.capsule({head.x + 0.1 * r, head.y + 0.8 * r, head.z},
                  0.4 * r,
                  {head.x + 0.85 * r, head.y + 0.98 * r, head.z},
                  0.24 * r,
                  colour,
                  PixelPart::hair);
        break;
    default:
        break;
    }
}

} // namespace

void sculpt_person(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Genome& genome = entity.genome;
    const bool robot = entity.kind == Kind::robot;
    const bool child = entity.kind == Kind::child;
    const double height = height_of(entity);
    const double r = height * (child ? 0.148 : robot ? 0.118 : 0.105) * (0.92 + 0.16 * genome.head);
    const double stout = 0.85 + 0.4 * genome.build;
    const Rgb shirt = ink(entity.colour);
    const Rgb trousers = ink(entity.second_colour);
    const Rgb skin = robot ? hex(0xB9C0C7) : skins[genome.skin & 7];
    const Rgb shoe = robot ? hex(0x5A6069) : mix(trousers, dark, 0.75F);

    const double hip_height = height * (child ? 0.4 : 0.45) * (0.95 + 0.1 * genome.limbs);
    double hip = hip_height * (1 - 0.42 * moment.crouch);
    double lean = 0;
    if (entity.action == Action::walk) {
        hip *= 0.975 + 0.02 * std::cos(4 * pi * (moment.phase - 0.05));
        lean = 0.06;
    } else if (entity.action == Action::run) {
        hip *= 0.94;
        lean = 0.26;
    } else if (entity.action == Action::jump) {
        lean = 0.32 * moment.crouch;
    } else if (entity.action == Action::dance) {
        lean = 0.08;
    }
    const double shoulder_rise = height - 2 * r - hip_height - 0.02 * height;
    const double sway =
        entity.action == Action::dance ? 0.06 * height * std::sin(2 * pi * moment.phase) : 0;
    const Vec3 pelvis{0, hip, sway};
    const Vec3 chest{std::sin(lean) * shoulder_rise * 0.86,
                     hip + std::cos(lean) * shoulder_rise * 0.86,
                     sway * 0.3};
    const Vec3 head{chest.x + std::sin(lean) * r + 0.06 * r,
                    chest.y + 0.14 * shoulder_rise + 1.02 * r,
                    -sway * 0.4};
    const double wide = 0.088 * height * stout;

    // legs: groups 0 and 1
    for (const int limb : {0, 1}) {
        s.group = limb;
        const double side = (limb == 0 ? 1 : -1) * 0.055 * height * stout;
        const Foot foot = foot_at(entity, moment, limb);
        Vec3 ankle{foot.along, foot.lift + 0.045 * height, side};
        double toe_drop = foot.planted ? 0 : 0.03 * height;
        if (entity.action == Action::jump && moment.lift > 0) {
            ankle = {-0.1 * height, 0.12 * height, side * 1.3};
            toe_drop = 0.05 * height;
        } else if (entity.action == Action::dance) {
            const double step = std::sin(2 * pi * moment.phase + (limb == 0 ? 0 : pi));
            ankle.y += std::max(0.0, step) * 0.12 * height;
            ankle.z = side * 1.9;
        } else if (entity.action == Action::stand || entity.action == Action::wave) {
            ankle.z = side * 1.35;
        }
        const Vec3 socket{pelvis.x, pelvis.y, pelvis.z + side};
        const Vec3 knee = joint(socket, ankle, hip_height * 0.53, hip_height * 0.5, {1, 0, 0});
        const double thick = 0.052 * height * stout;
        const Rgb leg = robot ? hex(0x8B929B) : trousers;
        const bool bare = genome.clothes % 3 == 1 && !robot;
        s.capsule(socket, thick * 1.12, knee, thick * 0.86, leg, PixelPart::leg);
        s.capsule(knee, thick * 0.82, ankle, thick * 0.66, bare ? skin : leg, PixelPart::leg);
        s.capsule({ankle.x - 0.012 * height, ankle.y - 0.012 * height, ankle.z},
                  0.034 * height,
                  {ankle.x + 0.085 * height, ankle.y - 0.016 * height - toe_drop, ankle.z},
                  0.028 * height,
                  shoe,
                  PixelPart::foot);
    }

    // trunk: group 2
    s.group = 2;
    if (robot) {
        s.box({mix(pelvis, chest, 0.56).x, mix(pelvis, chest, 0.56).y, mix(pelvis, chest, 0.56).z},
              wide * 1.05,
              shoulder_rise * 0.52,
              wide * 1.5,
              0.03 * height,
              shirt,
              PixelPart::body);
        s.spot({mix(pelvis, chest, 0.6).x, mix(pelvis, chest, 0.6).y, sway * 0.6},
               wide * 1.05,
               1,
               0,
               0,
               wide * 0.62,
               wide * 0.5,
               trousers,
               PixelPart::accessory);
    } else {
        s.capsule({pelvis.x, pelvis.y + 0.01 * height, pelvis.z},
                  wide * 1.02,
                  {pelvis.x, pelvis.y - 0.03 * height, pelvis.z},
                  wide * 0.95,
                  trousers,
                  PixelPart::body);
        if (genome.clothes % 4 == 3) { // a skirt or coat
            s.hull({{-wide * 1.0, pelvis.y + 0.08 * height, wide},
                    {wide, pelvis.y + 0.08 * height, wide},
                    {-wide, pelvis.y + 0.08 * height, -wide},
                    {wide, pelvis.y + 0.08 * height, -wide},
                    {-wide * 1.7, pelvis.y - 0.17 * height, wide * 1.5},
                    {wide * 1.7, pelvis.y - 0.17 * height, wide * 1.5},
                    {-wide * 1.7, pelvis.y - 0.17 * height, -wide * 1.5},
                    {wide * 1.7, pelvis.y - 0.17 * height, -wide * 1.5}},
                   0.02 * height,
                   shirt,
                   PixelPart::body);
        }
        s.capsule({pelvis.x, pelvis.y + 0.06 * height, pelvis.z},
                  wide * (0.8 + 0.35 * genome.build),
                  {chest.x, chest.y - 0.05 * height, chest.z},
                  wide * 1.18,
                  shirt,
                  PixelPart::body);
        s.ellipsoid({chest.x, chest.y - 0.035 * height, chest.z},
                    wide * 1.0,
                    wide * 0.8,
                    wide * 1.5,
                    shirt,
                    PixelPart::body);
    }
    if (genome.bag && !robot) {
        s.ellipsoid({chest.x - wide * 1.35, chest.y - 0.12 * height, chest.z},
                    wide * 0.72,
                    wide * 1.35,
                    wide * 0.95,
                    mix(trousers, hex(0x8A5A3A), 0.5F),
                    PixelPart::accessory);
    }

    // head: group 3
    s.group = 3;
    s.capsule({chest.x, chest.y, chest.z},
              0.034 * height,
              {head.x, head.y, head.z},
              0.034 * height,
              skin,
              PixelPart::head);
    if (robot) {
        s.box({head.x, head.y, head.z},
              r * 0.95,
              r * 0.85,
              r * 1.05,
              r * 0.3,
              mix(shirt, skin, 0.25F),
              PixelPart::head);
        s.capsule({head.x, head.y + r * 0.8, head.z},
                  0.07 * r,
                  {head.x, head.y + r * (1.3 + 0.6 * genome.ears), head.z},
                  0.07 * r,
                  hex(0x5A6069),
                  PixelPart::accessory);
        s.ellipsoid({head.x, head.y + r * (1.4 + 0.6 * genome.ears), head.z},
                    0.22 * r,
                    0.22 * r,
                    0.22 * r,
                    trousers,
                    PixelPart::accessory);
        for (const double side : {0.42, -0.42}) {
            s.spot(head, r, 0.9, 0.1, side, 0.27 * r, 0.27 * r, hex(0x1E2530));
            s.spot(head, r * 1.02, 0.9, 0.1, side, 0.16 * r, 0.16 * r, hex(0xBFF6FF));
        }
        s.spot(head, r, 0.95, -0.5, 0, 0.4 * r, 0.07 * r, hex(0x1E2530));
    } else {
        s.ellipsoid(head, r * 0.97, r * 1.06, r * 0.95, skin, PixelPart::head);
        s.ellipsoid({head.x + 0.95 * r, head.y - 0.08 * r, head.z},
                    0.16 * r,
                    0.15 * r,
                    0.14 * r,
                    skin,
                    PixelPart::head);
        hair(s, genome, head, r, hairs[genome.hair_colour & 7]);
        hat(s, genome, head, r, genome.hat == 4 ? hex(0xF2C23D) : mix(shirt, dark, 0.18F));
        const double blink = std::fmod(moment.phase * 0.7 + genome.phase, 1.0) > 0.94 ? 0.25 : 1;
        for (const double side : {0.5, -0.5}) {
            s.spot(head, r, 0.84, 0.08, side, 0.105 * r, 0.17 * r * blink, dark);
            s.spot(head,
                   r,
                   0.84,
                   0.42,
                   side * 1.05,
                   0.2 * r,
                   0.05 * r,
                   mix(hairs[genome.hair_colour & 7], dark, 0.5F));
            if (genome.glasses) {
                s.spot(head,
                       r * 1.03,
                       0.88,
                       0.08,
                       side,
                       0.29 * r,
                       0.27 * r,
                       mix(skin, hex(0xDDEBF5), 0.6F));
                s.spot(head, r * 1.05, 0.88, 0.08, side, 0.11 * r, 0.16 * r * blink, dark);
            }
        }
        if (genome.beard && !child) {
            s.spot(head,
                   r * 0.98,
                   0.72,
                   -0.62,
                   0,
                   0.55 * r,
                   0.38 * r,
                   hairs[genome.hair_colour & 7],
                   PixelPart::hair);
        }
        const bool happy = entity.action == Action::wave || entity.action == Action::dance ||
                           entity.action == Action::jump;
        s.spot(head,
               r,
               0.9,
               -0.46,
               0,
               (happy ? 0.24 : 0.2) * r,
               (happy ? 0.13 : 0.05) * r,
               hex(0x7E2F2B));
    }
    if (genome.scarf && !robot) {
        s.ellipsoid({chest.x, chest.y + 0.025 * height, chest.z},
                    wide * 0.92,
                    0.036 * height,
                    wide * 0.95,
                    mix(trousers, hex(0xE0533D), 0.35F),
                    PixelPart::accessory);
    }

    // arms: groups 4 and 5
    const Arms arms = arms_of(entity, moment);
    const double arm = 0.3 * height * (0.95 + 0.1 * genome.limbs) * (child ? 0.88 : 1);
    for (const int limb : {0, 1}) {
        s.group = 4 + limb;
        const double side = limb == 0 ? 1 : -1;
        const Vec3 shoulder{chest.x, chest.y - 0.035 * height, chest.z + side * wide * 1.42};
        const Vec3 reach = limb == 0 ? arms.left : arms.right;
        const Vec3 hand = shoulder + reach * arm;
        const Vec3 bend = entity.action == Action::wave || reach.y > 0.3 ? Vec3{0, -0.4, side}
                                                                         : Vec3{-1, 0, 0.25 * side};
        const Vec3 elbow = joint(shoulder, hand, arm * 0.52, arm * 0.52, bend);
        const double thick = 0.036 * height * (0.85 + 0.25 * genome.build);
        const bool sleeveless = genome.clothes % 5 == 2 && !robot;
        s.capsule(
            shoulder, thick * 1.12, elbow, thick, robot ? hex(0x8B929B) : shirt, PixelPart::arm);
        s.capsule(elbow,
                  thick * 0.96,
                  hand,
                  thick * 0.8,
                  sleeveless ? skin : (robot ? shirt : shirt),
                  PixelPart::arm);
        s.ellipsoid(hand, 0.036 * height, 0.036 * height, 0.034 * height, skin, PixelPart::hand);
    }
}

} // namespace rushlight::generation::world
