#pragma once

#include "generation/world/motion.hpp"

namespace rushlight::generation::world {

/// Cycles a second of what only people do, before tempo; 0: not one of these.
[[nodiscard]] double person_rate(const Entity& entity);
/// Heading, root and lift of what only people do.
void act(const Entity& entity, Moment& moment);
/// Adds its contacts in [0, seconds).
void touch_down(const Entity& entity, double seconds, std::vector<Contact>& found);

/// Seconds since a person began what is done once: turn, sit, stand_up, fall, pick_up, toss,
/// catch_it. Below 0 before.
[[nodiscard]] double since_begin(const Entity& entity, double seconds);
/// 0 … 1, soft at both ends.
[[nodiscard]] double eased(double share);
/// The seconds that turning round takes.
[[nodiscard]] double turning_time(const Entity& entity);
/// Radians from upright of a body that falls on its face: an inverted pendulum, then a small
/// bounce.
[[nodiscard]] double fallen(const Entity& entity, double seconds);
/// The height that a climber has climbed, and climbs in one cycle of its four limbs.
[[nodiscard]] double climbed(const Entity& entity, double seconds);
[[nodiscard]] double climb_stride(const Entity& entity);

/// How wide a talking mouth is open, 0 … 1: syllables, and a pause after each few. Between two
/// whole syllables it is shut.
[[nodiscard]] double spoken(double phase);
inline constexpr double syllables_a_cycle = 4.3;
/// Shakes a second of a laughing body, and of a crying one.
inline constexpr double laughs_a_second = 4.5;
inline constexpr double sobs_a_second = 3;

/// Seconds since the begin at which a thing leaves the hands.
inline constexpr double toss_time = 0.68;
/// Seconds since the begin at which a thing arrives in the hands.
inline constexpr double catch_time = 1.2;

/// The ball that a person picks up, tosses or catches.
struct Thing {
    Vec3 place; ///< of its middle in the person's own axes from `Moment::root`: along, up, side
    double radius = 0;
    double held = 0; ///< 0 out of the hands … 1 in both hands
};

[[nodiscard]] Thing thing_at(const Entity& entity, double seconds);

} // namespace rushlight::generation::world
