#include "storage/history_store.hpp"

#include "storage/migrations.hpp"

#include <algorithm>
#include <set>

namespace rushlight::storage {

std::int64_t HistoryStore::commit(const std::string& label,
                                  const std::vector<TimelineRoot>& timelines,
                                  const std::string& settings,
                                  Moment created)
{
    Transaction transaction(database_);
    const auto parent = meta(database_, "head");
    database_.run("INSERT INTO versions (parent, label, created, settings)"
                  " VALUES (?1, ?2, ?3, ?4)",
                  parent,
                  label,
                  created,
                  settings);
    const std::int64_t id = database_.last_id();
    for (const TimelineRoot& root : timelines) {
        database_.run("INSERT INTO version_timelines (version, timeline, node, hash)"
                      " VALUES (?1, ?2, ?3, ?4)",
                      id,
                      root.timeline,
                      root.node.row,
                      root.node.hash);
    }
    if (parent) {
        database_.run("UPDATE versions SET next = ?2 WHERE id = ?1", *parent, id);
    }
    set_meta(database_, "head", id);
    transaction.commit();
    return id;
}

std::optional<Version> HistoryStore::version(std::int64_t id)
{
    Statement found = database_.prepare(
        "SELECT id, parent, label, created, settings FROM versions WHERE id = ?1");
    if (!found.with(id).step()) {
        return std::nullopt;
    }
    Version version{
        found.integer(0), found.integer_if(1), found.text(2), found.moment(3), found.text(4), {}};
    Statement roots = database_.prepare("SELECT timeline, node, hash FROM version_timelines"
                                        " WHERE version = ?1 ORDER BY timeline");
    roots.with(id);
    while (roots.step()) {
        TimelineRoot root;
        root.timeline = roots.integer(0);
        root.node.row = roots.integer(1);
        const Bytes hash = roots.bytes(2);
        if (hash.size() != root.node.hash.size()) {
            throw StorageError(StorageError::Code::damaged,
                               "version " + std::to_string(id) +
                                   " is damaged; restore the project from a backup");
        }
        std::copy(hash.begin(), hash.end(), root.node.hash.begin());
        version.timelines.push_back(root);
    }
    return version;
}

std::optional<Version> HistoryStore::head()
{
    const auto id = meta(database_, "head");
    return id ? version(*id) : std::nullopt;
}

std::optional<Version> HistoryStore::previous()
{
    const auto id = database_.integer(
        "SELECT parent FROM versions WHERE id = (SELECT value FROM meta WHERE key = 'head')");
    return id ? version(*id) : std::nullopt;
}

std::optional<Version> HistoryStore::next()
{
    const auto id = database_.integer(
        "SELECT next FROM versions WHERE id = (SELECT value FROM meta WHERE key = 'head')");
    return id ? version(*id) : std::nullopt;
}

std::optional<Version> HistoryStore::undo()
{
    Transaction transaction(database_);
    const auto left = meta(database_, "head");
    auto to = previous();
    if (!left || !to) {
        return std::nullopt;
    }
    // redo leads back along the line that undo came from
    database_.run("UPDATE versions SET next = ?2 WHERE id = ?1", to->id, *left);
    set_meta(database_, "head", to->id);
    transaction.commit();
    return to;
}

std::optional<Version> HistoryStore::redo()
{
    Transaction transaction(database_);
    auto to = next();
    if (!to) {
        return std::nullopt;
    }
    set_meta(database_, "head", to->id);
    transaction.commit();
    return to;
}

bool HistoryStore::go_to(std::int64_t id)
{
    Transaction transaction(database_);
    if (!database_.integer("SELECT 1 FROM versions WHERE id = ?1", id)) {
        return false;
    }
    set_meta(database_, "head", id);
    transaction.commit();
    return true;
}

std::vector<Version> HistoryStore::list(int limit)
{
    Statement found = database_.prepare("SELECT id, parent, label, created, settings"
                                        " FROM versions ORDER BY id DESC LIMIT ?1");
    found.with(limit);
    std::vector<Version> versions;
    while (found.step()) {
        versions.push_back({found.integer(0),
                            found.integer_if(1),
                            found.text(2),
                            found.moment(3),
                            found.text(4),
                            {}});
    }
    return versions;
}

/// From the first version through head to the last that redo reaches.
std::vector<std::int64_t> HistoryStore::line()
{
    std::vector<std::int64_t> ids;
    std::set<std::int64_t> seen; // a damaged file may hold a circle
    const auto head = meta(database_, "head");
    for (auto id = head; id && seen.insert(*id).second;) {
        ids.push_back(*id);
        id = database_.integer("SELECT parent FROM versions WHERE id = ?1", *id);
    }
    std::reverse(ids.begin(), ids.end());
    for (auto id = head; id;) {
        id = database_.integer("SELECT next FROM versions WHERE id = ?1", *id);
        if (!id || !seen.insert(*id).second) {
            break;
        }
        ids.push_back(*id);
    }
    return ids;
}

std::int64_t HistoryStore::prune(const HistoryPolicy& policy, Moment now)
{
    Transaction transaction(database_);
    const std::vector<std::int64_t> kept = line();
    const auto head = meta(database_, "head");
    std::set<std::int64_t> on_line(kept.begin(), kept.end());
    std::vector<std::int64_t> gone;
    std::int64_t surplus = static_cast<std::int64_t>(kept.size()) - policy.versions;
    for (const std::int64_t id : kept) {
        if (surplus-- <= 0 || id == head) { // never past head, never its redo
            break;
        }
        gone.push_back(id);
    }
    {
        Statement others = database_.prepare("SELECT id FROM versions WHERE created < ?1");
        others.with(now - std::chrono::milliseconds(policy.abandoned));
        while (others.step()) {
            if (on_line.count(others.integer(0)) == 0) {
                gone.push_back(others.integer(0));
            }
        }
    }
    for (const std::int64_t id : gone) {
        database_.run("DELETE FROM versions WHERE id = ?1", id);
    }
    if (!gone.empty()) {
        collect_garbage();
    }
    transaction.commit();
    return static_cast<std::int64_t>(gone.size());
}

std::int64_t HistoryStore::collect_garbage()
{
    std::vector<NodeRef> roots;
    Statement found = database_.prepare("SELECT DISTINCT node, hash FROM version_timelines");
    while (found.step()) {
        NodeRef ref;
        ref.row = found.integer(0);
        const Bytes hash = found.bytes(1);
        std::copy_n(hash.begin(), std::min(hash.size(), ref.hash.size()), ref.hash.begin());
        roots.push_back(ref);
    }
    return TreeStore(database_).collect_garbage(roots);
}

} // namespace rushlight::storage
