#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/sound/biquad.hpp"
#include "editor/sound/compressor.hpp"

#include <functional>
#include <variant>

namespace rushlight::editor {

/// Gain and pan that may change over time.
struct Level {
    Effect effect;

    bool operator==(const Level&) const = default;
};

/// No sample and nothing between two passes the ceiling.
struct Ceiling {
    double db = -1;

    bool operator==(const Ceiling&) const = default;
};

/// The track becomes quieter while the tracks of a role speak.
struct Ducking {
    std::string under = "dialogue"; ///< that role
    double by_db = 12;
    double threshold_db = -40; ///< RMS of 10 ms above which a role speaks
    double attack_ms = 200;    ///< how long before the first word it begins to fall
    double hold_ms = 300;      ///< how long after the last word it stays down
    double release_ms = 600;

    bool operator==(const Ducking&) const = default;
};

/// An effect on sound, with its values.
using SoundEffect = std::variant<Level, Band, Compression, Ceiling, Ducking>;

/// Their kinds, as a window lists them: "level", "high_pass", "low_pass", "low_shelf", "peak",
/// "high_shelf", "compressor", "limiter" and, on tracks alone, "ducking".
[[nodiscard]] const std::vector<EffectKind>& sound_effect_kinds();

/// The kind of that name; null where this version has none.
[[nodiscard]] const EffectKind* find_sound_kind(const std::string& effect);

/// What effects do to sound, in their order; those that are switched off, unknown or no effects of
/// sound are left out.
[[nodiscard]] std::vector<SoundEffect> sound_effects_of(const std::vector<Effect>& effects);

/// Runs sound through effects, all but ducking.
class SoundChain {
public:
    /// Key times of a sample: of the source for clips, of the film for tracks.
    using TimeAt = std::function<Time(std::int64_t sample)>;

    explicit SoundChain(std::vector<SoundEffect> effects);

    /// Samples that must run through it before the first one that counts: their traces have faded
    /// to less than −100 dB.
    [[nodiscard]] std::int64_t before() const { return before_; }

    /// Samples behind the last one that counts.
    [[nodiscard]] std::int64_t behind() const { return behind_; }

    /// Stereo samples from `first` on, in place, from a state of silence.
    void run(std::span<float> stereo, std::int64_t first, const TimeAt& time_at) const;

private:
    std::vector<SoundEffect> effects_;
    std::int64_t before_ = 0;
    std::int64_t behind_ = 0;
};

} // namespace rushlight::editor
