#include "editor/edits/attributes.hpp"

#include "editor/edits/change_clip.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

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
        if (draft.track(p.track).locked || !part_fits(*copy, item.length, draft.rate(p.track))) {
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

std::optional<Timeline> set_fades(const Timeline& timeline,
                                  Id clip,
                                  std::int64_t fade_in,
                                  std::int64_t fade_out,
                                  FadeCurve in_curve,
                                  FadeCurve out_curve)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t length) {
        copy.fade_in = fade_in;
        copy.fade_out = fade_out;
        copy.fade_in_curve = in_curve;
        copy.fade_out_curve = out_curve;
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
