#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

#include <array>

namespace rushlight::editor {

/// The colour of a picture, in this order, each step left out where it is as usual:
///
/// 1. in linear light: c · 2^exposure · white. Temperature t (1 warm) and tint m (1 magenta) make
///    white (2^(t/2), 2^(−m/2), 2^(−t/2)), divided by its own luminance so that grey keeps its
///    brightness.
/// 2. as displayed (R'G'B'), for each channel: (gain · (c + lift · (1 − c)))^(1/gamma), nothing
///    below 0.
/// 3. as displayed: (c − ½) · contrast + ½.
/// 4. as displayed: the curve of all channels, then each channel's own: monotone cubic (Fritsch &
///    Carlson 1980) through its points, level beyond the first and the last.
/// 5. as displayed: Y' + (c − Y') · saturation, Y' by BT.709.
struct Grade {
    double exposure = 0; ///< stops
    double temperature = 0;
    double tint = 0;
    std::array<double, 3> lift{0, 0, 0};
    std::array<double, 3> gamma{1, 1, 1};
    std::array<double, 3> gain{1, 1, 1};
    double contrast = 1;
    double saturation = 1;
    std::array<std::string, 4> curves; ///< points "x,y x,y …" of all, red, green, blue; or empty

    bool operator==(const Grade&) const = default;
};

[[nodiscard]] EffectKind grade_kind();
[[nodiscard]] Grade grade_at(const Effect& effect, const Time& time);
[[nodiscard]] RowWork rows_of(const Grade& grade, const Moment& moment);

} // namespace rushlight::editor
