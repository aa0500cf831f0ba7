#include "generation/world/motion.hpp"

#include "generation/world/animal_motion.hpp"
#include "generation/world/mechanics.hpp"
#include "generation/world/people_motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

double fraction(double x)
{
    return x - std::floor(x);
}

bool runs(Action action)
{
    return action == Action::run || action == Action::chase;
}

/// Actions that go on foot.
bool steps(Action action)
{
    return action == Action::walk || action == Action::push || runs(action);
}

double heading_of(Direction direction)
{
    switch (direction) {
    case Direction::right:
        return 0;
    case Direction::left:
        return pi;
    case Direction::toward:
        return -pi / 2;
    case Direction::away:
        return pi / 2;
    }
    return 0;
}

/// Share of a cycle that a foot stays on the ground.
double stance(const Entity& entity)
{
    return runs(entity.action) ? 0.36 : 0.6;
}

// A jump: anticipation, flight, landing, as shares of its cycle.
constexpr double takeoff = 0.32;
constexpr double landing = 0.74;

} // namespace

double cadence(const Entity& entity)
{
    const double tempo = 0.85 + 0.3 * entity.genome.tempo;
    const double size = std::sqrt(1.75 / std::max(height_of(entity), 0.4));
    if (const double rate = person_rate(entity); rate > 0) {
        return rate * tempo;
    }
    switch (entity.action) {
    case Action::walk:
    case Action::push:
        return 0.95 * tempo * std::min(size, 1.6);
    case Action::run:
    case Action::chase:
        return 1.45 * tempo * std::min(size, 1.4);
    case Action::jump:
        return 0.75 * tempo;
    case Action::bounce:
        return 1.1 * tempo;
    case Action::wave:
        return 1.5 * tempo;
    case Action::dance:
        return 1.0 * tempo;
    case Action::spin:
        return 0.7 * tempo;
    case Action::fly:
        return (entity.kind == Kind::bird || entity.kind == Kind::duck ? 2.2 : 0.4) * tempo;
    case Action::drive:
        return 0.5;
    case Action::nod:
    case Action::shake_head:
        return 1.0 * tempo;
    case Action::swim:
        return (entity.kind == Kind::fish ? 1.4 : 0.9) * tempo;
    default:
        return 0.35 * tempo;
    }
}

double limb_offset(const Entity& entity, int limb)
{
    if (feet(entity.kind) == 4) {
        constexpr double walking[4] = {0.75, 0.25, 0.0, 0.5};
        constexpr double running[4] = {0.45, 0.55, 0.0, 0.1};
        return runs(entity.action) ? running[limb & 3] : walking[limb & 3];
    }
    return limb == 0 ? 0.0 : 0.5;
}

double flight_height(const Entity& entity)
{
    if (entity.action == Action::fall && !is_person(entity.kind)) {
        return 0.8;
    }
    if (entity.action != Action::fly) {
        return 0;
    }
    switch (entity.kind) {
    case Kind::bird:
    case Kind::duck:
        return 1.5;
    case Kind::kite:
        return 2.2;
    case Kind::aeroplane:
    case Kind::helicopter:
        return 3;
    case Kind::rocket:
        return 0.6 * height_of(entity);
    default:
        return 0.7;
    }
}

