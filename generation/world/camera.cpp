// Camera moves and framing.

#include "generation/world/motion.hpp"
#include "generation/world/random.hpp"
#include "generation/world/scene.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double sensor = 36; // mm
constexpr double degrees = 180 / std::numbers::pi;

/// Visible height at a distance, in metres.
double view_at(double distance, double focal_length)
{
    return distance * sensor / focal_length;
}

/// Half eased: starts and ends soft without standing still.
double eased(double share)
{
    const double s = std::clamp(share, 0.0, 1.0);
    return 0.5 * s + 0.5 * s * s * (3 - 2 * s);
}

/// The pose of a move after `share` of the shot, relative to its beginning.
CameraPose
moved(Move move, double amount, double distance, double focal_length, double share, double seconds)
{
    CameraPose pose;
    pose.focal_length = focal_length;
    const double a = amount / 10 * eased(share);
    const double view = view_at(distance, focal_length);
    const double field = 2 * std::atan(sensor / 2 / focal_length) * degrees;
    switch (move) {
    case Move::still:
        break;
    case Move::pan:
        pose.angles[0] = a * 0.9 * field;
        break;
    case Move::tilt:
        pose.angles[1] = a * 0.7 * field;
        break;
    case Move::truck:
        pose.position[0] = a * 1.1 * view;
        break;
    case Move::crane:
        pose.position[1] = a * 0.7 * view;
        pose.angles[1] = -std::atan2(pose.position[1], distance) * degrees;
        break;
    case Move::dolly:
        pose.position[2] = a * (a > 0 ? 0.72 : 1.6) * distance;
        break;
    case Move::zoom:
        pose.focal_length = focal_length * std::exp(a * 1.1);
        break;
    case Move::orbit: {
        const double angle = a * 1.5;
        pose.position = {distance * std::sin(angle), 0, distance * (1 - std::cos(angle))};
        pose.angles[0] = -angle * degrees;
        break;
    }
    case Move::handheld: {
        const double size = amount / 10;
        const auto sway = [&](double f, double offset) {
            return std::sin(f * seconds + offset) - std::sin(offset);
        };
        pose.position = {
            0.035 * view * size * sway(4.1, 0.3), 0.03 * view * size * sway(5.7, 1.1), 0};
        pose.angles = {0.035 * field * size * (sway(3.3, 2.0) + 0.6 * sway(7.9, 0.2)),
                       0.03 * field * size * (sway(4.7, 0.9) + 0.6 * sway(8.7, 1.9)),
                       0};
        break;
    }
    case Move::follow:
        // A follow is as even as the walk it follows.
        pose.position[0] = amount / 10 * std::clamp(share, 0.0, 1.0) * 1.6 * view;
        break;
    }
    return pose;
}

