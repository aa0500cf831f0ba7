#include "editor/edits/snap.hpp"

#include <algorithm>
#include <cstdlib>

namespace rushlight::editor {

std::vector<std::int64_t> snap_points(const Timeline& timeline,
                                      const std::vector<Id>& without,
                                      std::optional<std::int64_t> playhead)
{
    std::vector<std::int64_t> points{0};
    const auto add = [&](const Track& track, std::int64_t units) {
        points.push_back(track.kind == TrackKind::video
                             ? units
                             : Time(units, sample_rate).round_at(timeline.rate));
    };
    for (const auto& track : timeline.tracks) {
        std::int64_t start = 0;
        for (std::size_t i = 0; i < track->items.size(); ++i) {
            const Item& item = track->items.at(i);
            if (!item.is_gap() &&
                std::find(without.begin(), without.end(), item.id) == without.end()) {
                add(*track, start);
                add(*track, start + item.length);
            }
            start += item.length;
        }
    }
    for (const Marker& marker : timeline.markers) {
        points.push_back(marker.frame);
    }
    if (playhead) {
        points.push_back(*playhead);
    }
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    return points;
}

std::int64_t snap(const std::vector<std::int64_t>& points,
                  const std::vector<std::int64_t>& edges,
                  std::int64_t reach)
{
    std::optional<std::int64_t> best;
    const auto consider = [&](std::int64_t move) {
        if (std::llabs(move) <= reach &&
            (!best || std::llabs(move) < std::llabs(*best) ||
             (std::llabs(move) == std::llabs(*best) && move < *best))) {
            best = move;
        }
    };
    for (const std::int64_t edge : edges) {
        const auto above = std::lower_bound(points.begin(), points.end(), edge);
        if (above != points.end()) {
            consider(*above - edge);
        }
        if (above != points.begin()) {
            consider(*(above - 1) - edge);
        }
    }
    return best.value_or(0);
}

} // namespace rushlight::editor
