#include "storage/project.hpp"

#include "storage/assets_table.hpp"
#include "storage/files.hpp"
#include "storage/jobs_table.hpp"
#include "storage/project_schema.hpp"

#include <unistd.h>

#include <cassert>

namespace rushlight::storage {

namespace fs = std::filesystem;
using Code = StorageError::Code;

struct Project::State {
    fs::path folder;
    ProjectOptions options;
    std::optional<ProjectLock> lock; ///< dies last: the database is closed under it
    DatabaseOptions access;
    std::string notice;
    std::optional<BlobStore> media;
    std::optional<Reserve> reserve;
    bool reserve_used = false;
    std::optional<Database> database;
    std::int64_t changes_at_open = 0;
};

namespace {

fs::path full_path(const fs::path& folder)
{
    fs::path path = fs::absolute(folder).lexically_normal();
    return path.has_filename() ? path : path.parent_path(); // without a trailing slash
}

/// Looks at the file through a reader that moves nothing, before a writer touches it.
Standing inspect(const fs::path& file, bool check)
{
    Database database(file, {.read_only = true, .keep_files = true});
    const Standing stands = standing(database, project_schema());
    if (stands == Standing::empty) {
        throw StorageError(Code::damaged, file.string() + " is empty; restore it from a backup");
    }
    if (check && meta(database, "closed").value_or(0) == 0) {
        const auto problems = database.problems();
        if (!problems.empty()) {
            throw StorageError(Code::damaged,
                               file.string() + " is damaged (" + problems.front() +
                                   "); restore it from a backup");
        }
    }
    return stands;
}

} // namespace

Project::Project(std::unique_ptr<State> state)
    : state_(std::move(state))
{
}

Project::Project(Project&&) noexcept = default;

Project Project::create(const fs::path& folder, const ProjectOptions& options)
{
    const fs::path to = full_path(folder);
    std::error_code error;
    if (fs::exists(to, error) && !fs::is_empty(to, error)) {
        throw StorageError(Code::conflict,
                           "there is something at " + to.string() +
                               " already; choose another name or open it");
    }
    std::string name(1, '.'); // a hidden neighbour, so that the rename stays in one file system
    name += to.filename().string();
    name += '.';
    name += std::to_string(::getpid());
    const fs::path making = to.parent_path() / name;
    fs::remove_all(making, error);
    make_folder(making);
    try {
        {
            Database database(making / "project.db",
                              {.create = true, .network = on_network(making)});
            migrate(database, project_schema());
            set_meta(database, "closed", 1);
        }
        static_cast<void>(BlobStore(making / "media"));
        sync_folder(making);
        rename_durably(making, to);
    } catch (...) {
        fs::remove_all(making, error);
        throw;
    }
    return open(to, options);
}

Project Project::open(const fs::path& folder, const ProjectOptions& options)
{
    auto state = std::make_unique<State>();
    state->folder = full_path(folder);
    state->options = options;
    const fs::path file = state->folder / "project.db";
    std::error_code error;
    if (!fs::exists(file, error)) {
        throw StorageError(Code::missing,
                           "there is no project at " + state->folder.string() +
                               "; check the path or make a new one");
    }
    const fs::path lock = state->folder / ".lock";
    if (options.read_only) {
        state->access.read_only = true;
    } else if (!(state->lock = ProjectLock::take(lock))) {
        state->access.read_only = true;
        state->notice = state->folder.filename().string() + " is open in " +
                        ProjectLock::holder(lock) + "; here it can only be looked at";
    }
    if (on_network(state->folder)) {
        state->access.network = true;
        if (state->notice.empty()) {
            state->notice = state->folder.string() +
                            " lies on a network folder; edits take longer to be safe there";
        }
    }
    bool readable_only = false;
    try {
        readable_only = inspect(file, state->lock.has_value()) == Standing::readable;
    } catch (const StorageError& problem) {
        // a rollback journal (network folders) can only be played back by the writer
        if (problem.code() != Code::read_only || !state->lock) {
            throw;
        }
    }
    if (readable_only) {
        state->access.read_only = true;
        state->lock.reset();
        state->notice = state->folder.filename().string() +
                        " was written by a newer Rushlight; here it can only be looked at";
    }
    state->database.emplace(file, state->access);
    Database& database = *state->database;
    state->media.emplace(state->folder / "media", state->access.read_only);
    if (!state->access.read_only) {
        migrate(database, project_schema(), [&] {
            back_up(
                database, state->folder / "backups", options.clock(), {.before_migration = true});
        });
        if (meta(database, "closed").value_or(1) == 0 && state->notice.empty()) {
            state->notice = state->folder.filename().string() +
                            " was not closed the last time; every edit that was made is here";
        }
        Transaction transaction(database);
        return_interrupted_jobs(database);
        set_meta(database, "closed", 0);
        transaction.commit();
        state->reserve.emplace(state->folder / "media" / "reserve", options.reserve_bytes);
        state->reserve->take();
        state->changes_at_open = database.total_changes();
    }
    return Project(std::move(state));
}

Project::~Project()
{
    try {
        if (state_) {
            close();
        }
    } catch (const std::exception&) {
        // everything committed is on the disk; the next open checks the file
    }
}

Database& Project::database()
{
    assert(state_ && state_->database);
    return *state_->database;
}

Database Project::connect() const
{
    return Database(state_->folder / "project.db", state_->access);
}

const BlobStore& Project::media() const
{
    return *state_->media;
}

const fs::path& Project::folder() const
{
    return state_->folder;
}

bool Project::read_only() const
{
    return state_->access.read_only;
}

const std::string& Project::notice() const
{
    return state_->notice;
}

void Project::write(const std::function<void(Database&)>& work)
{
    const auto once = [&] {
        Transaction transaction(database());
        work(database());
        transaction.commit();
    };
    try {
        once();
    } catch (const StorageError& error) {
        if (error.code() != Code::full || !state_->reserve || !state_->reserve->release()) {
            throw;
        }
        state_->reserve_used = true;
        once();
    }
}

bool Project::reserve_used() const
{
    return state_->reserve_used;
}

bool Project::back_up_if_due(Database& connection, const std::stop_token& stop) const
{
    const fs::path backups = state_->folder / "backups";
    const Moment at = state_->options.clock();
    return !read_only() && backup_due(list_backups(backups), at) &&
           back_up(connection, backups, at, {.gently = true, .stop = stop});
}

Swept Project::sweep()
{
    if (read_only()) {
        return {};
    }
    const auto used = used_hashes(database());
    return state_->media->sweep([&](const std::string& hash) { return used.count(hash) != 0; },
                                state_->options.clock());
}

std::vector<std::int64_t> Project::check_media()
{
    std::vector<std::int64_t> missing;
    std::vector<AssetRow> changed;
    for (AssetRow& asset : list_assets(database())) {
        if (asset.linked || !asset.blob ||
            (asset.state != AssetState::ready && asset.state != AssetState::missing)) {
            continue;
        }
        const AssetState found =
            media().contains(*asset.blob) ? AssetState::ready : AssetState::missing;
        if (found == AssetState::missing) {
            missing.push_back(asset.id);
        }
        if (found != asset.state) {
            asset.state = found;
            changed.push_back(asset);
        }
    }
    if (!changed.empty() && !read_only()) {
        write([&](Database& rows) {
            for (const AssetRow& asset : changed) {
                update_asset(rows, asset);
            }
        });
    }
    return missing;
}

void Project::close()
{
    const std::unique_ptr<State> state = std::move(state_);
    if (!state->database || state->access.read_only) {
        return;
    }
    Database& database = *state->database;
    if (database.met_damage() || database.read_only()) {
        return; // stays "not closed in order", so that the next open checks it
    }
    const fs::path backups = state->folder / "backups";
    const Moment at = state->options.clock();
    if (database.total_changes() != state->changes_at_open &&
        backup_due(list_backups(backups), at)) {
        try {
            back_up(database, backups, at);
        } catch (const StorageError& error) {
            if (error.code() == Code::damaged) {
                throw;
            }
            // no room for a backup is no reason not to close
        }
    }
    set_meta(database, "closed", 1);
}

} // namespace rushlight::storage
