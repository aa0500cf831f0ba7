#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

// None where there is no cut in front of the item, both sides are gaps, or the track is locked.

/// Puts a transition on the cut in front of an item. With too few handles it becomes the longest
/// that fits; none where not even one frame does. No length changes.
// | A     | B     |   set_transition(B, dissolve 1 + 1) →  | A   ><   B   |
[[nodiscard]] std::optional<Timeline>
set_transition(const Timeline& timeline, Id item, const Transition& transition);

/// Takes it away.
[[nodiscard]] std::optional<Timeline> remove_transition(const Timeline& timeline, Id item);

} // namespace rushlight::editor
