#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

namespace rushlight::editor {

/// Film grain, as displayed: c + amount · (1 − ¾ (2 Y' − 1)²) · n, strongest in the middle tones. n
/// has mean 0 and deviation 1: lattice noise with a cell of `size`, but no finer than a pixel,
/// hashed from the seed, the source's time and the cell, so that each frame has its own and every
/// processor the same.
struct Grain {
    double amount = 0.03;
    double size = 0.0014; ///< of a grain, a share of the frame's height
    double colour = 0;    ///< 0: the same in all channels; 1: each its own
    std::uint32_t seed = 0;

    bool operator==(const Grain&) const = default;
};

[[nodiscard]] EffectKind grain_kind();
[[nodiscard]] Grain grain_at(const Effect& effect, const Time& time);
[[nodiscard]] RowWork rows_of(const Grain& grain, const Moment& moment);

} // namespace rushlight::editor
