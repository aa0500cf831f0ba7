#pragma once

#include "storage/backups.hpp"
#include "storage/blob_store.hpp"
#include "storage/database.hpp"
#include "storage/project_lock.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::storage {

struct ProjectOptions {
    bool read_only = false; ///< do not even try to be the writer (an export's child process)
    std::uint64_t reserve_bytes = std::uint64_t{64} << 20; ///< kept for a full disk; 0 for none
    std::function<Moment()> clock = now;
};

/// What Project::recover did.
struct Recovery {
    std::filesystem::path kept;     ///< folder with the damaged files, byte for byte
    std::optional<Moment> backup;   ///< the backup it began from
    std::int64_t rows = 0;          ///< rows read out of the damaged file on top of it
    std::int64_t lost_versions = 0; ///< versions that could not be made whole
    std::string sentence;           ///< to be shown
};

/// A folder `NAME.rushlight/`: `project.db`, `media/`, `backups/`, `.lock`. The first to open it
/// writes, later ones read. There is no "save": what a committed transaction wrote, survives.
///
/// Threads   the thread that opened it; other threads call connect() there or on their own and use
///           that connection. `media()` may be used by any.
class Project {
public:
    /// Makes the folder; it appears whole or not at all. Throws conflict when something is there.
    static Project create(const std::filesystem::path& folder, const ProjectOptions& options = {});
    /// Throws StorageError: missing, damaged (see recover), newer, io. In use elsewhere is no
    /// error: the project is read_only() then and notice() says why.
    static Project open(const std::filesystem::path& folder, const ProjectOptions& options = {});

    /// Puts a damaged project right: keeps the damaged files aside, takes the newest sound backup
    /// and reads into it every row, version and take that the damaged file still gives. Throws
    /// busy when the project is open, damaged when there is nothing to restore from; then nothing
    /// has changed.
    static Recovery recover(const std::filesystem::path& folder, Moment at = now());

    ~Project(); ///< as close(), but keeps errors to itself
    Project(Project&&) noexcept;
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;
    Project& operator=(Project&&) = delete;

    [[nodiscard]] Database& database();
    /// A further connection for another thread, with the same rights.
    [[nodiscard]] Database connect() const;
    [[nodiscard]] const BlobStore& media() const;
    [[nodiscard]] const std::filesystem::path& folder() const;

    [[nodiscard]] bool read_only() const;
    /// Why it is open for reading only, or what the user should know (a network folder); may be "".
    [[nodiscard]] const std::string& notice() const;

    /// One transaction. On a full disk the reserve is given back and the work done once more, so
    /// `work` must be repeatable; reserve_used() tells from then on.
    void write(const std::function<void(Database&)>& work);
    [[nodiscard]] bool reserve_used() const;

    /// Makes a backup when one is due (ten minutes); false when not due or stopped. May be called
    /// on another thread with that thread's connection.
    bool back_up_if_due(Database& connection, const std::stop_token& stop = {}) const;
    /// Removes media that no row names and left-overs, both older than 72 hours.
    Swept sweep();
    /// Marks ready assets whose file is gone as missing, and missing ones that are back as ready.
    /// Ids of those missing now.
    std::vector<std::int64_t> check_media();

    /// Backs up when due, marks the project as closed in order and lets go of it.
    void close();

private:
    struct State;
    explicit Project(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

} // namespace rushlight::storage
