#include "editor/interchange/fitting.hpp"

#include "editor/interchange/numbers.hpp"

#include <algorithm>

namespace rushlight::editor {

Time fit_speed(Time speed, const std::string& where, Losses& losses)
{
    constexpr std::int64_t most = std::int64_t{1} << 20;
    if (speed < Time(0)) {
        losses.add("the reverse, now forward,", where);
        speed = Time(0) - speed;
    }
    if (speed == Time(0)) {
        return freeze_speed();
    }
    if (speed.numerator() <= most && speed.denominator() <= most) {
        return speed;
    }
    const auto near = fraction_of(speed.seconds());
    if (near && *near > Time(0) && near->numerator() <= most) {
        return *near;
    }
    losses.add("the speed, now as recorded,", where);
    return 1;
}

std::int64_t fit_into_media(Clip& clip,
                            std::int64_t length,
                            const Time& unit_rate,
                            const Time& frame_rate,
                            const std::string& where,
                            Losses& losses)
{
    const auto& available = std::get<Media>(clip.source).available;
    if (!available) {
        clip.source_start = std::max(clip.source_start, Time(0));
        return 0;
    }
    const Time frame = Time(1) / frame_rate;
    if (clip.source_start < Time(0)) {
        if (clip.source_start + frame < Time(0)) {
            losses.add("the part before its media begin", where);
        }
        clip.source_start = 0;
    }
    const Time over = source_time(clip, length, unit_rate) - *available;
    if (over <= Time(0)) {
        return 0;
    }
    if (over <= frame && over <= clip.source_start) {
        clip.source_start = clip.source_start - over;
        return 0;
    }
    losses.add("the part behind the end of its media", where);
    const Time there = *available - clip.source_start;
    return there <= Time(0) ? length : length - units_for(clip, there, false, unit_rate);
}

void fit_transitions(std::vector<Item>& items,
                     const std::string& track,
                     const Time& unit_rate,
                     const Time& frame_rate,
                     Losses& losses)
{
    std::int64_t begin = 0;
    for (std::size_t i = 0; i < items.size(); begin += items[i++].length) {
        if (!items[i].transition) {
            continue;
        }
        Transition fits = *items[i].transition;
        const std::string where =
            (items[i].is_gap() ? "a gap" : "\"" + items[i].clip->name + "\"") + " (" + track +
            " at frame " + std::to_string((Time(begin) / unit_rate).floor_at(frame_rate)) + ")";
        if (i == 0 || (items[i].is_gap() && items[i - 1].is_gap())) {
            losses.add("the transition that begins in nothing", where);
            items[i].transition.reset();
            continue;
        }
        const Item& left = items[i - 1];
        const auto& next = i + 1 < items.size() ? items[i + 1].transition : std::nullopt;
        const std::int64_t next_takes = next ? std::min(next->before, items[i].length) : 0;
        const std::int64_t left_takes = left.transition ? left.transition->after : 0;
        const auto at_most = [](std::int64_t wanted, std::int64_t room) {
            return std::max<std::int64_t>(0, std::min(wanted, room));
        };
        fits.before = at_most(fits.before,
                              std::min(left.length - left_takes, head_handle(items[i], unit_rate)));
        fits.after = at_most(fits.after,
                             std::min(items[i].length - next_takes, tail_handle(left, unit_rate)));
        if (fits.length() < items[i].transition->length() || fits.length() == 0) {
            losses.add("the full length, for which media or neighbours are too short, of the "
                       "transition in front",
                       where);
        }
        items[i].transition = fits.length() > 0 ? std::optional(fits) : std::nullopt;
    }
}

} // namespace rushlight::editor