Moment moment_at(const Entity& entity, double seconds)
{
    Moment moment;
    moment.heading = heading_of(entity.direction);
    moment.phase = entity.genome.phase + cadence(entity) * seconds;
    moment.seconds = seconds;
    const double height = height_of(entity);
    const bool carried = entity.action == Action::stand && entity.y > 0; // by what moves
    const double gone = entity.action == Action::brake      ? braked_way(entity, seconds)
                        : travels(entity.action) || carried ? entity.speed * seconds
                                                            : 0;
    moment.root = {entity.x + std::cos(moment.heading) * gone,
                   entity.y,
                   entity.z + std::sin(moment.heading) * gone};
    if (is_person(entity.kind)) {
        act(entity, moment);
    }
    const double cycle = fraction(moment.phase);
    switch (entity.action) {
    case Action::jump:
        if (cycle < takeoff) {
            const double u = cycle / takeoff;
            moment.crouch = std::sin(pi * std::pow(u, 1.4));
        } else if (cycle < landing) {
            const double u = (cycle - takeoff) / (landing - takeoff);
            moment.lift = 0.42 * height * 4 * u * (1 - u);
            moment.squash = -0.4 * (1 - 2 * std::abs(u - 0.5));
        } else {
            const double u = (cycle - landing) / (1 - landing);
            moment.crouch = 0.8 * std::sin(pi * std::pow(u, 0.6)) * (1 - 0.3 * u);
        }
        break;
    case Action::bounce: {
        moment.lift = 1.1 * height * 4 * cycle * (1 - cycle);
        const double near = std::min(cycle, 1 - cycle);
        moment.squash =
            near < 0.08 ? 1 - near / 0.08
                        : -0.35 * std::min(1.0, (near - 0.08) * 6) * (1 - 2 * std::min(near, 0.5));
        break;
    }
    case Action::fly:
        if (entity.kind == Kind::rocket) {
            moment.lift = climb_of_rocket(entity, seconds);
            break;
        }
        moment.lift = flight_height(entity);
        if (entity.kind == Kind::aeroplane || entity.kind == Kind::helicopter) {
            moment.lift += 0.02 * height * std::sin(2 * pi * moment.phase);
            break;
        }
        moment.lift +=
            0.12 * height *
            std::sin(2 * pi *
                     (entity.kind == Kind::bird || entity.kind == Kind::duck ? moment.phase / 3
                                                                             : moment.phase));
        break;
    case Action::spin:
        moment.heading += 2 * pi * moment.phase;
        break;
    case Action::dance:
        moment.heading += 0.45 * std::sin(pi * moment.phase);
        moment.crouch = 0.22 * (0.5 - 0.5 * std::cos(4 * pi * moment.phase));
        break;
    case Action::roll:
        moment.roll = gone / rolling_radius(entity);
        break;
    case Action::fall:
        if (!is_person(entity.kind)) {
            const Drop drop = drop_of(entity);
            moment.lift = drop.height_at(seconds);
            for (const Drop::Touch& touch : drop.touches()) {
                const double since = seconds - touch.time;
                if (since >= 0 && since < 0.1) {
                    moment.squash = 0.35 * touch.strength * (1 - since / 0.1);
                }
            }
        }
        break;
    case Action::brake:
        moment.roll = gone / rolling_radius(entity);
        moment.pitch = braking_pitch(entity, seconds);
        break;
    case Action::drive:
        moment.roll = gone / rolling_radius(entity);
        moment.lift = entity.kind == Kind::boat ? 0.05 * std::sin(2 * pi * moment.phase) : 0;
        break;
    case Action::run:
    case Action::chase:
        if (feet(entity.kind) == 2) {
            moment.lift = 0.03 * height * std::abs(std::sin(2 * pi * (moment.phase - 0.18)));
        }
        break;
    default:
        break;
    }
    if (!is_person(entity.kind)) {
        act_as_animal(entity, seconds, moment);
    }
    return moment;
}

Foot foot_at(const Entity& entity, const Moment& moment, int limb)
{
    Foot foot;
    foot.planted = moment.lift <= 0;
    if (!steps(entity.action)) {
        return foot;
    }
    const double on_ground = stance(entity);
    const double cycle = fraction(moment.phase + limb_offset(entity, limb));
    const double reach = entity.speed * on_ground / cadence(entity);
    const double raise = (runs(entity.action) ? 0.16 : 0.07) * height_of(entity);
    if (cycle < on_ground) {
        foot.along = reach * (0.5 - cycle / on_ground);
        foot.planted = true;
    } else {
        const double u = (cycle - on_ground) / (1 - on_ground);
        foot.along = reach * (-0.5 + u * u * (3 - 2 * u));
        foot.lift = raise * std::sin(pi * u);
        foot.planted = false;
    }
    return foot;
}

std::vector<Contact> contacts(const Entity& entity, double seconds)
{
    std::vector<Contact> found;
    const double rate = cadence(entity);
    /// Times at which phase + offset passes a whole number.
    const auto strikes = [&](double offset, int limb, double strength) {
        const double begin = entity.genome.phase + offset;
        for (double whole = std::ceil(begin); (whole - begin) / rate < seconds; whole += 1) {
            const double time = (whole - begin) / rate;
            found.push_back({time, limb, strength, moment_at(entity, time).root});
        }
    };
    switch (entity.action) {
    case Action::walk:
    case Action::push:
    case Action::run:
    case Action::chase:
        for (int limb = 0; limb < feet(entity.kind); ++limb) {
            strikes(limb_offset(entity, limb), limb, runs(entity.action) ? 0.9 : 0.55);
        }
        break;
    case Action::jump:
        strikes(-landing, 4, 1);
        break;
    case Action::bounce:
        strikes(0, 4, 1);
        break;
    case Action::fall:
        if (!is_person(entity.kind)) {
            const Drop drop = drop_of(entity);
            for (const Drop::Touch& touch : drop.touches()) {
                if (touch.time < seconds) {
                    const Vec3 place = moment_at(entity, touch.time).root;
                    found.push_back({touch.time, 4, touch.strength, place});
                }
            }
        }
        break;
    case Action::dance:
        strikes(0, 0, 0.6);
        strikes(0.5, 1, 0.6);
        break;
    default:
        break;
    }
    if (is_person(entity.kind)) {
        touch_down(entity, seconds, found);
    }
    std::sort(found.begin(), found.end(), [](const Contact& a, const Contact& b) {
        return a.time < b.time;
    });
    return found;
}

} // namespace rushlight::generation::world
