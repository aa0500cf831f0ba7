#include "editor/edits/place.hpp"

#include "editor/edits/draft.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

struct Ready {
    std::size_t track;
    Item item;
};

bool fits(const Clip& clip, std::int64_t length, const Track& track, const Time& rate)
{
    if (length < 1 || !speed_fits(clip) || !part_fits(clip, length, rate)) {
        return false;
    }
    if (track.kind == TrackKind::audio && !std::holds_alternative<Media>(clip.source)) {
        return false;
    }
    if (holds_captions(track) != std::holds_alternative<Caption>(clip.source)) {
        return false;
    }
    return clip.fade_in >= 0 && clip.fade_out >= 0 && clip.fade_in + clip.fade_out <= length &&
           std::isfinite(clip.gain_db) && clip.pan >= -1 && clip.pan <= 1;
}

std::optional<std::vector<Ready>> ready(Draft& draft, const std::vector<Placed>& clips)
{
    if (clips.empty()) {
        return std::nullopt;
    }
    const Id group = clips.size() > 1 ? draft.fresh() : 0;
    std::vector<Ready> result;
    for (const Placed& placed : clips) {
        const auto track = find_track(draft.timeline(), placed.track);
        if (!track || draft.track(*track).locked ||
            !fits(placed.clip, placed.length, draft.track(*track), draft.rate(*track))) {
            return std::nullopt;
        }
        Item item;
        item.id = draft.fresh();
        item.length = placed.length;
        item.clip = placed.clip.link == 0 && group != 0 ? with_link(placed.clip, group)
                                                        : std::make_shared<Clip>(placed.clip);
        result.push_back({*track, std::move(item)});
    }
    return result;
}

std::int64_t frames_of(const Draft& draft, std::size_t track, std::int64_t units)
{
    return draft.track(track).kind == TrackKind::video
               ? units
               : Time(units, sample_rate).ceil_at(draft.timeline().rate);
}

} // namespace

std::optional<Timeline> append(const Timeline& timeline, const std::vector<Placed>& clips)
{
    Draft draft(timeline);
    auto items = ready(draft, clips);
    if (!items) {
        return std::nullopt;
    }
    std::int64_t frame = 0;
    for (const Ready& r : *items) {
        frame = std::max(frame, frames_of(draft, r.track, draft.items(r.track).length()));
    }
    for (Ready& r : *items) {
        draft.overwrite(r.track, draft.units(r.track, frame), std::move(r.item));
    }
    return draft.timeline();
}

std::optional<Timeline>
insert(const Timeline& timeline, std::int64_t frame, const std::vector<Placed>& clips)
{
    Draft draft(timeline);
    auto items = ready(draft, clips);
    if (!items || frame < 0) {
        return std::nullopt;
    }
    std::int64_t frames = 0;
    std::vector<std::size_t> targets;
    for (const Ready& r : *items) {
        frames = std::max(frames, frames_of(draft, r.track, r.item.length));
        if (std::find(targets.begin(), targets.end(), r.track) == targets.end()) {
            targets.push_back(r.track);
        }
    }
    draft.next_cut();
    for (const std::size_t t : targets) {
        draft.open(
            t, draft.units(t, frame), draft.units(t, frame + frames) - draft.units(t, frame));
    }
    draft.open_others(targets, frame, frame + frames);
    for (Ready& r : *items) {
        draft.overwrite(r.track, draft.units(r.track, frame), std::move(r.item));
    }
    return draft.timeline();
}

std::optional<Timeline>
overwrite(const Timeline& timeline, std::int64_t frame, const std::vector<Placed>& clips)
{
    Draft draft(timeline);
    auto items = ready(draft, clips);
    if (!items || frame < 0) {
        return std::nullopt;
    }
    for (Ready& r : *items) {
        draft.overwrite(r.track, draft.units(r.track, frame), std::move(r.item));
    }
    return draft.timeline();
}

