#pragma once

#include "app/desktop/commands.hpp"

class QMenuBar;
class QToolBar;

namespace rushlight::app {

class FilmDocks;
class MainWindow;
class Monitor;

/// Every command of the window. All outlive the commands.
void make_commands(Commands& commands, MainWindow& window, FilmDocks& docks);
void make_menus(QMenuBar& bar, const Commands& commands, const QList<QAction*>& panels);
/// The buttons below the monitor.
void make_transport(Monitor& monitor, const Commands& commands);
/// The buttons above the timeline.
void make_tools(QToolBar& bar, const Commands& commands);

} // namespace rushlight::app
