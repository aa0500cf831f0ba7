#pragma once

#include "app/desktop/timeline_layout.hpp"
#include "app/desktop/timeline_view.hpp"

namespace rushlight::app {

/// All that a picture of the timeline is made from.
struct TimelinePicture {
    const editor::Timeline& timeline;
    const TimelineLayout& layout;
    ClipPictures* pictures = nullptr;
    std::set<editor::Id> selection;
    std::int64_t playhead = 0;
    std::optional<std::int64_t> in_point;
    std::optional<std::int64_t> out_point;
    std::optional<std::int64_t> snap_line;
    std::optional<std::pair<std::int64_t, std::size_t>>
        drop; ///< frame and track under dragged files
    bool focused = false;
    double phase = 0; ///< of the hatch of running clips
};

void paint_timeline(QPainter& painter, const TimelinePicture& picture);

/// The buttons of a track's head, from the left: mute or hide, solo (sound only), lock.
enum class HeadButton { mute_or_hide, solo, lock };
[[nodiscard]] QRectF
head_button_box(const QRectF& track_box, editor::TrackKind kind, HeadButton button);

} // namespace rushlight::app