std::optional<Timeline> fit_to_fill(const Timeline& timeline,
                                    std::int64_t from,
                                    std::int64_t to,
                                    const std::vector<Placed>& clips)
{
    if (from < 0 || to <= from) {
        return std::nullopt;
    }
    std::vector<Placed> fitted = clips;
    std::optional<Time> speed; // the first one's, so that linked clips keep in step
    for (Placed& placed : fitted) {
        const auto track = find_track(timeline, placed.track);
        if (!track) {
            return std::nullopt;
        }
        const TrackKind kind = timeline.tracks[*track]->kind;
        const Time rate = unit_rate(timeline, kind);
        std::int64_t length = units_at(timeline, kind, to) - units_at(timeline, kind, from);
        speed = speed ? speed : std::optional(Time(placed.length, length));
        placed.clip.speed = *speed;
        placed.clip.keep_pitch = *speed != Time(1);
        const auto* media = std::get_if<Media>(&placed.clip.source);
        if (kind == TrackKind::audio && media && media->available && *speed > Time(0)) {
            // samples that do not come out even may reach one too far
            const Time left = (*media->available - placed.clip.source_start) / *speed;
            length = std::min(length, std::max(left.floor_at(rate), length - 1));
        }
        placed.length = length;
    }
    return overwrite(timeline, from, fitted);
}

std::optional<Timeline> replace(const Timeline& timeline,
                                Id clip,
                                const Media& media,
                                const Time& source_start,
                                const std::string& name,
                                bool picture,
                                bool sound)
{
    const auto place = find_item(timeline, clip);
    if (!place || item_at(timeline, *place).is_gap()) {
        return std::nullopt;
    }
    const auto* before = std::get_if<Media>(&item_at(timeline, *place).clip->source);
    if (!before) {
        return std::nullopt;
    }
    Draft draft(timeline);
    const auto seconds_at = [&](const Place& p) {
        return Time(start_of(timeline, p)) / draft.rate(p.track);
    };
    std::vector<Place> places = linked(timeline, *place);
    places.push_back(*place);
    for (const Place& p : places) {
        Item item = item_at(timeline, p);
        const auto* shown = std::get_if<Media>(&item.clip->source);
        const bool has = draft.track(p.track).kind == TrackKind::video ? picture : sound;
        if (!shown || shown->asset != before->asset || (!has && !(p == *place))) {
            continue;
        }
        Clip copy = *item.clip;
        copy.source = media;
        copy.source_start = source_start + (seconds_at(p) - seconds_at(*place));
        copy.speed = 1;
        copy.ramp.reset();
        copy.keep_pitch = false;
        copy.takes.clear();
        copy.name = name;
        if (draft.track(p.track).locked ||
            !fits(copy, item.length, draft.track(p.track), draft.rate(p.track))) {
            return std::nullopt;
        }
        item.clip = std::make_shared<const Clip>(std::move(copy));
        draft.change(p.track, p.item, std::move(item));
    }
    return draft.timeline() == timeline ? std::nullopt : std::optional(draft.timeline());
}

std::optional<Timeline> insert_title(const Timeline& timeline,
                                     std::int64_t frame,
                                     std::int64_t frames,
                                     const Title& title,
                                     std::int64_t fade)
{
    if (frame < 0 || frames < 1 || fade < 0) {
        return std::nullopt;
    }
    Placed placed;
    placed.length = frames;
    placed.clip.name = title.text.substr(0, title.text.find('\n'));
    placed.clip.source = title;
    placed.clip.fade_in = std::min(fade, frames / 2);
    placed.clip.fade_out = placed.clip.fade_in;
    std::size_t video_tracks = 0;
    for (const auto& track : timeline.tracks) {
        if (track->kind != TrackKind::video) {
            break;
        }
        ++video_tracks;
        if (video_tracks == 1 || track->locked || holds_captions(*track)) {
            continue;
        }
        if (is_free(track->items, frame, frame + frames)) {
            placed.track = track->id;
            return overwrite(timeline, frame, {placed});
        }
    }
    Timeline wider = timeline;
    Track track;
    track.id = wider.next_id++;
    track.name = "V" + std::to_string(video_tracks + 1);
    placed.track = track.id;
    wider.tracks.insert(wider.tracks.begin() + static_cast<std::ptrdiff_t>(video_tracks),
                        std::make_shared<const Track>(std::move(track)));
    return overwrite(wider, frame, {placed});
}

} // namespace rushlight::editor
