#pragma once

#include "editor/timeline/timeline.hpp"
#include "storage/project.hpp"
#include "storage/tree_store.hpp"

#include <functional>
#include <map>
#include <set>

namespace rushlight::editor {

/// A timeline that an edit has made, and what the undo menu calls the edit.
struct FilmVersion {
    Timeline timeline;
    std::string label;
};

/// The film of a project: the timeline now, and its versions on disk. A commit is one transaction
/// that writes what changed; undo and redo survive a restart.
/// Throws StorageError, and EditorError where a stored timeline cannot be read.
/// Threads: the project's.
class Film {
public:
    /// The film as the project holds it. A project without one gets `first` (as its first version;
    /// while it can only be read, `first` is shown and nothing is written). `project` must outlive
    /// it.
    Film(storage::Project& project, Timeline first);

    /// Never null; safe to hand to other threads.
    [[nodiscard]] const std::shared_ptr<const Timeline>& now() const { return now_; }

    /// Makes an edit durable: when this returns it survives a power cut. `also` runs in the same
    /// transaction (asset, take and job rows) and may be run twice where the disk was full.
    /// Throws EditorError (invalid) for a timeline with violations; nothing has changed then.
    void commit(Timeline next,
                const std::string& label,
                const std::function<void(storage::Database&)>& also = {});
    /// Several edits in one transaction: all are durable when this returns, or none is there. Each
    /// is a step of its own for undo.
    void commit(std::vector<FilmVersion> versions,
                const std::function<void(storage::Database&)>& also = {});

    /// False at the end of the line.
    bool undo();
    bool redo();

    /// What undo or redo would take back or do again; none at the end of the line.
    [[nodiscard]] std::optional<std::string> undo_label() const;
    [[nodiscard]] std::optional<std::string> redo_label() const;

    /// The version that is shown, as exports pin it.
    [[nodiscard]] std::int64_t version() const { return version_; }

    /// Any version of the project, to be read.
    [[nodiscard]] std::shared_ptr<const Timeline> at_version(std::int64_t version);

private:
    /// A timeline with the trees that hold it.
    struct Known {
        std::shared_ptr<const Timeline> timeline;
        storage::StoredTimeline stored;
    };

    const Known& load(std::int64_t version, const storage::NodeRef& node);
    /// before: what `next` was made from; null: nothing
    static storage::StoredTimeline store(storage::TreeStore& trees,
                                         const Known* before,
                                         const Timeline& next,
                                         std::set<std::int64_t>& assets);
    void show(std::int64_t version, const Known& known);
    bool move(bool back);

    storage::Project& project_;
    std::shared_ptr<const Timeline> now_;
    std::int64_t version_ = 0;
    std::map<std::int64_t, Known> known_; ///< by version
    std::set<std::int64_t> assets_;       ///< that any version of this session uses
    Id next_id_ = 1;                      ///< above every id that any version has used
};

} // namespace rushlight::editor
