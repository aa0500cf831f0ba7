// What only people do: where their bodies are, and the balls they handle.

#include "generation/world/people_motion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double gravity = 9.81;

double fraction(double x)
{
    return x - std::floor(x);
}

double share_of(double time, double begin, double end)
{
    return std::clamp((time - begin) / (end - begin), 0.0, 1.0);
}

// A fall: trips, then falls freely.
constexpr double trip = 0.22;
constexpr double trip_angle = 0.16;
constexpr double fall_step = 1.0 / 480;
constexpr double rebound_time = 0.2;

struct Falling {
    double angle = trip_angle;
    double rate = 1.7;
    double time = trip;

    /// A rod about its foot: a'' = 3/2 g/height sin a.
    void step(double height)
    {
        rate += 1.5 * gravity / height * std::sin(angle) * fall_step;
        angle += rate * fall_step;
        time += fall_step;
    }
};

double impact_time(const Entity& entity)
{
    Falling body;
    while (body.angle < pi / 2) {
        body.step(height_of(entity));
    }
    return body.time;
}

/// From a to b in one unit of `time`, leaving and arriving at given speeds.
Vec3 led(const Vec3& a,
         const Vec3& speed_a,
         const Vec3& b,
         const Vec3& speed_b,
         double span,
         double time)
{
    const double u = std::clamp(time / span, 0.0, 1.0);
    const double u2 = u * u;
    const double u3 = u2 * u;
    return a * (2 * u3 - 3 * u2 + 1) + speed_a * (span * (u3 - 2 * u2 + u)) +
           b * (3 * u2 - 2 * u3) + speed_b * (span * (u3 - u2));
}

/// One free flight of a thing, from a time since the begin on.
struct Flight {
    double begin = 0;
    Vec3 place;
    Vec3 velocity;

    [[nodiscard]] Vec3 at(double time) const
    {
        const double t = time - begin;
        return place + velocity * t + Vec3{0, -0.5 * gravity * t * t, 0};
    }

    /// When its middle comes down to a height.
    [[nodiscard]] double down_at(double height) const
    {
        const double above = std::max(0.0, place.y - height);
        return begin +
               (velocity.y + std::sqrt(velocity.y * velocity.y + 2 * gravity * above)) / gravity;
    }
};

double thing_radius(const Entity& entity)
{
    return 0.085 * height_of(entity);
}

/// Where things fly: ahead, or to the side for who faces the camera or away from it.
Vec3 flying_direction(const Entity& entity)
{
    const bool sideways =
        entity.direction == Direction::left || entity.direction == Direction::right;
    return sideways ? Vec3{1, 0, 0} : Vec3{0.5, 0, 0.866};
}

constexpr double swing_back = 0.45;
constexpr double release = toss_time;
constexpr std::size_t bounces = 5;

/// The flight of a tossed thing from the hand on, and after each of its bounces.
std::array<Flight, bounces> toss_flights(const Entity& entity)
{
    const double h = height_of(entity);
    const double radius = thing_radius(entity);
    std::array<Flight, bounces> flights;
    const Vec3 ahead = flying_direction(entity);
    flights[0].begin = release;
    flights[0].place = ahead * (0.28 * h) + Vec3{0, 0.9 * h, 0};
    flights[0].velocity = ahead * (0.4 * h) + Vec3{0, std::sqrt(2 * gravity * 0.6 * h), 0};
    for (std::size_t i = 1; i < bounces; ++i) {
        const Flight& last = flights[i - 1];
        flights[i].begin = last.down_at(radius);
        flights[i].place = last.at(flights[i].begin);
        const double speed = gravity * (flights[i].begin - last.begin) - last.velocity.y;
        flights[i].velocity = Vec3{0.75 * last.velocity.x, 0.58 * speed, 0.75 * last.velocity.z};
    }
    return flights;
}

constexpr double catch_flight = 1.05;

Flight catch_flight_of(const Entity& entity)
{
    const double h = height_of(entity);
    const double radius = thing_radius(entity);
    const Vec3 ahead = flying_direction(entity);
    const Vec3 hands = ahead * (0.26 * h) + Vec3{0, 0.74 * h, 0};
    Flight flight;
    flight.begin = catch_time - catch_flight;
    flight.velocity =
        ahead * (-1.3 * h) +
        Vec3{0, (hands.y - radius + 0.5 * gravity * catch_flight * catch_flight) / catch_flight, 0};
    flight.place = {hands.x - flight.velocity.x * catch_flight,
                    radius,
                    hands.z - flight.velocity.z * catch_flight};
    return flight;
}

} // namespace

double eased(double share)
{
    const double u = std::clamp(share, 0.0, 1.0);
    return u * u * (3 - 2 * u);
}

double person_rate(const Entity& entity)
{
    if (!is_person(entity.kind)) {
        return 0;
    }
    switch (entity.action) {
    case Action::nod:
        return 1.2;
    case Action::shake_head:
        return 1.3;
    case Action::talk:
        return 1.1;
    case Action::laugh:
    case Action::cry:
        return 0.6;
    case Action::climb:
        return 1;
    case Action::swim:
        return 0.75;
    default:
        return 0;
    }
}

double since_begin(const Entity& entity, double seconds)
{
    return seconds - 0.1 - 0.25 * fraction(entity.genome.phase);
}

double spoken(double phase)
{
    const double beat = std::abs(std::sin(syllables_a_cycle * pi * phase));
    const double size = 0.55 + 0.45 * std::sin(7.1 * phase + 1);
    const double pause = std::sin(1.7 * pi * phase) > -0.8 ? 1 : 0.1;
    return beat * size * pause;
}

