#include "app/desktop/monitor.hpp"

#include "app/desktop/clip_pictures.hpp"
#include "app/desktop/sound_output.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/timeline_layout.hpp"
#include "editor/playback/player.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPointer>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace rushlight::app {

namespace {

/// The picture on its neutral ground, in the middle, with the safe areas over it.
class Screen : public QWidget {
public:
    explicit Screen(QWidget* parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_OpaquePaintEvent);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        setAccessibleName(tr("Program monitor"));
        setAccessibleDescription(tr("Shows the film at the playhead; Space plays it."));
    }

    /// Where a film of that size is shown.
    [[nodiscard]] QRect frame() const
    {
        const QSize fitted =
            film.scaled(size() - QSize(2 * margin, 2 * margin), Qt::KeepAspectRatio);
        return {QPoint((width() - fitted.width()) / 2, (height() - fitted.height()) / 2), fitted};
    }

    [[nodiscard]] QSize sizeHint() const override { return {640, 380}; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 150}; }

    QImage picture;
    QSize film{1280, 720};
    bool safe_areas = false;
    QString hint; ///< instead of a picture

    static constexpr int margin = 4;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), roles().monitor);
        const QRect box = frame();
        if (!picture.isNull() && hint.isEmpty()) {
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawImage(box, picture);
        } else {
            painter.fillRect(box, Qt::black);
            painter.setPen(roles_of(ThemeName::dark).muted);
            painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, hint);
        }
        if (safe_areas) {
            QColor line(roles_of(ThemeName::dark).text);
            line.setAlphaF(0.5F);
            painter.setPen(QPen(line, 1));
            for (const double share : {0.05, 0.1}) { // action and title safe, a side
                const auto x = static_cast<int>(box.width() * share);
                const auto y = static_cast<int>(box.height() * share);
                painter.drawRect(box.adjusted(x, y, -x - 1, -y - 1));
            }
        }
        if (hasFocus()) {
            painter.setPen(QPen(roles().focus, 2));
            painter.drawRect(rect().adjusted(1, 1, -1, -1));
        }
    }
};

/// The newest picture on its way from the render thread.
struct Mailbox {
    std::mutex mutex; ///< guards the rest
    QImage picture;
    std::int64_t frame = 0;
    bool playing = false;
    bool told = false; ///< the UI thread is about to look
};

} // namespace

struct Monitor::State {
    explicit State(Monitor& monitor, Workspace& opened)
        : self(monitor)
        , workspace(opened)
        , screen(new Screen(&monitor))
        , timecode(new QLabel(&monitor))
        , transport(new QWidget(&monitor))
    {
    }

    void open();
    void close();
    void look();
    void fit();
    void label();

    Monitor& self;
    Workspace& workspace;
    Screen* screen;
    QLabel* timecode;
    QWidget* transport;
    QStackedLayout* pages = nullptr; ///< the film, and a tool over it
    std::shared_ptr<Mailbox> mailbox;
    SoundOutput sound;
    std::unique_ptr<editor::Player> player;
    bool following = false; ///< the playhead moves because the film plays
    double last_speed = 0;
};

void Monitor::State::open()
{
    close();
    if (!workspace.is_open()) {
        return;
    }
    mailbox = std::make_shared<Mailbox>();
    storage::Project* const project = &workspace.project();
    const QPointer<Monitor> to(&self);
    const auto box = mailbox;
    player = std::make_unique<editor::Player>(
        [project] { return std::make_unique<editor::Footage>(footage_of(*project)); },
        [box, to](const editor::Player::Shown& shown) {
            QImage image = image_of(shown.picture);
            const std::lock_guard lock(box->mutex);
            box->picture = std::move(image);
            box->frame = shown.frame;
            box->playing = shown.playing;
            if (!std::exchange(box->told, true)) {
                QMetaObject::invokeMethod(
                    qApp,
                    [to] {
                        if (to) {
                            to->state_->look();
                        }
                    },
                    Qt::QueuedConnection);
            }
        },
        [to](const std::string& sentence) {
            QMetaObject::invokeMethod(
                qApp,
                [to, text = QString::fromStdString(sentence)] {
                    if (to) {
                        to->state_->workspace.tell(text);
                    }
                },
                Qt::QueuedConnection);
        });
    sound.open(*project, *player);
    fit();
    player->set_timeline(workspace.timeline());
    sound.set_timeline(workspace.timeline());
    player->seek(workspace.playhead());
}

void Monitor::State::close()
{
    sound.close(); // the player's clock reads from it
    player.reset();
    sound.forget();
    mailbox.reset();
    screen->picture = {};
    screen->update();
}

void Monitor::State::look()
{
    if (!mailbox || !player) {
        return;
    }
    std::int64_t frame = 0;
    bool playing = false;
    {
        const std::lock_guard lock(mailbox->mutex);
        screen->picture = mailbox->picture;
        frame = mailbox->frame;
        playing = mailbox->playing;
        mailbox->told = false;
    }
    screen->update();
    if (playing) {
        following = true;
        workspace.set_playhead(frame);
        following = false;
    }
    if (const double now = player->speed(); now != last_speed) {
        last_speed = now;
        emit self.speed_changed(now);
    }
}

