#pragma once

#include <cstdint>

class QWidget;

namespace rushlight::app {

class Workspace;

/// The takes of the selected clip: which one is shown, stars, notes in words; "Use take".
/// Threads: the UI thread; workspace outlives it.
[[nodiscard]] QWidget* make_takes_panel(Workspace& workspace, QWidget* parent);

/// Shows this take wherever its clip stands in the film, and remembers the choice; one step of
/// undo. Says why not where it cannot.
void use_take(Workspace& workspace, std::int64_t take);

/// The selected clip shows the next (1) or the previous (−1) of its takes that are made, around the
/// ends. For Alt+↑ and Alt+↓.
void step_take(Workspace& workspace, int direction);

} // namespace rushlight::app
