#include "editor/sound/ducking.hpp"

#include "editor/sound/sound_effect.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

double steps_of(double milliseconds)
{
    return std::max(1.0, milliseconds / 10);
}

} // namespace

DuckReach reach_of(const Ducking& ducking)
{
    return {static_cast<std::int64_t>(std::ceil(steps_of(ducking.attack_ms))),
            static_cast<std::int64_t>(
                std::ceil(steps_of(ducking.hold_ms) + steps_of(ducking.release_ms)))};
}

std::vector<bool> speaking(std::span<const float> stereo, double threshold_db)
{
    const double threshold = std::pow(10.0, threshold_db / 10) * 2 * duck_step;
    std::vector<bool> speaks;
    constexpr auto size = static_cast<std::size_t>(2 * duck_step);
    for (std::size_t at = 0; at + size <= stereo.size(); at += size) {
        double power = 0;
        for (const float sample : stereo.subspan(at, size)) {
            power += static_cast<double>(sample) * static_cast<double>(sample);
        }
        speaks.push_back(power > threshold);
    }
    return speaks;
}

std::vector<double> ducked(const std::vector<bool>& speaks, const Ducking& ducking)
{
    const double attack = steps_of(ducking.attack_ms);
    const double hold = steps_of(ducking.hold_ms);
    const double release = steps_of(ducking.release_ms);
    std::vector<double> amount(speaks.size(), 0.0);
    constexpr double never = 1e9;
    double since = never;
    for (std::size_t i = 0; i < speaks.size(); ++i) {
        since = speaks[i] ? 0 : since + 1;
        amount[i] = std::clamp(1 - (since - hold) / release, 0.0, 1.0);
    }
    double until = never;
    for (std::size_t i = speaks.size(); i-- > 0;) {
        until = speaks[i] ? 0 : until + 1;
        amount[i] = std::max(amount[i], std::clamp(1 - until / attack, 0.0, 1.0));
    }
    return amount;
}

} // namespace rushlight::editor
