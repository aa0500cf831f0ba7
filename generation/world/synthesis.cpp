// From events and curves to sound: modal banks, filtered noise, additive engines, FM calls.

#include "generation/world/random.hpp"
#include "generation/world/sound.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double rate = sound_rate;
constexpr double most_peak = 0.89; // −1 dBFS
using Mono = std::vector<float>;

std::size_t frames_of(double seconds)
{
    return static_cast<std::size_t>(std::llround(std::clamp(seconds, 0.0, 3600.0) * rate));
}

/// A resonant band (state variable filter, Chamberlin 1980).
class Band {
public:
    Band(double frequency, double width) { tune(frequency, width); }

    void tune(double frequency, double width)
    {
        f_ = 2 * std::sin(pi * std::min(frequency, 0.16 * rate) / rate);
        q_ = std::min(width, 1.9 / f_ - 0.5 * f_); // beyond it the filter rings up
    }

    double operator()(double x)
    {
        low_ += f_ * band_;
        const double high = x - low_ - q_ * band_;
        band_ += f_ * high;
        return band_;
    }

    [[nodiscard]] double low() const { return low_; }

private:
    double f_ = 0.1;
    double q_ = 0.5;
    double low_ = 0;
    double band_ = 0;
};

/// Takes the hiss off: one pole.
class Soft {
public:
    explicit Soft(double cutoff)
        : share_(1 - std::exp(-2 * pi * cutoff / rate))
    {
    }

    double operator()(double x) { return state_ += share_ * (x - state_); }

private:
    double share_;
    double state_ = 0;
};

double noise(Random& random)
{
    return 2 * random.uniform() - 1;
}

/// Damped modes over a base frequency.
struct Modes {
    std::array<double, 5> ratios;
    double damping;   ///< decays a second of the lowest
    double roughness; ///< share of noise in the blow
    double cutoff;    ///< Hz of the noise
};

Modes modes_of(Material material)
{
    switch (material) {
    case Material::grass:
        return {{1, 1.6, 2.3, 3.1, 4.2}, 60, 0.9, 2600};
    case Material::earth:
        return {{1, 1.5, 2.2, 3.0, 3.9}, 45, 0.7, 900};
    case Material::stone:
        return {{1, 1.7, 2.8, 4.1, 5.9}, 55, 0.45, 3800};
    case Material::sand:
        return {{1, 1.4, 2.0, 2.9, 3.8}, 70, 0.95, 1800};
    case Material::snow:
        return {{1, 1.3, 1.9, 2.4, 3.0}, 55, 0.98, 3200};
    case Material::wood:
        return {{1, 2.1, 3.4, 4.9, 6.6}, 26, 0.25, 1600};
    case Material::metal:
        return {{1, 2.76, 5.4, 8.9, 11.3}, 9, 0.2, 5200};
    case Material::rubber:
        return {{1, 1.9, 2.7, 3.4, 4.6}, 30, 0.15, 700};
    case Material::water:
        return {{1, 1.3, 1.8, 2.6, 3.3}, 18, 0.7, 1500};
    case Material::cloth:
        return {{1, 1.2, 1.5, 1.9, 2.4}, 60, 0.9, 1200};
    }
    return {{1, 2, 3, 4, 5}, 30, 0.5, 1500};
}

Mono strike(double frequency, double seconds, Material material, Random& random)
{
    const Modes modes = modes_of(material);
    Mono out(frames_of(seconds));
    for (std::size_t m = 0; m < modes.ratios.size(); ++m) {
        const double f = frequency * modes.ratios[m] * random.uniform(0.97, 1.03);
        if (f > 0.45 * rate) {
            break;
        }
        const double decay = modes.damping * (1 + 0.5 * static_cast<double>(m));
        const double gain = (1 - modes.roughness) / (1 + 1.1 * static_cast<double>(m));
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double t = static_cast<double>(i) / rate;
            out[i] += static_cast<float>(gain * std::exp(-decay * t) * std::sin(2 * pi * f * t));
        }
    }
    Band band(modes.cutoff, 0.9);
    Soft soft(1.5 * modes.cutoff);
    const double length = material == Material::snow   ? 0.13
                          : material == Material::sand ? 0.09
                                                       : 0.045;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        // Snow crunches: the noise comes in grains.
        const double grain = material == Material::snow && random.uniform() > 0.3 ? 0.2 : 1;
        out[i] += static_cast<float>(1.4 * modes.roughness * grain * std::exp(-t / length) *
                                     soft(1.6 * band(noise(random))));
    }
    // Nothing ends with a click.
    const std::size_t tail = out.size() / 5;
    for (std::size_t i = 0; i < tail; ++i) {
        out[out.size() - 1 - i] *= static_cast<float>(i) / static_cast<float>(tail);
    }
    return out;
}

Mono breath(double seconds, double from, double to, double width, Random& random)
{
    Mono out(frames_of(seconds));
    Band band(from, width);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double u = static_cast<double>(i) / static_cast<double>(out.size());
        band.tune(from * std::pow(to / from, u), width);
        out[i] = static_cast<float>(std::sin(pi * std::min(1.0, u * 1.3)) * (1 - u) * 1.6 *
                                    band(noise(random)));
    }
    return out;
}

