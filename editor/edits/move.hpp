#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// Moves a clip to a position (in the track's units) on a track of its kind, over whatever is
/// there; a gap stays where it was. Linked clips keep their tracks and their offset to it. None
/// where something would begin before the film or a track is locked.
// V2 |           |   move(B, V2, later) →   V2 |        B |
// V1 | A | B | C |                          V1 | A |   | C |
[[nodiscard]] std::optional<Timeline>
move(const Timeline& timeline, Id clip, Id to_track, std::int64_t position);

} // namespace rushlight::editor
