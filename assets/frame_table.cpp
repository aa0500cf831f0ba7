#include "assets/frame_table.hpp"

#include <algorithm>

namespace rushlight::assets {

std::int64_t FrameTable::index_at(const Time& t) const
{
    const auto last = static_cast<std::int64_t>(pts.size()) - 1;
    if (t < Time()) {
        return 0;
    }
    if (t >= duration()) {
        return last;
    }
    if (grid) {
        return std::min(t.floor_at(*grid), last);
    }
    // last frame with pts − first ≤ t + ½ tick
    const std::int64_t ticks = (t / tick + Time(1, 2)).floor_at(Time(1));
    const auto next = std::upper_bound(pts.begin(), pts.end(), pts.front() + ticks);
    return std::max<std::int64_t>(0, next - pts.begin() - 1);
}

Time FrameTable::time_of(std::int64_t index) const
{
    if (grid) {
        return frame_time(index, *grid);
    }
    return Time(pts.at(static_cast<std::size_t>(index)) - pts.front()) * tick;
}

Time FrameTable::duration() const
{
    if (grid) {
        return frame_time(static_cast<std::int64_t>(pts.size()), *grid);
    }
    return Time(pts.back() - pts.front() + last_length) * tick;
}

std::optional<std::int64_t> FrameTable::find(std::int64_t timestamp) const
{
    const auto found = std::lower_bound(pts.begin(), pts.end(), timestamp);
    if (found == pts.end() || *found != timestamp) {
        return std::nullopt;
    }
    return found - pts.begin();
}

std::optional<Time> find_grid(const std::vector<std::int64_t>& pts,
                              const Time& tick,
                              const std::vector<Time>& candidates)
{
    for (const Time& rate : candidates) {
        if (rate <= Time()) {
            continue;
        }
        // Frame i is due at i · step ticks, step = numerator / denominator; it lies on the grid
        // when |pts·denominator − i·numerator| ≤ denominator.
        const Time step = Time(1) / (rate * tick);
        const __int128 numerator = step.numerator();
        const __int128 denominator = step.denominator();
        __int128 i = 0;
        const bool fits = std::all_of(pts.begin(), pts.end(), [&](std::int64_t p) {
            const __int128 off = __int128{p - pts.front()} * denominator - i++ * numerator;
            return off <= denominator && off >= -denominator;
        });
        if (fits) {
            return rate;
        }
    }
    return std::nullopt;
}

} // namespace rushlight::assets