/// How far before its middle an animal's head is, in lengths; 0 for who has no long body.
double head_along(Kind kind)
{
    switch (kind) {
    case Kind::fish:
        return 0;
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

CameraPose composed(const CameraPose& first, const CameraPose& relative)
{
    const double yaw = first.angles[0] / degrees;
    CameraPose pose;
    pose.position = {first.position[0] + relative.position[0] * std::cos(yaw) +
                         relative.position[2] * std::sin(yaw),
                     first.position[1] + relative.position[1],
                     first.position[2] - relative.position[0] * std::sin(yaw) +
                         relative.position[2] * std::cos(yaw)};
    for (std::size_t i = 0; i < 3; ++i) {
        pose.angles[i] = first.angles[i] + relative.angles[i];
    }
    pose.focal_length = relative.focal_length;
    return pose;
}

/// The point at a share of a curve through all points (Catmull & Rom 1974).
CameraPose on_path(const std::vector<CameraPose>& path, double share)
{
    const int last = static_cast<int>(path.size()) - 1;
    const double at = std::clamp(share, 0.0, 1.0) * last;
    const int from = std::min(static_cast<int>(at), std::max(0, last - 1));
    const double t = at - from;
    const auto point = [&](int i) -> const CameraPose& {
        return path[static_cast<std::size_t>(std::clamp(i, 0, last))];
    };
    const auto between = [&](auto of) {
        const double a = of(point(from - 1));
        const double b = of(point(from));
        const double c = of(point(from + 1));
        const double d = of(point(from + 2));
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    };
    CameraPose pose;
    for (std::size_t i = 0; i < 3; ++i) {
        pose.position[i] = between([&](const CameraPose& p) { return p.position[i]; });
        pose.angles[i] = between([&](const CameraPose& p) { return p.angles[i]; });
    }
    pose.focal_length = std::max(4.0, between([](const CameraPose& p) { return p.focal_length; }));
    return pose;
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

} // namespace

CameraPose camera_at(const Scene& scene, double seconds)
{
    const double share = scene.seconds > 0 ? seconds / scene.seconds : 0;
    if (!scene.path.empty()) {
        return composed(scene.camera, on_path(scene.path, share));
    }
    return composed(
        scene.camera,
        moved(scene.move, scene.amount, scene.distance, scene.camera.focal_length, share, seconds));
}

CameraPose relative_pose(const CameraPose& first, const CameraPose& now)
{
    const double yaw = first.angles[0] / degrees;
    const double dx = now.position[0] - first.position[0];
    const double dz = now.position[2] - first.position[2];
    CameraPose pose;
    pose.position = {dx * std::cos(yaw) - dz * std::sin(yaw),
                     now.position[1] - first.position[1],
                     dx * std::sin(yaw) + dz * std::cos(yaw)};
    for (std::size_t i = 0; i < 3; ++i) {
        pose.angles[i] = now.angles[i] - first.angles[i];
    }
    pose.focal_length = now.focal_length;
    return pose;
}

std::vector<CameraPose> path_of_move(
    Move move, double amount, double distance, double focal_length, int frames, double step)
{
    std::vector<CameraPose> path;
    path.reserve(static_cast<std::size_t>(std::max(frames, 0)));
    const double whole = std::max(1, frames - 1) * step;
    for (int i = 0; i < frames; ++i) {
        path.push_back(moved(move, amount, distance, focal_length, i * step / whole, i * step));
    }
    return path;
}

std::vector<CameraPose> path_of_moves(
    std::span<const NamedMove> moves, double distance, double focal_length, int frames, double step)
{
    std::vector<CameraPose> sum(static_cast<std::size_t>(std::max(frames, 0)));
    for (CameraPose& pose : sum) {
        pose.focal_length = focal_length;
    }
    for (const NamedMove& one : moves) {
        const auto path = path_of_move(one.move, one.amount, distance, focal_length, frames, step);
        for (std::size_t i = 0; i < sum.size(); ++i) {
            for (std::size_t k = 0; k < 3; ++k) {
                sum[i].position[k] += path[i].position[k];
                sum[i].angles[k] += path[i].angles[k];
            }
            sum[i].focal_length *= path[i].focal_length / focal_length;
        }
    }
    return sum;
}

void frame_subject(Scene& scene)
{
    const Entity& subject = scene.entities.at(0);
    Random random(scene.seed, 77);
    const double height = height_of(subject);
    const double body = std::max(height, 0.72 * length_of(subject));

    // How much of the height the picture shows, and which height is in its middle.
    double view = 0;
    double middle = 0;
    switch (scene.shot) {
    case Shot::extreme_wide:
        view = 4.6 * body;
        middle = 1.1 * height;
        break;
    case Shot::wide:
        view = (is_person(subject.kind) ? 2.2 : 2.5) * body;
        middle = 0.62 * height;
        break;
    case Shot::medium:
        view = is_person(subject.kind) ? 0.95 * height : 1.5 * body;
        middle = is_person(subject.kind) ? 0.66 * height : 0.52 * height;
        break;
    case Shot::extreme_close:
        view = is_person(subject.kind) ? 0.27 * height : 0.55 * body;
        middle = is_person(subject.kind) ? 0.885 * height : 0.66 * height;
        break;
    case Shot::close:
        view = is_person(subject.kind) ? 0.5 * height
                                       : (subject.kind >= Kind::ball ? 1.1 : 0.85) * body;
        middle = is_person(subject.kind) ? 0.82 * height : 0.62 * height;
        break;
    }
    view *= random.uniform(0.94, 1.08);
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
    if (scene.entities.size() > 1 && scene.shot < Shot::close) {
        view *= 1.3;
    }

    constexpr double wide_lenses[] = {24, 28, 35};
    const double focal = scene.shot == Shot::extreme_wide ? 18
                         : scene.shot == Shot::wide       ? wide_lenses[random.below(3)]
                         : scene.shot == Shot::medium     ? 50
                                                          : 85;
    const double distance = view * focal / sensor;
    double camera_height = middle + view / 6; // the horizon lies on the upper third
    if (scene.angle == Angle::low) {
        camera_height = std::max(0.12 * height + 0.05, middle - 0.42 * distance);
    } else if (scene.angle == Angle::high) {
        camera_height = middle + 0.62 * distance;
    } else if (scene.angle == Angle::over_shoulder) {
        camera_height = middle + 0.12 * height;
    }
    // From the top the camera stands above and looks steeply down.
    double level = distance; // along the ground
    if (scene.angle == Angle::top) {
        camera_height = middle + 0.97 * distance;
        level = 0.24 * distance;
    }

    // A close shot of an animal shows its head.
    double head = 0;
    if (scene.shot >= Shot::close && head_along(subject.kind) > 0) {
        head = head_along(subject.kind) * length_of(subject);
        middle += 0.14 * height;
        view = std::max(view * 0.9, 0.75 * body);
        if (scene.world == World::v1 && subject.direction == Direction::toward) {
            level += head; // so far as the head is from the camera, not the body
        }
    }
    const bool known_to_v0 = drawn(World::v0, Axis::kind, static_cast<int>(subject.kind));
    if (scene.shot == Shot::medium && !known_to_v0) { // a medium one does not cut it off
        head = 0.45 * head_along(subject.kind) * length_of(subject);
    }

    // Look-room: the subject stands off the middle, away from where it looks.
    double side = 0;
    if (subject.direction == Direction::right) {
        side = 0.05 * view + head;
    } else if (subject.direction == Direction::left) {
        side = -0.05 * view - head;
    }
    const double travelled =
        (subject.direction == Direction::right ? 1
                                               : (subject.direction == Direction::left ? -1 : 0)) *
        subject.speed * scene.seconds;

    scene.distance = distance;
    scene.camera.focal_length = focal;
    scene.camera.position = {subject.x + side, camera_height, subject.z - level};
    if (scene.move == Move::follow) {
        scene.amount = std::clamp(travelled / (1.6 * view) * 10, -10.0, 10.0);
    } else {
        const double share = subject.passage == Passage::enters  ? 1
                             : subject.passage == Passage::exits ? 0
                                                                 : 0.5;
        scene.camera.position[0] = subject.x + travelled * share + side;
    }
    scene.camera.angles = {0, std::atan2(middle - camera_height, level) * degrees, 0};

    // Begin half a move before the nominal framing, so that the middle of the shot has it.
    const CameraPose end = moved(scene.move, scene.amount, distance, focal, 1, 0);
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
            std::atan2(middle - scene.camera.position[1], level + back) * degrees;
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
