#pragma once

class QWidget;

namespace rushlight::app {

class Workspace;

/// The project's media: what is there, in which state, with a picture; search, import, and what is
/// put on the timeline. A drag carries the file and `application/x-rushlight-asset` (the asset's
/// id). Imports run on a thread of its own. Threads: the UI thread; workspace outlives it.
[[nodiscard]] QWidget* make_media_panel(Workspace& workspace, QWidget* parent);

} // namespace rushlight::app
