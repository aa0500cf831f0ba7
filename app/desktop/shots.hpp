#pragma once

#include "app/project/stored_take.hpp"
#include "editor/timeline/timeline.hpp"

namespace rushlight::app {

// How generated shots come onto the timeline. Pure.

/// A frame where a clip of that length fits on the first unlocked video track without covering
/// anything: `wanted` where there is room, else the track's end.
[[nodiscard]] std::int64_t
free_frame(const editor::Timeline& timeline, std::int64_t wanted, std::int64_t frames);

/// A clip that will show a take which is still to be made; its picture fills the frame. None where
/// every video track is locked.
[[nodiscard]] std::optional<editor::Timeline> with_placeholder(const editor::Timeline& timeline,
                                                               std::int64_t frame,
                                                               const std::string& name,
                                                               const std::string& takes,
                                                               const editor::Media& media);

/// Every clip of the take's list shows it, in its place; its sounds are laid under those that have
/// none. None where no clip has such a list, or nothing changed.
[[nodiscard]] std::optional<editor::Timeline> with_take(const editor::Timeline& timeline,
                                                        const StoredTake& take);

/// First clip with that list of takes on a video track.
[[nodiscard]] std::optional<editor::Place> clip_with_takes(const editor::Timeline& timeline,
                                                           const std::string& takes);

} // namespace rushlight::app
