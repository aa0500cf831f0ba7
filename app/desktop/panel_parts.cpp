#include "app/desktop/panel_parts.hpp"

#include "app/desktop/theme.hpp"
#include "app/failure.hpp"

#include <QAbstractItemView>
#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace rushlight::app {

namespace {

class CalmDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), std::max(size.height(), control_height)};
    }

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        QStyleOptionViewItem plain = option;
        plain.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->fillRect(option.rect, roles().raised);
            painter->fillRect(
                QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2),
                option.state.testFlag(QStyle::State_Active) ? roles().focus : roles().line);
        }
        QStyledItemDelegate::paint(painter, plain, index);
    }
};

} // namespace

struct PanelThread::State {
    QObject* owner = nullptr;
    std::function<void(const QString&)> failed;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true); ///< read on the UI thread only
    std::mutex mutex;                                           ///< guards waiting
    std::condition_variable_any changed;
    std::deque<Work> waiting;
    std::jthread thread; ///< last, so that it ends first

    void run(const std::stop_token& stop)
    {
        while (true) {
            Work work;
            {
                std::unique_lock lock(mutex);
                changed.wait(lock, stop, [this] { return !waiting.empty(); });
                if (stop.stop_requested()) {
                    return;
                }
                work = std::move(waiting.front());
                waiting.pop_front();
            }
            Then then;
            try {
                then = work(stop);
            } catch (...) {
                const QString sentence =
                    QString::fromUtf8(failure_of(std::current_exception()).what());
                then = [tell = failed, sentence] {
                    tell(sentence);
                };
            }
            if (then && !stop.stop_requested()) {
                QMetaObject::invokeMethod(
                    owner,
                    [still = alive, then] {
                        if (*still) {
                            then();
                        }
                    },
                    Qt::QueuedConnection);
            }
        }
    }
};

PanelThread::PanelThread(QObject& owner, std::function<void(const QString&)> failed)
    : state_(std::make_unique<State>())
{
    state_->owner = &owner;
    state_->failed = std::move(failed);
    state_->thread =
        std::jthread([state = state_.get()](const std::stop_token& stop) { state->run(stop); });
}

PanelThread::~PanelThread()
{
    *state_->alive = false;
}

void PanelThread::post(Work work)
{
    {
        const std::lock_guard lock(state_->mutex);
        state_->waiting.push_back(std::move(work));
    }
    state_->changed.notify_one();
}

QPushButton* panel_button(const char* drawing, const QString& text, QWidget* parent)
{
    auto* const button =
        new QPushButton(drawing != nullptr ? icon(drawing) : QIcon(), text, parent);
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setAutoDefault(false);
    return button;
}

QToolButton* panel_tool(const char* drawing, const QString& name, QWidget* parent)
{
    auto* const button = new QToolButton(parent);
    button->setIcon(icon(drawing));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setFixedSize(control_height, control_height);
    return button;
}

QLabel* sentence_label(QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->hide();
    return label;
}

void say(QLabel& label, const QString& sentence, Tone tone)
{
    const Roles& r = roles();
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText,
                     tone == Tone::bad     ? r.bad
                     : tone == Tone::good  ? r.good
                     : tone == Tone::quiet ? r.muted
                                           : r.text);
    label.setPalette(palette);
    label.setText(sentence);
    label.setAccessibleName(sentence);
    label.setVisible(!sentence.isEmpty());
}

void make_calm(QAbstractItemView& list)
{
    list.setFrameShape(QFrame::NoFrame);
    list.setItemDelegate(new CalmDelegate(&list));
    QPalette palette = list.palette();
    palette.setColor(QPalette::Base, Qt::transparent);
    list.setPalette(palette);
}

QWidget* empty_place(const QString& line, QPushButton* button, QWidget* parent)
{
    auto* const place = new QWidget(parent);
    auto* const column = new QVBoxLayout(place);
    column->setContentsMargins(spacing[4], spacing[5], spacing[4], spacing[5]);
    column->setSpacing(spacing[3]);
    auto* const text = sentence_label(place);
    text->setAlignment(Qt::AlignHCenter);
    QFont font = text->font();
    font.setPixelSize(15);
    text->setFont(font);
    say(*text, line);
    column->addStretch(1);
    column->addWidget(text);
    if (button != nullptr) {
        button->setParent(place);
        column->addWidget(button, 0, Qt::AlignHCenter);
    }
    column->addStretch(2);
    return place;
}

QString in_words(storage::AssetState state)
{
    switch (state) {
    case storage::AssetState::pending:
        return QObject::tr("being made");
    case storage::AssetState::ready:
        return QObject::tr("ready");
    case storage::AssetState::failed:
        return QObject::tr("failed");
    case storage::AssetState::missing:
        return QObject::tr("missing");
    }
    return {};
}

QPixmap mark_of(storage::AssetState state, int pixels)
{
    if (state == storage::AssetState::ready) {
        return {};
    }
    QPixmap mark(pixels, pixels);
    mark.fill(Qt::transparent);
    QPainter painter(&mark);
    painter.setRenderHint(QPainter::Antialiasing);
    const Roles& r = roles();
    painter.setPen(QPen(
        state == storage::AssetState::pending ? r.muted : r.bad, 1.5, Qt::SolidLine, Qt::RoundCap));
    const double s = pixels;
    painter.drawEllipse(QRectF(1, 1, s - 2, s - 2));
    switch (state) {
    case storage::AssetState::pending: // a clock
        painter.drawLine(QPointF(s / 2, s / 2), QPointF(s / 2, s * 0.26));
        painter.drawLine(QPointF(s / 2, s / 2), QPointF(s * 0.68, s / 2));
        break;
    case storage::AssetState::failed: // a cross
        painter.drawLine(QPointF(s * 0.34, s * 0.34), QPointF(s * 0.66, s * 0.66));
        painter.drawLine(QPointF(s * 0.66, s * 0.34), QPointF(s * 0.34, s * 0.66));
        break;
    default: // a question mark's place: the file is not there
        painter.drawLine(QPointF(s / 2, s * 0.27), QPointF(s / 2, s * 0.56));
        painter.drawPoint(QPointF(s / 2, s * 0.74));
    }
    return mark;
}

QString length_in_words(const assets::Time& length)
{
    const double seconds = length.seconds();
    if (seconds < 60) {
        return QObject::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    }
    const auto whole = static_cast<qint64>(seconds);
    return QObject::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString moment_in_words(storage::Moment moment)
{
    const auto since =
        std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch());
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(since.count());
    const QDate today = QDate::currentDate();
    const QLocale locale;
    if (when.date() == today) {
        return QObject::tr("today %1").arg(locale.toString(when.time(), QStringLiteral("HH:mm")));
    }
    return locale.toString(when,
                           when.date().year() == today.year() ? QStringLiteral("d MMM HH:mm")
                                                              : QStringLiteral("d MMM yyyy"));
}

QImage to_image(const assets::Frame& frame)
{
    if (!frame || frame.format != assets::PixelFormat::rgb24) {
        return {};
    }
    return QImage(frame.planes[0].data,
                  frame.width,
                  frame.height,
                  static_cast<int>(frame.planes[0].stride),
                  QImage::Format_RGB888)
        .copy();
}

} // namespace rushlight::app
