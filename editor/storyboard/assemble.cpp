#include "editor/storyboard/assemble.hpp"

#include "editor/edits/draft.hpp"
#include "editor/edits/place.hpp"
#include "editor/storyboard/lay_sounds.hpp"

#include <algorithm>
#include <sstream>

namespace rushlight::editor {

namespace {

const Time longest_title = 4;

std::vector<Slot> slots_of(const Storyboard& board, const ShotTakes& takes)
{
    std::vector<Slot> slots(board.shots.size());
    std::int64_t start = 0;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const std::int64_t frames = shot_frames(board, board.shots[i], takes);
        if (i > 0) {
            // no longer than both shots allow
            const std::int64_t room = std::min(slots[i - 1].length - 1, frames - 1);
            const std::int64_t overlap = std::clamp<std::int64_t>(
                board.shots[i - 1].transition.frames, 0, std::max<std::int64_t>(room, 0));
            slots[i].before = overlap / 2;
            slots[i].after = overlap - overlap / 2;
            slots[i - 1].length -= slots[i].after;
            start = slots[i - 1].start + slots[i - 1].length;
        }
        slots[i].start = start;
        slots[i].skipped = slots[i].before;
        slots[i].length = frames - slots[i].before;
    }
    return slots;
}

Clip picture_clip(const Shot& shot, const ShotTakes& takes)
{
    Clip clip;
    clip.name = shot.id;
    clip.takes = takes_key(shot.id);
    const auto take = takes.find(shot.id);
    if (take != takes.end()) {
        clip.source = take->second.media;
        clip.effects = {{"transform", 1, {{"fit", std::string("fill")}}}};
    } else {
        clip.source = Solid{"#24272B"};
    }
    return clip;
}

Timeline with_titles(Timeline film, const Storyboard& board, const std::vector<Slot>& slots)
{
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const auto& title = board.shots[i].title;
        if (!title) {
            continue;
        }
        const Time asked = title->seconds.value_or(longest_title);
        const std::int64_t frames =
            std::clamp<std::int64_t>(asked.floor_at(film.rate), 1, slots[i].length);
        const std::int64_t fade = Time(1, 3).floor_at(film.rate);
        // it comes and goes inside the shot, with air where there is some
        const std::int64_t air =
            std::min((slots[i].length - frames) / 2, Time(1, 2).floor_at(film.rate));
        if (auto titled = insert_title(film, slots[i].start + air, frames, title->title, fade)) {
            film = std::move(*titled);
        }
    }
    return film;
}

} // namespace

std::string takes_key(const std::string& shot)
{
    return "shot " + shot;
}

std::int64_t shot_frames(const Storyboard& storyboard, const Shot& shot, const ShotTakes& takes)
{
    std::int64_t frames = std::int64_t{1} << 30;
    if (shot.seconds) {
        frames = shot.seconds->floor_at(storyboard.rate);
    }
    const auto take = takes.find(shot.id);
    if (take != takes.end() && take->second.media.available) {
        frames = std::min(frames, take->second.media.available->floor_at(storyboard.rate));
    }
    if (frames == std::int64_t{1} << 30) {
        frames = Time(11, 4).floor_at(storyboard.rate); // nothing says how long: 2.75 s
    }
    return std::max<std::int64_t>(frames, 1);
}

std::vector<std::string> shortfalls(const Storyboard& storyboard, const ShotTakes& takes)
{
    std::vector<std::string> sentences;
    for (const Shot& shot : storyboard.shots) {
        const std::int64_t frames = shot_frames(storyboard, shot, takes);
        if (shot.seconds && frames < shot.seconds->floor_at(storyboard.rate)) {
            std::ostringstream sentence;
            sentence << "shot " << shot.id << " lasts "
                     << assets::frame_time(frames, storyboard.rate).seconds() << " s instead of "
                     << shot.seconds->seconds()
                     << " s: the model makes no longer take; split it into two shots";
            sentences.push_back(sentence.str());
        }
    }
    return sentences;
}

Timeline assemble(const Storyboard& storyboard, const ShotTakes& takes)
{
    Draft draft(empty_timeline(storyboard.size, storyboard.rate, 2, 1));
    const std::vector<Slot> slots = slots_of(storyboard, takes);
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const Shot& shot = storyboard.shots[i];
        const Slot& slot = slots[i];
        Clip clip = picture_clip(shot, takes);
        const Id group = draft.fresh();
        clip.link = group;
        clip.source_start = Time(slot.skipped) / storyboard.rate;
        Item item;
        item.id = draft.fresh();
        item.length = slot.length;
        item.clip = std::make_shared<const Clip>(std::move(clip));
        if (slot.before + slot.after > 0) {
            Transition transition;
            transition.kind = storyboard.shots[i - 1].transition.kind;
            transition.before = slot.before;
            transition.after = slot.after;
            item.transition = transition;
        }
        draft.overwrite(0, slot.start, std::move(item));
        const auto take = takes.find(shot.id);
        if (take != takes.end() && (take->second.has_sound || !take->second.cues.empty())) {
            lay_sounds(draft, shot, take->second, slot, group);
        }
    }
    return with_titles(draft.timeline(), storyboard, slots);
}

} // namespace rushlight::editor
