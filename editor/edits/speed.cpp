#include "editor/edits/speed.hpp"

#include "editor/edits/change_clip.hpp"

#include <algorithm>
#include <stdexcept>

namespace rushlight::editor {

namespace {

/// The item with another speed (already set on `copy`) over the same part of its source; none where
/// that leaves nothing or has no end.
std::optional<Item> over_same_part(const Item& item, Clip copy, const Time& rate)
{
    const Clip& before = *item.clip;
    const Time end = source_time(before, item.length, rate);
    copy.source_start = copy.speed < Time(0) ? std::max(before.source_start, end)
                                             : std::min(before.source_start, end);
    const Time part = std::max(before.source_start, end) - std::min(before.source_start, end);
    Item changed = item;
    changed.length = units_for(copy, part, false, rate);
    if (changed.length < 1 || changed.length >= endless) {
        return std::nullopt;
    }
    copy.fade_in = std::min(copy.fade_in, changed.length);
    copy.fade_out = std::min(copy.fade_out, changed.length - copy.fade_in);
    changed.clip = std::make_shared<const Clip>(std::move(copy));
    return changed;
}

/// The clip and, for one on a video track, those linked with it, each changed by `give(clip copy,
/// seconds after the first one's beginning)`.
template <class Give>
std::optional<Timeline> with_speed(const Timeline& timeline, Id clip, Give give)
{
    const auto place = free_clip(timeline, clip);
    if (!place) {
        return std::nullopt;
    }
    Draft draft(timeline);
    const bool is_video = draft.track(place->track).kind == TrackKind::video;
    const std::int64_t start = start_of(timeline, *place);
    const std::int64_t old_end = start + item_at(timeline, *place).length;
    std::vector<Place> places{*place};
    if (is_video) {
        const auto others = linked(timeline, *place);
        places.insert(places.end(), others.begin(), others.end());
    }
    const Time begin = Time(start) / draft.rate(place->track);
    std::vector<std::size_t> tracks;
    for (const Place& p : places) {
        const Item& item = item_at(timeline, p);
        Clip copy = *item.clip;
        if (!std::holds_alternative<Media>(copy.source) || copy.speed == Time(0) ||
            draft.track(p.track).locked) {
            return std::nullopt;
        }
        give(copy, Time(start_of(timeline, p)) / draft.rate(p.track) - begin);
        auto changed = over_same_part(item, std::move(copy), draft.rate(p.track));
        if (!changed) {
            return std::nullopt;
        }
        draft.change(p.track, p.item, std::move(*changed));
        tracks.push_back(p.track);
    }
    if (draft.timeline() == timeline) {
        return std::nullopt;
    }
    if (is_video) {
        const std::int64_t new_end = start + item_at(draft.timeline(), *place).length;
        if (new_end > old_end) {
            draft.open_others(tracks, old_end, new_end);
        } else {
            draft.close_others(tracks, new_end, old_end);
        }
    }
    return draft.timeline();
}

} // namespace

std::optional<Timeline>
set_speed(const Timeline& timeline, Id clip, const Time& speed, bool keep_pitch)
{
    Clip wanted;
    wanted.source = Media{};
    wanted.speed = speed;
    if (speed == Time(0) || !speed_fits(wanted)) {
        return std::nullopt;
    }
    return with_speed(timeline, clip, [&](Clip& copy, const Time&) {
        copy.speed = speed;
        copy.ramp.reset();
        copy.keep_pitch = keep_pitch && speed != Time(1) && speed != Time(-1);
    });
}

std::optional<Timeline> set_speed_ramp(const Timeline& timeline,
                                       Id clip,
                                       const std::vector<SpeedKey>& keys,
                                       bool keep_pitch)
{
    std::optional<SpeedRamp> ramp;
    try {
        ramp.emplace(timeline.rate, keys);
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
    return with_speed(timeline, clip, [&](Clip& copy, const Time& later) {
        copy.speed = copy.speed < Time(0) ? Time(-1) : Time(1);
        copy.ramp = RampedSpeed{*ramp, later};
        copy.keep_pitch = keep_pitch;
    });
}

std::optional<Timeline>
freeze_frame(const Timeline& timeline, Id clip, std::int64_t frame, std::int64_t frames)
{
    const auto place = free_clip(timeline, clip);
    if (!place || timeline.tracks[place->track]->kind != TrackKind::video || frames < 1) {
        return std::nullopt;
    }
    const Item& item = item_at(timeline, *place);
    const std::int64_t inside = frame - start_of(timeline, *place);
    if (inside < 0 || inside >= item.length || !std::holds_alternative<Media>(item.clip->source)) {
        return std::nullopt;
    }
    Item held;
    held.length = frames;
    auto copy = std::make_shared<Clip>(*item.clip);
    copy->source_start = shown_time(*item.clip, inside, timeline.rate);
    copy->speed = 0;
    copy->ramp.reset();
    copy->keep_pitch = false;
    copy->link = 0;
    copy->fade_in = 0;
    copy->fade_out = 0;
    held.clip = std::move(copy);
    Draft draft(timeline);
    const std::size_t track = place->track;
    draft.open_others({track}, frame, frame + frames); // cuts linked clips in the same go
    const std::size_t index = draft.cut(track, frame);
    Item behind = draft.items(track).at(index);
    std::swap(held.transition, behind.transition); // of the cut in front of the clip's first frame
    draft.lay(track, index, index + 1, {std::move(held), std::move(behind)});
    return draft.timeline();
}

} // namespace rushlight::editor
