#pragma once

#include <functional>

class QString;
class QWidget;

namespace rushlight::app {

class Workspace;

/// A storyboard file as cards that can be written on; every change is kept in the file at once.
/// make_film: makes the shots of a storyboard file that has no mistakes.
/// Threads: the UI thread; workspace outlives it.
[[nodiscard]] QWidget*
make_storyboard_panel(Workspace& workspace,
                      std::function<void(const QString& storyboard_file)> make_film,
                      QWidget* parent);

} // namespace rushlight::app
