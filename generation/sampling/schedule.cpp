#include "generation/sampling/schedule.hpp"

#include <stdexcept>

namespace rushlight::generation {

std::vector<double> shifted_schedule(int steps, double shift)
{
    if (steps < 1 || !(shift > 0)) {
        throw std::invalid_argument("a schedule needs at least one step and a shift above zero");
    }
    std::vector<double> levels;
    for (int i = 0; i <= steps; ++i) {
        levels.push_back(shifted(1 - static_cast<double>(i) / steps, shift));
    }
    return levels;
}

} // namespace rushlight::generation
