#pragma once

#include "generation/world/random.hpp"
#include "generation/world/sound.hpp"
#include "generation/world/voices.hpp"

#include <span>

namespace rushlight::generation::world {

/// A curve's value at a sample, linear between its points.
[[nodiscard]] inline double at(std::span<const float> curve, std::size_t sample)
{
    const double x = static_cast<double>(sample) * curve_rate / sound_rate;
    const auto i = static_cast<std::size_t>(x);
    if (i + 1 >= curve.size()) {
        return curve.empty() ? 0 : static_cast<double>(curve.back());
    }
    const double u = x - static_cast<double>(i);
    return static_cast<double>(curve[i]) * (1 - u) + static_cast<double>(curve[i + 1]) * u;
}

/// What goes on under a curve; one channel.
[[nodiscard]] Mono
bed_of(Ambience ambience, std::span<const float> curve, std::size_t frames, Random& random);
/// The same for what turns or burns.
[[nodiscard]] Mono
engine_of(Ambience ambience, std::span<const float> curve, std::size_t frames, Random& random);
[[nodiscard]] double bed_gain(Ambience ambience);
/// Whether it comes from one place rather than from all around.
[[nodiscard]] bool is_machine(Ambience ambience);

} // namespace rushlight::generation::world
