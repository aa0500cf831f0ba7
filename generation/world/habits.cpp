#include "generation/world/habits.hpp"

#include "generation/world/motion.hpp"

#include <algorithm>

namespace rushlight::generation::world {

double direction_sign(Direction direction)
{
    return direction == Direction::right ? 1 : (direction == Direction::left ? -1 : 0);
}

double natural_speed(const Entity& entity)
{
    const double height = height_of(entity);
    switch (entity.action) {
    case Action::walk:
        return 0.75 * std::max(height, 0.35) * cadence(entity) *
               (feet(entity.kind) == 4 ? 0.85 : 1);
    case Action::run:
    case Action::chase:
        return 1.25 * std::max(height, 0.35) * cadence(entity) * (feet(entity.kind) == 4 ? 1.1 : 1);
    case Action::push:
        return 0.3 * height;
    case Action::swim:
        return 0.5 * std::max(height, 0.6);
    case Action::fly:
        switch (entity.kind) {
        case Kind::bird:
        case Kind::duck:
            return 1.6;
        case Kind::aeroplane:
            return 7;
        case Kind::helicopter:
            return 2.5;
        case Kind::rocket:
            return 0; // it rises
        default:
            return 0.25;
        }
    case Action::roll:
        return 1.3 * height;
    case Action::drive:
    case Action::brake:
        return entity.kind == Kind::boat ? 1.6 : 3.2;
    default:
        return 0;
    }
}

bool suits(Kind kind, Action action, Place place)
{
    if (action == Action::swim) {
        const bool deep = kind == Kind::fish || is_person(kind);
        return (place == Place::underwater && deep) ||
               (place == Place::beach && kind != Kind::fish);
    }
    if (place == Place::underwater && is_person(kind)) {
        return action == Action::stand || action == Action::wave || action == Action::look_at ||
               action == Action::point || action == Action::turn;
    }
    return true;
}

bool needs_partner(Action action)
{
    return action == Action::chase || action == Action::hug || action == Action::hand_over ||
           action == Action::look_at;
}

bool carries(Kind kind)
{
    switch (kind) {
    case Kind::box:
    case Kind::table:
    case Kind::chair:
    case Kind::car:
    case Kind::truck:
    case Kind::bus:
    case Kind::elephant:
    case Kind::horse:
    case Kind::cow:
    case Kind::drum:
    case Kind::book:
        return true;
    default:
        return false;
    }
}

} // namespace rushlight::generation::world
