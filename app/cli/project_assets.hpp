#pragma once

#include "editor/script/edit_script.hpp"
#include "storage/project.hpp"

namespace rushlight::app {

/// The assets of a project as they are laid on a timeline; a take's asset is laid as that take.
/// `project` must outlive it.
[[nodiscard]] editor::FindAsset assets_of(storage::Project& project);

} // namespace rushlight::app
