#include "app/desktop/jobs_panel.hpp"

#include "app/desktop/clip_pictures.hpp"
#include "app/desktop/jobs.hpp"
#include "app/desktop/panel_parts.hpp"
#include "app/desktop/theme.hpp"

#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace rushlight::app {

namespace {

constexpr std::size_t rows_shown = 40;
constexpr int pictures_per_second = 8;

QString words(const Jobs::Row& row, const Jobs::Live* live)
{
    using storage::JobState;
    switch (row.job.state) {
    case JobState::queued:
        return QObject::tr("Waiting");
    case JobState::assigned:
    case JobState::running:
        if (live == nullptr || live->stage.isEmpty()) {
            return QObject::tr("Starting");
        }
        return live->seconds_left < 0
                   ? QObject::tr("%1, %2 %").arg(live->stage).arg(live->fraction * 100, 0, 'f', 0)
                   : QObject::tr("%1, %2 %, %3 s left")
                         .arg(live->stage)
                         .arg(live->fraction * 100, 0, 'f', 0)
                         .arg(live->seconds_left, 0, 'f', live->seconds_left < 10 ? 1 : 0);
    case JobState::done:
        return QObject::tr("Made");
    case JobState::cancelled:
        return QObject::tr("Cancelled; nothing was kept");
    case JobState::failed:
    case JobState::quarantined:
        return QString::fromStdString(row.job.error.empty()
                                          ? "It stopped the engine twice and is not tried again"
                                          : row.job.error);
    }
    return {};
}

/// One job: its moving preview, what it does, and the one thing that one can do about it.
class JobRow : public QWidget {
public:
    JobRow(Jobs& jobs, MediaPictures& pictures, QWidget* parent)
        : QWidget(parent)
        , jobs_(jobs)
        , pictures_(pictures)
        , name_(new QLabel(this))
        , state_(new QLabel(this))
        , button_(new QToolButton(this))
    {
        setFixedHeight(64);
        auto* const across = new QHBoxLayout(this);
        across->setContentsMargins(picture_width + spacing[2], spacing[1], spacing[1], spacing[1]);
        auto* const column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(name_);
        column->addWidget(state_);
        across->addLayout(column, 1);
        across->addWidget(button_);
        state_->setForegroundRole(QPalette::PlaceholderText);
        for (QLabel* const label : {name_, state_}) {
            label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        }
        button_->setAutoRaise(true);
        button_->setFocusPolicy(Qt::StrongFocus);
        connect(button_, &QToolButton::clicked, this, [this] {
            if (ended_) {
                jobs_.retry(row_.job.id);
            } else {
                jobs_.cancel(row_.job.id);
            }
        });
    }

    void show_row(const Jobs::Row& row)
    {
        using storage::JobState;
        row_ = row;
        const auto* const live = jobs_.live(row.job.id);
        const bool bad =
            row.job.state == JobState::failed || row.job.state == JobState::quarantined;
        ended_ = bad || row.job.state == JobState::cancelled;
        button_->setVisible(row.job.state != JobState::done);
        button_->setIcon(icon(ended_ ? "retry" : "cancel"));
        const QString action = ended_ ? QObject::tr("Try again") : QObject::tr("Cancel");
        button_->setToolTip(action);
        button_->setAccessibleName(QObject::tr("%1: %2").arg(action, row.name));
        name_->setText(row.name);
        name_->setToolTip(row.name);
        const QString text = words(row, live);
        state_->setText(text);
        state_->setToolTip(text);
        QPalette palette = state_->palette();
        palette.setColor(QPalette::PlaceholderText,
                         bad                               ? roles().bad
                         : row.job.state == JobState::done ? roles().good
                                                           : roles().muted);
        state_->setPalette(palette);
        setAccessibleName(QObject::tr("%1: %2").arg(row.name, text));
        update();
    }

    [[nodiscard]] bool moves() const
    {
        const auto* const live = jobs_.live(row_.job.id);
        return live != nullptr && live->preview.size() > 1;
    }

