#include "editor/sound/fraction_reader.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace rushlight::editor {

namespace {

constexpr std::size_t taps = 16;
constexpr std::size_t phases = 512;

using Phase = std::array<float, taps>;

/// Weights for shares of 0, 1/512 … 1: sinc under a cosine-squared window, their sum 1.
std::array<Phase, phases + 1> make_table()
{
    std::array<Phase, phases + 1> table{};
    for (std::size_t p = 0; p <= phases; ++p) {
        const double share = static_cast<double>(p) / phases;
        std::array<double, taps> weights{};
        double sum = 0;
        for (std::size_t i = 0; i < taps; ++i) {
            const double x = static_cast<double>(i) - 7 - share;
            const double window = std::cos(x * std::numbers::pi / (taps + 1));
            const double wave =
                std::abs(x) < 1e-9 ? 1 : std::sin(x * std::numbers::pi) / (x * std::numbers::pi);
            weights[i] = wave * window * window;
            sum += weights[i];
        }
        for (std::size_t i = 0; i < taps; ++i) {
            table[p][i] = static_cast<float>(weights[i] / sum);
        }
    }
    return table;
}

} // namespace

float between_samples(std::span<const float> stereo,
                      std::size_t whole,
                      double share,
                      std::size_t side)
{
    static const std::array<Phase, phases + 1> table = make_table();
    const double place = share * phases;
    const auto phase = std::min(static_cast<std::size_t>(place), phases - 1);
    const auto rest = static_cast<float>(place - static_cast<double>(phase));
    float low = 0;
    float high = 0;
    for (std::size_t i = 0; i < taps; ++i) {
        const float sample = stereo[2 * (whole + i - 7) + side];
        low += sample * table[phase][i];
        high += sample * table[phase + 1][i];
    }
    return low + (high - low) * rest;
}

} // namespace rushlight::editor
