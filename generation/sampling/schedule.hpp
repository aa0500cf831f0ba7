#pragma once

#include <string>
#include <vector>

namespace rushlight::generation {

/// Name and version of the schedule that recipes carry.
inline constexpr const char* schedule_name = "shifted-1";

/// u of the way from clean (0) to noise (1) as a noise level: s u / (1 + (s − 1) u).
[[nodiscard]] constexpr double shifted(double u, double shift)
{
    return shift * u / (1 + (shift - 1) * u);
}

/// Noise levels from 1 down to 0, steps + 1 of them: t = shifted(1 − i / steps, shift)
/// (Esser et al. 2024, arXiv:2403.03206). A shift above 1 spends more steps on high noise.
/// steps ≥ 1, shift > 0; throws std::invalid_argument.
[[nodiscard]] std::vector<double> shifted_schedule(int steps, double shift);

} // namespace rushlight::generation
