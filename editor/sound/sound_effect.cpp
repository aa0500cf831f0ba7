#include "editor/sound/sound_effect.hpp"

#include "editor/export/loudness.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::editor {

namespace {

constexpr std::int64_t step = 64; ///< samples between two values of a level that changes
constexpr double fading = 12;     ///< time constants until what a filter remembers is −104 dB

Parameter still(const char* id, const char* unit, double least, double most, double standard)
{
    Parameter parameter = number_parameter(id, unit, least, most, standard);
    parameter.animates = false;
    return parameter;
}

EffectKind band_kind(const char* name, double hertz, bool has_db)
{
    EffectKind kind{name, 1, {still("hz", "Hz", 20, 20000, hertz)}};
    if (has_db) {
        kind.parameters.push_back(still("db", "dB", -24, 24, 0));
    }
    kind.parameters.push_back(still("q", "", 0.1, 10, 0.7071));
    return kind;
}

std::optional<Band::Shape> shape_of(const std::string& effect)
{
    using Shape = Band::Shape;
    return effect == "high_pass"    ? std::optional(Shape::high_pass)
           : effect == "low_pass"   ? std::optional(Shape::low_pass)
           : effect == "low_shelf"  ? std::optional(Shape::low_shelf)
           : effect == "peak"       ? std::optional(Shape::peak)
           : effect == "high_shelf" ? std::optional(Shape::high_shelf)
                                    : std::nullopt;
}

std::int64_t samples_of(double milliseconds)
{
    return static_cast<std::int64_t>(std::ceil(milliseconds * 48));
}

/// Left and right gain of a level at a time.
struct Gains {
    double left = 1;
    double right = 1;
};

Gains gains_at(const Level& level, const Time& time)
{
    static const EffectKind& kind = *find_sound_kind("level");
    const double gain = std::pow(10.0, number_of(level.effect, kind, "gain_db", time) / 20);
    const double pan = number_of(level.effect, kind, "pan", time);
    return {gain * std::min(1.0, 1 - pan), gain * std::min(1.0, 1 + pan)};
}

bool changes(const Level& level)
{
    return std::any_of(level.effect.values.begin(), level.effect.values.end(), [](const auto& v) {
        return std::holds_alternative<Curve>(v.second);
    });
}

struct Run {
    std::vector<double>& stereo;
    std::int64_t first;
    const SoundChain::TimeAt& time_at;

    void operator()(const Level& level) const
    {
        if (!changes(level)) {
            const Gains gains = gains_at(level, Time(0));
            for (std::size_t i = 0; i < stereo.size(); i += 2) {
                stereo[i] *= gains.left;
                stereo[i + 1] *= gains.right;
            }
            return;
        }
        const auto count = static_cast<std::int64_t>(stereo.size() / 2);
        std::int64_t at = Time(first, step).floor_at(1) * step; // the grid does not move
        Gains a = gains_at(level, time_at(at));
        for (; at < first + count; at += step) {
            const Gains b = gains_at(level, time_at(at + step));
            for (std::int64_t n = std::max(at, first); n < std::min(at + step, first + count);
                 ++n) {
                const double share = static_cast<double>(n - at) / step;
                double* const sample = &stereo[static_cast<std::size_t>(n - first) * 2];
                sample[0] *= a.left + (b.left - a.left) * share;
                sample[1] *= a.right + (b.right - a.right) * share;
            }
            a = b;
        }
    }

    void operator()(const Band& band) const
    {
        Biquad filter(band);
        filter.run(stereo, 0);
        filter.run(stereo, 1);
    }

    void operator()(const Compression& compression) const { Compressor(compression).run(stereo); }

    void operator()(const Ceiling& ceiling) const
    {
        std::vector<float> in(stereo.begin(), stereo.end());
        in.resize(in.size() + 2 * std::size_t{Limiter::delay}, 0.0F);
        const auto out = Limiter(0, ceiling.db).process(in);
        std::copy(out.begin() + 2 * Limiter::delay, out.end(), stereo.begin());
    }

    void operator()(const Ducking&) const {}
};

} // namespace

