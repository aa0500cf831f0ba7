#pragma once

#include "app/desktop/workspace.hpp"

namespace rushlight::app {

// Edits at the playhead, of the selection and of the range from In to Out, for actions and keys.
// Each is one step for undo; one that does not fit changes nothing and says why.

void split_at_playhead(Workspace& workspace);           ///< on every track that is not locked
void trim_to_playhead(Workspace& workspace, bool head); ///< ripples; the topmost clip under it
void add_marker(Workspace& workspace);

void lift_selection(Workspace& workspace);
void extract_selection(Workspace& workspace);
void nudge_selection(Workspace& workspace, std::int64_t frames);
void duplicate_selection(Workspace& workspace);
void swap_selection(Workspace& workspace); ///< with the clip behind it
void join_selection(Workspace& workspace); ///< with the clip in front of it

void lift_in_to_out(Workspace& workspace); ///< on every track that is not locked
void extract_in_to_out(Workspace& workspace);

} // namespace rushlight::app