/// A voice: frequency glides over points, FM gives its rasp, an envelope its shape.
struct Voice {
    std::array<double, 3> glide; ///< Hz at beginning, middle, end
    double seconds;
    double ratio;
    double depth;
    double rasp; ///< share of noise
    double vibrato = 0;
};

Mono call(const Voice& voice, Random& random)
{
    Mono out(frames_of(voice.seconds));
    double phase = 0;
    double modulator = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double u = static_cast<double>(i) / static_cast<double>(out.size());
        double f = u < 0.5 ? voice.glide[0] + (voice.glide[1] - voice.glide[0]) * 2 * u
                           : voice.glide[1] + (voice.glide[2] - voice.glide[1]) * (2 * u - 1);
        f *= 1 + voice.vibrato * std::sin(2 * pi * 7 * u * voice.seconds + 1);
        phase += f / rate;
        modulator += f * voice.ratio / rate;
        const double envelope = std::pow(std::sin(pi * std::pow(u, 0.6)), 0.7);
        const double tone =
            std::sin(2 * pi * phase + voice.depth * (1 - 0.6 * u) * std::sin(2 * pi * modulator));
        out[i] = static_cast<float>(envelope *
                                    (tone * (1 - voice.rasp) + voice.rasp * noise(random)) * 0.7);
    }
    return out;
}

Mono sound_of(const SoundEvent& event, Random& random)
{
    const double s = std::clamp(static_cast<double>(event.size), 0.0, 1.0);
    const auto scaled = [&](double small, double large) {
        return small * std::pow(large / small, s) * random.uniform(0.96, 1.04);
    };
    switch (event.kind) {
    case SoundKind::footstep_soft:
    case SoundKind::footstep_hard:
        return strike(scaled(240, 95), 0.32, event.material, random);
    case SoundKind::hoof:
        return strike(scaled(620, 330),
                      0.3,
                      event.material == Material::stone ? Material::stone : Material::wood,
                      random);
    case SoundKind::paw:
        return strike(scaled(420, 190), 0.2, event.material, random);
    case SoundKind::bounce:
        return strike(scaled(260, 90), 0.4, Material::rubber, random);
    case SoundKind::landing:
        return strike(scaled(150, 60), 0.45, event.material, random);
    case SoundKind::collision:
    case SoundKind::door:
        return strike(scaled(900, 260), 0.9, event.material, random);
    case SoundKind::rattle:
        return strike(scaled(520, 200), 0.14, Material::rubber, random);
    case SoundKind::chime:
        return strike(scaled(2400, 1100), 1.6, Material::metal, random);
    case SoundKind::clap:
        return breath(0.09, 1500, 1100, 0.7, random);
    case SoundKind::drip:
        return call({{scaled(900, 500), 1500, 2100}, 0.06, 1, 0.1, 0.02}, random);
    case SoundKind::pop:
        return call({{700, 300, 90}, 0.09, 1, 0.6, 0.4}, random);
    case SoundKind::splash: {
        Mono out = breath(0.75, 2600, 500, 1.1, random);
        const Mono bubble = call({{260, 420, 700}, 0.2, 1.3, 0.8, 0.2}, random);
        for (std::size_t i = 0; i < bubble.size(); ++i) {
            out[i] += 0.4F * bubble[i];
        }
        return out;
    }
    case SoundKind::bark:
        return call({{scaled(620, 260), scaled(840, 380), scaled(360, 170)}, 0.19, 0.5, 3.2, 0.22},
                    random);
    case SoundKind::meow:
        return call({{620, 980, 560}, 0.55, 1.0, 1.5, 0.05, 0.015}, random);
    case SoundKind::neigh:
        return call({{820, 1150, 420}, 0.85, 0.5, 2.4, 0.14, 0.09}, random);
    case SoundKind::chirp: {
        Mono out = call({{3200, 4600, 3600}, 0.09, 0.25, 0.7, 0.02}, random);
        const Mono second = call({{4100, 3300, 4700}, 0.11, 0.25, 0.7, 0.02}, random);
        out.resize(frames_of(0.05) + out.size(), 0);
        out.insert(out.end(), second.begin(), second.end());
        return out;
    }
    case SoundKind::squeak:
        return call({{1500, 2100, 1700}, 0.12, 1.5, 0.9, 0.1}, random);
    case SoundKind::horn: {
        Mono out = call({{392, 392, 390}, 0.5, 1.0, 1.8, 0.03}, random);
        const Mono third = call({{494, 494, 492}, 0.5, 1.0, 1.8, 0.03}, random);
        for (std::size_t i = 0; i < out.size() && i < third.size(); ++i) {
            out[i] = 0.6F * (out[i] + third[i]);
        }
        return out;
    }
    case SoundKind::whoosh:
        return breath(0.34, scaled(700, 320), scaled(1700, 900), 0.45, random);
    case SoundKind::flap:
        return breath(0.13, 900, 380, 0.6, random);
    case SoundKind::servo:
        return call({{scaled(520, 260), scaled(760, 420), scaled(600, 300)}, 0.22, 2.0, 1.1, 0.08},
                    random);
    case SoundKind::creak:
        return call({{scaled(520, 210), scaled(610, 260), scaled(480, 200)}, 0.34, 0.11, 4.5, 0.25},
                    random);
    }
    return {};
}

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
