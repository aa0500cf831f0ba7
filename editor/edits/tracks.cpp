#include "editor/edits/tracks.hpp"

#include <algorithm>

namespace rushlight::editor {

std::optional<Timeline> add_track(const Timeline& timeline, TrackKind kind, const std::string& name)
{
    Timeline wider = timeline;
    Track track;
    track.id = wider.next_id++;
    track.kind = kind;
    track.name = name;
    const auto end = kind == TrackKind::audio
                         ? wider.tracks.end()
                         : std::find_if(wider.tracks.begin(),
                                        wider.tracks.end(),
                                        [](const auto& t) { return t->kind == TrackKind::audio; });
    wider.tracks.insert(end, std::make_shared<const Track>(std::move(track)));
    return wider;
}

std::optional<Timeline> remove_track(const Timeline& timeline, Id track)
{
    const auto index = find_track(timeline, track);
    if (!index || timeline.tracks[*index]->locked) {
        return std::nullopt;
    }
    Timeline narrower = timeline;
    narrower.tracks.erase(narrower.tracks.begin() + static_cast<std::ptrdiff_t>(*index));
    return narrower;
}

TrackFlags flags_of(const Track& track)
{
    return {track.muted, track.solo, track.locked, track.hidden, track.sync};
}

std::optional<Timeline> set_flags(const Timeline& timeline, Id track, const TrackFlags& flags)
{
    const auto index = find_track(timeline, track);
    if (!index) {
        return std::nullopt;
    }
    Track copy = *timeline.tracks[*index];
    copy.muted = flags.muted;
    copy.solo = flags.solo;
    copy.locked = flags.locked;
    copy.hidden = flags.hidden;
    copy.sync = flags.sync;
    Timeline changed = timeline;
    changed.tracks[*index] = std::make_shared<const Track>(std::move(copy));
    return changed;
}

std::optional<Timeline>
add_marker(const Timeline& timeline, std::int64_t frame, const std::string& name)
{
    if (frame < 0) {
        return std::nullopt;
    }
    Timeline changed = timeline;
    Marker marker;
    marker.id = changed.next_id++;
    marker.frame = frame;
    marker.name = name;
    const auto behind = std::upper_bound(
        changed.markers.begin(), changed.markers.end(), frame, [](std::int64_t f, const Marker& m) {
            return f < m.frame;
        });
    changed.markers.insert(behind, std::move(marker));
    return changed;
}

std::optional<Timeline> remove_marker(const Timeline& timeline, Id marker)
{
    Timeline changed = timeline;
    const auto removed =
        std::erase_if(changed.markers, [&](const Marker& m) { return m.id == marker; });
    return removed > 0 ? std::optional(changed) : std::nullopt;
}

} // namespace rushlight::editor
