#include "editor/edits/draft.hpp"
#include "editor/edits/place.hpp"
#include "editor/storyboard/assemble.hpp"
#include "editor/storyboard/lay_sounds.hpp"

#include <algorithm>
#include <set>

namespace rushlight::editor {

namespace {

/// The item with another source; its part moves back where the take is shorter, and it becomes
/// shorter itself where even that does not do.
Item with_source(const Item& item, const Media& media, const Time& rate)
{
    Item changed = item;
    auto clip = std::make_shared<Clip>(*item.clip);
    clip->source = media;
    if (media.available) {
        const Time end = source_time(*clip, item.length, rate);
        const Time over = std::max(clip->source_start, end) - *media.available;
        if (over > Time(0)) {
            clip->source_start =
                clip->source_start - std::min(over, std::min(clip->source_start, end));
        }
        const bool backward = clip->speed < Time(0);
        clip->source_start = std::min(clip->source_start, *media.available);
        const Time rest = backward ? clip->source_start : *media.available - clip->source_start;
        changed.length =
            std::max<std::int64_t>(1, std::min(item.length, units_for(*clip, rest, false, rate)));
        clip->fade_in = std::min(clip->fade_in, changed.length);
        clip->fade_out = std::min(clip->fade_out, changed.length - clip->fade_in);
    }
    changed.clip = std::move(clip);
    return changed;
}

/// The cues of a shot's older take out, those of the new one in, under its first clip; all of its
/// sound where the shot has just arrived.
Timeline with_new_sound(Timeline film, const Shot& shot, const ShotTake& take, bool arrived)
{
    std::vector<Id> old;
    std::optional<Place> first;
    for (std::size_t t = 0; t < film.tracks.size(); ++t) {
        const Track& track = *film.tracks[t];
        for (std::size_t i = 0; i < track.items.size(); ++i) {
            const Item& item = track.items.at(i);
            if (!item.clip) {
                continue;
            }
            if (item.clip->takes == cues_key(shot.id) && !track.locked) {
                old.push_back(item.id);
            }
            if (!first && track.kind == TrackKind::video &&
                item.clip->takes == takes_key(shot.id)) {
                first = Place{t, i};
            }
        }
    }
    const bool lays = !take.cues.empty() || (arrived && take.has_sound);
    if (!first || (old.empty() && !lays)) {
        return film;
    }
    Draft draft(film);
    for (const Id id : old) {
        const auto place = find_item(draft.timeline(), id);
        const std::int64_t length = item_at(draft.timeline(), *place).length;
        draft.lay(place->track, place->item, place->item + 1, {gap_of(length)});
    }
    const Item& picture = item_at(film, *first);
    if (lays) {
        Slot slot;
        slot.start = start_of(film, *first);
        slot.length = picture.length;
        slot.skipped = picture.clip->source_start.floor_at(film.rate);
        lay_sounds(draft, shot, take, slot, picture.clip->link);
    }
    return draft.timeline();
}

} // namespace

Timeline renew(const Timeline& timeline, const Storyboard& storyboard, const ShotTakes& takes)
{
    std::set<std::string> present;
    std::set<std::string> changed_shots;
    std::set<std::string> arrived; // had been placeholders
    Draft draft(timeline);
    for (std::size_t t = 0; t < timeline.tracks.size(); ++t) {
        const Items& items = timeline.tracks[t]->items;
        const Time rate = draft.rate(t);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Item& item = items.at(i);
            if (!item.clip || item.clip->takes.empty()) {
                continue;
            }
            for (const auto& [shot, take] : takes) {
                if (item.clip->takes != takes_key(shot)) {
                    continue;
                }
                present.insert(shot);
                if (item.clip->source == Source{take.media} || draft.track(t).locked) {
                    continue;
                }
                changed_shots.insert(shot);
                Item changed = with_source(item, take.media, rate);
                const std::int64_t lost = item.length - changed.length;
                if (std::holds_alternative<Solid>(item.clip->source)) {
                    arrived.insert(shot);
                    auto clip = std::make_shared<Clip>(*changed.clip);
                    clip->effects = {{"transform", 1, {{"fit", std::string("fill")}}}};
                    changed.clip = std::move(clip);
                }
                const auto place = find_item(draft.timeline(), item.id);
                draft.lay(place->track, place->item, place->item + 1, {changed, gap_of(lost)});
            }
        }
    }
    Timeline film = draft.timeline();
    for (const Shot& shot : storyboard.shots) {
        if (changed_shots.count(shot.id) != 0) {
            film = with_new_sound(
                std::move(film), shot, takes.at(shot.id), arrived.count(shot.id) != 0);
        }
    }
    const auto first_audio =
        std::find_if(film.tracks.begin(), film.tracks.end(), [](const auto& t) {
            return t->kind == TrackKind::audio;
        });
    std::int64_t behind = 0; // where the next missing shot goes
    for (const Shot& shot : storyboard.shots) {
        const auto take = takes.find(shot.id);
        if (present.count(shot.id) == 0 && take != takes.end()) {
            const std::int64_t frames = shot_frames(storyboard, shot, takes);
            Clip clip;
            clip.name = shot.id;
            clip.takes = takes_key(shot.id);
            clip.source = take->second.media;
            std::vector<Placed> placed;
            if (take->second.has_sound && first_audio != film.tracks.end()) {
                const std::int64_t samples = units_at(film, TrackKind::audio, behind + frames) -
                                             units_at(film, TrackKind::audio, behind);
                placed.push_back({(*first_audio)->id, clip, samples});
            }
            clip.effects = {{"transform", 1, {{"fit", std::string("fill")}}}};
            placed.push_back({film.tracks.front()->id, clip, frames});
            if (auto longer = insert(film, behind, placed)) {
                film = std::move(*longer);
            }
        }
        // behind the last clip of this shot
        for (const auto& track : film.tracks) {
            for (std::size_t i = 0; track->kind == TrackKind::video && i < track->items.size();
                 ++i) {
                const Item& item = track->items.at(i);
                if (item.clip && item.clip->takes == takes_key(shot.id)) {
                    behind = std::max(behind, track->items.start_of(i) + item.length);
                }
            }
        }
    }
    return film;
}

} // namespace rushlight::editor
