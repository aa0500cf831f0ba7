#pragma once

class QWidget;

namespace rushlight::app {

class Workspace;

/// Asks how and where to export the film and does it on a thread of its own while one goes on
/// cutting; the dialog tells how far it is and, at the end, what the file says of its origin.
/// Threads: the UI thread; workspace outlives it.
void export_film_dialog(Workspace& workspace, QWidget* parent);

} // namespace rushlight::app
