#pragma once

#include <filesystem>
#include <string>

namespace rushlight::app {

/// `$XDG_DATA_HOME/rushlight`: cast, settings, loose takes.
[[nodiscard]] std::filesystem::path data_folder();
/// `$XDG_CACHE_HOME/rushlight`, or `~/.cache/rushlight`: may be removed at any time.
[[nodiscard]] std::filesystem::path cache_folder();
/// Takes made without a project.
[[nodiscard]] std::filesystem::path loose_takes();
/// A project as the user names it: with `.rushlight` at its end, which need not be typed.
[[nodiscard]] std::filesystem::path project_folder(const std::string& typed);

} // namespace rushlight::app
