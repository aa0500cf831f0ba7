#pragma once

#include "editor/timeline/timeline.hpp"

#include <optional>

namespace rushlight::editor {

// None where the clip is missing, a gap or, like one linked with it, on a locked track.

/// Puts a copy of a clip and of those linked with it behind it; what lies there moves on, on every
/// unlocked track with sync. A clip on an audio track is copied alone and moves that track alone.
// | A | B |   duplicate(A) →   | A | A' | B |
[[nodiscard]] std::optional<Timeline> duplicate(const Timeline& timeline, Id clip);

/// Exchanges a clip with the one behind it; linked clips go along. Transitions in front of
/// the two go. None also where no clip lies directly behind it.
// | A | B  | C |   swap_with_next(A) →   | B  | A | C |
[[nodiscard]] std::optional<Timeline> swap_with_next(const Timeline& timeline, Id clip);

/// Makes one clip of two that show one source without a break, as after a split: the clip and the
/// one in front of it. Cuts of linked clips at the same place are joined where they can be. None
/// also where there is a break or the two differ in anything but fades.
// | A  | A' |   join(A') →   | A       |
[[nodiscard]] std::optional<Timeline> join(const Timeline& timeline, Id clip);

/// Moves a clip by a few units of its track, over what is there; see `move`.
// | A | B |    |   nudge(B, +2) →   | A |  | B |  |
[[nodiscard]] std::optional<Timeline> nudge(const Timeline& timeline, Id clip, std::int64_t by);

} // namespace rushlight::editor
