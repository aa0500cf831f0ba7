#pragma once

#include "storage/database.hpp"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace rushlight::storage {

/// A whole copy of `project.db` in the folder `backups/`, named by its time.
struct Backup {
    std::filesystem::path file;
    Moment taken;
    bool before_migration = false; ///< such a one is never removed
};

/// Which of the backups may go: kept are the newest of each of the last 6 spans of ten minutes that
/// have one, of the last 8 such hours and of the last 5 such days (UTC).
[[nodiscard]] std::vector<Moment> expired_backups(std::vector<Moment> taken);
/// Ten minutes have passed since the newest one, or there is none.
[[nodiscard]] bool backup_due(const std::vector<Backup>& backups, Moment now);

/// Newest first; other files in the folder are left out.
[[nodiscard]] std::vector<Backup> list_backups(const std::filesystem::path& folder);

struct BackupOptions {
    bool gently = false; ///< rest between pieces, for a copy beside work
    bool before_migration = false;
    std::stop_token stop = {};
};

/// Copies the database by SQLite's online backup, checks the copy, gives it its name and only then
/// removes the expired ones. False when stopped. Throws StorageError: full, io, damaged (the copy
/// is not sound, because the database is not).
bool back_up(Database& database,
             const std::filesystem::path& folder,
             Moment now,
             const BackupOptions& options = {});

/// "20261121T101500Z" and back.
[[nodiscard]] std::string stamp(Moment moment);

} // namespace rushlight::storage
