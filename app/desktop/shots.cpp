#include "app/desktop/shots.hpp"

#include "editor/edits/attributes.hpp"
#include "editor/edits/place.hpp"
#include "editor/edits/remove.hpp"
#include "editor/storyboard/lay_sounds.hpp"

#include <algorithm>

namespace rushlight::app {

using editor::Timeline;
using editor::TrackKind;

namespace {

std::optional<std::size_t> first_video(const Timeline& timeline)
{
    for (std::size_t t = 0; t < timeline.tracks.size(); ++t) {
        if (timeline.tracks[t]->kind == TrackKind::video && !timeline.tracks[t]->locked) {
            return t;
        }
    }
    return std::nullopt;
}

/// "shot lighthouse" → "lighthouse"
std::string shot_of(const std::string& takes)
{
    const std::string prefix = editor::takes_key("");
    return takes.rfind(prefix, 0) == 0 ? takes.substr(prefix.size()) : takes;
}

bool has_sound_clips(const Timeline& timeline, const editor::Place& place)
{
    const auto others = editor::linked(timeline, place);
    return std::any_of(others.begin(), others.end(), [&](const auto& other) {
        return timeline.tracks[other.track]->kind == TrackKind::audio;
    });
}

std::optional<Timeline> with_sounds(const Timeline& timeline, editor::Id id, const StoredTake& take)
{
    const auto place = editor::find_item(timeline, id);
    const editor::Item item = editor::item_at(timeline, *place);
    const auto start = item.clip->source_start.floor_at(timeline.rate);
    editor::Shot shot;
    shot.id = shot_of(take.row.clip);
    editor::Draft draft(timeline);
    const editor::Id group = item.clip->link != 0 ? item.clip->link : draft.fresh();
    editor::Item linked = item;
    linked.clip = editor::with_link(*item.clip, group);
    draft.change(place->track, place->item, linked);
    editor::lay_sounds(draft,
                       shot,
                       shot_take(take),
                       {editor::start_of(timeline, *place), item.length, start, 0, 0},
                       group);
    return editor::violations(draft.timeline()).empty() ? std::optional(draft.timeline())
                                                        : std::nullopt;
}

/// A storyboard's dark placeholder shows its first take: its length may shrink to the take's.
std::optional<Timeline>
with_media(const Timeline& timeline, editor::Id id, const editor::Media& media)
{
    const auto place = editor::find_item(timeline, id);
    editor::Item item = editor::item_at(timeline, *place);
    if (!std::holds_alternative<editor::Solid>(item.clip->source)) {
        return std::nullopt;
    }
    editor::Clip clip = *item.clip;
    clip.source = media;
    clip.effects = {{"transform", 1, {{"fit", std::string("fill")}}}};
    item.clip = std::make_shared<const editor::Clip>(std::move(clip));
    editor::Draft draft(timeline);
    draft.change(place->track, place->item, std::move(item));
    return editor::violations(draft.timeline()).empty() ? std::optional(draft.timeline())
                                                        : std::nullopt;
}

} // namespace

std::int64_t free_frame(const Timeline& timeline, std::int64_t wanted, std::int64_t frames)
{
    const auto track = first_video(timeline);
    if (!track) {
        return wanted;
    }
    const auto& items = timeline.tracks[*track]->items;
    if (wanted >= items.length()) {
        return items.length(); // no holes in a film that nobody cut yet
    }
    const auto under = items.index_at(wanted);
    if (under && items.at(*under).is_gap()) {
        const std::int64_t end = items.start_of(*under) + items.at(*under).length;
        if (end - wanted >= frames) {
            return wanted;
        }
    }
    return items.length();
}

std::optional<Timeline> with_placeholder(const Timeline& timeline,
                                         std::int64_t frame,
                                         const std::string& name,
                                         const std::string& takes,
                                         const editor::Media& media)
{
    const auto track = first_video(timeline);
    if (!track || !media.available) {
        return std::nullopt;
    }
    editor::Placed placed;
    placed.track = timeline.tracks[*track]->id;
    placed.clip.name = name;
    placed.clip.source = media;
    placed.clip.takes = takes;
    placed.clip.effects = {{"transform", 1, {{"fit", std::string("fill")}}}};
    placed.length = std::max<std::int64_t>(1, media.available->floor_at(timeline.rate));
    return editor::overwrite(timeline, frame, {placed});
}

std::optional<Timeline> with_take(const Timeline& timeline, const StoredTake& take)
{
    const editor::Media media = media_of(take);
    Timeline next = timeline;
    bool changed = false;
    std::vector<editor::Id> clips;
    for (const auto& track : timeline.tracks) {
        if (track->kind != TrackKind::video || track->locked) {
            continue;
        }
        for (std::size_t i = 0; i < track->items.size(); ++i) {
            const auto& item = track->items.at(i);
            if (item.clip && item.clip->takes == take.row.clip) {
                clips.push_back(item.id);
            }
        }
    }
    for (const editor::Id id : clips) {
        if (auto with = editor::choose_take(next, id, media)) {
            next = std::move(*with);
            changed = true;
        } else if (auto filled = with_media(next, id, media)) {
            next = std::move(*filled);
            changed = true;
        }
        const auto place = editor::find_item(next, id);
        // cues of the take shown before go; the new take's are laid in their place
        std::vector<editor::Id> old;
        for (const auto& other : editor::linked(next, *place)) {
            const auto& item = editor::item_at(next, other);
            if (item.clip->takes == editor::cues_key(shot_of(take.row.clip)) && changed) {
                old.push_back(item.id);
            }
        }
        for (const editor::Id one : old) {
            const auto at = editor::find_item(next, one);
            if (at) {
                editor::Draft draft(next);
                const auto from = editor::start_of(next, *at);
                draft.clear(at->track, from, from + editor::item_at(next, *at).length);
                next = draft.timeline();
            }
        }
        if (!has_sound_clips(next, *editor::find_item(next, id))) {
            if (auto with = with_sounds(next, id, take)) {
                next = std::move(*with);
                changed = true;
            }
        }
    }
    return changed && !(next == timeline) ? std::optional(next) : std::nullopt;
}

std::optional<editor::Place> clip_with_takes(const Timeline& timeline, const std::string& takes)
{
    for (std::size_t t = 0; t < timeline.tracks.size(); ++t) {
        const auto& track = *timeline.tracks[t];
        for (std::size_t i = 0; track.kind == TrackKind::video && i < track.items.size(); ++i) {
            if (track.items.at(i).clip && track.items.at(i).clip->takes == takes) {
                return editor::Place{t, i};
            }
        }
    }
    return std::nullopt;
}

} // namespace rushlight::app
