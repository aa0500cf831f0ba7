#include "storage/files.hpp"
#include "storage/project.hpp"
#include "storage/project_schema.hpp"
#include "storage/salvage.hpp"

#include <array>

namespace rushlight::storage {

namespace fs = std::filesystem;
using Code = StorageError::Code;

namespace {

constexpr std::array<const char*, 3> beside{"", "-wal", "-journal"};

void copy_file_durably(const fs::path& from, const fs::path& to)
{
    const OpenFile in = OpenFile::for_reading(from);
    const OpenFile out = OpenFile::make(to);
    copy_content(in, out);
    out.sync();
}

/// Copies the database with its journals.
void copy_database(const fs::path& from, const fs::path& to)
{
    for (const char* suffix : beside) {
        if (fs::exists(from.string() + suffix)) {
            copy_file_durably(from.string() + suffix, to.string() + suffix);
        }
    }
}

void remove_database(const fs::path& file)
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        fs::remove(file.string() + suffix, ignored);
    }
}

/// The newest backup that is sound, copied to `restored`.
std::optional<Moment> restore_backup(const fs::path& backups, const fs::path& restored)
{
    for (const Backup& backup : list_backups(backups)) {
        try {
            copy_file_durably(backup.file, restored);
            Database database(restored);
            if (database.problems().empty() &&
                standing(database, project_schema()) != Standing::empty) {
                return backup.taken;
            }
        } catch (const StorageError& error) {
            if (error.code() == Code::full) {
                throw;
            }
        }
        remove_database(restored);
    }
    return std::nullopt;
}

/// Rows of the damaged file on top of what is restored; none when it gives nothing.
Salvaged read_damaged(const fs::path& copy, Database& sound)
{
    try {
        Database damaged(copy);
        return salvage(damaged, sound);
    } catch (const StorageError& error) {
        if (error.code() == Code::full) {
            throw;
        }
        return {};
    }
}

} // namespace

Recovery Project::recover(const fs::path& folder, Moment at)
{
    const fs::path file = folder / "project.db";
    const auto lock = ProjectLock::take(folder / ".lock");
    if (!lock) {
        throw StorageError(Code::busy,
                           folder.string() + " is open in " +
                               ProjectLock::holder(folder / ".lock") +
                               "; close it there and try again");
    }
    Recovery recovery;
    make_folder(folder / "damaged");
    recovery.kept = folder / "damaged" / stamp(at);
    for (int again = 2; fs::exists(recovery.kept); ++again) {
        recovery.kept = folder / "damaged" / (stamp(at) + "-" + std::to_string(again));
    }
    make_folder(recovery.kept);
    const fs::path restored = recovery.kept / "restored.db";
    const fs::path reading = recovery.kept / "reading.db";
    try {
        copy_database(file, recovery.kept / "project.db");
        copy_database(file, reading);
        recovery.backup = restore_backup(folder / "backups", restored);
        {
            Database sound(restored, {.create = true});
            migrate(sound, project_schema());
            const Salvaged salvaged = read_damaged(reading, sound);
            recovery.rows = salvaged.rows;
            recovery.lost_versions = salvaged.lost_versions;
            set_meta(sound, "closed", 0);
            const auto problems = sound.problems();
            if (!problems.empty() || (!recovery.backup && recovery.rows == 0)) {
                throw StorageError(Code::damaged,
                                   file.string() +
                                       " is damaged, and there is neither a backup nor a readable "
                                       "row in it; take the folder from your own backup");
            }
        } // closing moves the log into restored.db
        OpenFile::for_reading(restored).sync();
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(recovery.kept, ignored);
        fs::remove(folder / "damaged", ignored); // only when it is empty
        throw;
    }
    remove_database(reading);
    sync_folder(recovery.kept);
    // the damaged log must be gone before another file takes the name it belongs to
    std::error_code ignored;
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
        fs::remove(file.string() + suffix, ignored);
    }
    sync_folder(folder);
    rename_durably(restored, file);

    recovery.sentence =
        folder.filename().string() + " was damaged; " +
        (recovery.backup ? "its backup of " + stamp(*recovery.backup) + " was restored and "
                         : std::string()) +
        std::to_string(recovery.rows) + " rows were read from the damaged file, which is kept in " +
        recovery.kept.string();
    return recovery;
}

} // namespace rushlight::storage
