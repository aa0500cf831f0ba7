#include "editor/timeline/speed_ramp.hpp"

#include <algorithm>
#include <stdexcept>

namespace rushlight::editor {

namespace {

std::int64_t floor_of(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

/// On the line between two keys in the middle of a frame; halves go up.
std::int64_t between(const SpeedKey& a, const SpeedKey& b, std::int64_t frame)
{
    const std::int64_t span = 2 * (b.frame - a.frame);
    const std::int64_t product = (b.speed - a.speed) * (2 * (frame - a.frame) + 1);
    return a.speed + floor_of(2 * product + span, 2 * span);
}

void check(const Time& rate, const std::vector<SpeedKey>& keys)
{
    if (rate < Time(1) || rate > Time(240)) {
        throw std::invalid_argument("a speed ramp has a rate outside 1 … 240");
    }
    if (keys.empty() || static_cast<std::int64_t>(keys.size()) > SpeedRamp::most_keys) {
        throw std::invalid_argument("a speed ramp has 1 to " +
                                    std::to_string(SpeedRamp::most_keys) + " keys");
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].speed < 0 || keys[i].speed > SpeedRamp::most_speed) {
            throw std::invalid_argument("a speed ramp has a speed outside 0 … 100");
        }
        if (i > 0 && keys[i].frame <= keys[i - 1].frame) {
            throw std::invalid_argument("the keys of a speed ramp lie at rising frames");
        }
    }
    constexpr std::int64_t furthest = 100000000;
    if (keys.front().frame < -furthest || keys.back().frame > furthest ||
        keys.back().frame - keys.front().frame > SpeedRamp::most_frames) {
        throw std::invalid_argument("the keys of a speed ramp lie over " +
                                    std::to_string(SpeedRamp::most_frames) + " frames apart");
    }
}

} // namespace

SpeedRamp::SpeedRamp(const Time& rate, std::vector<SpeedKey> keys)
    : rate_(rate)
    , keys_(std::move(keys))
{
    check(rate_, keys_);
    std::vector<std::int64_t> sums{0};
    for (std::int64_t f = keys_.front().frame; f < keys_.back().frame; ++f) {
        sums.push_back(sums.back() + speed_in(f));
    }
    sums_ = std::make_shared<const std::vector<std::int64_t>>(std::move(sums));
}

std::int64_t SpeedRamp::speed_in(std::int64_t frame) const
{
    if (frame < keys_.front().frame) {
        return keys_.front().speed;
    }
    if (frame >= keys_.back().frame) {
        return keys_.back().speed;
    }
    const auto behind =
        std::upper_bound(keys_.begin(), keys_.end(), frame, [](std::int64_t f, const auto& key) {
            return f < key.frame;
        });
    return between(*(behind - 1), *behind, frame);
}

Time SpeedRamp::passed(const Time& time) const
{
    const Time place = time * rate_;
    const std::int64_t frame = place.floor_at(1);
    const std::int64_t first = keys_.front().frame;
    const std::int64_t last = keys_.back().frame;
    std::int64_t sum = 0;
    if (frame < first) {
        sum = (frame - first) * keys_.front().speed;
    } else {
        sum = (*sums_)[static_cast<std::size_t>(std::min(frame, last) - first)] +
              std::max<std::int64_t>(0, frame - last) * keys_.back().speed;
    }
    return (Time(sum) + Time(speed_in(frame)) * (place - Time(frame))) / (Time(one) * rate_);
}

} // namespace rushlight::editor
