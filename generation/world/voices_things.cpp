// Thunder, instruments, glass, brakes: what world v1 strikes, rubs and rings.

#include "generation/world/voices.hpp"

#include <span>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double rate = sound_rate;

void fade(Mono& sound, double share)
{
    const auto tail = static_cast<std::size_t>(share * static_cast<double>(sound.size()));
    for (std::size_t i = 0; i < tail; ++i) {
        sound[sound.size() - 1 - i] *= static_cast<float>(i) / static_cast<float>(tail);
    }
}

/// Sharp and sudden where it is near, a long rolling where it is far.
Mono thunder(double far, Random& random)
{
    Mono out(frames_of(2));

    struct Peal {
        double time;
        double gain;
        double length;
    };

    std::array<Peal, 6> peals{};
    for (std::size_t i = 0; i < peals.size(); ++i) {
        const double order = static_cast<double>(i);
        peals[i] = {i == 0 ? 0 : order * 0.24 + random.uniform(-0.1, 0.1),
                    i == 0 ? 1 : random.uniform(0.25, 0.75) * (1 - 0.1 * order),
                    random.uniform(0.18, 0.42)};
    }
    const double attack = 0.003 + 0.12 * far;
    Soft low(200);
    Soft lower(200);
    Band body(70, 0.8);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        if (i % 32 == 0) {
            const double bright = (1 - far) * (1 - far) * 5200 * std::exp(-t / 0.11);
            const double cutoff = 120 + 240 * (1 - 0.5 * far) * std::exp(-t / 0.8) + bright;
            low.tune(cutoff);
            lower.tune(cutoff);
        }
        double gain = 0;
        for (const Peal& peal : peals) {
            const double since = t - peal.time;
            if (since > 0) {
                gain += peal.gain * std::min(1.0, since / attack) * std::exp(-since / peal.length);
            }
        }
        const double n = noise(random);
        const double crack = (1 - far) * 0.7 * std::exp(-t / 0.05) * n;
        out[i] = static_cast<float>(gain * (5 * lower(low(n)) + 1.2 * body(n)) + crack);
    }
    level(out, static_cast<float>(1.5 - 0.4 * far));
    fade(out, 0.3);
    return out;
}

/// Modes that ring on.
Mono chime(std::span<const double> ratios,
           double frequency,
           double seconds,
           double damping,
           Random& random)
{
    Mono out(frames_of(seconds));
    for (std::size_t m = 0; m < ratios.size(); ++m) {
        const double f = frequency * ratios[m] * random.uniform(0.995, 1.005);
        if (f > 0.4 * rate) {
            break;
        }
        const double decay = damping * (0.6 + 0.4 * ratios[m]);
        const double gain = 0.5 / (1 + 0.45 * static_cast<double>(m));
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double t = static_cast<double>(i) / rate;
            out[i] += static_cast<float>(gain * std::min(1.0, t / 0.001) * std::exp(-decay * t) *
                                         std::sin(2 * pi * f * t));
        }
    }
    fade(out, 0.3);
    return out;
}

Mono drum(double frequency, Random& random)
{
    Mono out(frames_of(0.6));
    Band skin(1400, 0.8);
    double phase = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        phase += frequency * (1 + 0.6 * std::exp(-28 * t)) / rate;
        out[i] =
            static_cast<float>(std::min(1.0, t / 0.001) *
                               (0.75 * std::exp(-8 * t) * std::sin(2 * pi * phase) +
                                0.25 * std::exp(-13 * t) * std::sin(2 * pi * 1.59 * phase + 0.4) +
                                0.8 * std::exp(-60 * t) * skin(noise(random))));
    }
    fade(out, 0.3);
    return out;
}

/// Six plucked strings, one after the other (Karplus & Strong 1983).
Mono strum(Random& random)
{
    constexpr std::array<double, 6> strings{82.41, 123.47, 164.81, 207.65, 246.94, 329.63};
    Mono out(frames_of(1.7));
    for (std::size_t s = 0; s < strings.size(); ++s) {
        Mono string(static_cast<std::size_t>(rate / strings[s]));
        Soft pick(3200);
        for (float& value : string) {
            value = static_cast<float>(pick(noise(random)));
        }
        std::size_t at = 0;
        for (std::size_t i = frames_of(0.022 * static_cast<double>(s)); i < out.size(); ++i) {
            const std::size_t next = (at + 1) % string.size();
            out[i] += 0.3F * string[at];
            string[at] = 0.498F * (string[at] + string[next]);
            at = next;
        }
    }
    level(out, 0.7F);
    fade(out, 0.5);
    return out;
}

