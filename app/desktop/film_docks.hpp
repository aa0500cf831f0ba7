#pragma once

#include <QMainWindow>
#include <QToolBar>

namespace rushlight::app {

/// The open film's panels in docks around the monitor: they can be moved, and put back.
class FilmDocks : public QMainWindow {
public:
    struct Panels {
        QWidget* monitor = nullptr;
        QWidget* timeline = nullptr;
        QWidget* media = nullptr;
        QWidget* storyboard = nullptr;
        QWidget* cast = nullptr;
        QWidget* history = nullptr;
        QWidget* inspector = nullptr;
        QWidget* generate = nullptr;
        QWidget* jobs = nullptr;
    };

    /// Takes the panels as its children.
    FilmDocks(const Panels& panels, QWidget* parent);

    /// Empty while it has never been shown.
    [[nodiscard]] QByteArray layout() const
    {
        return first_layout_.isEmpty() ? QByteArray() : saveState(version);
    }

    /// At once, or when it is first shown.
    void restore(const QByteArray& layout);

    void reset() { restore(first_layout_); }

    /// The row above the timeline, for tools.
    [[nodiscard]] QToolBar* timeline_tools() const { return tools_; }

    /// One action a dock, to show and hide it.
    [[nodiscard]] QList<QAction*> toggles() const;
    /// Brings a dock to the front: "media", "storyboard" …
    void bring(const char* name);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    static constexpr int version = 1; ///< of the layouts: one from other docks is not restored

    QDockWidget*
    dock(const char* name, const QString& title, QWidget* panel, Qt::DockWidgetArea area);

    QByteArray first_layout_;
    QByteArray remembered_;
    QToolBar* tools_ = nullptr;
};

} // namespace rushlight::app
