// Where the camera stands so that a shot shows what it says.

#include "generation/world/framing.hpp"

#include "generation/world/habits.hpp"
#include "generation/world/motion.hpp"
#include "generation/world/random.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double sensor = 36; // mm
constexpr double degrees = 180 / std::numbers::pi;

/// How far before its middle an animal's head is, in lengths; 0 for who has no long body.
double head_along(Kind kind)
{
    switch (kind) {
    case Kind::fish:
        return 0; // all of it, but see frame_subject
    case Kind::bear:
    case Kind::elephant:
        return 0.42;
    case Kind::cow:
        return 0.47;
    case Kind::duck:
    case Kind::snake:
        return 0.32;
    default:
        return kind >= Kind::dog && kind <= Kind::dinosaur ? 0.36 : 0;
    }
}

/// What people do lying, climbing or throwing is not where they stand.
void make_room(const Entity& person, double& view, double& middle)
{
    const double height = height_of(person);
    switch (person.action) {
    case Action::climb:
        view += 0.45 * height;
        middle += 0.36 * height;
        break;
    case Action::toss:
        view += 0.3 * height;
        middle += 0.14 * height;
        break;
    case Action::fall:
        view = std::max(view, 1.35 * height);
        middle = std::min(middle, 0.5 * height);
        break;
    case Action::pick_up:
        view = std::max(view, 0.8 * height);
        middle = std::min(middle, 0.62 * height);
        break;
    case Action::sit:
    case Action::stand_up:
        view = std::max(view, 0.62 * height);
        middle = std::min(middle, 0.72 * height);
        break;
    case Action::swim:
        view = std::max(0.72 * view, 0.75 * height);
        middle = 0.12 * height;
        break;
    default:
        break;
    }
}

/// v1: what a close shot of a thing or a vehicle looks at.
struct Feature {
    double along = 0; ///< lengths before the middle
    double up = 0.5;  ///< heights
};

Feature feature_of(Kind kind)
{
    switch (kind) {
    case Kind::car:
    case Kind::truck:
    case Kind::bus:
    case Kind::train:
        return {0.3, 0.48};
    case Kind::bicycle:
    case Kind::motorcycle:
        return {0.06, 0.68};
    case Kind::aeroplane:
    case Kind::helicopter:
        return {0.26, 0.5};
    case Kind::boat:
        return {0.26, 0.3};
    case Kind::rocket:
    case Kind::balloon:
    case Kind::flag:
        return {0, 0.76};
    case Kind::lamp:
    case Kind::flower:
    case Kind::candle:
        return {0, 0.8};
    case Kind::umbrella:
        return {0, 0.68};
    default:
        return {0, 0.52};
    }
}

bool is_animal(Kind kind)
{
    return kind >= Kind::dog && kind <= Kind::dinosaur;
}

/// What a picture shows: metres of height, and which height is in its middle.
struct Extent {
    double view = 0;
    double middle = 0;
};

Extent extent_of(const Scene& scene, double chance)
{
    const Entity& subject = scene.entities.front();
    const double height = height_of(subject);
    double view = shown(scene.world, scene.shot, subject);
    double middle = 0;
    switch (scene.shot) {
    case Shot::extreme_wide:
        middle = 1.1 * height;
        break;
    case Shot::wide:
        middle = 0.62 * height;
        break;
    case Shot::medium:
        middle = is_person(subject.kind) ? 0.66 * height : 0.52 * height;
        break;
    case Shot::extreme_close:
        middle = is_person(subject.kind) ? 0.885 * height : 0.66 * height;
        break;
    case Shot::close:
        middle = is_person(subject.kind) ? 0.82 * height : 0.62 * height;
        break;
    }
    if (scene.world == World::v1 && scene.shot >= Shot::close && !is_person(subject.kind) &&
        !is_animal(subject.kind)) {
        middle = feature_of(subject.kind).up * height;
        if (scene.shot == Shot::close && subject.kind >= Kind::ball) {
            middle = 0.5 * height; // all of it
        }
    }
    view *= chance;
    if (subject.action == Action::jump) {
        view += 0.32 * height;
        middle += 0.18 * height;
    } else if (subject.action == Action::bounce) {
        view += 1.25 * height;
        middle += 0.55 * height;
    } else if (is_person(subject.kind)) {
        make_room(subject, view, middle);
    }
    if (subject.action == Action::fall) { // from where it is let go down to the ground
        view += 0.9 * flight_height(subject);
        middle += 0.45 * flight_height(subject);
    } else if (subject.action == Action::fly) {
        const double lift = flight_height(subject);
        middle += lift;
        view += subject.kind == Kind::bird ? 0 : 0.8 * std::max(0.0, lift - 0.7);
    }
    if (subject.action == Action::stand_up && subject.kind == Kind::bear) {
        view += 0.4 * height;
        middle += 0.3 * height;
    }
    middle += subject.y - 0.6 * draught(subject);
    const bool shouldered = scene.world == World::v1 && scene.angle == Angle::over_shoulder;
    if (scene.entities.size() > 1 && scene.shot < Shot::close && !shouldered) {
        view *= 1.3;
    }
    return {view, middle};
}

