// Camera moves.

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

} // namespace rushlight::generation::world
