#include "editor/timeline/timeline.hpp"

#include <cmath>
#include <set>

namespace rushlight::editor {

namespace {

/// Collects sentences about one track's items.
struct Checker {
    const Timeline& timeline;
    std::set<Id>& ids;
    std::vector<std::string>& sentences;

    void say(const Track& track, std::size_t index, const std::string& what)
    {
        sentences.push_back("track " + track.name + ", item " + std::to_string(index) + ": " +
                            what);
    }

    void take_id(Id id, const std::string& what)
    {
        if (id <= 0 || id >= timeline.next_id) {
            sentences.push_back(what + " has an id outside 1 … next_id − 1");
        } else if (!ids.insert(id).second) {
            sentences.push_back(what + " has an id that something else has too");
        }
    }

    void check_clip(const Track& track, std::size_t i, const Item& item)
    {
        const Clip& clip = *item.clip;
        const Time rate = unit_rate(timeline, track.kind);
        if (!speed_fits(clip)) {
            say(track, i, "its speed is not a fraction with terms up to 2^20, or not for footage");
            return;
        }
        if (track.kind == TrackKind::audio && !std::holds_alternative<Media>(clip.source)) {
            say(track, i, "a title, solid or caption lies on an audio track");
        }
        if (track.kind == TrackKind::video &&
            holds_captions(track) != std::holds_alternative<Caption>(clip.source)) {
            say(track, i, "captions lie on tracks of their own, and nothing else does");
        }
        if (!part_fits(clip, item.length, rate)) {
            say(track, i, "it reaches outside its source");
        }
        if (clip.fade_in < 0 || clip.fade_out < 0 || clip.fade_in + clip.fade_out > item.length) {
            say(track, i, "its fades do not fit into it");
        }
        if (!std::isfinite(clip.gain_db) || !(clip.pan >= -1 && clip.pan <= 1)) {
            say(track, i, "its gain or pan is not in range");
        }
    }

    void check_transition(const Track& track, std::size_t i, const Item& item)
    {
        const Transition& transition = *item.transition;
        const Time rate = unit_rate(timeline, track.kind);
        if (i == 0) {
            say(track, i, "a transition has nothing in front of it");
            return;
        }
        const Item& left = track.items.at(i - 1);
        const bool has_next = i + 1 < track.items.size();
        const auto taken_left = left.transition ? left.transition->after : 0;
        const auto taken_right = has_next && track.items.at(i + 1).transition
                                     ? track.items.at(i + 1).transition->before
                                     : 0;
        if (transition.before < 0 || transition.after < 0 || transition.length() < 1) {
            say(track, i, "a transition has no length");
        }
        if (left.is_gap() && item.is_gap()) {
            say(track, i, "a transition lies between two gaps");
        }
        if (transition.before + taken_left > left.length ||
            transition.after + taken_right > item.length) {
            say(track, i, "a transition is longer than the items it joins");
        }
        if (transition.before > head_handle(item, rate) ||
            transition.after > tail_handle(left, rate)) {
            say(track, i, "a transition is longer than the handles");
        }
    }

    void check_track(const Track& track)
    {
        if (!std::isfinite(track.gain_db) || !(track.pan >= -1 && track.pan <= 1)) {
            sentences.push_back("track " + track.name + " has a gain or pan that is not in range");
        }
        if (track.kind == TrackKind::video && (!track.role.empty() || !track.effects.empty())) {
            sentences.push_back("track " + track.name + " has a role or effects of sound");
        }
        for (std::size_t i = 0; i < track.items.size(); ++i) {
            const Item& item = track.items.at(i);
            take_id(item.id, "item " + std::to_string(i) + " of track " + track.name);
            if (item.length <= 0) {
                say(track, i, "it has no length");
            }
            if (item.is_gap() && i > 0 && track.items.at(i - 1).is_gap()) {
                say(track, i, "two gaps lie side by side");
            }
            if (item.is_gap() && i + 1 == track.items.size()) {
                say(track, i, "the track ends with a gap");
            }
            if (item.clip) {
                check_clip(track, i, item);
            }
            if (item.transition) {
                check_transition(track, i, item);
            }
        }
    }
};

} // namespace

std::vector<std::string> violations(const Timeline& timeline)
{
    std::vector<std::string> sentences;
    std::set<Id> ids;
    Checker checker{timeline, ids, sentences};
    if (timeline.size.width < 16 || timeline.size.height < 16 || timeline.size.width > 8192 ||
        timeline.size.height > 8192 || timeline.size.width % 2 != 0 ||
        timeline.size.height % 2 != 0) {
        sentences.emplace_back("the frame's size is not even or outside 16 … 8192");
    }
    if (timeline.rate < Time(1) || timeline.rate > Time(240)) {
        sentences.emplace_back("the rate is outside 1 … 240");
    }
    bool audio = false;
    for (const auto& track : timeline.tracks) {
        checker.take_id(track->id, "track " + track->name);
        if (track->kind == TrackKind::video && audio) {
            sentences.emplace_back("a video track lies behind an audio track");
        }
        audio = audio || track->kind == TrackKind::audio;
        if (holds_captions(*track) && track->kind == TrackKind::audio) {
            sentences.push_back("audio track " + track->name + " has a language of captions");
        }
        checker.check_track(*track);
    }
    for (std::size_t i = 0; i < timeline.markers.size(); ++i) {
        checker.take_id(timeline.markers[i].id, "marker " + timeline.markers[i].name);
        if (timeline.markers[i].frame < 0 ||
            (i > 0 && timeline.markers[i].frame < timeline.markers[i - 1].frame)) {
            sentences.push_back("marker " + timeline.markers[i].name + " is out of order");
        }
    }
    return sentences;
}

} // namespace rushlight::editor