/// v1: makes room for all that are in the shot; returns how far beside the subject the middle of
/// the group is, in metres at the subject.
double make_room_for_group(const Scene& scene, double focal, Extent& extent)
{
    const Entity& subject = scene.entities.front();
    const double half_time = scene.seconds / 2;
    const Vec3 at = moment_at(subject, half_time).root;
    const double level = extent.view * focal / sensor;
    double left = 0;
    double right = 0;
    double top = 0;
    double own = 0;
    for (const Entity& entity : scene.entities) {
        const Vec3 root = moment_at(entity, half_time).root;
        const double nearer = level / std::max(0.35 * level, level + root.z - at.z);
        const bool sideways = direction_sign(entity.direction) != 0;
        const double half =
            std::max(0.22 * height_of(entity), (sideways ? 0.5 : 0.2) * length_of(entity));
        own = &entity == &subject ? half : own;
        left = std::min(left, ((root.x - at.x) - half) * nearer);
        right = std::max(right, ((root.x - at.x) + half) * nearer);
        top = std::max(top, root.y + height_of(entity) * nearer);
    }
    const double most = scene.shot >= Shot::medium ? 1.25 : 1.6;
    const double share = scene.shot >= Shot::close ? 0 : scene.shot == Shot::medium ? 0.8 : 1.1;
    const double wanted = std::max(1.1 * (right - left), share * top);
    extent.view = std::clamp(wanted, extent.view, most * extent.view);
    if (scene.shot >= Shot::close) {
        return std::clamp((left + right) / 2, -0.2 * extent.view, 0.2 * extent.view);
    }
    if (const double over = top * 1.04 - (extent.middle + extent.view / 2); over > 0) {
        extent.middle += std::min(over, 0.22 * extent.view);
    }
    const double free = std::max(0.0, 0.46 * extent.view - own); // the subject stays inside
    return std::clamp((left + right) / 2, -free, free);
}

} // namespace

double body_of(const Entity& entity)
{
    return std::max(height_of(entity), 0.72 * length_of(entity));
}

double shown(World world, Shot shot, const Entity& subject)
{
    const bool v1 = world == World::v1;
    const bool person = is_person(subject.kind);
    const bool thing = subject.kind >= Kind::ball;
    const double height = height_of(subject);
    const double body = body_of(subject);
    switch (shot) {
    case Shot::extreme_wide:
        return (v1 ? 4.1 : 4.6) * body;
    case Shot::wide:
        return (person ? 2.2 : 2.5) * body;
    case Shot::medium:
        return person ? 0.95 * height : (v1 && !is_animal(subject.kind) ? 1.8 : 1.5) * body;
    case Shot::extreme_close:
        return person ? 0.27 * height
                      : (thing                     ? 0.85
                         : is_animal(subject.kind) ? 0.55
                                                   : 0.66) *
                            body;
    case Shot::close:
        return person ? 0.5 * height : (thing ? (v1 ? 1.3 : 1.1) : 0.85) * body;
    }
    return body;
}

