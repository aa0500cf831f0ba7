#pragma once

#include "generation/world/scene.hpp"

#include <vector>

namespace rushlight::generation::world {

/// Where an entity is and what its body does at one instant.
struct Moment {
    Vec3 root;          ///< on the ground below its middle, or at its lowest point in the air
    double heading = 0; ///< radians; 0 faces right, a quarter turn faces away
    double phase = 0;   ///< cycles since the beginning, with the genome's offset
    double lift = 0;    ///< metres of root above the ground
    double crouch = 0;  ///< 0 upright … 1 deep anticipation or landing
    double squash = 0;  ///< −1 stretched … 1 flattened
    double roll = 0;    ///< radians a wheel or ball has turned
    double done = 0;    ///< share of what is done once: a turn, sitting down, rearing up, a look
    double pitch = 0;   ///< radians its front is lifted
    double seconds = 0; ///< of the shot
};

/// One touch of the ground.
struct Contact {
    double time = 0;
    int limb = 0;        ///< 0 left, 1 right foot; 2, 3 hind feet; 4 the body; 5 what it throws
    double strength = 1; ///< 0 … 1
    Vec3 place;
};

/// Cycles a second of an entity's action (steps are twice that).
[[nodiscard]] double cadence(const Entity& entity);
/// How high the middle of a flight or of a drop lies, in metres; 0 for who does neither.
[[nodiscard]] double flight_height(const Entity& entity);
/// How deep a swimmer lies in the water, in metres; 0 for who does not swim at the surface.
[[nodiscard]] double draught(const Entity& entity);
[[nodiscard]] Moment moment_at(const Entity& entity, double seconds);

/// Foot number `limb` at this moment relative to the body: along the heading in metres, and its
/// height above the ground. Planted feet do not slide.
struct Foot {
    double along = 0;
    double lift = 0;
    bool planted = false;
};

[[nodiscard]] Foot foot_at(const Entity& entity, const Moment& moment, int limb);
/// Offset of a limb's cycle, 0 … 1; the foot strikes where phase + offset is whole.
[[nodiscard]] double limb_offset(const Entity& entity, int limb);
/// Feet that walk: 2, 4, or 0 for what has none.
[[nodiscard]] int feet(Kind kind);
/// All contacts in [0, seconds), by time.
[[nodiscard]] std::vector<Contact> contacts(const Entity& entity, double seconds);

} // namespace rushlight::generation::world
