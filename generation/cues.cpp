#include "generation/cues.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

namespace rushlight::generation {

namespace {

constexpr float peak_most = 0.891F; ///< −1 dBFS

/// What lies together on one clip of an audio track
struct Group {
    const char* name;
    std::set<world::SoundKind> kinds;
    std::set<world::Ambience> curves;
};

const std::vector<Group>& groups()
{
    using world::Ambience;
    using world::SoundKind;
    static const std::vector<Group> all{
        {"footsteps",
         {SoundKind::footstep_soft, SoundKind::footstep_hard, SoundKind::hoof, SoundKind::paw},
         {}},
        {"impacts",
         {SoundKind::bounce,
          SoundKind::landing,
          SoundKind::collision,
          SoundKind::splash,
          SoundKind::door,
          SoundKind::clap,
          SoundKind::drip,
          SoundKind::pop,
          SoundKind::clink,
          SoundKind::drum,
          SoundKind::strum},
         {}},
        {"voices",
         {SoundKind::bark,
          SoundKind::meow,
          SoundKind::neigh,
          SoundKind::chirp,
          SoundKind::squeak,
          SoundKind::moo,
          SoundKind::quack,
          SoundKind::growl,
          SoundKind::trumpet,
          SoundKind::roar,
          SoundKind::hiss,
          SoundKind::syllable,
          SoundKind::laugh,
          SoundKind::sob},
         {}},
        {"effects",
         {SoundKind::horn,
          SoundKind::whoosh,
          SoundKind::flap,
          SoundKind::servo,
          SoundKind::chime,
          SoundKind::rattle,
          SoundKind::creak,
          SoundKind::bell,
          SoundKind::brake,
          SoundKind::scrape,
          SoundKind::tick,
          SoundKind::ring,
          SoundKind::rustle,
          SoundKind::whistle,
          SoundKind::bubble},
         {}},
        {"thunder", {SoundKind::thunder}, {}},
        {"engine",
         {},
         {Ambience::engine,
          Ambience::diesel,
          Ambience::motorcycle,
          Ambience::steam,
          Ambience::propeller,
          Ambience::rotor,
          Ambience::thrust}},
        {"rain", {}, {Ambience::rain}},
        {"ambience",
         {},
         {Ambience::wind,
          Ambience::waves,
          Ambience::city,
          Ambience::birds,
          Ambience::crickets,
          Ambience::fire,
          Ambience::leaves,
          Ambience::room,
          Ambience::music,
          Ambience::stream,
          Ambience::hum,
          Ambience::typing,
          Ambience::crowd,
          Ambience::bubbles}},
    };
    return all;
}

float peak_of(const std::vector<float>& samples)
{
    float peak = 0;
    for (const float sample : samples) {
        peak = std::max(peak, std::abs(sample));
    }
    return peak;
}

} // namespace

Sound sound_of(const world::SoundTrack& track, double seconds, std::uint64_t seed)
{
    Sound sound;
    const auto frames = static_cast<std::size_t>(std::lround(seconds * world::sound_rate));
    sound.mix.assign(2 * frames, 0.0F);
    for (const Group& group : groups()) {
        world::SoundTrack part;
        part.seconds = track.seconds;
        part.pans = track.pans;
        part.muffled = track.muffled;
        std::copy_if(track.events.begin(),
                     track.events.end(),
                     std::back_inserter(part.events),
                     [&](const auto& event) { return group.kinds.count(event.kind) != 0; });
        bool goes_on = false;
        for (const world::Ambience curve : group.curves) {
            const auto i = static_cast<std::size_t>(curve);
            part.curves[i] = track.curves[i];
            goes_on = goes_on || !part.curves[i].empty();
        }
        if (part.events.empty() && !goes_on) {
            continue;
        }
        std::vector<float> pcm = world::synthesise(part, seconds, seed);
        pcm.resize(2 * frames, 0.0F);
        const float peak = peak_of(pcm);
        if (peak < 1e-4F) {
            continue;
        }
        for (std::size_t i = 0; i < pcm.size(); ++i) {
            sound.mix[i] += pcm[i];
        }
        SoundCue cue;
        cue.kind = group.name;
        // an event's clip begins with its first event; what goes on fills the shot
        std::size_t first =
            goes_on ? 0
                    : static_cast<std::size_t>(
                          std::max(0L, std::lround(part.events.front().time * world::sound_rate)));
        first = std::min(first, frames - 1);
        cue.start = static_cast<double>(first) / world::sound_rate;
        cue.duration = static_cast<double>(frames - first) / world::sound_rate;
        for (const world::SoundEvent& event : part.events) {
            cue.pan += event.pan / static_cast<double>(part.events.size());
        }
        cue.level_db = 20 * std::log10(static_cast<double>(peak));
        cue.pcm.assign(pcm.begin() + static_cast<std::ptrdiff_t>(2 * first), pcm.end());
        sound.cues.push_back(std::move(cue));
    }
    // together they may be louder than the converter takes; all cues fall by the same share
    const float peak = peak_of(sound.mix);
    if (peak > peak_most) {
        const float share = peak_most / peak;
        const auto lower = [&](std::vector<float>& samples) {
            for (float& sample : samples) {
                sample *= share;
            }
        };
        lower(sound.mix);
        for (SoundCue& cue : sound.cues) {
            lower(cue.pcm);
            cue.level_db += 20 * std::log10(static_cast<double>(share));
        }
    }
    return sound;
}

} // namespace rushlight::generation
