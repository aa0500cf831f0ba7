#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

// None where an item is missing, a gap (but for close_gap) or on a locked track.

/// Takes a clip and those linked with it away; gaps stay.
// | A | B | C |   lift(B) →     | A |   | C |
[[nodiscard]] std::optional<Timeline> lift(const Timeline& timeline, const std::vector<Id>& clips);

/// Takes a clip, those linked with it and the time they filled away: on every unlocked track with
/// sync what lies there is cut out and the rest closes up.
// | A | B | C |   extract(B) →  | A | C |
[[nodiscard]] std::optional<Timeline> extract(const Timeline& timeline, Id clip);

/// Frames [from, to) become gaps on these tracks.
// | A   [ | B ]  |  lift_range →     | A |    | B |
[[nodiscard]] std::optional<Timeline> lift_range(const Timeline& timeline,
                                                 std::int64_t from,
                                                 std::int64_t to,
                                                 const std::vector<Id>& tracks);

/// Frames [from, to) are cut out of every unlocked track with sync.
// | A   [ | B ]  |  extract_range →  | A | B |
[[nodiscard]] std::optional<Timeline>
extract_range(const Timeline& timeline, std::int64_t from, std::int64_t to);

/// What lies behind a gap moves up, on this track and on all with sync. None where one of those has
/// material beside the gap. On an audio track only that track closes up.
// | A |   | B |   close_gap →   | A | B |
[[nodiscard]] std::optional<Timeline> close_gap(const Timeline& timeline, Id gap);

} // namespace rushlight::editor
