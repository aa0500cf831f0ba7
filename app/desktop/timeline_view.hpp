#pragma once

#include "app/desktop/theme.hpp"
#include "app/desktop/workspace.hpp"

#include <QImage>
#include <QWidget>

namespace rushlight::app {

enum class TimelineTool { select, razor, ripple, roll, slip, slide };

/// What the timeline asks of whoever knows the project's media; answers at once from a cache and
/// calls `update` on the view when more is there. Threads: the UI thread.
class ClipPictures {
public:
    virtual ~ClipPictures() = default;
    /// How a clip stands: made, running, offline …
    [[nodiscard]] virtual ClipState state(const editor::Clip& clip, editor::TrackKind kind) = 0;

    /// 0 … 1 of a running clip.
    [[nodiscard]] virtual double progress(const editor::Clip&) { return 0; }

    /// A small picture of the source at a time; null while it is not there.
    [[nodiscard]] virtual QImage still(const editor::Media& media, const assets::Time& time) = 0;
    /// Loudest value 0 … 1 of each of `count` equal parts of a stretch of sound; empty while it is
    /// not there.
    [[nodiscard]] virtual std::vector<float> peaks(const editor::Media& media,
                                                   const assets::Time& start,
                                                   const assets::Time& length,
                                                   int count) = 0;
    [[nodiscard]] virtual bool generated(const editor::Media& media) = 0;
};

/// The timeline: ruler, track heads, clips. Paints itself and turns gestures into edits of the
/// workspace.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    /// Both outlive the view; pictures may be null.
    TimelineView(Workspace& workspace, ClipPictures* pictures, QWidget* parent = nullptr);
    ~TimelineView() override;

    [[nodiscard]] TimelineTool tool() const;
    void set_tool(TimelineTool tool);
    [[nodiscard]] bool snapping() const;
    void set_snapping(bool on);

    void zoom(double factor); ///< around the playhead
    void fit();               ///< the whole film

    void select_neighbour(
        int direction); ///< −1 previous, 1 next clip on its track; 2 and −2: track above, below
    void jump_to_cut(int direction);

    /// Where an item is painted; empty when it is not in view. For tests and for popups.
    [[nodiscard]] QRectF box_of(editor::Id item) const;
    [[nodiscard]] double x_of(std::int64_t frame) const;
    [[nodiscard]] std::int64_t frame_at(double x) const;

    [[nodiscard]] QSize minimumSizeHint() const override { return {400, 160}; }

    [[nodiscard]] QSize sizeHint() const override { return {1000, 320}; }

signals:
    void tool_changed(TimelineTool tool);
    void clip_opened(editor::Id item); ///< double click or Enter
    void files_dropped(const QStringList& files, std::int64_t frame, editor::Id track);
    void scrubbed(std::int64_t frame);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app
