#pragma once

#include "app/desktop/jobs.hpp"
#include "editor/storyboard/storyboard.hpp"

namespace rushlight::app {

/// Makes the shots of a storyboard in the open film: the cards become clips at once, and fill in as
/// their takes are made. Only what changed is made anew. A shot that starts from another waits for
/// it; what waits so is forgotten when the film is closed (`make` again goes on).
/// Threads: the UI thread.
class FilmMaker : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    FilmMaker(Workspace& workspace, Jobs& jobs, QObject* parent = nullptr);

    /// blocking: every shot drawn on the stage from its words alone.
    void make(const std::filesystem::path& storyboard, bool blocking = false);

    /// Cards on the timeline whose shot nobody is about to make: what waited when the film was
    /// closed.
    [[nodiscard]] int left_over() const;

private:
    void go_on();
    [[nodiscard]] std::string family_of(const editor::Shot& shot) const;

    Workspace& workspace_;
    Jobs& jobs_;
    std::optional<editor::Storyboard> board_;
    std::vector<std::string> waiting_; ///< ids of shots not ordered yet, in order
};

} // namespace rushlight::app
