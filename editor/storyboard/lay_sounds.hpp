#pragma once

#include "editor/edits/draft.hpp"
#include "editor/storyboard/assemble.hpp"

namespace rushlight::editor {

/// Where a shot lies in the film, in frames.
struct Slot {
    std::int64_t start = 0;   ///< of its clip
    std::int64_t length = 0;  ///< of its clip, without handles
    std::int64_t skipped = 0; ///< frames of the take in front of the clip: its half of an overlap
    std::int64_t before = 0;  ///< of the transition in front of it
    std::int64_t after = 0;
};

/// Lays a shot's sound under its slot, in one link group: its cues on tracks that are free there,
/// or the take's own sound on the first audio track.
void lay_sounds(Draft& draft, const Shot& shot, const ShotTake& take, const Slot& slot, Id group);

/// The key that cues of a shot carry in Clip::takes.
[[nodiscard]] std::string cues_key(const std::string& shot);

} // namespace rushlight::editor
