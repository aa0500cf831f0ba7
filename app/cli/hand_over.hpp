#pragma once

#include "app/cli/options.hpp"
#include "app/cli/report.hpp"
#include "editor/project/film.hpp"

#include <filesystem>
#include <vector>

namespace rushlight::app {

/// Writes the film as a timeline for other programs and tells what it could not carry.
void hand_over(storage::Project& project,
               const editor::Film& film,
               const ExportOptions& options,
               Report& report);

/// Makes another program's timeline the project's film, one step for undo, and tells what is not
/// carried and which media are offline. Its media are imported from where the file names them.
/// timelines: one file, or EDLs that are its picture tracks
void take_over(storage::Project& project,
               const std::vector<std::filesystem::path>& timelines,
               const ImportOptions& options,
               Report& report);

} // namespace rushlight::app
