#include "app/desktop/brush_canvas.hpp"

#include "app/desktop/stroke.hpp"
#include "app/desktop/theme.hpp"

#include <QKeyEvent>
#include <QLineF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace rushlight::app {

using generation::BrushRegion;

namespace {

constexpr double smallest = 10; ///< px; what is drawn smaller was a click

QColor with_alpha(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

/// Keys of the brush, which no command of the window gets while it is painted.
QList<Qt::Key> keys()
{
    return {Qt::Key_Delete,
            Qt::Key_Backspace,
            Qt::Key_Insert,
            Qt::Key_Left,
            Qt::Key_Right,
            Qt::Key_Up,
            Qt::Key_Down,
            Qt::Key_PageUp,
            Qt::Key_PageDown,
            Qt::Key_Return,
            Qt::Key_Enter,
            Qt::Key_Escape};
}

QPointF centre(const BrushRegion& region)
{
    return centre_of(polygon_of(region));
}

QPainterPath line_path(const QPolygonF& line)
{
    QPainterPath path;
    path.addPolygon(line);
    return path;
}

/// A line that is seen on any picture: dark below, its colour above.
void ink(QPainter& painter, const QPainterPath& path, const QColor& colour, double width)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(
        with_alpha(roles().monitor, 0.6), width + 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

} // namespace

QPolygonF polygon_of(const BrushRegion& region)
{
    QPolygonF polygon;
    for (const auto& corner : region.polygon) {
        polygon.append({corner[0], corner[1]});
    }
    return polygon;
}

BrushCanvas::BrushCanvas(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("brush.canvas"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Motion brush"));
    setAccessibleDescription(
        tr("Draw around what moves, then drag it to where it goes. With keys: Insert adds a "
           "region, arrows aim it, Shift with arrows moves it, Page Up and Page Down choose "
           "one, Delete takes it out, Enter is done."));
}

QRectF BrushCanvas::box() const
{
    const QSizeF size = picture.isNull() ? QSizeF(5, 3) : QSizeF(picture.size());
    const QSizeF fitted = size.scaled(QSizeF(width() - 8, height() - 8), Qt::KeepAspectRatio);
    return {QPointF((width() - fitted.width()) / 2, (height() - fitted.height()) / 2), fitted};
}

QPointF BrushCanvas::to_pixels(const QPointF& place) const
{
    const QRectF b = box();
    return {b.left() + place.x() * b.width(), b.top() + place.y() * b.height()};
}

QPointF BrushCanvas::to_shares(const QPointF& pixels) const
{
    const QRectF b = box();
    return {std::clamp((pixels.x() - b.left()) / b.width(), 0.0, 1.0),
            std::clamp((pixels.y() - b.top()) / b.height(), 0.0, 1.0)};
}

QPolygonF BrushCanvas::in_pixels(const QPolygonF& shares) const
{
    QPolygonF pixels;
    for (const QPointF& point : shares) {
        pixels.append(to_pixels(point));
    }
    return pixels;
}

int BrushCanvas::region_at(const QPointF& pixels) const
{
    for (std::size_t i = regions.size(); i-- > 0;) {
        if (in_pixels(polygon_of(regions[i])).containsPoint(pixels, Qt::OddEvenFill)) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

bool BrushCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) { // before the window's own keys
        auto* const pressed = static_cast<QKeyEvent*>(event);
        const bool undo =
            pressed->matches(QKeySequence::Undo) || pressed->matches(QKeySequence::Redo) ||
            (pressed->key() == Qt::Key_Y && pressed->modifiers() == Qt::ControlModifier);
        const bool ours = (pressed->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0 &&
                          keys().contains(static_cast<Qt::Key>(pressed->key()));
        if (undo || ours) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void BrushCanvas::keyPressEvent(QKeyEvent* event)
{
    if (!key(*event)) {
        QWidget::keyPressEvent(event);
    }
}

void BrushCanvas::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton || picture.isNull()) {
        return;
    }
    under_ = event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : region_at(event->position());
    line_ = {event->position()};
    drawing_ = true;
    if (under_ >= 0) {
        chosen(under_);
    }
}

void BrushCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!drawing_) {
        setCursor(region_at(event->position()) >= 0 ? Qt::OpenHandCursor : Qt::CrossCursor);
        return;
    }
    setCursor(under_ >= 0 ? Qt::ClosedHandCursor : Qt::CrossCursor);
    if (QLineF(line_.back(), event->position()).length() >= 2) {
        line_.append(event->position());
        update();
    }
}

void BrushCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (!drawing_ || event->button() != Qt::LeftButton) {
        return;
    }
    drawing_ = false;
    line_.append(event->position());
    const QPolygonF line = simplified(line_, 1.2);
    line_.clear();
    const QSizeF size = line.boundingRect().size();
    const bool click = std::max(size.width(), size.height()) < smallest;
    QPolygonF shares;
    for (const QPointF& point : line) {
        shares.append(to_shares(point));
    }
    update();
    if (under_ >= 0) {
        if (!click) {
            led(shares);
        }
    } else if (click || std::min(size.width(), size.height()) < smallest / 2) {
        chosen(-1);
    } else if (!full) {
        drawn(shares);
    }
}

void BrushCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), roles().monitor);
    const QRectF b = box();
    const Roles& dark = roles_of(ThemeName::dark); // the monitor is dark in every theme
    if (picture.isNull()) {
        painter.fillRect(b, Qt::black);
        painter.setPen(dark.muted);
        painter.drawText(b, Qt::AlignCenter | Qt::TextWordWrap, reason);
        paint_focus(painter);
        return;
    }
    painter.drawImage(b, picture);
    painter.setClipRect(b);
    for (std::size_t i = 0; i < regions.size(); ++i) {
        paint(painter, regions[i], static_cast<int>(i) == selected, dark);
    }
    if (drawing_ && line_.size() > 1) {
        QPolygonF line = line_;
        if (under_ >= 0) {
            line.translate(to_pixels(centre(regions[static_cast<std::size_t>(under_)])) -
                           line_.front());
        }
        ink(painter, line_path(line), dark.focus, under_ >= 0 ? 2 : 1.5);
        if (under_ < 0) {
            painter.setPen(QPen(with_alpha(dark.text, 0.6), 1, Qt::DashLine));
            painter.drawLine(line.back(), line.front());
        }
    }
    painter.setClipping(false);
    paint_focus(painter);
}

