// Throats: pulses of the glottis through the formants of a mouth, of people and large animals.

#include "generation/world/voices.hpp"

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double rate = sound_rate;

using Formants = std::array<double, 3>; ///< Hz, of a grown person

constexpr std::array<Formants, 5> vowels{Formants{730, 1090, 2440},
                                         Formants{530, 1750, 2480},
                                         Formants{430, 1450, 2400},
                                         Formants{540, 860, 2410},
                                         Formants{330, 900, 2240}};

struct Utterance {
    std::array<double, 3> pitch; ///< Hz at beginning, middle, end
    double seconds = 0.2;
    Formants from;
    Formants to;
    double breath = 0.1; ///< share of noise in the source
    double rough = 0;    ///< how much each pulse differs from the last
    double attack = 0.03;
    double onset = 0; ///< seconds of breath before the voice
    double width = 0.16;
};

Formants scaled(const Formants& formants, double factor)
{
    return {formants[0] * factor, formants[1] * factor, formants[2] * factor};
}

/// A glottal pulse (after Rosenberg 1971).
double pulse(double cycle)
{
    if (cycle < 0.4) {
        return 0.5 - 0.5 * std::cos(pi * cycle / 0.4);
    }
    return cycle < 0.56 ? std::cos(pi * (cycle - 0.4) / 0.32) : 0;
}

Mono utter(const Utterance& said, Random& random)
{
    Mono out(frames_of(said.seconds));
    std::array<Band, 3> mouth{Band(500, 0.2), Band(1500, 0.2), Band(2500, 0.2)};
    constexpr std::array<double, 3> gains{1, 0.5, 0.25};
    double phase = 0;
    double last = 0;
    double loudness = 1;
    double length = 1;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        const double u = static_cast<double>(i) / static_cast<double>(out.size());
        const double pitch = u < 0.5
                                 ? said.pitch[0] + (said.pitch[1] - said.pitch[0]) * 2 * u
                                 : said.pitch[1] + (said.pitch[2] - said.pitch[1]) * (2 * u - 1);
        phase += pitch * length / rate;
        if (phase >= 1) {
            phase -= 1;
            loudness = 1 - said.rough * random.uniform();
            length = 1 + 0.35 * said.rough * random.uniform(-1, 1);
        }
        if (i % 32 == 0) {
            for (std::size_t f = 0; f < mouth.size(); ++f) {
                mouth[f].tune(said.from[f] + (said.to[f] - said.from[f]) * u, said.width);
            }
        }
        const double flow = pulse(phase) * loudness;
        const double voiced = std::clamp((t - said.onset) / said.attack, 0.0, 1.0);
        const double source = voiced * (flow - last) * 22 +
                              (said.breath + (t < said.onset ? 0.6 : 0)) * 0.5 * noise(random);
        last = flow;
        double sum = 0;
        for (std::size_t f = 0; f < mouth.size(); ++f) {
            sum += gains[f] * said.width * mouth[f](source);
        }
        const double rise = said.onset > 0 ? 0.012 : said.attack;
        const double envelope = std::min(1.0, t / rise) * std::min(1.0, (1 - u) / 0.35);
        out[i] = static_cast<float>(envelope * sum);
    }
    level(out, 0.7F);
    return out;
}

/// Flat, and cut by its own carrier: how a robot speaks.
void ring(Mono& sound, double frequency)
{
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        sound[i] *= static_cast<float>(0.35 + 0.65 * std::sin(2 * pi * frequency * t));
    }
}

