#include "editor/timeline/timeline.hpp"

#include <algorithm>

namespace rushlight::editor {

bool operator==(const Timeline& a, const Timeline& b)
{
    if (a.size != b.size || a.rate != b.rate || a.markers != b.markers || a.styles != b.styles ||
        a.tracks.size() != b.tracks.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.tracks.size(); ++i) {
        if (a.tracks[i] != b.tracks[i] && !(*a.tracks[i] == *b.tracks[i])) {
            return false;
        }
    }
    return true;
}

Time unit_rate(const Timeline& timeline, TrackKind kind)
{
    return kind == TrackKind::video ? timeline.rate : Time(sample_rate);
}

std::int64_t units_at(const Timeline& timeline, TrackKind kind, std::int64_t frame)
{
    return kind == TrackKind::video ? frame : assets::frame_sample(frame, timeline.rate);
}

std::int64_t length(const Timeline& timeline)
{
    std::int64_t most = 0;
    for (const auto& track : timeline.tracks) {
        const std::int64_t units = track->items.length();
        most = std::max(most,
                        track->kind == TrackKind::video
                            ? units
                            : Time(units, sample_rate).ceil_at(timeline.rate));
    }
    return most;
}

Timeline empty_timeline(Size size, const Time& rate, int video_tracks, int audio_tracks)
{
    Timeline timeline;
    timeline.size = size;
    timeline.rate = rate;
    const auto add = [&](TrackKind kind, const std::string& name) {
        Track track;
        track.id = timeline.next_id++;
        track.kind = kind;
        track.name = name;
        timeline.tracks.push_back(std::make_shared<const Track>(std::move(track)));
    };
    for (int i = 1; i <= video_tracks; ++i) {
        add(TrackKind::video, "V" + std::to_string(i));
    }
    for (int i = 1; i <= audio_tracks; ++i) {
        add(TrackKind::audio, "A" + std::to_string(i));
    }
    return timeline;
}

std::optional<std::size_t> find_track(const Timeline& timeline, Id track)
{
    for (std::size_t i = 0; i < timeline.tracks.size(); ++i) {
        if (timeline.tracks[i]->id == track) {
            return i;
        }
    }
    return std::nullopt;
}

std::optional<Place> find_item(const Timeline& timeline, Id item)
{
    for (std::size_t i = 0; i < timeline.tracks.size(); ++i) {
        if (const auto index = timeline.tracks[i]->items.find(item)) {
            return Place{i, *index};
        }
    }
    return std::nullopt;
}

std::vector<Place> linked(const Timeline& timeline, const Place& place)
{
    std::vector<Place> places;
    const Item& item = item_at(timeline, place);
    if (item.is_gap() || item.clip->link == 0) {
        return places;
    }
    for (std::size_t t = 0; t < timeline.tracks.size(); ++t) {
        const Items& items = timeline.tracks[t]->items;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Item& other = items.at(i);
            if (!other.is_gap() && other.clip->link == item.clip->link && other.id != item.id) {
                places.push_back({t, i});
            }
        }
    }
    return places;
}

const Item& item_at(const Timeline& timeline, const Place& place)
{
    return timeline.tracks[place.track]->items.at(place.item);
}

std::int64_t start_of(const Timeline& timeline, const Place& place)
{
    return timeline.tracks[place.track]->items.start_of(place.item);
}

} // namespace rushlight::editor
