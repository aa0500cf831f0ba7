#pragma once

#include "storage/database.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::storage {

/// `$XDG_DATA_HOME/rushlight`, or `~/.local/share/rushlight`. Throws missing when the environment
/// names neither.
[[nodiscard]] std::filesystem::path user_data_folder();

/// Opens the user's library database in `folder`, made when it is not there (the folder is for the
/// user alone, mode 0700). Several processes may have it open; each thread opens its own. Throws
/// StorageError: damaged, newer, full, io, busy.
Database open_library(const std::filesystem::path& folder = user_data_folder());

// Settings: a key and a JSON text.
void set_setting(Database& library, const std::string& key, const std::string& json);
[[nodiscard]] std::optional<std::string> setting(Database& library, const std::string& key);
bool remove_setting(Database& library, const std::string& key);

/// A project that was opened once.
struct ProjectEntry {
    std::filesystem::path path; ///< absolute; it may be gone by now
    std::string name;
    Moment opened;
};

/// Puts the project at the top of the index.
void note_project(Database& library, const std::filesystem::path& path, Moment opened = now());
/// Opened last first.
[[nodiscard]] std::vector<ProjectEntry> recent_projects(Database& library, int limit = 50);
bool forget_project(Database& library, const std::filesystem::path& path);

/// A file of model weights, left where it is.
struct ModelEntry {
    std::filesystem::path path; ///< absolute
    std::string name;
    std::string family;
    std::int64_t size = 0;     ///< bytes
    std::int64_t mtime_ns = 0; ///< since 1970
    std::string hash;          ///< SHA-256, hexadecimal
    Moment added = now();

    bool operator==(const ModelEntry&) const = default;
};

/// Registers a file, or describes one anew that is registered under its path.
void register_model(Database& library, const ModelEntry& model);
[[nodiscard]] std::vector<ModelEntry> list_models(Database& library);
[[nodiscard]] std::optional<ModelEntry> find_model(Database& library, const std::string& hash);
bool forget_model(Database& library, const std::filesystem::path& path);

} // namespace rushlight::storage
