#pragma once

#include "editor/edits/place.hpp"
#include "editor/timeline/timeline.hpp"

#include <functional>
#include <string>

namespace rushlight::editor::tests {

/// A film at 24 fps of 10-frame clips A, B, C … on V1, each with linked sound on A1. Each clip
/// begins 5 frames into a source of 20 frames, so that both handles are 5 frames.
Timeline linked_film(const std::string& names);

/// A track in one line: "A10 .5 B10@7" is clip A of 10 frames, a gap of 5, clip B beginning 7
/// frames into its source ("@5", what `linked_film` gives, is not written). Sound is told in frames
/// too; "s" and a remainder where it lies off the grid. "~2+3" in front: a transition.
std::string picture(const Timeline& timeline, const std::string& track);

/// The id of the first item whose clip has this name on that track.
Id id_of(const Timeline& timeline, const std::string& track, const std::string& clip);
Id track_id(const Timeline& timeline, const std::string& name);

/// Applies an edit through a history: the result has no violations, undo gives the value before,
/// redo the value after. Returns the result. Fails the test where the edit does not fit.
Timeline around(const Timeline& timeline,
                const std::function<std::optional<Timeline>(const Timeline&)>& edit);

} // namespace rushlight::editor::tests
