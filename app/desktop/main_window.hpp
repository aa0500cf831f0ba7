#pragma once

#include "app/desktop/commands.hpp"
#include "app/desktop/jobs.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/workspace.hpp"

#include <QMainWindow>

namespace rushlight::app {

class MediaPictures;
class Monitor;
class TimelineView;

/// The program's window: the start page, or the open film with its panels. It never asks to save:
/// what was done is on the disk.
/// Threads: the UI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow();
    ~MainWindow() override;

    /// Opens a project, or makes it where there is none; a failure is shown as a sentence.
    void open(const std::filesystem::path& folder);
    void show_start_page();
    /// Changes the colours, and remembers them.
    void wear(ThemeName theme);
    /// Copies files into the project off the UI thread and lays them on a track at a frame where
    /// one is given.
    void
    import(const QStringList& files, std::optional<std::int64_t> frame = {}, editor::Id track = 0);

    [[nodiscard]] Workspace& workspace();
    [[nodiscard]] Jobs& jobs();
    [[nodiscard]] const Commands& commands() const;
    [[nodiscard]] TimelineView& timeline_view();
    [[nodiscard]] Monitor& monitor();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void make_panels();
    void make_status();
    void show_state();
    void remember_layout();

    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app
