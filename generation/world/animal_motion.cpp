#include "generation/world/animal_motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

/// 0 before `begin`, 1 from `length` later on, soft at both ends.
double once(double seconds, double begin, double length)
{
    const double share = std::clamp((seconds - begin) / length, 0.0, 1.0);
    return share * share * (3 - 2 * share);
}

/// There and back within `length`: what comes before and after a move.
double swell(double seconds, double begin, double length)
{
    const double share = std::clamp((seconds - begin) / length, 0.0, 1.0);
    return std::sin(pi * share) * std::sin(pi * share);
}

} // namespace

void act_as_animal(const Entity& entity, double seconds, Moment& moment)
{
    switch (entity.action) {
    case Action::turn: { // wound up, half a turn, swung a little past it
        const double way = entity.direction == Direction::left ? 1 : -1;
        moment.done = once(seconds, 0.4, 1.3);
        moment.heading += way * (pi * moment.done - 0.16 * swell(seconds, 0.05, 0.6) +
                                 0.12 * swell(seconds, 1.5, 0.5));
        break;
    }
    case Action::sit:
        moment.done = once(seconds, 0.3, 0.7) + 0.05 * swell(seconds, 0.85, 0.4);
        break;
    case Action::stand_up:
        moment.crouch = 0.7 * swell(seconds, 0.1, 0.6);
        moment.done = once(seconds, 0.4, 0.8) + 0.06 * swell(seconds, 1.05, 0.5);
        break;
    case Action::look_at:
        moment.done = once(seconds, 0.25, 0.5);
        break;
    default:
        break;
    }
}

double draught(const Entity& entity)
{
    if (entity.action != Action::swim) {
        return 0;
    }
    switch (entity.kind) {
    case Kind::dog:
        return 0.54 * height_of(entity);
    case Kind::bear:
        return 0.66 * height_of(entity);
    case Kind::duck:
        return 0.3 * height_of(entity);
    default:
        return 0;
    }
}

} // namespace rushlight::generation::world
