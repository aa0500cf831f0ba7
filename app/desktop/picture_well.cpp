#include "app/desktop/picture_well.hpp"

#include "app/desktop/theme.hpp"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QImageReader>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>

namespace rushlight::app {

PictureWell::PictureWell(const QString& name, QWidget* parent)
    : QAbstractButton(parent)
{
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(
        tr("Drop a picture here, or press to choose one; Delete takes it out."));
    setToolTip(accessibleDescription());
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setFixedSize(100, 56);
    connect(this, &QAbstractButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getOpenFileName(
            this, text(), {}, tr("Pictures (*.png *.jpg *.jpeg *.webp)"));
        if (!chosen.isEmpty()) {
            set_file(chosen.toStdString());
        }
    });
}

void PictureWell::set_file(const std::filesystem::path& file)
{
    file_ = file;
    picture_ = {};
    if (!file.empty()) {
        QImageReader reader(QString::fromStdString(file.string()));
        reader.setAutoTransform(true);
        const QSize size = reader.size();
        if (size.isValid()) { // decoded small: a large JPEG takes no time
            reader.setScaledSize(size.scaled(200, 112, Qt::KeepAspectRatioByExpanding));
        }
        picture_ = reader.read();
    }
    update();
    emit file_changed();
}

void PictureWell::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath shape;
    shape.addRoundedRect(box, 6, 6);
    painter.fillPath(shape, roles().raised);
    if (!picture_.isNull()) {
        painter.save();
        painter.setClipPath(shape);
        const QSizeF size =
            QSizeF(picture_.size()).scaled(box.size(), Qt::KeepAspectRatioByExpanding);
        painter.drawImage(QRectF(box.center() - QPointF(size.width() / 2, size.height() / 2), size),
                          picture_);
        painter.restore();
    } else {
        const QPixmap drawing = app::icon("picture").pixmap(20, 20, QIcon::Disabled);
        painter.drawPixmap(QPointF(box.center().x() - 10, box.top() + 6), drawing);
        painter.setPen(isEnabled() ? roles().muted : palette().color(QPalette::WindowText));
        QFont small = font();
        small.setPixelSize(12);
        painter.setFont(small);
        painter.drawText(box.adjusted(0, 0, 0, -6), Qt::AlignHCenter | Qt::AlignBottom, text());
    }
    painter.setPen(hasFocus() ? QPen(roles().focus, 2) : QPen(roles().line, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

void PictureWell::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        set_file({});
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

void PictureWell::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void PictureWell::dropEvent(QDropEvent* event)
{
    set_file(event->mimeData()->urls().front().toLocalFile().toStdString());
    event->acceptProposedAction();
}

} // namespace rushlight::app
