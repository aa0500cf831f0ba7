// Where the joints of people are: the poses that world v0 knows, and what all poses share.

#include "generation/world/render/people.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

struct Arms {
    Vec3 left, right; ///< hands against their shoulders, in arm lengths: along, up, side
};

Arms arms_of(Action action, const Moment& moment)
{
    const double swing = std::sin(2 * pi * (moment.phase + 0.05));
    switch (action) {
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

} // namespace

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

Measures measures_of(const Entity& entity)
{
    const Genome& genome = entity.genome;
    Measures body;
    body.robot = entity.kind == Kind::robot;
    body.child = entity.kind == Kind::child;
    body.height = height_of(entity);
    body.r = body.height *
             (body.child   ? 0.148
              : body.robot ? 0.118
                           : 0.105) *
             (0.92 + 0.16 * genome.head);
    body.stout = 0.85 + 0.4 * genome.build;
    body.hip = body.height * (body.child ? 0.4 : 0.45) * (0.95 + 0.1 * genome.limbs);
    body.rise = body.height - 2 * body.r - body.hip - 0.02 * body.height;
    body.wide = 0.088 * body.height * body.stout;
    body.arm = 0.3 * body.height * (0.95 + 0.1 * genome.limbs) * (body.child ? 0.88 : 1);
    return body;
}

Vec3 shoulder_of(const Pose& pose, const Measures& body, int limb)
{
    const double side = limb == 0 ? 1 : -1;
    const Vec3& chest = pose.chest;
    if (pose.bent) {
        return chest + pose.trunk * Vec3{0, -0.035 * body.height, side * body.wide * 1.42};
    }
    return {chest.x, chest.y - 0.035 * body.height, chest.z + side * body.wide * 1.42};
}

Pose pose_of(const Entity& entity, const Moment& moment, const Measures& body)
{
    const double height = body.height;
    const Action action = entity.action == Action::chase ? Action::run : entity.action;
    double hip = body.hip * (1 - 0.42 * moment.crouch);
    double lean = 0;
    if (action == Action::walk) {
        hip *= 0.975 + 0.02 * std::cos(4 * pi * (moment.phase - 0.05));
        lean = 0.06;
    } else if (action == Action::run) {
        hip *= 0.94;
        lean = 0.26;
    } else if (action == Action::jump) {
        lean = 0.32 * moment.crouch;
    } else if (action == Action::dance) {
        lean = 0.08;
    }
    const double sway =
        action == Action::dance ? 0.06 * height * std::sin(2 * pi * moment.phase) : 0;
    Pose pose;
    pose.pelvis = {0, hip, sway};
    pose.chest = {
        std::sin(lean) * body.rise * 0.86, hip + std::cos(lean) * body.rise * 0.86, sway * 0.3};
    pose.head = {pose.chest.x + std::sin(lean) * body.r + 0.06 * body.r,
                 pose.chest.y + 0.14 * body.rise + 1.02 * body.r,
                 -sway * 0.4};
    for (const int limb : {0, 1}) {
        const auto i = static_cast<std::size_t>(limb);
        const double side = (limb == 0 ? 1 : -1) * 0.055 * height * body.stout;
        const Foot foot = foot_at(entity, moment, limb);
        Vec3& ankle = pose.ankles[i];
        ankle = {foot.along, foot.lift + 0.045 * height, side};
        pose.toe_drops[i] = foot.planted ? 0 : 0.03 * height;
        if (action == Action::jump && moment.lift > 0) {
            ankle = {-0.1 * height, 0.12 * height, side * 1.3};
            pose.toe_drops[i] = 0.05 * height;
        } else if (action == Action::dance) {
            const double step = std::sin(2 * pi * moment.phase + (limb == 0 ? 0 : pi));
            ankle.y += std::max(0.0, step) * 0.12 * height;
            ankle.z = side * 1.9;
        } else if (action == Action::stand || action == Action::wave || is_gesture(action)) {
            ankle.z = side * 1.35;
        }
    }
    if (is_gesture(action)) {
        gesture(pose, entity, moment, body);
        return pose;
    }
    const Arms arms = arms_of(action, moment);
    for (const int limb : {0, 1}) {
        const auto i = static_cast<std::size_t>(limb);
        const double side = limb == 0 ? 1 : -1;
        const Vec3 reach = limb == 0 ? arms.left : arms.right;
        pose.hands[i] = shoulder_of(pose, body, limb) + reach * body.arm;
        pose.elbows[i] = action == Action::wave || reach.y > 0.3 ? Vec3{0, -0.4, side}
                                                                 : Vec3{-1, 0, 0.25 * side};
    }
    const bool shows = entity.genome.held != 0 && entity.genome.held != 5;
    if (shows && (action == Action::stand || action == Action::walk)) {
        pose.hands[1] = shoulder_of(pose, body, 1) + Vec3{0.6, -0.42, -0.2} * body.arm;
    }
    if (entity.gaze != 0 || entity.expression != Expression::neutral) {
        const Bearing bearing = bearing_of(entity, moment);
        pose.facing = true;
        pose.face = turned_by(bearing.look, bearing.nod, bearing.cock);
    }
    return pose;
}

Bearing bearing_of(const Entity& entity, const Moment& moment)
{
    Bearing bearing;
    // Side is where the heading grows to, reversed. Faces cheat out towards the camera, as on
    // stage.
    const double gaze = std::clamp(entity.gaze, -1.4, 1.4);
    bearing.look =
        -0.75 * gaze + 0.45 * std::cos(moment.heading) * std::max(0.0, 1 - 2 * std::abs(gaze));
    const double slow = std::sin(2 * pi * moment.phase);
    switch (entity.expression) {
    case Expression::neutral:
        break;
    case Expression::happy:
        bearing.nod = 0.08;
        bearing.cock = 0.08 * slow;
        break;
    case Expression::sad:
        bearing.nod = -0.24;
        bearing.cock = 0.08;
        break;
    case Expression::angry:
        bearing.nod = -0.14;
        break;
    case Expression::surprised:
        bearing.nod = 0.12;
        break;
    case Expression::afraid:
        bearing.nod = -0.06;
        bearing.cock = 0.02 * std::sin(40 * moment.seconds);
        break;
    case Expression::sleepy:
        bearing.nod = -0.16 + 0.1 * slow;
        bearing.cock = 0.14;
        break;
    case Expression::proud:
        bearing.nod = 0.26;
        break;
    }
    return bearing;
}

} // namespace rushlight::generation::world
