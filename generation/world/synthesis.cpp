// From events and curves to sound: the mix.

#include "generation/world/beds.hpp"
#include "generation/world/random.hpp"
#include "generation/world/sound.hpp"
#include "generation/world/voices.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double rate = sound_rate;
constexpr double most_peak = 0.89; // −1 dBFS

/// Adds a mono sound at a place between the loudspeakers (equal power).
void place(
    std::vector<float>& stereo, const Mono& sound, std::size_t first, double gain, double pan)
{
    const double angle = (std::clamp(pan, -1.0, 1.0) + 1) * pi / 4;
    const auto left = static_cast<float>(gain * std::cos(angle) * 1.2);
    const auto right = static_cast<float>(gain * std::sin(angle) * 1.2);
    const std::size_t frames = stereo.size() / 2;
    for (std::size_t i = 0; i < sound.size() && first + i < frames; ++i) {
        stereo[2 * (first + i)] += left * sound[i];
        stereo[2 * (first + i) + 1] += right * sound[i];
    }
}

/// What walls and water leave of a sound: two poles.
void muffle(std::vector<float>& stereo, double share)
{
    if (share <= 0) {
        return;
    }
    const double cutoff = 16000 * std::pow(500.0 / 16000, std::min(share, 1.0));
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
        Soft first(cutoff);
        Soft second(cutoff);
        for (std::size_t i = side; i < stereo.size(); i += 2) {
            stereo[i] = static_cast<float>(second(first(static_cast<double>(stereo[i]))));
        }
    }
}

/// Brings a peak down to −1 dBFS where it is higher.
void limit(std::vector<float>& sound)
{
    float peak = 0;
    for (const float value : sound) {
        peak = std::max(peak, std::abs(value));
    }
    if (peak > static_cast<float>(most_peak)) {
        const float gain = static_cast<float>(most_peak) / peak;
        for (float& value : sound) {
            value *= gain;
        }
    }
}

void add_event(std::vector<float>& stereo,
               const SoundEvent& event,
               std::size_t first,
               std::uint64_t seed)
{
    Random random(seed, 900 + static_cast<std::uint64_t>(event.kind));
    place(stereo,
          sound_of(event, random),
          first,
          0.55 * std::clamp(static_cast<double>(event.intensity), 0.0, 1.0),
          static_cast<double>(event.pan));
}

void add_bed(std::vector<float>& stereo,
             const SoundTrack& track,
             Ambience ambience,
             std::uint64_t seed)
{
    const auto index = static_cast<std::size_t>(ambience);
    const auto& curve = track.curves[index];
    if (curve.empty()) {
        return;
    }
    const std::size_t frames = stereo.size() / 2;
    Random random(seed, 700 + index);
    const double gain = bed_gain(ambience);
    const auto pan = static_cast<double>(track.pans[index]);
    if (is_machine(ambience)) {
        place(stereo, bed_of(ambience, curve, frames, random), 0, gain, pan);
        return;
    }
    // Two independent beds, so that what surrounds is wide.
    Random other(seed, 800 + index);
    place(stereo,
          bed_of(ambience, curve, frames, random),
          0,
          gain * 0.8,
          std::clamp(pan - 0.6, -1.0, 1.0));
    place(stereo,
          bed_of(ambience, curve, frames, other),
          0,
          gain * 0.8,
          std::clamp(pan + 0.6, -1.0, 1.0));
}

} // namespace

std::vector<float> synthesise(const SoundTrack& track, double seconds, std::uint64_t seed)
{
    std::vector<float> stereo(2 * frames_of(seconds));
    for (int i = 0; i < ambiences; ++i) {
        add_bed(stereo, track, static_cast<Ambience>(i), seed);
    }
    for (std::size_t i = 0; i < track.events.size(); ++i) {
        const SoundEvent& event = track.events[i];
        if (event.time >= 0 && event.time < seconds) {
            add_event(stereo, event, frames_of(event.time), hashed(seed + i));
        }
    }
    muffle(stereo, static_cast<double>(track.muffled));
    limit(stereo);
    return stereo;
}

std::vector<float> synthesise(const SoundEvent& event, std::uint64_t seed)
{
    std::vector<float> stereo(2 * frames_of(2));
    add_event(stereo, event, 0, seed);
    while (stereo.size() > 2 && std::abs(stereo[stereo.size() - 1]) < 1e-4F &&
           std::abs(stereo[stereo.size() - 2]) < 1e-4F) {
        stereo.resize(stereo.size() - 2);
    }
    limit(stereo);
    return stereo;
}

std::vector<float>
synthesise(const SoundTrack& track, Ambience ambience, double seconds, std::uint64_t seed)
{
    if (track.curves.at(static_cast<std::size_t>(ambience)).empty()) {
        return {};
    }
    std::vector<float> stereo(2 * frames_of(seconds));
    add_bed(stereo, track, ambience, seed);
    muffle(stereo, static_cast<double>(track.muffled));
    limit(stereo);
    return stereo;
}

} // namespace rushlight::generation::world
