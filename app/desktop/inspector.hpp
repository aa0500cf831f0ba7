#pragma once

class QWidget;

namespace rushlight::app {

class Workspace;

/// What the selected clip is like, to be changed: its name, speed, picture, sound, title; the takes
/// and the recipe of a generated one. Threads: the UI thread; workspace outlives it.
[[nodiscard]] QWidget* make_inspector(Workspace& workspace, QWidget* parent);

} // namespace rushlight::app
