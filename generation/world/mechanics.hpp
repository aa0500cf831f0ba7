#pragma once

#include "generation/world/scene.hpp"

#include <array>

namespace rushlight::generation::world {

inline constexpr double gravity = 9.81; ///< metres a second squared

/// Something let go at rest: it falls freely, bounces twice and lies still.
class Drop {
public:
    static constexpr double restitution = 0.45;

    struct Touch {
        double time = 0;
        double strength = 1; ///< speed of this touch in shares of the first one's
    };

    /// From `height` metres above the ground, at `released` seconds.
    Drop(double height, double released);

    /// Metres above the ground.
    [[nodiscard]] double height_at(double seconds) const;

    [[nodiscard]] const std::array<Touch, 3>& touches() const { return touches_; }

private:
    double height_;
    double released_;
    std::array<Touch, 3> touches_{};
};

/// The drop of what falls: from flight_height, at most 0.25 s after the shot's beginning.
[[nodiscard]] Drop drop_of(const Entity& entity);

inline constexpr double brakes_after = 0.9; ///< seconds of a shot at full speed
/// How long braking to a stop takes.
[[nodiscard]] double slowing_seconds(const Entity& entity);
/// Metres gone after so many seconds of braking: full speed first, then an even slowing down to a
/// stop.
[[nodiscard]] double braked_way(const Entity& entity, double seconds);
/// Radians by which braking lifts the front: down while it slows, then it settles.
[[nodiscard]] double braking_pitch(const Entity& entity, double seconds);

/// Metres above the ground of a rocket that starts at time 0, at constant acceleration.
[[nodiscard]] double climb_of_rocket(const Entity& entity, double seconds);

/// Radius of what rolls: of the wheels, or of the thing itself.
[[nodiscard]] double rolling_radius(const Entity& entity);

} // namespace rushlight::generation::world