/// Pads that seize: a tone that wavers, over rubbing.
Mono brake(double s, bool iron, Random& random)
{
    Mono out(frames_of(1.0));
    const double f = (iron ? 3000 : 2700) * std::pow(0.55, s);
    Band rub(iron ? 2600 : 1100, 0.7);
    double phase = 0;
    double waver = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double u = static_cast<double>(i) / static_cast<double>(out.size());
        waver += 0.002 * (noise(random) - 0.3 * waver);
        phase += f * (1 - 0.13 * u * u + 0.08 * waver) / rate;
        const double envelope = std::min(1.0, u / 0.12) * std::pow(std::max(0.0, 1 - u), 0.6);
        const double tone = std::sin(2 * pi * phase) + 0.5 * std::sin(2 * pi * 1.51 * phase) +
                            (iron ? 0.5 * std::sin(2 * pi * 2.07 * phase) : 0);
        out[i] = static_cast<float>(
            envelope * ((iron ? 0.4 : 0.36) * tone * (0.8 + waver) + 0.5 * rub(noise(random))));
    }
    fade(out, 0.05);
    return out;
}

/// Noise in grains: what rubs, slides and is crumpled.
Mono rubbing(double seconds, double frequency, double width, double grains, Random& random)
{
    Mono out(frames_of(seconds));
    Band band(frequency, width);
    double grain = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double u = static_cast<double>(i) / static_cast<double>(out.size());
        if (random.uniform() < grains / rate) {
            grain = random.uniform(0.4, 1);
        }
        grain *= 1 - 2 * grains / rate;
        out[i] = static_cast<float>(std::pow(std::sin(pi * u), 0.8) * (0.25 + grain) * 0.9 *
                                    band(noise(random)));
    }
    return out;
}

Mono whistle(double s, Random& random)
{
    Mono out(frames_of(1.1));
    const double f = 760 * std::pow(0.72, s);
    Band steam(2400, 1.1);
    double phase = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double u = static_cast<double>(i) / static_cast<double>(out.size());
        phase += f * (0.94 + 0.06 * std::min(1.0, u / 0.12)) / rate;
        const double envelope = std::min(1.0, u / 0.06) * std::min(1.0, (1 - u) / 0.2);
        const double tone = std::sin(2 * pi * phase) + 0.8 * std::sin(2 * pi * 1.26 * phase) +
                            0.6 * std::sin(2 * pi * 1.5 * phase);
        out[i] = static_cast<float>(envelope * (0.24 * tone + 0.12 * steam(noise(random))));
    }
    return out;
}

Mono telephone(Random& random)
{
    Mono out(frames_of(0.42));
    const double f = 1000 * random.uniform(0.98, 1.02);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        const double tone = std::fmod(t * 22, 1.0) < 0.5 ? f : 1.25 * f;
        const double envelope = std::min({1.0, t / 0.01, (0.42 - t) / 0.05});
        out[i] = static_cast<float>(
            0.35 * envelope *
            (std::sin(2 * pi * tone * t) + 0.3 * std::sin(2 * pi * 2 * tone * t)));
    }
    return out;
}

} // namespace

Mono thing_sound_of(const SoundEvent& event, Random& random)
{
    const double s = std::clamp(static_cast<double>(event.size), 0.0, 1.0);
    constexpr std::array<double, 6> bell{0.5, 1, 1.2, 1.5, 2, 2.67};
    constexpr std::array<double, 4> glass{1, 2.32, 4.25, 6.63};
    switch (event.kind) {
    case SoundKind::thunder:
        return thunder(s, random);
    case SoundKind::bell:
        return chime(bell, 1900 * std::pow(0.25, s), 1.9, 2.2, random);
    case SoundKind::clink:
        return chime(glass, 2900 * std::pow(0.5, s), 0.5, 13, random);
    case SoundKind::drum:
        return drum(230 * std::pow(0.33, s), random);
    case SoundKind::strum:
        return strum(random);
    case SoundKind::brake:
        return brake(s, event.material == Material::metal, random);
    case SoundKind::scrape:
        return event.material == Material::stone || event.material == Material::wood
                   ? rubbing(0.5, 900 * std::pow(0.5, s), 0.6, 90, random)
                   : rubbing(0.5, 2200 * std::pow(0.6, s), 1.1, 160, random);
    case SoundKind::tick:
        return strike(2600 * std::pow(0.6, s), 0.06, event.material, random);
    case SoundKind::ring:
        return telephone(random);
    case SoundKind::rustle:
        return rubbing(0.32, 3600, 1.2, 130, random);
    case SoundKind::whistle:
        return whistle(s, random);
    default: {
        const double f = 700 * std::pow(0.4, s) * random.uniform(0.8, 1.25);
        return call({{f, 1.35 * f, 1.9 * f}, 0.09, 1, 0.1, 0.02}, random);
    }
    }
}

} // namespace rushlight::generation::world
