#pragma once

#include "app/desktop/theme.hpp"
#include "editor/timeline/timeline.hpp"

#include <QRectF>

namespace rushlight::app {

/// Where the timeline's parts lie in its widget. Video tracks stand with the topmost above, sound
/// below them.
struct TimelineLayout {
    double pixels_per_frame = 6;
    double first_frame = 0; ///< at the left edge of the clips
    int scroll_y = 0;
    int width = 0;
    int height = 0;

    static constexpr int head_width = 148;
    static constexpr int gap = 2; ///< between tracks

    [[nodiscard]] double x_of(double frame) const
    {
        return head_width + (frame - first_frame) * pixels_per_frame;
    }

    [[nodiscard]] double frame_of(double x) const
    {
        return first_frame + (x - head_width) / pixels_per_frame;
    }

    /// Row from above of a track by its index in the timeline.
    [[nodiscard]] static int row_of(const editor::Timeline& timeline, std::size_t track)
    {
        std::size_t videos = 0;
        for (const auto& one : timeline.tracks) {
            videos += one->kind == editor::TrackKind::video ? 1U : 0U;
        }
        return static_cast<int>(track < videos ? videos - 1 - track : track);
    }

    [[nodiscard]] int y_of_row(int row) const
    {
        return ruler_height + row * (track_height + gap) - scroll_y;
    }

    [[nodiscard]] QRectF track_box(const editor::Timeline& timeline, std::size_t track) const
    {
        return {0,
                static_cast<double>(y_of_row(row_of(timeline, track))),
                static_cast<double>(width),
                static_cast<double>(track_height)};
    }

    [[nodiscard]] int content_height(const editor::Timeline& timeline) const
    {
        return ruler_height + static_cast<int>(timeline.tracks.size()) * (track_height + gap);
    }

    /// Frames of a stretch in a track's units.
    [[nodiscard]] static double
    frames_of(const editor::Timeline& timeline, editor::TrackKind kind, std::int64_t units)
    {
        return kind == editor::TrackKind::video
                   ? static_cast<double>(units)
                   : static_cast<double>(units) * timeline.rate.seconds() /
                         static_cast<double>(editor::sample_rate);
    }

    [[nodiscard]] QRectF item_box(const editor::Timeline& timeline,
                                  const editor::Place& place) const
    {
        const auto& track = *timeline.tracks[place.track];
        const double start = frames_of(timeline, track.kind, track.items.start_of(place.item));
        const double length = frames_of(timeline, track.kind, track.items.at(place.item).length);
        const QRectF row = track_box(timeline, place.track);
        return {x_of(start), row.top(), length * pixels_per_frame, row.height()};
    }

    /// The track under a height; none outside.
    [[nodiscard]] std::optional<std::size_t> track_at(const editor::Timeline& timeline,
                                                      double y) const
    {
        for (std::size_t track = 0; track < timeline.tracks.size(); ++track) {
            const QRectF box = track_box(timeline, track);
            if (y >= box.top() && y < box.bottom() + gap && y >= ruler_height) {
                return track;
            }
        }
        return std::nullopt;
    }
};

/// "00:01:12:08" at the nearest whole rate; drop-frame is not shown.
[[nodiscard]] QString timecode(std::int64_t frame, const editor::Time& rate);

} // namespace rushlight::app
