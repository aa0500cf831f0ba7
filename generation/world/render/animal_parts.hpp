#pragma once

#include "generation/world/render/figures.hpp"

namespace rushlight::generation::world {

[[nodiscard]] bool runs(const Entity& entity);
[[nodiscard]] bool goes_on_foot(const Entity& entity);
/// The rise and fall of a trunk that walks, gallops or breathes, in heights.
[[nodiscard]] double bob_of(const Entity& entity, const Moment& moment);
/// How far a gallop pitches a trunk, in radians.
[[nodiscard]] double gallop_of(const Entity& entity, const Moment& moment);

/// How a head is held against its body.
struct Attitude {
    double yaw = 0; ///< radians, as Entity::gaze
    double nod = 0; ///< radians, positive up
};

/// What looking, nodding and shaking do to an animal's head.
[[nodiscard]] Attitude attitude_of(const Entity& entity, const Moment& moment);

/// Cuts a swimmer's figure off at the water: its legs, and what lies below the level.
void keep_above(Figure& figure, double level);
/// Broken rings that run outward on the water around a body.
void ripples(Figure& figure, const Entity& entity, const Moment& moment);

/// A trunk turned about its hips.
struct Trunk {
    Vec3 hips;
    double pitch = 0; ///< radians, lifts the front

    [[nodiscard]] Vec3 operator()(const Vec3& point) const;
};

/// A limb of two bones and its mitt.
struct Limb {
    Vec3 socket;
    Vec3 ankle;
    Vec3 bend{0, 0, 0}; ///< of the middle joint
    double thick = 0.1; ///< at the socket
    double thin = 0.07; ///< at the ankle
};

void limb(Sculptor& sculptor, const Limb& limb, const Rgb& colour, PixelPart part);

/// Where the eyes of a ball that is a head look, and how large they are.
struct Eyes {
    double along = 0.75;
    double up = 0.3;
    double side = 0.6;
    double size = 0.15; ///< of the head's radius
    double frown = 0;   ///< −1 … 1: brows up, brows down
    bool white = false; ///< a light ball around the pupil
};

/// Dark eyes with their lights, and brows above them.
void eyes(Sculptor& sculptor, const Vec3& head, double radius, const Eyes& eyes, double blink);
/// 1 open, less while it blinks.
[[nodiscard]] double blink_of(const Moment& moment);

/// The foot of a limb that walks, turns or stands, on the ground below `along`.
[[nodiscard]] Vec3
step_of(const Entity& entity, const Moment& moment, int limb, double along, double side);

} // namespace rushlight::generation::world
