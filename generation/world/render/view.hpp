#pragma once

#include "generation/world/scene.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

/// A camera at one instant: world → picture. The sensor is as wide as high; the shorter side of the
/// picture never sees less than a square would, up to a fifth.
struct View {
    Vec3 eye;
    Vec3 right, up, forward;
    double focal = 1; ///< pixels
    double cx = 0;
    double cy = 0;

    View(const CameraPose& pose, int width, int height)
        : eye{pose.position[0], pose.position[1], pose.position[2]}
        , cx(width / 2.0)
        , cy(height / 2.0)
    {
        constexpr double radians = std::numbers::pi / 180;
        const double yaw = pose.angles[0] * radians;
        const double tilt = pose.angles[1] * radians;
        const Vec3 level{std::sin(yaw), 0, std::cos(yaw)};
        right = {std::cos(yaw), 0, -std::sin(yaw)};
        forward = level * std::cos(tilt) + Vec3{0, 1, 0} * std::sin(tilt);
        up = Vec3{0, 1, 0} * std::cos(tilt) - level * std::sin(tilt);
        focal = pose.focal_length / 36 * std::min<double>(height, 1.2 * width);
    }

    /// Camera coordinates: right, up, forward.
    [[nodiscard]] Vec3 seen(const Vec3& point) const
    {
        const Vec3 d = point - eye;
        return {dot(d, right), dot(d, up), dot(d, forward)};
    }

    /// Pixels right and down, and pixels a metre, of a point in camera coordinates (z > 0).
    [[nodiscard]] Vec3 projected(const Vec3& seen_point) const
    {
        const double scale = focal / seen_point.z;
        return {cx + seen_point.x * scale, cy - seen_point.y * scale, scale};
    }
};

} // namespace rushlight::generation::world
