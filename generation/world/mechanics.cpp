#include "generation/world/mechanics.hpp"

#include "generation/world/motion.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

Drop::Drop(double height, double released)
    : height_(height)
    , released_(released)
{
    const double impact = std::sqrt(2 * gravity * height);
    double time = released + impact / gravity;
    double strength = 1;
    for (Touch& touch : touches_) {
        touch = {time, strength};
        strength *= restitution;
        time += 2 * impact * strength / gravity;
    }
}

double Drop::height_at(double seconds) const
{
    if (seconds <= released_) {
        return height_;
    }
    if (seconds < touches_[0].time) {
        const double fallen = seconds - released_;
        return height_ - gravity / 2 * fallen * fallen;
    }
    for (std::size_t i = 0; i + 1 < touches_.size(); ++i) {
        if (seconds < touches_[i + 1].time) {
            return gravity / 2 * (seconds - touches_[i].time) * (touches_[i + 1].time - seconds);
        }
    }
    return 0;
}

Drop drop_of(const Entity& entity)
{
    const double phase = entity.genome.phase - std::floor(entity.genome.phase);
    return {flight_height(entity), 0.05 + 0.2 * phase};
}

double slowing_seconds(const Entity& entity)
{
    return 1.2 - 0.3 * entity.genome.tempo;
}

double braked_way(const Entity& entity, double seconds)
{
    const double slowing = slowing_seconds(entity);
    const double slowed = std::clamp(seconds - brakes_after, 0.0, slowing);
    return entity.speed *
           (std::min(seconds, brakes_after) + slowed - slowed * slowed / (2 * slowing));
}

double braking_pitch(const Entity& entity, double seconds)
{
    constexpr double dip = -0.05;
    const double slowing = slowing_seconds(entity);
    const double slowed = seconds - brakes_after;
    if (slowed <= 0) {
        return 0;
    }
    const double dipped = dip * (1 - std::exp(-6 * std::min(slowed, slowing)));
    const double stopped = slowed - slowing;
    return stopped <= 0 ? dipped : dipped * std::exp(-4.5 * stopped) * std::cos(9 * stopped);
}

double climb_of_rocket(const Entity& entity, double seconds)
{
    // At 1.375 s, the middle of most shots, a quarter of the way of a whole one.
    constexpr double whole = 2.75;
    const double way = 2 * flight_height(entity);
    const double share = std::max(0.0, seconds) / whole;
    return way * share * share;
}

double rolling_radius(const Entity& entity)
{
    const double height = height_of(entity);
    switch (entity.kind) {
    case Kind::truck:
        return 0.18 * height;
    case Kind::bus:
        return 0.155 * height;
    case Kind::bicycle:
        return 0.2 * height;
    case Kind::motorcycle:
        return 0.205 * height;
    case Kind::train:
        return 0.15 * height;
    case Kind::aeroplane:
        return 0.09 * height;
    case Kind::car:
    case Kind::boat:
        return 0.22 * height;
    case Kind::bottle:
        return 0.175 * height;
    default:
        return height / 2;
    }
}

} // namespace rushlight::generation::world
