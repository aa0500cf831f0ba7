#pragma once

#include "storage/tree_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rushlight::storage {

/// What one version says of one timeline.
struct TimelineRoot {
    std::int64_t timeline = 0; ///< the timeline's id
    NodeRef node;              ///< TreeStore::timeline reads it

    bool operator==(const TimelineRoot&) const = default;
};

/// One state of the whole project, never changed.
struct Version {
    std::int64_t id = 0; ///< never used twice
    std::optional<std::int64_t> parent = {};
    std::string label = {}; ///< what the edit was, for the undo menu
    Moment created;
    std::string settings = "{}"; ///< JSON
    std::vector<TimelineRoot> timelines = {};
};

/// What `prune` leaves.
struct HistoryPolicy {
    std::int64_t versions =
        10'000; ///< on the line from the beginning through head to the last redo
    std::chrono::hours abandoned{24 * 30}; ///< versions of other lines go when older than this
};

/// The versions of a project in one line of undo and redo; both survive a restart. An edit after
/// an undo begins another line; the one left stays until it is pruned.
///
/// Threads   those of its Database, which must outlive it.
class HistoryStore {
public:
    explicit HistoryStore(Database& database)
        : database_(database)
    {
    }

    /// Makes a version after head, and makes it head. One transaction with whatever the caller
    /// writes in a Transaction around it (trees, takes, jobs).
    std::int64_t commit(const std::string& label,
                        const std::vector<TimelineRoot>& timelines,
                        const std::string& settings = "{}",
                        Moment created = now());

    [[nodiscard]] std::optional<Version> head();
    [[nodiscard]] std::optional<Version> version(std::int64_t id);
    /// The versions that undo and redo would lead to, without moving.
    [[nodiscard]] std::optional<Version> previous();
    [[nodiscard]] std::optional<Version> next();
    /// Moves head; nothing, and no move, at the end of the line.
    std::optional<Version> undo();
    std::optional<Version> redo();
    /// Makes any version head (recovery, and a history panel).
    bool go_to(std::int64_t id);

    /// Newest first, of all lines; without their timelines.
    [[nodiscard]] std::vector<Version> list(int limit = 1000);
    /// Removes old versions by the policy, then nodes that no version reaches. How many versions.
    std::int64_t prune(const HistoryPolicy& policy, Moment now);
    std::int64_t collect_garbage();

private:
    [[nodiscard]] std::vector<std::int64_t> line();

    Database& database_;
};

} // namespace rushlight::storage
