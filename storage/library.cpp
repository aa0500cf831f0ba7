#include "storage/library.hpp"

#include "storage/files.hpp"
#include "storage/library_schema.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace rushlight::storage {

namespace fs = std::filesystem;

namespace {

constexpr const char* model_columns = "path, name, family, size, mtime, hash, added";

ModelEntry read_model(const Statement& row)
{
    return {row.text(0),
            row.text(1),
            row.text(2),
            row.integer(3),
            row.integer(4),
            row.text(5),
            row.moment(6)};
}

/// Programs that start at once open the library one after another: while one makes it or turns it
/// to WAL, SQLite would tell the others "busy" without waiting. Held only while opening.
class Turn {
public:
    explicit Turn(const fs::path& folder)
        : file_(::open((folder / ".library.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        // a file system without locks leaves what SQLite itself promises
        while (file_ >= 0 && ::flock(file_, LOCK_EX) != 0 && errno == EINTR) {
        }
    }

    ~Turn()
    {
        if (file_ >= 0) {
            ::close(file_);
        }
    }

    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    int file_;
};

} // namespace

fs::path user_data_folder()
{
    // a relative path in the variable is to be ignored (XDG base directory specification)
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && data[0] == '/') {
        return fs::path(data) / "rushlight";
    }
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/') {
        return fs::path(home) / ".local" / "share" / "rushlight";
    }
    throw StorageError(StorageError::Code::missing,
                       "there is no home folder; set HOME or XDG_DATA_HOME");
}

Database open_library(const fs::path& folder)
{
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        fs::create_directories(folder.parent_path(), error);
        make_folder(folder);
        ::chmod(folder.c_str(), 0700);
    }
    const Turn turn(folder);
    Database library(folder / "library.db", {.create = true, .network = on_network(folder)});
    switch (standing(library, library_schema())) {
    case Standing::empty:
    case Standing::older: {
        // two programs may start at once: the second finds it done
        Transaction transaction(library);
        migrate(library, library_schema());
        transaction.commit();
        return library;
    }
    case Standing::readable:
        return Database(folder / "library.db", {.read_only = true});
    case Standing::current:
        break;
    }
    return library;
}

void set_setting(Database& library, const std::string& key, const std::string& json)
{
    library.run("INSERT INTO settings (key, json) VALUES (?1, ?2)"
                " ON CONFLICT (key) DO UPDATE SET json = excluded.json",
                key,
                json);
}

std::optional<std::string> setting(Database& library, const std::string& key)
{
    Statement found = library.prepare("SELECT json FROM settings WHERE key = ?1");
    return found.with(key).step() ? std::optional(found.text(0)) : std::nullopt;
}

bool remove_setting(Database& library, const std::string& key)
{
    return library.run("DELETE FROM settings WHERE key = ?1", key) > 0;
}

void note_project(Database& library, const fs::path& path, Moment opened)
{
    library.run("INSERT INTO projects (path, name, opened) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (path) DO UPDATE SET opened = excluded.opened",
                path.string(),
                path.stem().string(),
                opened);
}

std::vector<ProjectEntry> recent_projects(Database& library, int limit)
{
    Statement found = library.prepare(
        "SELECT path, name, opened FROM projects ORDER BY opened DESC, path LIMIT ?1");
    found.with(limit);
    std::vector<ProjectEntry> projects;
    while (found.step()) {
        projects.push_back({found.text(0), found.text(1), found.moment(2)});
    }
    return projects;
}

bool forget_project(Database& library, const fs::path& path)
{
    return library.run("DELETE FROM projects WHERE path = ?1", path.string()) > 0;
}

void register_model(Database& library, const ModelEntry& model)
{
    library.run("INSERT OR REPLACE INTO models (path, name, family, size, mtime, hash, added)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                model.path.string(),
                model.name,
                model.family,
                model.size,
                model.mtime_ns,
                model.hash,
                model.added);
}

std::vector<ModelEntry> list_models(Database& library)
{
    Statement found = library.prepare(std::string("SELECT ") + model_columns +
                                      " FROM models ORDER BY family, name, path");
    std::vector<ModelEntry> models;
    while (found.step()) {
        models.push_back(read_model(found));
    }
    return models;
}

std::optional<ModelEntry> find_model(Database& library, const std::string& hash)
{
    Statement found = library.prepare(std::string("SELECT ") + model_columns +
                                      " FROM models WHERE hash = ?1 ORDER BY path LIMIT 1");
    return found.with(hash).step() ? std::optional(read_model(found)) : std::nullopt;
}

bool forget_model(Database& library, const fs::path& path)
{
    return library.run("DELETE FROM models WHERE path = ?1", path.string()) > 0;
}

} // namespace rushlight::storage
