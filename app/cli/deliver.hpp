#pragma once

#include "app/cli/options.hpp"
#include "app/cli/report.hpp"
#include "app/project/stored_take.hpp"
#include "editor/project/film.hpp"

#include <stop_token>

namespace rushlight::app {

/// Writes the film as a file and tells it.
void deliver(storage::Project& project,
             const editor::Film& film,
             const ExportOptions& options,
             Report& report,
             const std::stop_token& stop);

/// Writes one take as a clip of its own: .mp4, .mov (ProRes) or .mkv (lossless), by its name.
void deliver_take(const StoredTake& take, const std::filesystem::path& out);

} // namespace rushlight::app