double turning_time(const Entity& entity)
{
    return 1.5 / (0.85 + 0.3 * entity.genome.tempo);
}

double fallen(const Entity& entity, double seconds)
{
    const double time = since_begin(entity, seconds);
    if (time < trip) {
        const double u = share_of(time, 0, trip);
        return trip_angle * u * u - 0.12 * std::sin(pi * u) * (1 - u);
    }
    Falling body;
    while (body.time < time && body.angle < pi / 2) {
        body.step(height_of(entity));
    }
    if (body.angle < pi / 2) {
        return body.angle;
    }
    const double u = share_of(time, body.time, body.time + rebound_time);
    return pi / 2 - 0.28 * u * (1 - u);
}

double climb_stride(const Entity& entity)
{
    return 0.32 * height_of(entity);
}

double climbed(const Entity& entity, double seconds)
{
    const double most = 0.8 * height_of(entity);
    return std::clamp(
        climb_stride(entity) * cadence(entity) * since_begin(entity, seconds), 0.0, most);
}

void act(const Entity& entity, Moment& moment)
{
    const double h = height_of(entity);
    const double time = since_begin(entity, moment.seconds);
    const Vec3 ahead{std::cos(moment.heading), 0, std::sin(moment.heading)};
    switch (entity.action) {
    case Action::turn: { // over the side that the camera sees
        const double u = share_of(time, 0, turning_time(entity));
        const double way = entity.direction == Direction::right ||
                                   (entity.direction == Direction::away && entity.genome.ears < 0.5)
                               ? -1
                               : 1;
        moment.heading += way * (pi * eased(eased(u)) - 0.16 * std::sin(pi * std::min(1.0, 4 * u)));
        break;
    }
    case Action::fall:
        moment.root =
            moment.root + ahead * (0.48 * h * std::sin(fallen(entity, moment.seconds)) - 0.4 * h);
        break;
    case Action::climb:
        moment.lift = climbed(entity, moment.seconds);
        break;
    case Action::swim:
        moment.lift = (entity.y > 0 ? 0.05 : 0.015) * h * std::sin(4 * pi * moment.phase);
        break;
    default:
        break;
    }
}

void touch_down(const Entity& entity, double seconds, std::vector<Contact>& found)
{
    const auto touch = [&](double since, int limb, double strength, const Vec3& place) {
        const double time = since - since_begin(entity, 0);
        if (time >= 0 && time < seconds) {
            const Moment moment = moment_at(entity, time);
            const Vec3 along{std::cos(moment.heading), 0, std::sin(moment.heading)};
            const Vec3 side{along.z, 0, -along.x};
            found.push_back({time,
                             limb,
                             strength,
                             moment.root + along * place.x + side * place.z + Vec3{0, place.y, 0}});
        }
    };
    switch (entity.action) {
    case Action::turn:
        for (int step = 0; step < 4; ++step) {
            touch(turning_time(entity) * (0.4 + 0.15 * step), step % 2, 0.4, {});
        }
        break;
    case Action::sit:
        touch(0.8, 4, 0.5, {-0.12 * height_of(entity), 0, 0});
        break;
    case Action::fall:
        touch(trip, 1, 0.6, {});
        touch(impact_time(entity), 4, 1, {});
        break;
    case Action::toss: {
        const auto flights = toss_flights(entity);
        for (std::size_t i = 1; i < flights.size(); ++i) {
            touch(flights[i].begin,
                  5,
                  std::min(1.0, flights[i].velocity.y / 4),
                  {flights[i].place.x, 0, flights[i].place.z});
        }
        break;
    }
    default:
        break;
    }
}

Thing thing_at(const Entity& entity, double seconds)
{
    const double h = height_of(entity);
    const double time = since_begin(entity, seconds);
    Thing thing;
    thing.radius = thing_radius(entity);
    const Vec3 chest{0.2 * h, 0.6 * h, 0};
    switch (entity.action) {
    case Action::pick_up: {
        const Vec3 ground{0.26 * h, thing.radius, 0};
        const double rise = share_of(time, 0.95, 1.75);
        thing.place = mix(ground, chest, eased(rise));
        thing.place.x += 0.06 * h * std::sin(pi * rise);
        thing.held = eased(share_of(time, 0.15, 0.85));
        break;
    }
    case Action::toss: {
        const Vec3 low{0.14 * h, 0.34 * h, 0};
        if (time < swing_back) {
            thing.place = mix(chest, low, eased(share_of(time, 0, swing_back)));
            thing.held = 1;
            break;
        }
        const auto flights = toss_flights(entity);
        if (time < release) {
            thing.place = led(low,
                              {},
                              flights[0].place,
                              flights[0].velocity,
                              release - swing_back,
                              time - swing_back);
            thing.held = 1;
            break;
        }
        std::size_t flight = 0;
        while (flight + 1 < flights.size() && time >= flights[flight + 1].begin) {
            ++flight;
        }
        thing.place = flights[flight].at(time);
        if (thing.place.y < thing.radius) { // after the last bounce it lies
            thing.place = flights[flight].at(flights[flight].down_at(thing.radius));
        }
        break;
    }
    case Action::catch_it: {
        const Flight flight = catch_flight_of(entity);
        if (time < catch_time) {
            thing.place = time < flight.begin ? flight.place : flight.at(time);
            break;
        }
        const Vec3 arrival = flight.velocity + Vec3{0, -gravity * catch_flight, 0};
        thing.place = led(flight.at(catch_time), arrival * 0.5, chest, {}, 0.45, time - catch_time);
        thing.held = 1;
        break;
    }
    default:
        break;
    }
    return thing;
}

} // namespace rushlight::generation::world
