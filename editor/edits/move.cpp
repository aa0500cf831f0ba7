#include "editor/edits/move.hpp"

#include "editor/edits/draft.hpp"
#include "editor/edits/remove.hpp"

namespace rushlight::editor {

std::optional<Timeline> move(const Timeline& timeline, Id clip, Id to_track, std::int64_t position)
{
    const auto place = find_item(timeline, clip);
    const auto target = find_track(timeline, to_track);
    if (!place || !target || position < 0 || timeline.tracks[*target]->locked ||
        timeline.tracks[*target]->kind != timeline.tracks[place->track]->kind ||
        holds_captions(*timeline.tracks[*target]) !=
            holds_captions(*timeline.tracks[place->track])) {
        return std::nullopt;
    }
    auto lifted = lift(timeline, {clip}); // also says whether it is a clip and free to move
    if (!lifted) {
        return std::nullopt;
    }

    struct Landing {
        std::size_t track;
        std::int64_t position;
        Item item;
    };

    std::vector<Landing> landings{{*target, position, item_at(timeline, *place)}};
    const std::int64_t start = start_of(timeline, *place);
    const TrackKind kind = timeline.tracks[place->track]->kind;
    for (const Place& other : linked(timeline, *place)) {
        const TrackKind other_kind = timeline.tracks[other.track]->kind;
        const std::int64_t landing =
            start_of(timeline, other) + way_in(timeline, kind, other_kind, start, position - start);
        if (landing < 0) {
            return std::nullopt;
        }
        landings.push_back({other.track, landing, item_at(timeline, other)});
    }
    Draft draft(*lifted);
    for (Landing& landing : landings) {
        landing.item.transition.reset();
        draft.overwrite(landing.track, landing.position, std::move(landing.item));
    }
    return draft.timeline();
}

} // namespace rushlight::editor
