#pragma once

#include "editor/edits/draft.hpp"

namespace rushlight::editor {

/// Where a clip lies; none where it is missing, a gap or on a locked track.
inline std::optional<Place> free_clip(const Timeline& timeline, Id clip)
{
    const auto place = find_item(timeline, clip);
    if (!place || item_at(timeline, *place).is_gap() || timeline.tracks[place->track]->locked) {
        return std::nullopt;
    }
    return place;
}

/// The clip changed by a function that says whether it could; none where it is as before.
template <class Change>
std::optional<Timeline> changed(const Timeline& timeline, Id clip, Change change)
{
    const auto place = free_clip(timeline, clip);
    if (!place) {
        return std::nullopt;
    }
    Item item = item_at(timeline, *place);
    auto copy = std::make_shared<Clip>(*item.clip);
    if (!change(*copy, item.length) || *copy == *item.clip) {
        return std::nullopt;
    }
    item.clip = std::move(copy);
    Draft draft(timeline);
    draft.change(place->track, place->item, std::move(item));
    return draft.timeline();
}

} // namespace rushlight::editor
