#pragma once

class QWidget;

namespace rushlight::app {

class GenerateBar;
class Jobs;
class Workspace;

/// The generate bar of the open film: what is asked for becomes a job, and its take a clip at the
/// playhead. Threads: the UI thread; all outlive it.
[[nodiscard]] GenerateBar* make_generate_panel(Workspace& workspace, Jobs& jobs, QWidget* parent);

} // namespace rushlight::app