void BrushCanvas::paint(QPainter& painter,
                        const BrushRegion& region,
                        bool is_selected,
                        const Roles& dark) const
{
    const QPolygonF outline = in_pixels(polygon_of(region));
    QPainterPath shape;
    shape.addPolygon(outline);
    shape.closeSubpath();
    const QColor colour = is_selected ? dark.focus : dark.text;
    painter.fillPath(shape, with_alpha(colour, is_selected ? 0.12 : 0.06));
    if (region.is_static) {
        painter.fillPath(shape, QBrush(with_alpha(dark.text, 0.45), Qt::BDiagPattern));
    }
    if (!region.path.empty()) {
        paint_way(painter, region, outline, shape, colour);
    }
    ink(painter, shape, colour, 1.5);
    const QPointF middle = to_pixels(centre(region));
    if (region.is_static) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(with_alpha(roles().panel, 0.85));
        painter.drawEllipse(middle, 14, 14);
        painter.drawPixmap(middle - QPointF(10, 10), app::icon("lock").pixmap(20, 20));
    } else if (region.ambient > 0) {
        for (const double radius : {5.0, 9.0}) {
            QPainterPath ring;
            ring.addEllipse(middle, radius, radius);
            ink(painter, ring, colour, 1.5);
        }
    }
}

void BrushCanvas::paint_way(QPainter& painter,
                            const BrushRegion& region,
                            const QPolygonF& outline,
                            const QPainterPath& shape,
                            const QColor& colour) const
{
    QPolygonF way;
    for (const auto& point : region.path) {
        way.append(to_pixels({point[0], point[1]}));
    }
    const QPointF by = way.back() - way.front();
    painter.save();
    painter.setOpacity(0.62);
    painter.setClipPath(shape.translated(by), Qt::IntersectClip);
    painter.drawImage(box().translated(by), picture);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    QPen dashes(with_alpha(roles().monitor, 0.5), 2.5);
    dashes.setDashPattern({3.2, 2.4});
    painter.setPen(dashes);
    painter.drawPolygon(outline.translated(by));
    dashes = QPen(colour, 1);
    dashes.setDashPattern({8, 6}); // the same dashes: a pattern counts in widths
    painter.setPen(dashes);
    painter.drawPolygon(outline.translated(by));

    ink(painter, line_path(way), colour, 2);
    for (int eighth = 1; eighth < 8; ++eighth) {
        const QPointF dot = to_pixels(at_time(region.path, eighth / 8.0));
        painter.setPen(QPen(with_alpha(roles().monitor, 0.6), 1));
        painter.setBrush(colour);
        painter.drawEllipse(dot, 2.5, 2.5);
    }
    const QPointF before = to_pixels(at_time(region.path, 0.9));
    const double angle = std::atan2(way.back().y() - before.y(), way.back().x() - before.x());
    QPolygonF head;
    for (const double turn : {2.6, 0.0, -2.6}) {
        const double reach = turn == 0 ? 0 : 11;
        head.append(way.back() + QPointF(std::cos(angle + turn), std::sin(angle + turn)) * reach);
    }
    ink(painter, line_path(head), colour, 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(way.front(), 3.5, 3.5);
}

void BrushCanvas::paint_focus(QPainter& painter) const
{
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(roles().focus, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

} // namespace rushlight::app
