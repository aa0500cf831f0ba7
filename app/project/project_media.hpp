#pragma once

#include "editor/render/footage.hpp"
#include "storage/project.hpp"

namespace rushlight::app {

/// The pictures and sound of a project, through a connection of its own: make one a thread. A file
/// that cannot be read throws MediaError; one that is not there is black and silent until it is.
[[nodiscard]] editor::Footage footage_of(const storage::Project& project);

} // namespace rushlight::app
