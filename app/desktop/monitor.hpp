#pragma once

#include "app/desktop/workspace.hpp"

#include <QWidget>

namespace rushlight::app {

/// The program monitor: plays the film with sound, shows its frame at the playhead, and has its
/// transport below. What it shows is rendered as an export renders it, at the monitor's size.
/// Threads: the UI thread; it renders on one of its own.
class Monitor : public QWidget {
    Q_OBJECT

public:
    /// workspace outlives it.
    explicit Monitor(Workspace& workspace, QWidget* parent = nullptr);
    ~Monitor() override;

    void play_or_pause();
    /// J (−1), K (0), L (1); pressed again it goes faster.
    void shuttle(int direction);
    /// Plays at a speed; 0 stops.
    void shuttle_to(double speed);
    void step(std::int64_t frames);
    void show_safe_areas(bool shown);
    /// Shows a tool in the film's place until it is given null; the monitor does not own it.
    void cover(QWidget* tool);
    /// Opens the media anew, when files have come or gone.
    void refresh();

    [[nodiscard]] double speed() const;
    /// The picture that is shown; null before the first.
    [[nodiscard]] QImage picture() const;
    /// Where the window puts the transport's buttons.
    [[nodiscard]] QWidget* transport();

signals:
    void speed_changed(double speed);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app
