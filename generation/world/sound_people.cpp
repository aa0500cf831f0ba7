// What only people do, heard: talk, laughter, tears, strokes, rungs, hands.

#include "generation/world/listener.hpp"
#include "generation/world/people_motion.hpp"

#include <algorithm>

namespace rushlight::generation::world {

namespace {

double fraction(double x)
{
    return x - std::floor(x);
}

/// Large people speak low, slim ones higher.
double voice_of(const Entity& entity)
{
    return height_of(entity) / 2.2 + 0.16 * (entity.genome.build - 0.5) +
           (entity.genome.beard ? 0.06 : 0);
}

Material throat_of(const Entity& entity)
{
    return entity.kind == Kind::robot ? Material::metal : Material::cloth;
}

double when(const Entity& entity, double phase)
{
    return (phase - entity.genome.phase) / cadence(entity);
}

} // namespace

void Listener::act(const Entity& entity)
{
    const double size = height_of(entity) / 2.2;
    switch (entity.action) {
    case Action::talk:
        talk(entity);
        break;
    case Action::laugh:
        laugh(entity);
        break;
    case Action::cry:
        cry(entity);
        break;
    case Action::swim: // each hand as it enters the water
        each_cycle(entity,
                   0,
                   0.5,
                   entity.y > 0 ? Blow{SoundKind::bubble, 0.4, size, Material::water}
                                : Blow{SoundKind::splash, 0.4, size, Material::water});
        break;
    case Action::climb:
        for (int rung = 1; rung * 0.5 * climb_stride(entity) <= climbed(entity, track_.seconds);
             ++rung) {
            once(entity,
                 rung * 0.5 / cadence(entity),
                 {SoundKind::footstep_hard, 0.5, 0.8 * size, Material::wood});
        }
        break;
    case Action::push:
        each_cycle(entity, 0, 0.5, {SoundKind::scrape, 0.5, size, ground_of(scene_)});
        break;
    default:
        handle(entity);
        break;
    }
    const bool moves_once = !travels(entity.action) && entity.action != Action::stand &&
                            entity.action != Action::jump && entity.action != Action::wave &&
                            entity.action != Action::dance && entity.action != Action::spin &&
                            entity.action != Action::talk;
    if (entity.kind == Kind::robot && moves_once) {
        every(entity, 0.8, 0.4, {SoundKind::servo, 0.35, size, Material::metal});
    }
}

void Listener::talk(const Entity& entity)
{
    const double first = std::floor(entity.genome.phase * syllables_a_cycle);
    for (double k = first;; ++k) {
        const double begin = when(entity, k / syllables_a_cycle);
        if (begin >= track_.seconds) {
            break;
        }
        const double widest = (k + 0.5) / syllables_a_cycle;
        double open = 0;
        for (const double share : {0.25, 0.5, 0.75}) { // a pause may cut it short
            open = std::max(open, spoken((k + share) / syllables_a_cycle));
        }
        if (open > 0.15) {
            // From one pause to the next the voice falls.
            const double said = fraction((widest - 0.882) * 1.7 / 2);
            add(begin,
                {SoundKind::syllable,
                 0.3 + 0.5 * open,
                 voice_of(entity) + 0.07 * (said - 0.5),
                 throat_of(entity)},
                moment_at(entity, std::max(0.0, begin)).root);
        }
    }
}

void Listener::laugh(const Entity& entity)
{
    for (int shake = 0; shake < track_.seconds * laughs_a_second; ++shake) {
        const double time = shake / laughs_a_second;
        const Moment moment = moment_at(entity, time);
        const double share = fraction(moment.phase);
        if (share < 0.8) { // then it takes breath
            add(time,
                {SoundKind::laugh,
                 0.75 - 0.35 * share,
                 voice_of(entity) - 0.08 + 0.14 * share,
                 throat_of(entity)},
                moment.root);
        }
    }
}

void Listener::cry(const Entity& entity)
{
    for (int shake = 0; shake < track_.seconds * sobs_a_second; ++shake) {
        const double time = shake / sobs_a_second;
        const Moment moment = moment_at(entity, time);
        const double share = fraction(moment.phase);
        if (share < 0.65) {
            add(time,
                {SoundKind::sob,
                 0.6 - 0.3 * share,
                 voice_of(entity) - 0.06 + 0.12 * share,
                 throat_of(entity)},
                moment.root);
        }
    }
}

void Listener::handle(const Entity& entity)
{
    const double size = height_of(entity) / 2.2;
    const auto cloth = [&](SoundKind kind, double intensity) {
        return Blow{kind, intensity, size, Material::cloth};
    };
    switch (entity.action) {
    case Action::sit:
        once(entity, 0.35, cloth(SoundKind::rustle, 0.25));
        once(entity, 0.9, {SoundKind::creak, 0.25, size, Material::wood});
        break;
    case Action::stand_up:
        once(entity, 0.35, {SoundKind::creak, 0.25, size, Material::wood});
        once(entity, 0.5, cloth(SoundKind::rustle, 0.3));
        break;
    case Action::point:
        once(entity, 0.15, cloth(SoundKind::whoosh, 0.25));
        break;
    case Action::pick_up:
        once(entity, 0.3, cloth(SoundKind::rustle, 0.3));
        once(entity, 0.85, cloth(SoundKind::clap, 0.25));
        break;
    case Action::toss:
        once(entity, toss_time - 0.1, cloth(SoundKind::whoosh, 0.45));
        break;
    case Action::catch_it:
        once(entity, catch_time, cloth(SoundKind::clap, 0.55));
        break;
    case Action::hug:
        once(entity, 0.4, cloth(SoundKind::rustle, 0.35));
        break;
    case Action::hand_over:
        once(entity, 0.2, cloth(SoundKind::rustle, 0.25));
        break;
    default:
        break;
    }
}

} // namespace rushlight::generation::world
