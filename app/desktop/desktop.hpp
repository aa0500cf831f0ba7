#pragma once

namespace rushlight::app {

/// The window: `rushlight open`, `rushlight open P`. The first argument behind the program's name
/// that is neither `open` nor an option names a project to open. Returns the program's exit status
/// when the window is closed. Threads: the main thread, once.
int open_desktop(int argc, char** argv);

} // namespace rushlight::app
