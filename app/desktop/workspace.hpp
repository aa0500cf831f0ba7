#pragma once

#include "app/project/project_media.hpp"
#include "editor/project/film.hpp"

#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace rushlight::app {

using TimelinePtr = std::shared_ptr<const editor::Timeline>;

/// The one open project and what the window shows of it: the film's value, the playhead, the
/// selection. Every edit goes through `commit`, and everything repaints on one signal. There is no
/// save: what `commit` returned from is on the disk. Threads: the UI thread.
class Workspace : public QObject {
    Q_OBJECT

public:
    explicit Workspace(QObject* parent = nullptr);
    ~Workspace() override;

    /// Opens a project, or makes it where there is none. Throws Failure; what was open stays open
    /// then.
    void open(const std::filesystem::path& folder);
    void close();

    [[nodiscard]] bool is_open() const { return project_ != nullptr; }

    [[nodiscard]] bool read_only() const;

    [[nodiscard]] storage::Project& project() { return *project_; }

    [[nodiscard]] const TimelinePtr& timeline() const { return timeline_; } ///< never null

    /// What an edit made of the timeline becomes the film's next version. An edit that did not fit
    /// (none) changes nothing and says `refusal`. Returns whether there is a new version.
    bool commit(std::optional<editor::Timeline> next,
                const QString& label,
                const QString& refusal = {},
                const std::function<void(storage::Database&)>& also = {});
    void undo();
    void redo();
    [[nodiscard]] QString undo_label() const; ///< empty: nothing to undo
    [[nodiscard]] QString redo_label() const;
    /// Looks at the project again, after something else (the queue) committed to it.
    void film_committed();

    [[nodiscard]] editor::Film* film() { return film_.get(); }

    [[nodiscard]] std::int64_t playhead() const { return playhead_; }

    void set_playhead(std::int64_t frame);

    [[nodiscard]] const std::set<editor::Id>& selection() const { return selection_; }

    void select(std::set<editor::Id> items);

    [[nodiscard]] std::optional<std::int64_t> in_point() const { return in_point_; }

    [[nodiscard]] std::optional<std::int64_t> out_point() const
    {
        return out_point_;
    } ///< exclusive

    void set_in_out(std::optional<std::int64_t> in, std::optional<std::int64_t> out);

    /// Runs an action of the user; what it throws becomes a sentence on the screen.
    void run(const std::function<void()>& action);

    /// Shows a sentence for a while.
    void tell(const QString& sentence) { emit told(sentence); }

signals:
    void project_about_to_close(); ///< whoever holds on to it lets go now
    void project_changed();        ///< another one is open, or none
    void timeline_changed(const TimelinePtr& timeline);
    void playhead_changed(std::int64_t frame);
    void selection_changed();
    void in_out_changed();
    void media_changed(); ///< assets, takes or jobs have changed
    void cast_changed();  ///< members of the cast or their grants have changed
    void told(const QString& sentence);

private:
    void show(const TimelinePtr& timeline);

    std::unique_ptr<storage::Project> project_;
    std::unique_ptr<editor::Film> film_;
    TimelinePtr timeline_;
    std::int64_t playhead_ = 0;
    std::set<editor::Id> selection_;
    std::optional<std::int64_t> in_point_;
    std::optional<std::int64_t> out_point_;
};

} // namespace rushlight::app
