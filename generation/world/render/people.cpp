// People, children and robots: legs, trunk, head and arms.

#include "generation/world/render/people.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

namespace {

void draw_legs(
    Sculptor& s, const Entity& entity, Pose& pose, const Measures& body, const Outfit& outfit)
{
    const double height = body.height;
    for (const int limb : {0, 1}) {
        const auto i = static_cast<std::size_t>(limb);
        s.group = limb;
        const double side = (limb == 0 ? 1 : -1) * 0.055 * height * body.stout;
        const Vec3& ankle = pose.ankles[i];
        const Vec3 socket{pose.pelvis.x, pose.pelvis.y, pose.pelvis.z + side};
        const Vec3 knee = joint(socket, ankle, body.hip * 0.53, body.hip * 0.5, pose.knees[i]);
        const double thick = 0.052 * height * body.stout;
        pose.knees_at[i] = knee;
        if (wears_skirt(entity)) { // what the hem leaves free
            const Vec3 below = mix(knee, ankle, 0.25);
            s.capsule(below, thick * 0.75, ankle, thick * 0.66, outfit.shin, PixelPart::leg);
        } else {
            s.capsule(socket, thick * 1.12, knee, thick * 0.86, outfit.trousers, PixelPart::leg);
            s.capsule(knee, thick * 0.82, ankle, thick * 0.66, outfit.shin, PixelPart::leg);
        }
        if (pose.toes_out[i] != 0) {
            s.turn_about(ankle, turned_by(pose.toes_out[i], 0, 0));
        }
        s.capsule({ankle.x - 0.012 * height, ankle.y - 0.012 * height, ankle.z},
                  0.034 * height,
                  {ankle.x + 0.085 * height, ankle.y - 0.016 * height - pose.toe_drops[i], ankle.z},
                  0.028 * height,
                  outfit.shoe,
                  PixelPart::foot);
        s.straight();
    }
}

void draw_robot_trunk(
    Sculptor& s, const Measures& body, const Outfit& outfit, const Vec3& pelvis, const Vec3& chest)
{
    s.box({mix(pelvis, chest, 0.56).x, mix(pelvis, chest, 0.56).y, mix(pelvis, chest, 0.56).z},
          body.wide * 1.05,
          body.rise * 0.52,
          body.wide * 1.5,
          0.03 * body.height,
          outfit.shirt,
          PixelPart::body);
    s.spot({mix(pelvis, chest, 0.6).x, mix(pelvis, chest, 0.6).y, pelvis.z * 0.6},
           body.wide * 1.05,
           1,
           0,
           0,
           body.wide * 0.62,
           body.wide * 0.5,
           outfit.accent,
           PixelPart::accessory);
}

void draw_trunk(Sculptor& s,
                const Genome& genome,
                const Measures& body,
                const Outfit& outfit,
                bool bent,
                const Vec3& pelvis,
                const Vec3& chest)
{
    const double height = body.height;
    const double wide = body.wide;
    s.capsule({pelvis.x, pelvis.y + 0.01 * height, pelvis.z},
              wide * 1.02,
              {pelvis.x, pelvis.y - 0.03 * height, pelvis.z},
              wide * 0.95,
              outfit.hips,
              PixelPart::body);
    if (genome.pattern == 0 && genome.clothes % 4 == 3 && !bent) { // a skirt or coat
        s.hull({{-wide * 1.0, pelvis.y + 0.08 * height, wide},
                {wide, pelvis.y + 0.08 * height, wide},
                {-wide, pelvis.y + 0.08 * height, -wide},
                {wide, pelvis.y + 0.08 * height, -wide},
                {-wide * 1.7, pelvis.y - 0.17 * height, wide * 1.5},
                {wide * 1.7, pelvis.y - 0.17 * height, wide * 1.5},
                {-wide * 1.7, pelvis.y - 0.17 * height, -wide * 1.5},
                {wide * 1.7, pelvis.y - 0.17 * height, -wide * 1.5}},
               0.02 * height,
               outfit.shirt,
               PixelPart::body);
    }
    s.capsule({pelvis.x, pelvis.y + 0.06 * height, pelvis.z},
              wide * (0.8 + 0.35 * genome.build),
              {chest.x, chest.y - 0.05 * height, chest.z},
              wide * 1.18,
              outfit.shirt,
              PixelPart::body);
    if (genome.pattern != 0) { // slim or with a belly
        const double belly = std::clamp(2 * genome.build - 1, 0.0, 1.0);
        s.ellipsoid({pelvis.x + 0.3 * wide * belly, pelvis.y + 0.09 * height, pelvis.z},
                    wide * (0.8 + 0.45 * belly),
                    0.1 * height,
                    wide * (0.8 + 0.3 * belly),
                    outfit.shirt,
                    PixelPart::body);
    }
    s.ellipsoid({chest.x, chest.y - 0.035 * height, chest.z},
                wide * 1.0,
                wide * 0.8,
                wide * 1.5,
                outfit.shirt,
                PixelPart::body);
}

void draw_head(Sculptor& s,
               const Entity& entity,
               const Moment& moment,
               const Measures& body,
               const Outfit& outfit,
               const Vec3& head)
{
    const double r = body.r;
    const Rgb skin = skin_of(entity);
    if (body.robot) {
        s.box({head.x, head.y, head.z},
              r * 0.95,
              r * 0.85,
              r * 1.05,
              r * 0.3,
              mix(outfit.shirt, skin, 0.25F),
              PixelPart::head);
        s.capsule({head.x, head.y + r * 0.8, head.z},
                  0.07 * r,
                  {head.x, head.y + r * (1.3 + 0.6 * entity.genome.ears), head.z},
                  0.07 * r,
                  hex(0x5A6069),
                  PixelPart::accessory);
        s.ellipsoid({head.x, head.y + r * (1.4 + 0.6 * entity.genome.ears), head.z},
                    0.22 * r,
                    0.22 * r,
                    0.22 * r,
                    outfit.accent,
                    PixelPart::accessory);
        draw_robot_face(s, entity, moment, body, head);
        return;
    }
    s.ellipsoid(head, r * 0.97, r * 1.06, r * 0.95, skin, PixelPart::head);
    s.ellipsoid({head.x + 0.95 * r, head.y - 0.08 * r, head.z},
                0.16 * r,
                0.15 * r,
                0.14 * r,
                skin,
                PixelPart::head);
    draw_hair(s, entity, body, head);
    draw_hat(s, entity, body, head);
    draw_face(s, entity, moment, body, head);
}

void draw_arms(
    Sculptor& s, const Entity& entity, const Pose& pose, const Measures& body, const Outfit& outfit)
{
    for (const int limb : {0, 1}) {
        const auto i = static_cast<std::size_t>(limb);
        s.group = 4 + limb;
        const Vec3 shoulder = shoulder_of(pose, body, limb);
        const Vec3& hand = pose.hands[i];
        const Vec3 elbow = joint(shoulder, hand, body.arm * 0.52, body.arm * 0.52, pose.elbows[i]);
        const double thick = 0.036 * body.height * (0.85 + 0.25 * entity.genome.build);
        s.capsule(shoulder, thick * 1.12, elbow, thick, outfit.sleeve, PixelPart::arm);
        s.capsule(elbow, thick * 0.96, hand, thick * 0.8, outfit.forearm, PixelPart::arm);
        s.ellipsoid(hand,
                    0.036 * body.height,
                    0.036 * body.height,
                    0.034 * body.height,
                    skin_of(entity),
                    PixelPart::hand);
        if (entity.action == Action::point && limb == 1) {
            const Vec3 way = (hand - elbow) * (0.075 * body.height / length(hand - elbow));
            s.capsule(hand,
                      0.02 * body.height,
                      hand + way,
                      0.014 * body.height,
                      skin_of(entity),
                      PixelPart::hand);
        }
    }
}

} // namespace

