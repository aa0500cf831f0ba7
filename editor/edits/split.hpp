#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// Splits every clip that these tracks have at a frame; the right halves of linked clips are linked
/// with each other. None where there is nothing to split or a track is locked.
// | A       |   split →   | A  | A' |
[[nodiscard]] std::optional<Timeline>
split(const Timeline& timeline, std::int64_t frame, const std::vector<Id>& tracks);

} // namespace rushlight::editor
