#pragma once

#include <functional>

class QString;
class QWidget;

namespace rushlight::app {

class Workspace;

/// Makes the shots of a storyboard file that has no mistakes; blocking: drawn on the stage.
using MakeFilm = std::function<void(const QString& storyboard_file, bool blocking)>;

/// A storyboard file as cards that can be written on; every change is kept in the file at once.
/// Threads: the UI thread; workspace outlives it.
[[nodiscard]] QWidget*
make_storyboard_panel(Workspace& workspace, MakeFilm make_film, QWidget* parent);

} // namespace rushlight::app