bool beyond_v0(const Entity& entity)
{
    const Genome& genome = entity.genome;
    return is_gesture(entity.action) || entity.expression != Expression::neutral ||
           entity.gaze != 0 || genome.pattern != 0 || genome.headwear != 0 || genome.held != 0;
}

void sculpt_person(Sculptor& s, const Entity& entity, const Moment& moment)
{
    const Measures body = measures_of(entity);
    Pose pose = pose_of(entity, moment, body);
    const Outfit outfit = outfit_of(entity, body);
    const Genome& genome = entity.genome;
    const double height = body.height;
    const double wide = body.wide;
    s.shift(pose.shift);
    if (pose.pitch != 0) {
        s.pitch_about(pose.pivot, pose.pitch);
    }

    // legs: groups 0 and 1
    if (!pose.wading) {
        draw_legs(s, entity, pose, body, outfit);
    }

    // trunk: group 2
    s.group = 2;
    const Vec3& pelvis = pose.pelvis;
    const Vec3 chest = pose.bent ? pelvis + Vec3{0, 0.86 * body.rise, 0} : pose.chest;
    const auto upright_trunk = [&] {
        if (pose.bent) {
            s.turn_about(pelvis, pose.trunk);
        }
    };
    upright_trunk();
    if (pose.wading) { // a back above the water
        s.ellipsoid({chest.x - 0.1 * wide, chest.y - 0.15 * height, chest.z},
                    0.65 * wide,
                    0.19 * height,
                    1.25 * wide,
                    outfit.shirt,
                    PixelPart::body);
    } else if (body.robot) {
        draw_robot_trunk(s, body, outfit, pelvis, chest);
    } else {
        draw_trunk(s, genome, body, outfit, pose.bent, pelvis, chest);
        if (genome.pattern != 0 || wears_skirt(entity)) {
            dress(s, entity, moment, body, pose, pelvis, chest);
        }
    }
    s.group = 2;
    if (genome.bag && !body.robot && !pose.wading) {
        s.ellipsoid({chest.x - wide * 1.35, chest.y - 0.12 * height, chest.z},
                    wide * 0.72,
                    wide * 1.35,
                    wide * 0.95,
                    mix(outfit.accent, hex(0x8A5A3A), 0.5F),
                    PixelPart::accessory);
    }
    s.straight();

    // head: group 3
    s.group = 3;
    s.capsule({pose.chest.x, pose.chest.y, pose.chest.z},
              0.034 * height,
              {pose.head.x, pose.head.y, pose.head.z},
              0.034 * height,
              skin_of(entity),
              PixelPart::head);
    if (pose.facing) {
        s.turn_about(pose.head, pose.face);
    }
    draw_head(s, entity, moment, body, outfit, pose.head);
    s.straight();
    if (genome.scarf && !body.robot) {
        upright_trunk();
        s.ellipsoid({chest.x, chest.y + 0.025 * height, chest.z},
                    wide * 0.92,
                    0.036 * height,
                    wide * 0.95,
                    mix(outfit.accent, hex(0xE0533D), 0.35F),
                    PixelPart::accessory);
        s.straight();
    }

    // arms: groups 4 and 5
    draw_arms(s, entity, pose, body, outfit);
    draw_things(s, entity, moment, body, pose);
}

} // namespace rushlight::generation::world
