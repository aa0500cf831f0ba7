// From events and curves to sound: beds of noise, engines and grains, and the mix.

#include "generation/world/random.hpp"
#include "generation/world/sound.hpp"
#include "generation/world/voices.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

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

/// The curve's value at a sample, linear between its points.
double at(std::span<const float> curve, std::size_t sample)
{
    const double x = static_cast<double>(sample) * curve_rate / rate;
    const auto i = static_cast<std::size_t>(x);
    if (i + 1 >= curve.size()) {
        return curve.empty() ? 0 : static_cast<double>(curve.back());
    }
    const double u = x - static_cast<double>(i);
    return static_cast<double>(curve[i]) * (1 - u) + static_cast<double>(curve[i + 1]) * u;
}

Mono noise_bed(std::span<const float> curve,
               std::size_t frames,
               double low,
               double high,
               double width,
               double slow,
               Random& random)
{
    Mono out(frames);
    Band band(low, width);
    Band second(low * 2.3, width * 1.4);
    Soft soft(1.3 * high);
    Soft softer(2.2 * high);
    for (std::size_t i = 0; i < frames; ++i) {
        const double level = at(curve, i);
        if (i % 64 == 0) {
            const double drift = 0.5 + 0.5 * std::sin(slow * static_cast<double>(i) / rate);
            const double f = low + (high - low) * (0.6 * level + 0.4 * drift);
            band.tune(f, width);
            second.tune(f * 2.3, width * 1.4);
        }
        const double n = noise(random);
        out[i] = static_cast<float>(1.7 * level * softer(soft(band(n) + 0.35 * second(n))));
    }
    return out;
}

Mono engine(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    Band exhaust(160, 0.5);
    double phase = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const double pull = at(curve, i);
        const double f = 24 + 95 * pull; // firings a second
        phase += f / rate;
        double tone = 0;
        for (int h = 1; h <= 6; ++h) {
            tone += std::sin(2 * pi * phase * h + 0.3 * h * h) / (0.6 + 0.55 * h);
        }
        const double beat = 0.75 + 0.25 * std::sin(pi * phase);
        out[i] =
            static_cast<float>(0.16 * (0.4 + pull) * (tone * beat + 1.2 * exhaust(noise(random))));
    }
    return out;
}

/// Short sounds at random times, the more the higher the curve.
template <class Make>
Mono grains(std::span<const float> curve,
            std::size_t frames,
            double most_a_second,
            Random& random,
            const Make& make)
{
    Mono out(frames);
    double next = random.uniform() / std::max(most_a_second, 0.1);
    while (next * rate < static_cast<double>(frames)) {
        const auto first = static_cast<std::size_t>(next * rate);
        const double level = at(curve, first);
        if (level > 0.01) {
            const Mono grain = make();
            const double gain = std::sqrt(level) * random.uniform(0.4, 1);
            for (std::size_t i = 0; i < grain.size() && first + i < frames; ++i) {
                out[first + i] += static_cast<float>(gain * static_cast<double>(grain[i]));
            }
        }
        next += -std::log(1 - random.uniform() * 0.999) / (most_a_second * std::max(level, 0.05));
    }
    return out;
}

Mono bed_of(Ambience ambience, std::span<const float> curve, std::size_t frames, Random& random)
{
    const auto added = [](Mono a, const Mono& b, float gain) {
        for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
            a[i] += gain * b[i];
        }
        return a;
    };
    switch (ambience) {
    case Ambience::engine:
        return engine(curve, frames, random);
    case Ambience::wind:
        return noise_bed(curve, frames, 180, 720, 0.22, 0.8, random);
    case Ambience::rain: {
        Mono bed = noise_bed(curve, frames, 2600, 4200, 1.3, 0.3, random);
        return added(std::move(bed),
                     grains(curve,
                            frames,
                            140,
                            random,
                            [&] {
                                return call(
                                    {{random.uniform(1500, 5200), 3000, 2600}, 0.012, 1, 0.3, 0.5},
                                    random);
                            }),
                     0.35F);
    }
    case Ambience::waves: {
        Mono bed = noise_bed(curve, frames, 340, 900, 0.8, 0.9, random);
        for (std::size_t i = 0; i < bed.size(); ++i) {
            bed[i] *= static_cast<float>(
                0.75 + 0.6 * std::sin(2 * pi * static_cast<double>(i) / rate / 3.1));
        }
        return bed;
    }
    case Ambience::city:
        return added(noise_bed(curve, frames, 70, 150, 0.6, 0.4, random),
                     grains(curve,
                            frames,
                            0.5,
                            random,
                            [&] { return call({{330, 332, 330}, 0.3, 1, 1.6, 0.05}, random); }),
                     0.06F);
    case Ambience::birds:
        return grains(curve, frames, 4, random, [&] {
            const double f = random.uniform(2600, 5200);
            return call({{f, f * random.uniform(0.8, 1.35), f * random.uniform(0.85, 1.1)},
                         random.uniform(0.06, 0.16),
                         0.25,
                         0.8,
                         0.01},
                        random);
        });
    case Ambience::crickets: {
        Mono out(frames);
        for (std::size_t i = 0; i < frames; ++i) {
            const double t = static_cast<double>(i) / rate;
            const double pulse = std::max(0.0, std::sin(2 * pi * 17 * t)) *
                                 (std::sin(2 * pi * 1.7 * t) > -0.2 ? 1 : 0.1);
            out[i] = static_cast<float>(0.14 * at(curve, i) * pulse * std::sin(2 * pi * 4300 * t));
        }
        return out;
    }
    case Ambience::fire:
        return added(
            noise_bed(curve, frames, 240, 420, 0.9, 1.3, random),
            grains(
                curve, frames, 22, random, [&] { return breath(0.014, 3400, 1500, 0.8, random); }),
            0.8F);
    case Ambience::leaves:
        return noise_bed(curve, frames, 2100, 4400, 1.2, 0.7, random);
    case Ambience::room:
        return noise_bed(curve, frames, 90, 130, 0.9, 0.2, random);
    case Ambience::music:
        return grains(curve, frames, 3, random, [&] {
            constexpr std::array<double, 5> scale{523.25, 587.33, 659.26, 783.99, 880.0};
            return strike(
                scale[static_cast<std::size_t>(random.below(5))], 1.2, Material::metal, random);
        });
    case Ambience::stream:
        return noise_bed(curve, frames, 900, 1500, 0.5, 2.5, random);
    }
    return {};
}

double bed_gain(Ambience ambience)
{
    switch (ambience) {
    case Ambience::engine:
        return 0.8;
    case Ambience::rain:
    case Ambience::leaves:
        return 0.16;
    case Ambience::birds:
    case Ambience::music:
        return 0.22;
    case Ambience::room:
        return 0.25;
    case Ambience::crickets:
        return 0.8;
    default:
        return 0.4;
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
    if (ambience == Ambience::engine) {
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
    limit(stereo);
    return stereo;
}

} // namespace rushlight::generation::world
