// Beds of noise and grains under a curve.

#include "generation/world/beds.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double rate = sound_rate;

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

/// What hums under everything: mains and compressors.
Mono hum(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    const double detune = random.uniform(0.995, 1.005);
    for (std::size_t i = 0; i < frames; ++i) {
        const double t = static_cast<double>(i) / rate;
        const double base = 2 * pi * 50 * detune * t;
        const double beat = 0.85 + 0.15 * std::sin(2 * pi * 0.7 * t);
        const double tone = 0.5 * std::sin(base) + beat * std::sin(2 * base) +
                            0.35 * std::sin(4 * base + 1) + 0.2 * std::sin(6 * base + 2);
        out[i] = static_cast<float>(0.3 * at(curve, i) * tone);
    }
    return out;
}

/// Keys under fingers, a word at a time.
Mono typing(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    double time = random.uniform(0, 0.4);
    int left = 2 + random.below(5);
    while (time * rate < static_cast<double>(frames)) {
        const auto first = static_cast<std::size_t>(time * rate);
        const Mono key = strike(random.uniform(900, 1500), 0.07, Material::stone, random);
        const double gain = std::sqrt(at(curve, first)) * random.uniform(0.4, 1);
        for (std::size_t i = 0; i < key.size() && first + i < frames; ++i) {
            out[first + i] += static_cast<float>(gain * static_cast<double>(key[i]));
        }
        time += random.uniform(0.07, 0.17);
        if (--left == 0) {
            time += random.uniform(0.2, 0.7);
            left = 2 + random.below(6);
        }
    }
    return out;
}

/// Many who talk at once, none of them understood: pulses through one slow formant each.
Mono crowd(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    constexpr int speakers = 7;
    for (int speaker = 0; speaker < speakers; ++speaker) {
        const double pitch = random.uniform(95, 230);
        const double tempo = random.uniform(3.2, 5);
        const double begin = random.uniform(0, 2 * pi);
        Band throat(500, 0.3);
        Soft far(1800);
        double phase = random.uniform();
        double turn = 0;
        double gain = 0;
        for (std::size_t i = 0; i < frames; ++i) {
            if (i % 64 == 0) {
                const double t = static_cast<double>(i) / rate;
                const double beat = std::sin(pi * tempo * t + begin);
                const double phrase = std::sin(1.1 * t + 2.3 * begin) > -0.6 ? 1 : 0.1;
                gain = 0.2 * at(curve, i) * phrase * beat * beat;
                turn = pitch * (1 + 0.12 * std::sin(1.9 * t + begin)) / rate;
                throat.tune(420 + 260 * std::sin(2.7 * tempo * t + begin), 0.3);
            }
            phase += turn;
            phase -= phase < 1 ? 0 : 1;
            const double source = (phase < 0.15 ? 1 : -0.18) + 0.15 * noise(random);
            out[i] += static_cast<float>(gain * far(throat(source)));
        }
    }
    return out;
}

} // namespace

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
    case Ambience::diesel:
    case Ambience::motorcycle:
    case Ambience::steam:
    case Ambience::propeller:
    case Ambience::rotor:
    case Ambience::thrust:
        return engine_of(ambience, curve, frames, random);
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
    case Ambience::hum:
        return hum(curve, frames, random);
    case Ambience::typing:
        return typing(curve, frames, random);
    case Ambience::crowd:
        return crowd(curve, frames, random);
    case Ambience::bubbles:
        return added(noise_bed(curve, frames, 110, 210, 0.7, 0.6, random),
                     grains(curve,
                            frames,
                            9,
                            random,
                            [&] {
                                const double f = random.uniform(240, 800);
                                return call({{f, 1.3 * f, 1.9 * f}, 0.07, 1, 0.1, 0.02}, random);
                            }),
                     0.45F);
    }
    return {};
}

double bed_gain(Ambience ambience)
{
    switch (ambience) {
    case Ambience::engine:
    case Ambience::diesel:
    case Ambience::motorcycle:
    case Ambience::steam:
    case Ambience::propeller:
    case Ambience::rotor:
    case Ambience::thrust:
        return 0.8;
    case Ambience::hum:
    case Ambience::crowd:
        return 0.3;
    case Ambience::typing:
        return 0.25;
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

bool is_machine(Ambience ambience)
{
    return ambience == Ambience::engine ||
           (ambience >= Ambience::diesel && ambience <= Ambience::thrust);
}

} // namespace rushlight::generation::world
