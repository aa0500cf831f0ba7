// Engines, brakes, and what vehicles signal with.

#include "generation/world/listener.hpp"
#include "generation/world/mechanics.hpp"

#include <algorithm>
#include <numbers>
#include <optional>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

/// How an engine turns: standing, going, and more by each metre a second.
struct Motor {
    Ambience sound;
    double idle;
    double going;
    double by_speed;
};

std::optional<Motor> motor_of(Kind kind)
{
    switch (kind) {
    case Kind::car:
        return Motor{Ambience::engine, 0.16, 0.35, 0.1};
    case Kind::truck:
    case Kind::bus:
        return Motor{Ambience::diesel, 0.18, 0.35, 0.08};
    case Kind::motorcycle:
        return Motor{Ambience::motorcycle, 0.15, 0.35, 0.1};
    case Kind::train:
        return Motor{Ambience::steam, 0.08, 0.3, 0.08};
    case Kind::aeroplane:
        return Motor{Ambience::propeller, 0, 0.5, 0.08};
    case Kind::helicopter:
        return Motor{Ambience::rotor, 0, 0.65, 0.05};
    case Kind::rocket:
        return Motor{Ambience::thrust, 0, 0.75, 0};
    default:
        return std::nullopt;
    }
}

/// Share of its full speed that who brakes still has.
double kept(const Entity& entity, double seconds)
{
    if (entity.action != Action::brake) {
        return 1;
    }
    return 1 - std::clamp((seconds - brakes_after) / slowing_seconds(entity), 0.0, 1.0);
}

} // namespace

void Listener::machine(const Entity& entity)
{
    const auto motor = motor_of(entity.kind);
    if (!motor || (entity.action == Action::stand && motor->idle == 0)) {
        return;
    }
    const auto index = static_cast<std::size_t>(motor->sound);
    const std::vector<float> before = track_.curves[index];
    track_.pans[index] = pan_at(0, moment_at(entity, 0).root) * 0.5F;
    const double full = motor->going + motor->by_speed * entity.speed;
    fill(track_.curves[index], [&](double time) {
        const double share = entity.action == Action::stand ? 0 : kept(entity, time);
        double pull = share * full + (1 - share) * motor->idle;
        if (entity.kind == Kind::rocket) { // it gathers
            pull *= std::min(1.0, 0.55 + 0.5 * time);
        }
        return pull + 0.05 * std::sin(2 * pi * (cadence(entity) * time + entity.genome.phase));
    });
    // Of two that are alike the louder is heard; world v0 heard the last.
    if (scene_.world != World::v0) {
        for (std::size_t i = 0; i < before.size(); ++i) {
            track_.curves[index][i] = std::max(track_.curves[index][i], before[i]);
        }
    }
}

void Listener::freewheel(const Entity& entity)
{
    constexpr double way_of_tick = 0.15;
    constexpr double step = 1.0 / 256;
    double before = 0;
    for (double time = 0; time < track_.seconds; time += step) {
        const Moment moment = moment_at(entity, time);
        const double ticks = std::floor(moment.roll * rolling_radius(entity) / way_of_tick);
        if (ticks > before) {
            add(time, {SoundKind::tick, 0.16, 0.2, Material::metal}, moment.root);
        }
        before = ticks;
    }
}

void Listener::signal(const Entity& entity)
{
    const double size = height_of(entity) / 2.2;
    const bool stands = entity.action == Action::stand;
    const bool drives = entity.action == Action::drive;
    if (entity.action == Action::brake) {
        const Blow squeal{SoundKind::brake,
                          0.3 + 0.06 * entity.speed,
                          entity.kind == Kind::bicycle ? 0.15 : size,
                          entity.kind == Kind::train ? Material::metal : Material::rubber};
        add(brakes_after, squeal, moment_at(entity, brakes_after).root);
    }
    switch (entity.kind) {
    case Kind::truck:
    case Kind::bus:
        if (stands) {
            every(entity, 2.2, 0.7, {SoundKind::horn, 0.5, 1, Material::metal});
        }
        break;
    case Kind::train:
        if (stands || drives) {
            every(entity, 2.6, 0.6, {SoundKind::whistle, 0.5, size, Material::metal});
        }
        if (drives) { // both axles over a joint of the rails
            every(entity, 0.7, 0.5, {SoundKind::rattle, 0.45, 1, Material::metal});
            every(entity, 0.7, 0.72, {SoundKind::rattle, 0.35, 1, Material::metal});
        }
        break;
    case Kind::bicycle:
        if (stands || drives) {
            every(entity, 2.2, 0.7, {SoundKind::bell, 0.4, 0.05, Material::metal});
        }
        freewheel(entity);
        break;
    default:
        break;
    }
}

} // namespace rushlight::generation::world