void Monitor::State::fit()
{
    const auto& size = workspace.timeline()->size;
    screen->film = {size.width, size.height};
    if (player) {
        const QSize pixels = screen->frame().size() * self.devicePixelRatioF();
        const QSize most =
            pixels.width() > size.width ? screen->film : pixels; // no more than the film has
        player->set_size({std::max(2, most.width() / 2 * 2), std::max(2, most.height() / 2 * 2)});
    }
    screen->update();
}

void Monitor::State::label()
{
    const auto& film = *workspace.timeline();
    timecode->setText(tr("%1 / %2").arg(app::timecode(workspace.playhead(), film.rate),
                                        app::timecode(editor::length(film), film.rate)));
    screen->hint = editor::length(film) == 0
                       ? tr("Drop footage on the timeline, or write what you want to see below.")
                       : QString();
    screen->update();
}

Monitor::Monitor(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , state_(std::make_unique<State>(*this, workspace))
{
    State& state = *state_;
    auto* const pages = new QStackedLayout(this);
    pages->setContentsMargins(0, 0, 0, 0);
    auto* const film = new QWidget(this);
    pages->addWidget(film);
    state.pages = pages;
    auto* const column = new QVBoxLayout(film);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    setAutoFillBackground(true);
    column->addWidget(state.screen, 1);
    auto* const row = new QHBoxLayout;
    row->setContentsMargins(spacing[2], spacing[0], spacing[2], spacing[0]);
    QFont digits = state.timecode->font();
    digits.setPixelSize(15);
    state.timecode->setFont(digits);
    state.timecode->setAccessibleName(tr("Timecode of the playhead and length of the film"));
    row->addWidget(state.timecode);
    row->addStretch(1);
    row->addWidget(state.transport);
    row->addStretch(1);
    auto* const counterweight = new QWidget(this); // keeps the transport in the middle
    counterweight->setFixedWidth(state.timecode->fontMetrics().horizontalAdvance(
        QStringLiteral("00:00:00:00 / 00:00:00:00")));
    row->addWidget(counterweight);
    column->addLayout(row);
    state.screen->installEventFilter(this);

    connect(&workspace, &Workspace::project_about_to_close, this, [this] { state_->close(); });
    connect(&workspace, &Workspace::project_changed, this, [this] {
        state_->open();
        state_->label();
    });
    connect(&workspace, &Workspace::timeline_changed, this, [this](const TimelinePtr& timeline) {
        state_->fit();
        if (state_->player) {
            state_->player->set_timeline(timeline);
            state_->sound.set_timeline(timeline);
        }
        state_->label();
    });
    connect(&workspace, &Workspace::playhead_changed, this, [this](std::int64_t frame) {
        if (state_->player && !state_->following) {
            state_->player->seek(frame);
        }
        state_->label();
    });
    state.label();
}

Monitor::~Monitor()
{
    state_->close();
}

bool Monitor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        state_->fit();
    } else if (event->type() == QEvent::MouseButtonPress) {
        state_->screen->setFocus();
    }
    return QWidget::eventFilter(watched, event);
}

void Monitor::play_or_pause()
{
    shuttle_to(speed() != 0 ? 0 : 1);
}

void Monitor::shuttle(int direction)
{
    if (state_->player) {
        state_->sound.wake();
        state_->player->shuttle(direction);
        state_->last_speed = speed();
        emit speed_changed(speed());
    }
}

void Monitor::shuttle_to(double speed)
{
    if (state_->player) {
        state_->sound.wake();
        state_->player->play(speed);
        state_->last_speed = this->speed();
        emit speed_changed(this->speed());
    }
}

void Monitor::step(std::int64_t frames)
{
    if (speed() != 0) {
        shuttle(0);
    }
    state_->workspace.set_playhead(state_->workspace.playhead() + frames);
}

void Monitor::show_safe_areas(bool shown)
{
    state_->screen->safe_areas = shown;
    state_->screen->update();
}

void Monitor::cover(QWidget* tool)
{
    QStackedLayout& pages = *state_->pages;
    if (tool != nullptr) {
        if (pages.indexOf(tool) < 0) {
            pages.addWidget(tool);
        }
        shuttle_to(0);
        pages.setCurrentWidget(tool);
        tool->setFocus();
    } else {
        pages.setCurrentIndex(0);
    }
}

void Monitor::refresh()
{
    if (state_->player && speed() == 0) {
        const QImage shown = state_->screen->picture;
        state_->open();
        state_->screen->picture = shown; // until the new one is there
    }
}

double Monitor::speed() const
{
    return state_->player ? state_->player->speed() : 0;
}

QImage Monitor::picture() const
{
    return state_->screen->picture;
}

QWidget* Monitor::transport()
{
    return state_->transport;
}

} // namespace rushlight::app
