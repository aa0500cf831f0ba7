#pragma once

namespace rushlight::app::worker {

/// Makes this process a good worker: it dies when the thread that started it does, runs at nice +5,
/// is the first that the system ends when memory runs out, and leaves Ctrl-C to the studio.
void become_worker();

} // namespace rushlight::app::worker
