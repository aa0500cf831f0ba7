#include "editor/timeline/clip.hpp"

#include <algorithm>

namespace rushlight::editor {

Time source_time(const Clip& clip, std::int64_t n, const Time& unit_rate)
{
    return clip.source_start + Time(n) * clip.speed / unit_rate;
}

std::int64_t head_handle(const Item& item, const Time& unit_rate)
{
    if (item.is_gap() || !std::holds_alternative<Media>(item.clip->source) ||
        !std::get<Media>(item.clip->source).available) {
        return endless;
    }
    return std::max<std::int64_t>(0,
                                  (item.clip->source_start / item.clip->speed).floor_at(unit_rate));
}

std::int64_t tail_handle(const Item& item, const Time& unit_rate)
{
    if (item.is_gap() || !std::holds_alternative<Media>(item.clip->source) ||
        !std::get<Media>(item.clip->source).available) {
        return endless;
    }
    const Time rest = *std::get<Media>(item.clip->source).available - item.clip->source_start;
    return std::max<std::int64_t>(0, (rest / item.clip->speed).floor_at(unit_rate) - item.length);
}

} // namespace rushlight::editor
