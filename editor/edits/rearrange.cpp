#include "editor/edits/rearrange.hpp"

#include "editor/edits/draft.hpp"
#include "editor/edits/move.hpp"

#include <algorithm>
#include <cstdlib>

namespace rushlight::editor {

namespace {

/// An item at a place of its own.
struct Landing {
    std::size_t track;
    std::int64_t position;
    Item item;
};

/// The right one goes on where the left one ends, and looks and sounds the same.
bool is_through(const Item& left, const Item& right, const Time& rate)
{
    if (left.is_gap() || right.is_gap() || right.transition) {
        return false;
    }
    Clip as_left = *right.clip;
    as_left.link = left.clip->link;
    as_left.fade_in = left.clip->fade_in;
    as_left.fade_out = left.clip->fade_out;
    as_left.source_start = left.clip->source_start;
    as_left.ramp = left.clip->ramp;
    return as_left == *left.clip && goes_on(*left.clip, left.length, *right.clip, rate);
}

} // namespace

std::optional<Timeline> duplicate(const Timeline& timeline, Id clip)
{
    const auto whole = with_linked(timeline, clip);
    if (!whole) {
        return std::nullopt;
    }
    std::vector<Place> places = *whole;
    const std::int64_t start = start_of(timeline, places[0]);
    const std::int64_t length = item_at(timeline, places[0]).length;
    const TrackKind of = timeline.tracks[places[0].track]->kind;
    const bool video = of == TrackKind::video;
    if (!video) {
        places.resize(1);
    }
    Draft draft(timeline);
    const Id group = places.size() > 1 ? draft.fresh() : 0;
    std::vector<Landing> copies;
    for (const Place& place : places) {
        Item item = item_at(timeline, place);
        item.id = 0;
        item.transition.reset();
        item.clip = with_link(*item.clip, group);
        const TrackKind kind = timeline.tracks[place.track]->kind;
        const std::int64_t by = way_in(timeline, of, kind, start, length);
        copies.push_back({place.track, start_of(timeline, place) + by, std::move(item)});
    }
    draft.next_cut();
    std::vector<std::size_t> targets;
    for (const Landing& copy : copies) {
        if (std::find(targets.begin(), targets.end(), copy.track) == targets.end()) {
            targets.push_back(copy.track);
            const TrackKind kind = timeline.tracks[copy.track]->kind;
            const std::int64_t from =
                video ? units_at(timeline, kind, start + length) : start + length;
            draft.open(copy.track, from, way_in(timeline, of, kind, start + length, length));
        }
    }
    if (video) {
        draft.open_others(targets, start + length, start + 2 * length);
    }
    for (Landing& copy : copies) {
        draft.overwrite(copy.track, copy.position, std::move(copy.item));
    }
    return draft.timeline();
}

std::optional<Timeline> swap_with_next(const Timeline& timeline, Id clip)
{
    const auto first = with_linked(timeline, clip);
    if (!first) {
        return std::nullopt;
    }
    const auto [track, index] = first->front();
    const Items& items = timeline.tracks[track]->items;
    if (index + 1 >= items.size()) {
        return std::nullopt;
    }
    const Item& a = items.at(index);
    const Item& b = items.at(index + 1);
    if (!b.is_gap() && b.clip->link != 0 && b.clip->link == a.clip->link) {
        return std::nullopt;
    }
    const auto second = with_linked(timeline, b.id);
    if (!second) {
        return std::nullopt;
    }
    const std::int64_t start = items.start_of(index);
    const TrackKind of = timeline.tracks[track]->kind;
    std::vector<Landing> landings;
    const auto land = [&](const std::vector<Place>& places, std::int64_t from, std::int64_t by) {
        for (const Place& place : places) {
            const TrackKind kind = timeline.tracks[place.track]->kind;
            Item item = item_at(timeline, place);
            item.transition.reset();
            landings.push_back({place.track,
                                start_of(timeline, place) + way_in(timeline, of, kind, from, by),
                                std::move(item)});
        }
    };
    land(*first, start, b.length);
    land(*second, start + a.length, -a.length);
    Draft draft(timeline);
    for (const auto* places : {&*first, &*second}) {
        for (const Place& place : *places) {
            const Id id = item_at(timeline, place).id;
            const auto now = find_item(draft.timeline(), id);
            const std::int64_t length = item_at(timeline, place).length;
            draft.lay(now->track, now->item, now->item + 1, {gap_of(length)});
        }
    }
    for (Landing& landing : landings) {
        if (landing.position < 0) {
            return std::nullopt;
        }
        draft.overwrite(landing.track, landing.position, std::move(landing.item));
    }
    return draft.timeline();
}

std::optional<Timeline> join(const Timeline& timeline, Id clip)
{
    const auto places = with_linked(timeline, clip);
    if (!places) {
        return std::nullopt;
    }
    const std::int64_t cut = start_of(timeline, places->front());
    const bool video = timeline.tracks[places->front().track]->kind == TrackKind::video;
    Draft draft(timeline);
    Id joined = 0;
    std::vector<Id> apart; // linked clips whose cut stays
    for (const Place& place : *places) {
        const auto [track, index] = place;
        const Items& items = timeline.tracks[track]->items;
        const Id id = items.at(index).id;
        const bool same_cut =
            id == clip ||
            (video && std::llabs(start_of(timeline, place) -
                                 units_at(timeline, timeline.tracks[track]->kind, cut)) <= 1);
        if (index == 0 || !same_cut ||
            !is_through(items.at(index - 1), items.at(index), draft.rate(track))) {
            if (id == clip) {
                return std::nullopt;
            }
            apart.push_back(id);
            continue;
        }
        Item whole_item = items.at(index - 1);
        joined = id == clip ? whole_item.id : joined;
        Clip copy = *whole_item.clip;
        copy.fade_out = items.at(index).clip->fade_out;
        whole_item.length += items.at(index).length;
        whole_item.clip = std::make_shared<const Clip>(std::move(copy));
        const auto now = find_item(draft.timeline(), id);
        draft.lay(track, now->item - 1, now->item + 1, {std::move(whole_item)});
    }
    // what was linked with the right clip stays linked with the whole one
    const auto relink = [&](Id id, Id link) {
        const auto place = find_item(draft.timeline(), id);
        Item item = item_at(draft.timeline(), *place);
        item.clip = with_link(*item.clip, link);
        draft.change(place->track, place->item, std::move(item));
    };
    if (!apart.empty()) {
        const auto place = find_item(draft.timeline(), joined);
        Id link = item_at(draft.timeline(), *place).clip->link;
        if (link == 0) {
            link = draft.fresh();
            relink(joined, link);
        }
        for (const Id id : apart) {
            relink(id, link);
        }
    }
    return draft.timeline();
}

std::optional<Timeline> nudge(const Timeline& timeline, Id clip, std::int64_t by)
{
    const auto place = find_item(timeline, clip);
    if (!place || by == 0) {
        return std::nullopt;
    }
    return move(timeline, clip, timeline.tracks[place->track]->id, start_of(timeline, *place) + by);
}

} // namespace rushlight::editor
