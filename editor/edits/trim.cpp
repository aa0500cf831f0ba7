#include "editor/edits/trim.hpp"

#include "editor/edits/draft.hpp"

#include <cstdlib>

namespace rushlight::editor {

namespace {

/// One clip of a trim: where it is and how far its edge goes, in its track's units.
struct Part {
    Place place;
    std::int64_t forward = 0;
};

std::int64_t edge_of(const Timeline& timeline, const Place& place, Edge edge)
{
    const std::int64_t start = start_of(timeline, place);
    return edge == Edge::head ? start : start + item_at(timeline, place).length;
}

/// The clip and, for one on a video track, those linked with it whose edge lies on the same cut.
std::vector<Part>
parts_of(const Timeline& timeline, const Place& place, Edge edge, std::int64_t forward)
{
    std::vector<Part> parts{{place, forward}};
    if (timeline.tracks[place.track]->kind != TrackKind::video) {
        return parts;
    }
    const std::int64_t frame = edge_of(timeline, place, edge);
    for (const Place& other : linked(timeline, place)) {
        const TrackKind kind = timeline.tracks[other.track]->kind;
        const std::int64_t at = edge_of(timeline, other, edge);
        if (std::llabs(at - units_at(timeline, kind, frame)) <= 1) {
            parts.push_back({other, units_at(timeline, kind, frame + forward) - at});
        }
    }
    return parts;
}

std::vector<std::size_t> tracks_of(const std::vector<Part>& parts)
{
    std::vector<std::size_t> tracks;
    for (const Part& part : parts) {
        tracks.push_back(part.place.track);
    }
    return tracks;
}

std::optional<Place> clip_place(const Timeline& timeline, Id clip)
{
    const auto place = find_item(timeline, clip);
    return place && !item_at(timeline, *place).is_gap() ? place : std::nullopt;
}

} // namespace

std::optional<Timeline>
ripple_trim(const Timeline& timeline, Id clip, Edge edge, std::int64_t forward)
{
    const auto place = clip_place(timeline, clip);
    if (!place || forward == 0) {
        return std::nullopt;
    }
    const std::int64_t at = edge_of(timeline, *place, edge);
    const auto parts = parts_of(timeline, *place, edge, forward);
    Draft draft(timeline);
    for (const Part& part : parts) {
        const Item& item = item_at(timeline, part.place);
        const Time rate = draft.rate(part.place.track);
        auto trimmed = edge == Edge::head ? head_trimmed(item, part.forward, rate)
                                          : tail_trimmed(item, part.forward, rate);
        if (!trimmed || draft.track(part.place.track).locked) {
            return std::nullopt;
        }
        draft.change(part.place.track, part.place.item, std::move(*trimmed));
    }
    if (draft.track(place->track).kind == TrackKind::video) {
        const bool longer = edge == Edge::tail ? forward > 0 : forward < 0;
        const std::int64_t frames = std::llabs(forward);
        if (longer) {
            draft.open_others(tracks_of(parts), at, at + frames);
        } else {
            const std::int64_t from = edge == Edge::tail ? at - frames : at;
            draft.close_others(tracks_of(parts), from, from + frames);
        }
    }
    return draft.timeline();
}

std::optional<Timeline> trim_to(const Timeline& timeline, Id clip, Edge edge, std::int64_t frame)
{
    const auto place = clip_place(timeline, clip);
    if (!place) {
        return std::nullopt;
    }
    const std::int64_t at = units_at(timeline, timeline.tracks[place->track]->kind, frame);
    if (at <= edge_of(timeline, *place, Edge::head) ||
        at >= edge_of(timeline, *place, Edge::tail)) {
        return std::nullopt;
    }
    return ripple_trim(timeline, clip, edge, at - edge_of(timeline, *place, edge));
}

std::optional<Timeline>
overwrite_trim(const Timeline& timeline, Id clip, Edge edge, std::int64_t forward)
{
    const auto place = clip_place(timeline, clip);
    if (!place || forward == 0) {
        return std::nullopt;
    }
    Draft draft(timeline);
    for (const Part& part : parts_of(timeline, *place, edge, forward)) {
        const std::size_t track = part.place.track;
        const Item& item = item_at(timeline, part.place);
        const std::int64_t start = start_of(timeline, part.place);
        const Time rate = draft.rate(track);
        auto trimmed = edge == Edge::head ? head_trimmed(item, part.forward, rate)
                                          : tail_trimmed(item, part.forward, rate);
        const std::int64_t new_start = edge == Edge::head ? start + part.forward : start;
        if (!trimmed || new_start < 0 || draft.track(track).locked) {
            return std::nullopt;
        }
        draft.clear(track, start, start + item.length);
        draft.overwrite(track, new_start, std::move(*trimmed));
    }
    return draft.timeline();
}

std::optional<Timeline> roll(const Timeline& timeline, Id clip, std::int64_t forward)
{
    const auto place = clip_place(timeline, clip);
    if (!place || forward == 0) {
        return std::nullopt;
    }
    Draft draft(timeline);
    for (const Part& part : parts_of(timeline, *place, Edge::head, forward)) {
        const auto [track, index] = part.place;
        const bool is_first = track == place->track;
        const Items& items = draft.items(track);
        if (index == 0 || (!is_first && items.at(index - 1).is_gap())) {
            if (is_first) {
                return std::nullopt;
            }
            continue; // a partner without a neighbour stays as it is
        }
        Item left = items.at(index - 1);
        Item right = items.at(index);
        const Time rate = draft.rate(track);
        auto new_left = left.is_gap() && left.length + part.forward == 0
                            ? std::optional(gap_of(0))
                            : tail_trimmed(left, part.forward, rate);
        auto new_right = head_trimmed(right, part.forward, rate);
        if (!new_left || !new_right || draft.track(track).locked) {
            return std::nullopt;
        }
        draft.lay(track, index - 1, index + 1, {std::move(*new_left), std::move(*new_right)});
    }
    return draft.timeline();
}

std::optional<Timeline> slip(const Timeline& timeline, Id clip, std::int64_t later)
{
    const auto place = clip_place(timeline, clip);
    if (!place || later == 0) {
        return std::nullopt;
    }
    Draft draft(timeline);
    const Clip& first = *item_at(timeline, *place).clip;
    const Time whole = first.ramp || first.speed == Time(0) ? Time(1) : first.speed;
    const Time shift =
        Time(later) * (whole < Time(0) ? Time(0) - whole : whole) / draft.rate(place->track);
    std::vector<Place> places{*place};
    if (draft.track(place->track).kind == TrackKind::video) {
        const auto others = linked(timeline, *place);
        places.insert(places.end(), others.begin(), others.end());
    }
    for (const Place& p : places) {
        Item item = item_at(timeline, p);
        auto slipped = std::make_shared<Clip>(*item.clip);
        slipped->source_start = slipped->source_start + shift;
        const auto* media = std::get_if<Media>(&slipped->source);
        if (!media || draft.track(p.track).locked) {
            return std::nullopt;
        }
        if (!part_fits(*slipped, item.length, draft.rate(p.track))) {
            return std::nullopt;
        }
        item.clip = std::move(slipped);
        draft.change(p.track, p.item, std::move(item));
    }
    return draft.timeline();
}

std::optional<Timeline> slide(const Timeline& timeline, Id clip, std::int64_t forward)
{
    const auto place = clip_place(timeline, clip);
    if (!place || forward == 0) {
        return std::nullopt;
    }
    Draft draft(timeline);
    for (const Part& part : parts_of(timeline, *place, Edge::head, forward)) {
        const auto [track, index] = part.place;
        const Items& items = draft.items(track);
        const Time rate = draft.rate(track);
        std::vector<Item> laid;
        std::size_t first = index;
        std::size_t last = index + 1;
        if (index > 0) {
            const Item& left = items.at(--first);
            auto trimmed = left.is_gap() && left.length + part.forward == 0
                               ? std::optional(gap_of(0))
                               : tail_trimmed(left, part.forward, rate);
            if (!trimmed) {
                return std::nullopt;
            }
            laid.push_back(std::move(*trimmed));
        } else if (part.forward > 0) {
            laid.push_back(gap_of(part.forward));
        } else {
            return std::nullopt;
        }
        laid.push_back(items.at(index));
        if (last < items.size()) {
            const Item& right = items.at(last++);
            auto trimmed = right.is_gap() && right.length == part.forward
                               ? std::optional(gap_of(0))
                               : head_trimmed(right, part.forward, rate);
            if (!trimmed) {
                return std::nullopt;
            }
            laid.push_back(std::move(*trimmed));
        }
        if (draft.track(track).locked) {
            return std::nullopt;
        }
        draft.lay(track, first, last, std::move(laid));
    }
    return draft.timeline();
}

} // namespace rushlight::editor
