// Engines under a curve of revolutions.

#include "generation/world/beds.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double rate = sound_rate;

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

/// Slow firings, each with a knock.
Mono diesel(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    Band exhaust(95, 0.4);
    Band knock(1700, 0.5);
    Soft soft(2400);
    double phase = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const double pull = at(curve, i);
        phase += (20 + 48 * pull) / rate;
        const double cycle = phase - std::floor(phase);
        double tone = 0;
        for (int h = 1; h <= 5; ++h) {
            tone += std::sin(2 * pi * phase * h + 0.7 * h) / (0.4 + 0.6 * h);
        }
        const double n = noise(random);
        const double blow = std::exp(-9 * cycle);
        out[i] = static_cast<float>(
            0.16 * (0.5 + pull) *
            (tone * (0.7 + 0.5 * blow) + 1.5 * exhaust(n) + 0.9 * soft(knock(n * blow))));
    }
    return out;
}

/// Two cylinders that fire one soon after the other.
Mono motorcycle(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    Band pipe(210, 0.35);
    Band bright(620, 0.5);
    double phase = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const double pull = at(curve, i);
        phase += (13 + 52 * pull) / rate;
        const double cycle = phase - std::floor(phase);
        const double second = cycle < 0.38 ? cycle + 0.62 : cycle - 0.38;
        const double bang = std::exp(-14 * cycle) + 0.85 * std::exp(-14 * second) - 0.13;
        const double source = bang * (1 + 0.3 * noise(random));
        out[i] = static_cast<float>(0.36 * (0.45 + pull) *
                                    (0.5 * bang + 0.9 * pipe(source) + 0.7 * bright(source)));
    }
    return out;
}

/// Blows of steam, four to a turn of the wheels; the boiler breathes all the time.
Mono steam(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    Band blow(420, 0.7);
    Band hiss(2600, 1.1);
    Soft soft(3400);
    double phase = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const double pull = at(curve, i);
        phase += (pull > 0.1 ? 1.2 + 8 * (pull - 0.1) : 0) / rate;
        const double cycle = phase - std::floor(phase);
        const double beat = std::fmod(std::floor(phase), 4.0) < 1 ? 1 : 0.75;
        const double puff =
            pull > 0.1 ? beat * std::min(1.0, 30 * cycle) * std::exp(-4.5 * cycle) : 0;
        const double n = noise(random);
        out[i] = static_cast<float>(1.1 * puff * (blow(n) + 0.35 * soft(hiss(n))) +
                                    0.03 * soft(hiss(n)) + 0.1 * pull * blow(n));
    }
    return out;
}

/// A drone of blades over the noise of air.
Mono propeller(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    Band air(500, 0.9);
    double phase = 0;
    double other = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const double pull = at(curve, i);
        const double f = 42 + 62 * pull;
        phase += f / rate;
        other += 1.013 * f / rate;
        double tone = 0;
        for (int h = 1; h <= 8; ++h) {
            tone += (std::sin(2 * pi * phase * h) + 0.6 * std::sin(2 * pi * other * h + h)) /
                    (0.5 + 0.6 * h);
        }
        out[i] = static_cast<float>(0.1 * (0.3 + pull) * (tone + 0.9 * air(noise(random))));
    }
    return out;
}

/// Blades that slap the air, and a turbine above them.
Mono rotor(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    Band thump(95, 0.5);
    Band slap(420, 0.8);
    Band air(1200, 1.2);
    double phase = 0;
    double whine = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const double pull = at(curve, i);
        phase += (5 + 9 * pull) / rate;
        whine += (700 + 700 * pull) / rate;
        const double cycle = phase - std::floor(phase);
        const double blade = std::min(1.0, 14 * cycle) * std::exp(-7 * cycle);
        const double n = noise(random);
        out[i] =
            static_cast<float>((1.5 + 3.5 * pull) *
                               (blade * (0.75 * thump(n) + 0.5 * slap(n)) +
                                0.09 * (0.4 + blade) * air(n) + 0.003 * std::sin(2 * pi * whine)));
    }
    return out;
}

/// A fire that roars and crackles.
Mono thrust(std::span<const float> curve, std::size_t frames, Random& random)
{
    Mono out(frames);
    Band roar(85, 0.8);
    Band rush(420, 1.1);
    Soft soft(1500);
    double crackle = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const double pull = at(curve, i);
        const double n = noise(random);
        if (random.uniform() < 90 * pull / rate) {
            crackle = random.uniform(0.3, 1);
        }
        crackle *= 0.997;
        out[i] = static_cast<float>(1.5 * pull *
                                    (roar(n) + 0.55 * soft(rush(n)) + 0.6 * crackle * soft(n)));
    }
    return out;
}

} // namespace

Mono engine_of(Ambience ambience, std::span<const float> curve, std::size_t frames, Random& random)
{
    switch (ambience) {
    case Ambience::diesel:
        return diesel(curve, frames, random);
    case Ambience::motorcycle:
        return motorcycle(curve, frames, random);
    case Ambience::steam:
        return steam(curve, frames, random);
    case Ambience::propeller:
        return propeller(curve, frames, random);
    case Ambience::rotor:
        return rotor(curve, frames, random);
    case Ambience::thrust:
        return thrust(curve, frames, random);
    default:
        return engine(curve, frames, random);
    }
}

} // namespace rushlight::generation::world
