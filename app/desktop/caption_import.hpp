#pragma once

#include <QStringList>

namespace rushlight::app {

class Workspace;

/// Puts the captions among `files` on tracks of their own, each file one edit, and takes them out
/// of the list. Gives a sentence for each file that cannot be read and for what it loses.
/// Threads: the UI thread.
[[nodiscard]] QStringList take_captions(Workspace& workspace, QStringList& files);

} // namespace rushlight::app
