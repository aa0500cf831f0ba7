#pragma once

#include "generation/protocol/request.hpp"

#include <QImage>
#include <QPolygonF>
#include <QWidget>
#include <functional>
#include <vector>

class QPainterPath;

namespace rushlight::app {

struct Roles;

/// The region's outline, in shares of the picture's sides.
[[nodiscard]] QPolygonF polygon_of(const generation::BrushRegion& region);

/// The picture of a `BrushBoard` and the strokes over it: it follows the hand and paints, and
/// leaves to its callbacks what a stroke means. Threads: the UI thread.
class BrushCanvas : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(BrushCanvas)

public:
    explicit BrushCanvas(QWidget* parent);

    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 150}; }

    [[nodiscard]] QPointF to_pixels(const QPointF& place) const;
    [[nodiscard]] QPointF to_shares(const QPointF& pixels) const; ///< inside of the picture

    QImage picture;
    QString reason; ///< why there is no picture
    std::vector<generation::BrushRegion> regions;
    int selected = -1;
    bool full = false; ///< no further region is taken

    // All are set before it is shown. Lines are in shares.
    std::function<void(const QPolygonF& outline)> drawn;
    std::function<void(const QPolygonF& way)> led; ///< the selected region was dragged
    std::function<void(int region)> chosen;        ///< −1: none
    std::function<bool(QKeyEvent& event)> key;     ///< true: it was for the brush

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF box() const; ///< where the picture is shown
    [[nodiscard]] QPolygonF in_pixels(const QPolygonF& shares) const;
    [[nodiscard]] int region_at(const QPointF& pixels) const; ///< the topmost there
    void paint(QPainter& painter,
               const generation::BrushRegion& region,
               bool is_selected,
               const Roles& dark) const;
    /// What is moved, at its way's end; the way, with a dot for each eighth of the time, and its
    /// arrow.
    void paint_way(QPainter& painter,
                   const generation::BrushRegion& region,
                   const QPolygonF& outline,
                   const QPainterPath& shape,
                   const QColor& colour) const;
    void paint_focus(QPainter& painter) const;

    QPolygonF line_; ///< of the stroke under way, px
    int under_ = -1; ///< the region that it began in
    bool drawing_ = false;
};

} // namespace rushlight::app
