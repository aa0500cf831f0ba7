#include "editor/edits/remove.hpp"

#include "editor/edits/draft.hpp"

#include <set>

namespace rushlight::editor {

std::optional<Timeline> lift(const Timeline& timeline, const std::vector<Id>& clips)
{
    std::set<Id> all;
    for (const Id clip : clips) {
        const auto places = with_linked(timeline, clip);
        if (!places) {
            return std::nullopt;
        }
        for (const Place& place : *places) {
            all.insert(item_at(timeline, place).id);
        }
    }
    if (all.empty()) {
        return std::nullopt;
    }
    Draft draft(timeline);
    for (const Id id : all) {
        const auto place = find_item(draft.timeline(), id);
        const std::int64_t length = item_at(draft.timeline(), *place).length;
        draft.lay(place->track, place->item, place->item + 1, {gap_of(length)});
    }
    return draft.timeline();
}

std::optional<Timeline> extract(const Timeline& timeline, Id clip)
{
    const auto place = find_item(timeline, clip);
    if (!place) {
        return std::nullopt;
    }
    auto lifted = lift(timeline, {clip});
    if (!lifted) {
        return std::nullopt;
    }
    const std::int64_t from = start_of(timeline, *place);
    const std::int64_t to = from + item_at(timeline, *place).length;
    Draft draft(*lifted);
    draft.close(place->track, from, to);
    if (draft.track(place->track).kind == TrackKind::video) {
        draft.close_others({place->track}, from, to);
    }
    return draft.timeline();
}

std::optional<Timeline> lift_range(const Timeline& timeline,
                                   std::int64_t from,
                                   std::int64_t to,
                                   const std::vector<Id>& tracks)
{
    if (from < 0 || to <= from) {
        return std::nullopt;
    }
    Draft draft(timeline);
    for (const Id id : tracks) {
        const auto track = find_track(timeline, id);
        if (!track || draft.track(*track).locked) {
            return std::nullopt;
        }
        draft.clear(*track, draft.units(*track, from), draft.units(*track, to));
    }
    return draft.timeline();
}

std::optional<Timeline> extract_range(const Timeline& timeline, std::int64_t from, std::int64_t to)
{
    if (from < 0 || to <= from) {
        return std::nullopt;
    }
    Draft draft(timeline);
    draft.close_others({}, from, to);
    return draft.timeline();
}

std::optional<Timeline> close_gap(const Timeline& timeline, Id gap)
{
    const auto place = find_item(timeline, gap);
    if (!place || !item_at(timeline, *place).is_gap() || timeline.tracks[place->track]->locked) {
        return std::nullopt;
    }
    Draft draft(timeline);
    const std::int64_t from = start_of(timeline, *place);
    const std::int64_t to = from + item_at(timeline, *place).length;
    if (draft.track(place->track).kind == TrackKind::video) {
        for (std::size_t t = 0; t < timeline.tracks.size(); ++t) {
            if (t != place->track && draft.track(t).sync && !draft.track(t).locked &&
                !is_free(draft.items(t), draft.units(t, from), draft.units(t, to))) {
                return std::nullopt;
            }
        }
        draft.close_others({place->track}, from, to);
    }
    draft.close(place->track, from, to);
    return draft.timeline();
}

} // namespace rushlight::editor
