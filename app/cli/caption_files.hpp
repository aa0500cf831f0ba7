#pragma once

#include "app/cli/options.hpp"
#include "app/cli/report.hpp"
#include "editor/project/film.hpp"

#include <filesystem>

namespace rushlight::app {

/// Puts a file's captions on tracks of their own, one step for undo, and tells what the file says
/// that captions cannot hold.
void import_captions(storage::Project& project,
                     const std::filesystem::path& file,
                     const ImportOptions& options,
                     Report& report);

/// Writes the captions of one language and tells what the format cannot say.
void export_captions(storage::Project& project,
                     const editor::Film& film,
                     const ExportOptions& options,
                     Report& report);

} // namespace rushlight::app