    void turn(std::size_t tick)
    {
        tick_ = tick;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
        const QRect box(
            spacing[1], spacing[1], picture_width - spacing[1], height() - 2 * spacing[1]);
        painter.fillRect(box, roles().monitor);
        const auto* const live = jobs_.live(row_.job.id);
        QImage picture;
        if (live != nullptr && !live->preview.empty()) {
            picture = live->preview[tick_ % live->preview.size()];
        } else if (row_.job.asset) {
            picture = pictures_.still_of(*row_.job.asset, assets::Time(1));
        }
        if (!picture.isNull()) {
            const QSize fitted = picture.size().scaled(box.size(), Qt::KeepAspectRatio);
            painter.drawImage(
                QRect(box.center() - QPoint(fitted.width() / 2, fitted.height() / 2), fitted),
                picture);
        }
        if (live != nullptr) {
            const QRectF bar(
                box.right() + spacing[1] + 1, height() - 4, width() - box.right() - spacing[2], 2);
            painter.fillRect(bar, roles().line);
            painter.fillRect(
                QRectF(bar.left(), bar.top(), bar.width() * live->fraction, bar.height()),
                fill_of(ClipState::running));
        }
    }

private:
    static constexpr int picture_width = 92;

    Jobs& jobs_;
    MediaPictures& pictures_;
    Jobs::Row row_;
    bool ended_ = false;
    QLabel* name_;
    QLabel* state_;
    QToolButton* button_;
    std::size_t tick_ = 0;
};

} // namespace

QWidget* make_jobs_panel(Jobs& jobs, MediaPictures& pictures, QWidget* parent)
{
    auto* const scroll = new QScrollArea(parent);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(QObject::tr("Shots to make"));
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* const list = new QWidget(scroll);
    auto* const column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* const empty = empty_place(
        QObject::tr(
            "Shots that you generate are made here, one after another, while you go on cutting."),
        nullptr,
        list);
    column->addWidget(empty);
    column->addStretch();
    scroll->setWidget(list);

    auto rows = std::make_shared<std::map<std::int64_t, JobRow*>>();
    const auto show = [&jobs, &pictures, list, column, empty, rows] {
        std::map<std::int64_t, JobRow*> kept;
        std::vector<const Jobs::Row*> newest;
        for (auto row = jobs.rows().rbegin();
             row != jobs.rows().rend() && newest.size() < rows_shown;
             ++row) {
            newest.push_back(&*row);
        }
        // what is under way stands above what has ended
        std::stable_sort(newest.begin(), newest.end(), [](const auto* a, const auto* b) {
            const auto under_way = [](const Jobs::Row& row) {
                return row.job.state <= storage::JobState::running;
            };
            return under_way(*a) && !under_way(*b);
        });
        int place = 1;
        for (const Jobs::Row* const row : newest) {
            JobRow*& widget = kept[row->job.id];
            const auto old = rows->find(row->job.id);
            widget = old != rows->end() ? old->second : new JobRow(jobs, pictures, list);
            column->removeWidget(widget);
            column->insertWidget(place++, widget);
            widget->show_row(*row);
            widget->show();
        }
        for (const auto& [id, widget] : *rows) {
            if (kept.find(id) == kept.end()) {
                widget->deleteLater();
            }
        }
        *rows = std::move(kept);
        empty->setVisible(rows->empty());
    };
    QObject::connect(&jobs, &Jobs::rows_changed, list, show);
    QObject::connect(&pictures, &MediaPictures::arrived, list, [list] { list->update(); });
    auto* const turning = new QTimer(list);
    QObject::connect(turning, &QTimer::timeout, list, [rows, tick = std::size_t{0}]() mutable {
        ++tick;
        for (const auto& [id, widget] : *rows) {
            if (widget->moves()) {
                widget->turn(tick);
            }
        }
    });
    turning->start(1000 / pictures_per_second);
    return scroll;
}

} // namespace rushlight::app
