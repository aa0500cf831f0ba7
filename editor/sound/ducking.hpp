#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rushlight::editor {

struct Ducking;

/// Samples of one step of ducking: 10 ms at 48 kHz.
inline constexpr std::int64_t duck_step = 480;

/// How far ducking reaches from what is said: steps before and behind it.
struct DuckReach {
    std::int64_t before = 0;
    std::int64_t behind = 0;
};

[[nodiscard]] DuckReach reach_of(const Ducking& ducking);

/// Which steps speak: those of stereo sound whose RMS is above the threshold. The sound begins at a
/// step.
[[nodiscard]] std::vector<bool> speaking(std::span<const float> stereo, double threshold_db);

/// How much of the ducking applies in each step, 0 … 1: it falls in a straight line (in dB) before
/// what is said, holds, and rises again. The ends of `speaks` count as silence beyond.
[[nodiscard]] std::vector<double> ducked(const std::vector<bool>& speaks, const Ducking& ducking);

} // namespace rushlight::editor
