#include "editor/timeline/clip.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::editor {

namespace {

/// Seconds that the clip's own clock goes on in its first n units, before its constant speed.
Time clock(const Clip& clip, std::int64_t n, const Time& unit_rate)
{
    const Time seconds = Time(n) / unit_rate;
    return clip.ramp ? clip.ramp->ramp.passed(clip.ramp->start + seconds) -
                           clip.ramp->ramp.passed(clip.ramp->start)
                     : seconds;
}

Time magnitude(const Time& speed)
{
    return speed < Time(0) ? Time(0) - speed : speed;
}

const Time* end_of_source(const Item& item)
{
    const auto* media = item.clip ? std::get_if<Media>(&item.clip->source) : nullptr;
    return media && media->available ? &*media->available : nullptr;
}

} // namespace

double faded(FadeCurve curve, double share)
{
    share = std::clamp(share, 0.0, 1.0);
    switch (curve) {
    case FadeCurve::linear:
        return share;
    case FadeCurve::even_power:
        return std::sin(share * std::numbers::pi / 2);
    case FadeCurve::smooth:
        return (1 - std::cos(share * std::numbers::pi)) / 2;
    case FadeCurve::slow:
        return share * share;
    case FadeCurve::fast:
        return 1 - (1 - share) * (1 - share);
    }
    return share;
}

Time source_time(const Clip& clip, std::int64_t n, const Time& unit_rate)
{
    return clip.source_start + clock(clip, n, unit_rate) * clip.speed;
}

Time shown_time(const Clip& clip, std::int64_t n, const Time& unit_rate)
{
    return source_time(clip, clip.speed < Time(0) ? n + 1 : n, unit_rate);
}

void begin_later(Clip& clip, std::int64_t n, const Time& unit_rate)
{
    clip.source_start = source_time(clip, n, unit_rate);
    if (clip.ramp) {
        clip.ramp->start = clip.ramp->start + Time(n) / unit_rate;
    }
}

bool goes_on(const Clip& before, std::int64_t length, const Clip& behind, const Time& unit_rate)
{
    const bool even = !before.ramp && !behind.ramp;
    const bool ramps = before.ramp && behind.ramp && before.ramp->ramp == behind.ramp->ramp &&
                       before.ramp->start + Time(length) / unit_rate == behind.ramp->start;
    return (even || ramps) && before.speed == behind.speed &&
           before.keep_pitch == behind.keep_pitch && before.source == behind.source &&
           source_time(before, length, unit_rate) == behind.source_start;
}

bool speed_fits(const Clip& clip)
{
    constexpr std::int64_t most = std::int64_t{1} << 20;
    const Time speed = magnitude(clip.speed);
    if (speed.numerator() > most || speed.denominator() > most) {
        return false;
    }
    if (speed == Time(0)) {
        return std::holds_alternative<Media>(clip.source) && !clip.ramp;
    }
    return std::holds_alternative<Media>(clip.source) || (clip.speed > Time(0) && !clip.ramp);
}

bool part_fits(const Clip& clip, std::int64_t length, const Time& unit_rate)
{
    const auto* media = std::get_if<Media>(&clip.source);
    if (!media || !media->available) {
        return true;
    }
    const Time end = source_time(clip, length, unit_rate);
    return std::min(clip.source_start, end) >= Time(0) &&
           std::max(clip.source_start, end) <= *media->available;
}

std::int64_t
units_for(const Clip& clip, const Time& source_seconds, bool backward, const Time& unit_rate)
{
    if (source_seconds < Time(0)) {
        return 0;
    }
    const Time speed = magnitude(clip.speed);
    if (speed == Time(0)) {
        return endless;
    }
    if (!clip.ramp) {
        return (source_seconds / speed).floor_at(unit_rate);
    }
    const auto fits = [&](std::int64_t n) {
        const Time way = clock(clip, backward ? -n : n, unit_rate) * speed;
        return (backward ? Time(0) - way : way) <= source_seconds;
    };
    constexpr std::int64_t most_frames = std::int64_t{1} << 30;
    const std::int64_t most =
        std::min(endless, Time(most_frames, 1).floor_at(unit_rate / clip.ramp->ramp.rate()));
    if (fits(most)) {
        return endless;
    }
    std::int64_t least = 0;
    std::int64_t beyond = most;
    while (beyond - least > 1) {
        const std::int64_t middle = least + (beyond - least) / 2;
        (fits(middle) ? least : beyond) = middle;
    }
    return least;
}

std::int64_t head_handle(const Item& item, const Time& unit_rate)
{
    const Time* end = end_of_source(item);
    if (!end) {
        return endless;
    }
    const Clip& clip = *item.clip;
    const Time room = clip.speed < Time(0) ? *end - clip.source_start : clip.source_start;
    return units_for(clip, room, true, unit_rate);
}

std::int64_t tail_handle(const Item& item, const Time& unit_rate)
{
    const Time* end = end_of_source(item);
    if (!end) {
        return endless;
    }
    const Clip& clip = *item.clip;
    const Time room = clip.speed < Time(0) ? clip.source_start : *end - clip.source_start;
    const std::int64_t all = units_for(clip, room, false, unit_rate);
    return all == endless ? endless : std::max<std::int64_t>(0, all - item.length);
}

} // namespace rushlight::editor