/// One syllable, one "ha" or one sob of a person of this size.
Mono person(const SoundEvent& event, Random& random)
{
    const double s = std::clamp(static_cast<double>(event.size), 0.0, 1.0);
    const bool robot = event.material == Material::metal;
    const double pitch = 900 * std::pow(0.078, s) * (robot ? 1 : random.uniform(0.94, 1.06));
    const double tract = 1.5 - 0.6 * s;
    const auto vowel = [&](int index) {
        return scaled(vowels.at(static_cast<std::size_t>(index)), tract);
    };
    Utterance said;
    switch (event.kind) {
    case SoundKind::laugh:
        said = {{1.25 * pitch, 1.45 * pitch, 1.1 * pitch}, 0.17, vowel(0), vowel(0)};
        said.onset = 0.035;
        said.breath = 0.16;
        break;
    case SoundKind::sob:
        said = {{1.3 * pitch, 1.7 * pitch, 1.25 * pitch}, 0.27, vowel(2), vowel(4)};
        said.onset = 0.04;
        said.breath = 0.3;
        said.rough = 0.25;
        break;
    default:
        said = {{pitch, random.uniform(1.02, 1.16) * pitch, 0.95 * pitch},
                random.uniform(0.17, 0.21),
                vowel(random.below(5)),
                vowel(random.below(5))};
        said.onset = random.chance(0.35) ? 0.025 : 0;
        break;
    }
    if (robot) {
        said.pitch = {pitch, pitch, pitch};
        said.breath = 0.02;
    }
    Mono sound = utter(said, random);
    if (robot) {
        ring(sound, 0.5 * pitch);
    }
    return sound;
}

/// Brass: an elephant's trunk.
Mono trumpet(double s, Random& random)
{
    const double f = 520 - 190 * s;
    Mono out = call({{0.75 * f, 1.35 * f, 1.05 * f}, 1.05, 1, 3.4, 0.1, 0.012}, random);
    const Mono over = call({{1.5 * f, 2.72 * f, 2.1 * f}, 1.05, 0.5, 2.2, 0.12, 0.015}, random);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = std::tanh(1.8F * (out[i] + 0.35F * over[i])) * 0.62F;
    }
    return out;
}

} // namespace

Mono living_sound_of(const SoundEvent& event, Random& random)
{
    const double s = std::clamp(static_cast<double>(event.size), 0.0, 1.0);
    const double dice = random.uniform(0.95, 1.05);
    Utterance said;
    switch (event.kind) {
    case SoundKind::moo: {
        const double f = (190 - 95 * s) * dice;
        said = {{0.85 * f, 1.15 * f, 0.8 * f}, 1.25, {280, 620, 2000}, {520, 880, 2100}};
        said.breath = 0.08;
        said.rough = 0.12;
        said.attack = 0.12;
        return utter(said, random);
    }
    case SoundKind::quack: {
        const double f = (330 - 90 * s) * dice;
        said = {{1.05 * f, 1.2 * f, 0.8 * f}, 0.17, {1000, 1850, 3100}, {760, 1500, 2900}};
        said.rough = 0.3;
        said.breath = 0.2;
        said.attack = 0.012;
        said.width = 0.3;
        return utter(said, random);
    }
    case SoundKind::growl: {
        const double f = (115 - 55 * s) * dice;
        said = {{0.9 * f, 1.25 * f, 0.75 * f}, 0.95, {330, 700, 1500}, {420, 820, 1600}};
        said.rough = 0.75;
        said.breath = 0.22;
        said.attack = 0.22;
        said.width = 0.35;
        return utter(said, random);
    }
    case SoundKind::roar: {
        const double f = (120 - 50 * s) * dice;
        said = {{0.8 * f, 1.6 * f, 0.7 * f}, 1.6, {380, 820, 1900}, {560, 980, 2100}};
        said.rough = 0.45;
        said.breath = 0.25;
        said.attack = 0.3;
        said.width = 0.4;
        Mono out = utter(said, random);
        for (float& value : out) { // it overloads what it is heard by
            value = 0.7F * std::tanh(2.6F * value);
        }
        return out;
    }
    case SoundKind::trumpet:
        return trumpet(s, random);
    case SoundKind::hiss:
        return breath(0.7, 5200, 4300, 0.9, random);
    default:
        return person(event, random);
    }
}

} // namespace rushlight::generation::world
