// The sounds of single events: modal banks, noise, and voices with frequency modulation.

#include "generation/world/voices.hpp"

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double rate = sound_rate;

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

} // namespace

void level(Mono& sound, float wanted)
{
    float peak = 1e-6F;
    for (const float value : sound) {
        peak = std::max(peak, std::abs(value));
    }
    for (float& value : sound) {
        value *= wanted / peak;
    }
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
        const double deep = s > 0.9 ? 0.45 : 1; // trucks and buses
        Mono out = call({{392 * deep, 392 * deep, 390 * deep}, 0.5, 1.0, 1.8, 0.03}, random);
        const Mono third =
            call({{494 * deep, 494 * deep, 492 * deep}, 0.5, 1.0, 1.8, 0.03}, random);
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
    case SoundKind::moo:
    case SoundKind::quack:
    case SoundKind::growl:
    case SoundKind::trumpet:
    case SoundKind::roar:
    case SoundKind::hiss:
    case SoundKind::syllable:
    case SoundKind::laugh:
    case SoundKind::sob:
        return living_sound_of(event, random);
    default:
        return thing_sound_of(event, random);
    }
}

} // namespace rushlight::generation::world
