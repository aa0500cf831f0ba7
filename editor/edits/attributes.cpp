#include "editor/edits/attributes.hpp"

#include "editor/edits/change_clip.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

std::optional<Timeline>
set_speed(const Timeline& timeline, Id clip, const Time& speed, bool keep_pitch)
{
    constexpr std::int64_t term_most = std::int64_t{1} << 20;
    const auto place = free_clip(timeline, clip);
    if (!place || speed <= Time(0) || speed.numerator() > term_most ||
        speed.denominator() > term_most) {
        return std::nullopt;
    }
    Draft draft(timeline);
    const Item& first = item_at(timeline, *place);
    const bool is_video = draft.track(place->track).kind == TrackKind::video;
    const std::int64_t start = start_of(timeline, *place);
    const std::int64_t old_end = start + first.length;
    keep_pitch = keep_pitch && speed != Time(1);
    if ((first.clip->speed == speed && first.clip->keep_pitch == keep_pitch) ||
        !std::holds_alternative<Media>(first.clip->source)) {
        return std::nullopt;
    }
    std::vector<Place> places{*place};
    if (is_video) {
        const auto others = linked(timeline, *place);
        places.insert(places.end(), others.begin(), others.end());
    }
    std::vector<std::size_t> tracks;
    for (const Place& p : places) {
        Item item = item_at(timeline, p);
        const Time rate = draft.rate(p.track);
        const Time used = Time(item.length) * item.clip->speed / rate;
        auto copy = std::make_shared<Clip>(*item.clip);
        copy->speed = speed;
        copy->keep_pitch = keep_pitch;
        item.length = (used / speed).floor_at(rate);
        copy->fade_in = std::min(copy->fade_in, item.length);
        copy->fade_out = std::min(copy->fade_out, item.length - copy->fade_in);
        if (item.length < 1 || item.length >= endless || draft.track(p.track).locked) {
            return std::nullopt;
        }
        item.clip = std::move(copy);
        draft.change(p.track, p.item, std::move(item));
        tracks.push_back(p.track);
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

std::optional<Timeline> choose_take(const Timeline& timeline, Id clip, const Media& take)
{
    const auto place = free_clip(timeline, clip);
    if (!place) {
        return std::nullopt;
    }
    const auto* before = std::get_if<Media>(&item_at(timeline, *place).clip->source);
    if (!before || *before == take) {
        return std::nullopt;
    }
    Draft draft(timeline);
    std::vector<Place> places = linked(timeline, *place);
    places.push_back(*place);
    for (const Place& p : places) {
        Item item = item_at(timeline, p);
        const auto* media = std::get_if<Media>(&item.clip->source);
        if (!media || media->asset != before->asset) {
            continue;
        }
        auto copy = std::make_shared<Clip>(*item.clip);
        copy->source = take;
        if (draft.track(p.track).locked ||
            (take.available &&
             source_time(*copy, item.length, draft.rate(p.track)) > *take.available)) {
            return std::nullopt;
        }
        item.clip = std::move(copy);
        draft.change(p.track, p.item, std::move(item));
    }
    return draft.timeline();
}

std::optional<Timeline> set_title(const Timeline& timeline, Id clip, const Title& title)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        const bool is_title = std::holds_alternative<Title>(copy.source);
        copy.source = title;
        copy.name = title.text.substr(0, title.text.find('\n'));
        return is_title;
    });
}

std::optional<Timeline>
set_fades(const Timeline& timeline, Id clip, std::int64_t fade_in, std::int64_t fade_out)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t length) {
        copy.fade_in = fade_in;
        copy.fade_out = fade_out;
        return fade_in >= 0 && fade_out >= 0 && fade_in <= length && fade_out <= length - fade_in;
    });
}

std::optional<Timeline> set_level(const Timeline& timeline, Id clip, double gain_db, double pan)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        copy.gain_db = gain_db;
        copy.pan = pan;
        return std::isfinite(gain_db) && gain_db <= 60 && pan >= -1 && pan <= 1;
    });
}

std::optional<Timeline> rename(const Timeline& timeline, Id clip, const std::string& name)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        copy.name = name;
        return true;
    });
}

std::optional<Timeline> link(const Timeline& timeline, const std::vector<Id>& clips)
{
    Draft draft(timeline);
    const Id group = clips.size() > 1 ? draft.fresh() : 0;
    for (const Id clip : clips) {
        const auto place = free_clip(draft.timeline(), clip);
        if (!place) {
            return std::nullopt;
        }
        Item item = item_at(draft.timeline(), *place);
        item.clip = with_link(*item.clip, group);
        draft.change(place->track, place->item, std::move(item));
    }
    return clips.empty() ? std::nullopt : std::optional(draft.timeline());
}

} // namespace rushlight::editor
