#pragma once

class QWidget;

namespace rushlight::app {

class Workspace;

/// This user's cast: who, what was found in the pictures, until when they may be used and for what
/// not; add, grant, revoke, delete. Threads: the UI thread; workspace outlives it.
[[nodiscard]] QWidget* make_cast_panel(Workspace& workspace, QWidget* parent);

} // namespace rushlight::app
