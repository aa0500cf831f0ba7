#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// Frames that a dragged thing may snap to: edges of all items but those named, markers, the
/// playhead and frame 0; sorted, each once. Edges of sound go to the nearest frame.
[[nodiscard]] std::vector<std::int64_t> snap_points(const Timeline& timeline,
                                                    const std::vector<Id>& without,
                                                    std::optional<std::int64_t> playhead);

/// How far to move something with these edges so that one of them lies on a point at most `reach`
/// frames away: the smallest move, the earlier point first. 0 where none is near.
[[nodiscard]] std::int64_t snap(const std::vector<std::int64_t>& points,
                                const std::vector<std::int64_t>& edges,
                                std::int64_t reach);

} // namespace rushlight::editor
