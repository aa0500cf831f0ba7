#pragma once

#include "assets/time.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace rushlight::editor {

using assets::Time;

/// A speed at a frame of a ramp's own time.
struct SpeedKey {
    std::int64_t frame = 0;
    std::int64_t speed = 10000; ///< in 1/10,000, from 0 (a hold) to 100 times

    bool operator==(const SpeedKey&) const = default;
};

/// A speed that changes in straight lines from key to key and holds outside them. It is read once a
/// frame, in the frame's middle, rounded to 1/10,000; inside a frame it is even. So the source time
/// that has passed is a sum of whole numbers, the integral of the lines to half of 1/10,000 of a
/// frame for each frame, and cuts and trims keep every source time exactly.
/// An immutable value; copies share their table.
class SpeedRamp {
public:
    static constexpr std::int64_t most_keys = 1000;
    static constexpr std::int64_t most_frames = 200000; ///< from the first key to the last
    static constexpr std::int64_t most_speed = 1000000;
    static constexpr std::int64_t one = 10000; ///< normal speed

    /// rate: frames a second. Throws std::invalid_argument with a sentence: no keys or too many,
    /// frames that do not rise or lie too far apart, a speed out of range.
    SpeedRamp(const Time& rate, std::vector<SpeedKey> keys);

    [[nodiscard]] const Time& rate() const { return rate_; }

    [[nodiscard]] const std::vector<SpeedKey>& keys() const { return keys_; }

    /// Source seconds from the first key to a time of the ramp; below 0 in front of it.
    [[nodiscard]] Time passed(const Time& time) const;

    /// In 1/10,000.
    [[nodiscard]] std::int64_t speed_in(std::int64_t frame) const;

    friend bool operator==(const SpeedRamp& a, const SpeedRamp& b)
    {
        return a.rate_ == b.rate_ && a.keys_ == b.keys_;
    }

private:
    Time rate_;
    std::vector<SpeedKey> keys_;
    /// Sum of the speeds of the frames from the first key on, in front of each frame up to the last
    /// key's.
    std::shared_ptr<const std::vector<std::int64_t>> sums_;
};

} // namespace rushlight::editor