const std::vector<EffectKind>& sound_effect_kinds()
{
    static const std::vector<EffectKind> kinds{
        {"level",
         1,
         {number_parameter("gain_db", "dB", -60, 24, 0), number_parameter("pan", "", -1, 1, 0)}},
        band_kind("high_pass", 80, false),
        band_kind("low_pass", 12000, false),
        band_kind("low_shelf", 150, true),
        band_kind("peak", 1000, true),
        band_kind("high_shelf", 6000, true),
        {"compressor",
         1,
         {still("threshold_db", "dB", -60, 0, -18),
          still("ratio", "", 1, 50, 3),
          still("knee_db", "dB", 0, 24, 6),
          still("attack_ms", "ms", 0.1, 200, 10),
          still("release_ms", "ms", 10, 1000, 150),
          still("makeup_db", "dB", 0, 24, 0)}},
        {"limiter", 1, {still("ceiling_db", "dB", -24, 0, -1)}},
        {"ducking",
         1,
         {choice_parameter("under", {"dialogue", "music", "effects"}),
          still("by_db", "dB", 0, 60, 12),
          still("threshold_db", "dB", -80, 0, -40),
          still("attack_ms", "ms", 10, 1000, 200),
          still("hold_ms", "ms", 0, 2000, 300),
          still("release_ms", "ms", 10, 3000, 600)}}};
    return kinds;
}

const EffectKind* find_sound_kind(const std::string& effect)
{
    for (const EffectKind& kind : sound_effect_kinds()) {
        if (kind.effect == effect) {
            return &kind;
        }
    }
    return nullptr;
}

std::vector<SoundEffect> sound_effects_of(const std::vector<Effect>& effects)
{
    std::vector<SoundEffect> all;
    for (const Effect& effect : effects) {
        const EffectKind* kind = find_sound_kind(effect.effect);
        if (!kind || !is_on(effect, *kind)) {
            continue;
        }
        const auto number = [&](const char* id) {
            return number_of(effect, *kind, id, Time(0));
        };
        if (effect.effect == "level") {
            all.emplace_back(Level{effect});
        } else if (const auto shape = shape_of(effect.effect)) {
            all.emplace_back(Band{*shape, number("hz"), number("db"), number("q")});
        } else if (effect.effect == "compressor") {
            all.emplace_back(Compression{number("threshold_db"),
                                         number("ratio"),
                                         number("knee_db"),
                                         number("attack_ms"),
                                         number("release_ms"),
                                         number("makeup_db")});
        } else if (effect.effect == "limiter") {
            all.emplace_back(Ceiling{number("ceiling_db")});
        } else {
            all.emplace_back(Ducking{text_of(effect, *kind, "under"),
                                     number("by_db"),
                                     number("threshold_db"),
                                     number("attack_ms"),
                                     number("hold_ms"),
                                     number("release_ms")});
        }
    }
    return all;
}

SoundChain::SoundChain(std::vector<SoundEffect> effects)
    : effects_(std::move(effects))
{
    for (const SoundEffect& effect : effects_) {
        if (const auto* band = std::get_if<Band>(&effect)) {
            // a resonance falls by e in q / (pi hertz) seconds, what is flat in 1 / (2 pi q hertz);
            // a gain makes poles up to its root's root closer
            const double slow =
                std::max(band->q, 0.5 / band->q) * std::pow(10.0, std::abs(band->db) / 40);
            before_ += samples_of(1000 * fading * slow / (std::numbers::pi * band->hertz));
        } else if (const auto* compression = std::get_if<Compression>(&effect)) {
            before_ += samples_of(fading * (compression->attack_ms + compression->release_ms));
        } else if (std::holds_alternative<Ceiling>(effect)) {
            before_ += samples_of(fading * 120) + Limiter::window;
            behind_ += Limiter::delay;
        }
    }
}

void SoundChain::run(std::span<float> stereo, std::int64_t first, const TimeAt& time_at) const
{
    std::vector<double> samples(stereo.begin(), stereo.end());
    for (const SoundEffect& effect : effects_) {
        std::visit(Run{samples, first, time_at}, effect);
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        stereo[i] = static_cast<float>(samples[i]);
    }
}

} // namespace rushlight::editor
