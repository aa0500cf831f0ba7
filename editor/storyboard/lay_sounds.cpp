#include "editor/storyboard/lay_sounds.hpp"

#include "editor/edits/tracks.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

/// Lays a sound on the first audio track that is free there, or on a new one.
void lay_sound(Draft& draft, std::int64_t at, Item item)
{
    for (std::size_t t = 0; t < draft.timeline().tracks.size(); ++t) {
        const Track& track = draft.track(t);
        if (track.kind == TrackKind::audio && !track.locked && track.items.length() <= at) {
            draft.overwrite(t, at, std::move(item));
            return;
        }
    }
    const auto audio = std::count_if(draft.timeline().tracks.begin(),
                                     draft.timeline().tracks.end(),
                                     [](const auto& t) { return t->kind == TrackKind::audio; });
    draft = Draft(*add_track(draft.timeline(), TrackKind::audio, "A" + std::to_string(audio + 1)));
    draft.overwrite(draft.timeline().tracks.size() - 1, at, std::move(item));
}

} // namespace

std::string cues_key(const std::string& shot)
{
    return "sound of " + shot;
}

void lay_sounds(Draft& draft, const Shot& shot, const ShotTake& take, const Slot& slot, Id group)
{
    const Timeline& film = draft.timeline();
    const std::int64_t begin = assets::frame_sample(slot.start, film.rate);
    const std::int64_t end = assets::frame_sample(slot.start + slot.length, film.rate);
    const std::int64_t skipped = begin - assets::frame_sample(slot.start - slot.skipped, film.rate);
    if (take.cues.empty()) {
        Item item;
        item.id = draft.fresh();
        item.length = end - begin;
        Clip clip;
        clip.name = shot.id;
        clip.source = take.media;
        clip.source_start = Time(skipped, sample_rate);
        clip.link = group;
        clip.takes = takes_key(shot.id);
        if (slot.before + slot.after > 0) {
            Transition t;
            t.before = begin - assets::frame_sample(slot.start - slot.before, film.rate);
            t.after = assets::frame_sample(slot.start + slot.after, film.rate) - begin;
            item.transition = t;
        }
        item.length = std::min(item.length,
                               (*take.media.available - clip.source_start).floor_at(sample_rate));
        item.clip = std::make_shared<const Clip>(std::move(clip));
        const std::size_t first_audio = static_cast<std::size_t>(
            std::find_if(film.tracks.begin(),
                         film.tracks.end(),
                         [](const auto& t) { return t->kind == TrackKind::audio; }) -
            film.tracks.begin());
        draft.overwrite(first_audio, begin, std::move(item));
        return;
    }
    for (const SoundCue& cue : take.cues) {
        // what of it lies in the clip
        const std::int64_t at = begin - skipped + cue.at.round_at(sample_rate);
        const std::int64_t from = std::max(at, begin);
        const std::int64_t to = std::min(at + cue.duration.floor_at(sample_rate), end);
        if (from >= to) {
            continue;
        }
        Clip clip;
        clip.name = cue.name;
        clip.takes = cues_key(shot.id);
        clip.source = cue.media;
        clip.source_start = Time(from - at, sample_rate);
        clip.gain_db = cue.gain_db;
        clip.link = group;
        Item item;
        item.id = draft.fresh();
        item.length = to - from;
        item.clip = std::make_shared<const Clip>(std::move(clip));
        lay_sound(draft, from, std::move(item));
    }
}

} // namespace rushlight::editor
