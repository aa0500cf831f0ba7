#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// Adds an empty track on top of its kind.
[[nodiscard]] std::optional<Timeline>
add_track(const Timeline& timeline, TrackKind kind, const std::string& name);

/// None where the track is missing or locked.
[[nodiscard]] std::optional<Timeline> remove_track(const Timeline& timeline, Id track);

struct TrackFlags {
    bool muted = false;
    bool solo = false;
    bool locked = false;
    bool hidden = false;
    bool sync = true;
};

[[nodiscard]] TrackFlags flags_of(const Track& track);
[[nodiscard]] std::optional<Timeline>
set_flags(const Timeline& timeline, Id track, const TrackFlags& flags);

/// None for a negative frame.
[[nodiscard]] std::optional<Timeline>
add_marker(const Timeline& timeline, std::int64_t frame, const std::string& name);

[[nodiscard]] std::optional<Timeline> remove_marker(const Timeline& timeline, Id marker);

} // namespace rushlight::editor
