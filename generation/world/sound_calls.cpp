// What animals and things say and do by themselves.

#include "generation/world/listener.hpp"

namespace rushlight::generation::world {

namespace {

/// Busy with nothing but itself, in a way that only world v1 draws.
bool is_idle(Action action)
{
    return action == Action::sit || action == Action::look_at || action == Action::nod ||
           action == Action::shake_head || action == Action::turn;
}

/// The fewest whole cycles that last so many seconds.
double cycles_of(const Entity& entity, double seconds)
{
    return std::max(1.0, std::ceil(cadence(entity) * seconds));
}

} // namespace

void Listener::speak(const Entity& entity)
{
    const double size = height_of(entity) / 2.2;
    const auto blow = [&](SoundKind kind, double intensity, Material material) {
        return Blow{kind, intensity, size, material};
    };
    const bool calm = entity.action == Action::stand;
    if (entity.kind == Kind::dog && (calm || entity.action == Action::jump)) {
        each_cycle(entity, 0.4, calm ? 0.5 : 1, blow(SoundKind::bark, 0.8, Material::cloth));
    } else if (entity.kind == Kind::cat && calm) {
        each_cycle(entity, 0.3, 0.8, blow(SoundKind::meow, 0.7, Material::cloth));
    } else if (entity.kind == Kind::horse && (calm || entity.action == Action::jump)) {
        each_cycle(entity, 0.3, 1, blow(SoundKind::neigh, 0.7, Material::cloth));
    } else if (entity.kind == Kind::bird) {
        each_cycle(entity,
                   0.2,
                   entity.action == Action::fly ? 3 : 0.5,
                   blow(SoundKind::chirp, 0.6, Material::cloth));
        if (entity.action == Action::fly) {
            each_cycle(entity, 0.25, 1, blow(SoundKind::flap, 0.5, Material::cloth));
        }
    } else if (entity.kind == Kind::rabbit && calm) {
        each_cycle(entity, 0.5, 1, blow(SoundKind::squeak, 0.35, Material::cloth));
    }
    if (entity.action == Action::jump) {
        each_cycle(entity, -0.32, 1, blow(SoundKind::whoosh, 0.5, Material::cloth)); // take-off
    } else if (entity.action == Action::spin) {
        each_cycle(entity, 0.1, 0.5, blow(SoundKind::whoosh, 0.45, Material::cloth));
    } else if (entity.action == Action::wave && entity.kind == Kind::robot) {
        each_cycle(entity, 0.25, 0.5, blow(SoundKind::servo, 0.45, Material::metal));
    } else if (entity.action == Action::wave) {
        each_cycle(entity, 0.25, 0.5, blow(SoundKind::whoosh, 0.22, Material::cloth));
    }
    if (entity.kind == Kind::lantern) {
        each_cycle(entity,
                   0.25,
                   entity.action == Action::bounce ? 1 : 0.5,
                   blow(SoundKind::creak, 0.3, Material::metal));
    } else if (entity.kind == Kind::balloon && entity.action != Action::stand) {
        each_cycle(entity, 0.5, 1, blow(SoundKind::squeak, 0.25, Material::rubber));
    } else if (entity.kind == Kind::boat) {
        each_cycle(entity, 0.0, 0.5, blow(SoundKind::creak, 0.4, Material::wood));
        if (entity.action == Action::drive) {
            each_cycle(entity, 0.25, 0.5, blow(SoundKind::splash, 0.5, Material::water));
        }
    } else if (entity.kind == Kind::car && calm) {
        each_cycle(entity, 0.5, 1, blow(SoundKind::horn, 0.5, Material::metal));
    } else if (entity.kind == Kind::ball && entity.action == Action::roll) {
        each_cycle(entity, 0.1, 0.15, blow(SoundKind::rattle, 0.3, Material::rubber));
    }
}

void Listener::call(const Entity& entity)
{
    const double size = height_of(entity) / 2.2;
    const auto voice = [&](SoundKind kind, double intensity) {
        return Blow{kind, intensity, size, Material::cloth};
    };
    const bool calm = entity.action == Action::stand || is_idle(entity.action);
    const bool swims = entity.action == Action::swim;
    const Blow stroke{SoundKind::splash, 0.22, size, Material::water};
    switch (entity.kind) {
    case Kind::dog:
        if (is_idle(entity.action) || entity.action == Action::chase) {
            every(entity, 0.85, 0.7, voice(SoundKind::bark, 0.75));
        } else if (swims) {
            each_cycle(entity, 0.25, 0.5, stroke);
        }
        break;
    case Kind::cat:
        if (is_idle(entity.action)) {
            every(entity, 1.5, 0.8, voice(SoundKind::meow, 0.65));
        }
        break;
    case Kind::horse:
        if (is_idle(entity.action)) {
            every(entity, 2.1, 0.8, voice(SoundKind::neigh, 0.65));
        }
        break;
    case Kind::rabbit:
        if (is_idle(entity.action)) {
            every(entity, 2.1, 0.8, voice(SoundKind::squeak, 0.3));
        }
        break;
    case Kind::bear:
        if (swims) {
            each_cycle(entity, 0.25, 0.5, stroke);
        } else {
            every(entity, 1.9, 0.7, voice(SoundKind::growl, calm ? 0.6 : 0.75));
        }
        break;
    case Kind::cow:
        every(entity, calm ? 2.1 : 2.6, 0.7, voice(SoundKind::moo, calm ? 0.75 : 0.6));
        break;
    case Kind::duck:
        every(entity, calm ? 0.8 : 1.2, 0.6, voice(SoundKind::quack, 0.6));
        every(entity, calm ? 0.8 : 1.2, 0.6 + (calm ? 0.3 : 0.2), voice(SoundKind::quack, 0.5));
        if (entity.action == Action::fly) { // as its wings begin to fall
            each_cycle(entity, 0.75, 1, voice(SoundKind::flap, 0.45));
        } else if (swims) {
            each_cycle(entity, 0.25, 0.5, {SoundKind::drip, 0.3, size, Material::water});
        }
        break;
    case Kind::snake:
        every(entity, 1.4, 0.6, voice(SoundKind::hiss, 0.5));
        if (entity.action == Action::walk) {
            each_cycle(entity, 0, 0.5, {SoundKind::scrape, 0.2, 0.2, ground_of(scene_)});
        }
        break;
    case Kind::elephant:
        every(entity, calm ? 2.1 : 2.5, 0.7, voice(SoundKind::trumpet, 0.7));
        break;
    case Kind::dinosaur: // with its jaws
        each_cycle(entity, 0, cycles_of(entity, 1.8), voice(SoundKind::roar, 0.8));
        break;
    case Kind::fish:
        every(entity, 0.9, 0.6, {SoundKind::bubble, 0.4, size, Material::water});
        break;
    default:
        break;
    }
}

void Listener::go_on(const Entity& entity)
{
    const double size = height_of(entity) / 2.2;
    const bool spins = entity.action == Action::spin;
    const bool still = entity.action == Action::stand;
    const bool flies = entity.action == Action::fly;
    const bool rolls = entity.action == Action::roll;
    const auto blow = [&](SoundKind kind, double intensity, Material material) {
        return Blow{kind, intensity, size, material};
    };
    switch (entity.kind) {
    case Kind::bell:
        if (spins) { // twice there and back in a turn, where its clapper turns round
            each_cycle(entity, 0.2136, 0.25, blow(SoundKind::bell, 0.5, Material::metal));
        }
        break;
    case Kind::guitar:
        if (spins) {
            each_cycle(entity, 0.25, 1, blow(SoundKind::strum, 0.55, Material::wood));
        }
        break;
    case Kind::drum:
        if (rolls) {
            every(entity, 0.4, 0.5, blow(SoundKind::drum, 0.35, Material::wood));
        }
        break;
    case Kind::bottle:
        if (rolls) {
            every(entity, 0.23, 0.5, blow(SoundKind::clink, 0.25, Material::stone));
        }
        break;
    case Kind::apple:
        if (rolls) {
            each_cycle(entity, 0.1, 0.15, blow(SoundKind::rattle, 0.25, Material::wood));
        }
        break;
    case Kind::clock:
        every(entity, 0.5, 0.5, blow(SoundKind::tick, 0.5, Material::wood));
        break;
    case Kind::phone:
        if (still) { // when its screen lights up
            each_cycle(entity, 0, 1.0 / 3, blow(SoundKind::ring, 0.45, Material::metal));
        }
        break;
    case Kind::camera: // its reels turn
        every(entity, 1.0 / 12, 0.5, blow(SoundKind::tick, 0.2, Material::metal));
        break;
    case Kind::candle:
    case Kind::cake:
        at_least(Ambience::fire, 0.1);
        break;
    case Kind::lamp:
        at_least(Ambience::hum, 0.15, 0.05);
        break;
    case Kind::flag:
    case Kind::kite:
        if (entity.action == Action::wave || flies) {
            every(entity, 0.37, 0.5, blow(SoundKind::flap, 0.4, Material::cloth));
        }
        break;
    case Kind::book: // its pages are its wings
        if (flies) {
            each_cycle(entity, 0.75, 0.25, blow(SoundKind::flap, 0.4, Material::cloth));
        }
        break;
    case Kind::letter:
    case Kind::hat:
    case Kind::umbrella:
        if (flies) {
            every(entity, 0.8, 0.5, blow(SoundKind::rustle, 0.3, Material::cloth));
        }
        break;
    default:
        break;
    }
}

} // namespace rushlight::generation::world