void frame_subject(Scene& scene)
{
    const Entity& subject = scene.entities.at(0);
    const bool v1 = scene.world == World::v1;
    Random random(scene.seed, 77);
    const double height = height_of(subject);
    const double body = body_of(subject);
    Extent extent = extent_of(scene, random.uniform(0.94, 1.08));

    constexpr double wide_lenses[] = {24, 28, 35};
    const double focal = scene.shot == Shot::extreme_wide ? 18
                         : scene.shot == Shot::wide       ? wide_lenses[random.below(3)]
                         : scene.shot == Shot::medium     ? 50
                                                          : 85;
    double group = 0;
    if (v1 && scene.entities.size() > 1 && scene.angle != Angle::over_shoulder &&
        (scene.shot < Shot::close || is_person(subject.kind))) {
        group = make_room_for_group(scene, focal, extent);
    }
    double view = extent.view;
    double middle = extent.middle;
    const double distance = view * focal / sensor;
    double camera_height = middle + view / 6; // the horizon lies on the upper third
    if (scene.angle == Angle::low) {
        camera_height = std::max(0.12 * height + 0.05, middle - 0.42 * distance);
    } else if (scene.angle == Angle::high) {
        camera_height = middle + 0.62 * distance;
    } else if (scene.angle == Angle::over_shoulder) {
        camera_height = v1 && scene.entities.size() > 1 ? 0.92 * height_of(scene.entities[1])
                                                        : middle + 0.12 * height;
    }
    // From the top the camera stands above and looks steeply down.
    double level = distance; // along the ground
    if (scene.angle == Angle::top) {
        camera_height = middle + 0.92 * distance;
        level = 0.39 * distance;
    }

    // A close shot of an animal shows its head.
    double head = 0;
    if (scene.shot >= Shot::close && head_along(subject.kind) > 0) {
        head = head_along(subject.kind) * length_of(subject);
        middle += 0.14 * height;
        view = std::max(view * 0.9, 0.75 * body);
        if (v1 && subject.direction == Direction::toward) {
            level += head; // so far as the head is from the camera, not the body
        }
    } else if (subject.kind == Kind::fish && scene.shot == Shot::extreme_close) {
        head = 0.24 * length_of(subject);
    } else if (v1 && scene.shot >= Shot::close && is_person(subject.kind)) {
        head = scene.shot == Shot::extreme_close ? 0.03 * height : 0;
    } else if (v1 && scene.shot >= Shot::close) {
        head = feature_of(subject.kind).along * length_of(subject);
    }
    const bool known_to_v0 = drawn(World::v0, Axis::kind, static_cast<int>(subject.kind));
    if (scene.shot == Shot::medium && !known_to_v0) { // a medium one does not cut it off
        head = 0.45 * head_along(subject.kind) * length_of(subject);
    }

    // Look-room: the subject stands off the middle, away from where it looks.
    double side = group;
    if (group == 0) {
        side = direction_sign(subject.direction) * (0.05 * view + head);
    }
    const double travelled = direction_sign(subject.direction) * subject.speed * scene.seconds;

    scene.distance = distance;
    scene.camera.focal_length = focal;
    scene.camera.position = {subject.x + side, camera_height, subject.z - level};
    if (scene.move == Move::follow) {
        const double picture = v1 ? distance * sensor / focal : view;
        scene.amount = std::clamp(travelled / (1.6 * picture) * 10, -10.0, 10.0);
    } else {
        const double share = subject.passage == Passage::enters  ? 1
                             : subject.passage == Passage::exits ? 0
                                                                 : 0.5;
        const double gone = subject.action == Action::brake
                                ? moment_at(subject, share * scene.seconds).root.x - subject.x
                                : travelled * share;
        scene.camera.position[0] = subject.x + gone + side;
    }
    scene.camera.angles = {0, std::atan2(middle - camera_height, level) * degrees, 0};

    // Begin half a move before the nominal framing, so that the middle of the shot has it.
    const CameraPose end = path_of_move(scene.move, scene.amount, distance, focal, 2, 1).back();
    switch (scene.move) {
    case Move::pan:
    case Move::tilt:
        scene.camera.angles[0] -= end.angles[0] / 2;
        scene.camera.angles[1] -= end.angles[1] / 2;
        break;
    case Move::truck:
        scene.camera.position[0] -= end.position[0] / 2;
        break;
    case Move::crane:
        scene.camera.position[1] = std::max(0.15, scene.camera.position[1] - end.position[1] / 2);
        scene.camera.angles[1] = std::atan2(middle - scene.camera.position[1], level) * degrees;
        break;
    case Move::dolly: {
        const double back = end.position[2] / 2;
        scene.camera.position[2] -= back;
        scene.distance += back;
        scene.camera.angles[1] =
            std::atan2(middle - scene.camera.position[1], v1 ? level : level + back) * degrees;
        break;
    }
    case Move::zoom:
        scene.camera.focal_length = focal * std::sqrt(focal / end.focal_length);
        break;
    case Move::orbit: {
        const double half = end.angles[0] / 2 / degrees;
        const double centre_x = scene.camera.position[0];
        scene.camera.position[0] = centre_x + distance * std::sin(half);
        scene.camera.position[2] = subject.z - distance * std::cos(half);
        scene.camera.angles[0] = -half * degrees;
        break;
    }
    default:
        break;
    }
}

} // namespace rushlight::generation::world
