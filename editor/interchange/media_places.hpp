#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::editor {

/// A file's URL: "file:///clips/a%20b.mov". The path must be absolute.
[[nodiscard]] std::string file_url(const std::filesystem::path& file);

/// What stands behind the last slash of a URL or path of any system, decoded: "a b.mov".
[[nodiscard]] std::string last_part(const std::string& reference);

/// Where the medium that an interchange file names may lie, most likely first: the path of a file
/// URL or path, the same below the interchange file's folder, its name beside that file. References
/// into a network name no place but the last.
[[nodiscard]] std::vector<std::filesystem::path> media_places(const std::string& reference,
                                                              const std::filesystem::path& folder);

} // namespace rushlight::editor
