#include "app/desktop/main_window.hpp"

#include "app/desktop/brush_board.hpp"
#include "app/desktop/cast_panel.hpp"
#include "app/desktop/clip_pictures.hpp"
#include "app/desktop/film_docks.hpp"
#include "app/desktop/film_maker.hpp"
#include "app/desktop/generate_bar.hpp"
#include "app/desktop/generate_panel.hpp"
#include "app/desktop/history_panel.hpp"
#include "app/desktop/importer.hpp"
#include "app/desktop/inspector.hpp"
#include "app/desktop/jobs_panel.hpp"
#include "app/desktop/media_panel.hpp"
#include "app/desktop/monitor.hpp"
#include "app/desktop/start_page.hpp"
#include "app/desktop/storyboard_panel.hpp"
#include "app/desktop/timeline_view.hpp"
#include "app/desktop/window_commands.hpp"
#include "app/places.hpp"
#include "app/project/export_note.hpp"
#include "app/queue/inputs.hpp"
#include "generation/protocol/json.hpp"
#include "storage/library.hpp"

#include <unistd.h>

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QMenuBar>
#include <QPointer>
#include <QStackedWidget>
#include <QStatusBar>
#include <QThreadPool>
#include <QTimer>
#include <fstream>

namespace rushlight::app {

namespace fs = std::filesystem;

struct MainWindow::State {
    explicit State(MainWindow& window)
        : workspace(&window)
        , jobs(workspace, &window)
        , pictures(workspace, jobs, &window)
        , commands(window)
        , importer(workspace, &window)
        , maker(workspace, jobs, &window)
        , library(storage::open_library(data_folder()))
        , pages(new QStackedWidget(&window))
    {
    }

    Workspace workspace;
    Jobs jobs;
    MediaPictures pictures;
    Commands commands;
    Importer importer;
    FilmMaker maker;
    storage::Database library;
    QStackedWidget* pages;
    QWidget* start = nullptr;
    FilmDocks* docks = nullptr;
    Monitor* monitor = nullptr;
    TimelineView* timeline = nullptr;
    QElapsedTimer told; ///< since the last sentence
    QLabel* saved = nullptr;
    QLabel* running = nullptr;
    QLabel* memory = nullptr;
};

namespace {

/// Resident memory of this process, MiB; 0 where it cannot be read.
long resident_mib()
{
    std::ifstream file("/proc/self/statm");
    long pages = 0;
    long resident = 0;
    file >> pages >> resident;
    return resident * ::sysconf(_SC_PAGESIZE) / (1L << 20);
}

/// The first frame as the engine will get it, three times as large; null with a reason where it
/// cannot be read. Threads: any.
std::pair<QImage, QString> shown_first_frame(const fs::path& file, generation::Size size)
{
    try {
        const generation::Size large{3 * size.width, 3 * size.height};
        const RawInput picture = picture_input("image 1", file, large);
        return {QImage(picture.bytes.data(),
                       large.width,
                       large.height,
                       3 * large.width,
                       QImage::Format_RGB888)
                    .copy(),
                {}};
    } catch (...) {
        return {QImage(), QString::fromUtf8(failure_of(std::current_exception()).what())};
    }
}

/// The motion brush: what the bar asks for is painted in the monitor.
void let_paint(GenerateBar& bar, Monitor& monitor, Workspace& workspace)
{
    auto* const board = new BrushBoard(&monitor);
    board->hide();
    const auto stop = [&bar] {
        bar.stop_painting();
    };
    QObject::connect(&bar, &GenerateBar::painting_wanted, board, [=, &bar, &monitor](bool on) {
        if (!on) {
            monitor.cover(nullptr);
            return;
        }
        const Wish wish = bar.wish();
        board->set_picture({}, QObject::tr("Reading the picture"));
        board->set_regions(wish.request.brush, bar.limits().brush_regions_most);
        monitor.cover(board);
        QThreadPool::globalInstance()->start(
            [file = wish.first_frame, size = wish.request.size, to = QPointer<BrushBoard>(board)] {
                auto shown = shown_first_frame(file, size);
                QMetaObject::invokeMethod(
                    qApp,
                    [to, shown = std::move(shown)] {
                        if (to) {
                            to->set_picture(shown.first, shown.second);
                        }
                    },
                    Qt::QueuedConnection);
            });
    });
    QObject::connect(
        board, &BrushBoard::painted, &bar, [&bar, board] { bar.set_brush(board->regions()); });
    QObject::connect(board, &BrushBoard::finished, &bar, stop);
    QObject::connect(&workspace, &Workspace::project_about_to_close, &bar, stop);
}

/// The sample's project where `packaging/run` made it, beside the program's build.
fs::path sample_project()
{
    fs::path folder = QCoreApplication::applicationDirPath().toStdString();
    for (int up = 0; up < 5 && folder.has_relative_path(); ++up, folder = folder.parent_path()) {
        const fs::path project = folder / "out" / "The balloon that left.rushlight";
        if (fs::exists(project / "project.db")) {
            return project;
        }
    }
    return {};
}

} // namespace

MainWindow::MainWindow()
    : state_(std::make_unique<State>(*this))
{
    setWindowTitle(QStringLiteral("Rushlight"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/app/rushlight.svg")));
    resize(1600, 1000);
    setAcceptDrops(false);
    setCentralWidget(state_->pages);
    make_panels();
    make_commands(state_->commands, *this, *state_->docks);
    make_menus(*menuBar(), state_->commands, state_->docks->toggles());
    make_transport(*state_->monitor, state_->commands);
    make_tools(*state_->docks->timeline_tools(), state_->commands);
    state_->commands.cut_in(*state_->monitor);
    state_->commands.cut_in(*state_->timeline);
    make_status();
    connect(&state_->workspace, &Workspace::project_changed, this, [this] { show_state(); });
    connect(&state_->workspace, &Workspace::timeline_changed, this, [this] { show_state(); });
    connect(&state_->workspace, &Workspace::selection_changed, this, [this] { show_state(); });
    connect(&state_->jobs, &Jobs::rows_changed, this, [this] { show_state(); });
    connect(&state_->jobs, &Jobs::progressed, this, [this] { show_state(); });
    connect(&state_->jobs, &Jobs::engine_changed, this, [this] { show_state(); });
    show_start_page();
}

MainWindow::~MainWindow()
{
    state_->workspace.close(); // while everything that listens is still there
}

void MainWindow::make_panels()
{
    State& state = *state_;
    state.monitor = new Monitor(state.workspace);
    state.timeline = new TimelineView(state.workspace, &state.pictures);
    auto* const generate = make_generate_panel(state.workspace, state.jobs, this);
    FilmDocks::Panels panels;
    panels.monitor = state.monitor;
    panels.timeline = state.timeline;
    panels.media = make_media_panel(state.workspace, this);
    panels.storyboard = make_storyboard_panel(
        state.workspace,
        [this](const QString& file, bool blocking) {
            state_->maker.make(file.toStdString(), blocking);
        },
        this);
    panels.cast = make_cast_panel(state.workspace, this);
    panels.history = make_history_panel(
        state.workspace,
        [this, generate](const std::string& recipe) {
            state_->workspace.run([&] {
                generate->show_request(generation::recipe_from_json(recipe).request);
                state_->docks->bring("generate");
            });
        },
        this);
    panels.inspector = make_inspector(state.workspace, this);
    panels.generate = generate;
    panels.jobs = make_jobs_panel(state.jobs, state.pictures, this);
    state.docks = new FilmDocks(panels, state.pages);
    state.pages->addWidget(state.docks);
    connect(&state.pictures, &MediaPictures::arrived, state.timeline, [this] {
        state_->timeline->update();
    });
    connect(&state.pictures, &MediaPictures::assets_changed, state.timeline, [this] {
        state_->timeline->update();
        state_->monitor->refresh();
    });
    connect(&state.jobs, &Jobs::progressed, state.timeline, [this] { state_->timeline->update(); });
    connect(&state.jobs, &Jobs::previewed, state.timeline, [this] { state_->timeline->update(); });
    connect(state.timeline,
            &TimelineView::files_dropped,
            this,
            [this](const QStringList& files, std::int64_t frame, editor::Id track) {
                this->import(files, frame, track);
            });
    connect(&state.importer, &Importer::imported, this, [this] {
        emit state_->workspace.media_changed();
    });
    let_paint(*generate, *state.monitor, state.workspace);
    if (const auto layout = storage::setting(state.library, "desktop.layout")) {
        state.docks->restore(QByteArray::fromBase64(QByteArray::fromStdString(*layout)));
    }
}

void MainWindow::make_status()
{
    State& state = *state_;
    state.running = new QLabel(this);
    state.memory = new QLabel(this);
    state.saved = new QLabel(this);
    for (QLabel* const label : {state.running, state.memory, state.saved}) {
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setContentsMargins(spacing[2], 0, 0, 0);
        statusBar()->addPermanentWidget(label);
    }
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(spacing[2], 0, spacing[2], 0);
    connect(&state.workspace, &Workspace::told, this, [this](const QString& sentence) {
        // what is told at the same time, as when a film opens, is shown side by side
        const bool both = state_->told.isValid() && state_->told.elapsed() < 1000 &&
                          !statusBar()->currentMessage().isEmpty() &&
                          statusBar()->currentMessage() != sentence;
        statusBar()->showMessage(
            both ? statusBar()->currentMessage() + QStringLiteral(" · ") + sentence : sentence,
            12'000);
        state_->told.start();
    });
    QTimer::singleShot(0, this, [this] {
        for (const auto& sentence : interrupted_exports()) {
            state_->workspace.tell(QString::fromStdString(sentence));
        }
    });
    auto* const every = new QTimer(this);
    connect(every, &QTimer::timeout, this, [this] { show_state(); });
    every->start(2000);
    show_state();
}

void MainWindow::show_state()
{
    State& state = *state_;
    if (state.saved == nullptr) {
        return;
    }
    const bool open = state.workspace.is_open();
    state.saved->setText(!open                         ? QString()
                         : state.workspace.read_only() ? tr("Open to look at only")
                                                       : tr("Everything is saved"));
    state.memory->setText(tr("Memory %1 MB").arg(resident_mib()));
    QString running;
    const int waiting = state.jobs.waiting();
    if (!state.jobs.engine_sentence().isEmpty()) {
        running = tr("No engine");
        state.running->setToolTip(state.jobs.engine_sentence());
    } else if (open && !state.workspace.read_only() && state.jobs.engine() == nullptr) {
        running = tr("The engine is starting");
    } else if (waiting > 0) {
        running = tr("%n shot(s) to make", nullptr, waiting);
        for (const auto& row : state.jobs.rows()) {
            const auto* const live = state.jobs.live(row.job.id);
            if (live != nullptr && live->seconds_left >= 0) {
                running = tr("%1: %2 s left").arg(row.name).arg(live->seconds_left, 0, 'f', 0);
            }
        }
    }
    state.running->setText(running);
    for (const auto& [id, label] : {std::pair{"edit.undo", state.workspace.undo_label()},
                                    {"edit.redo", state.workspace.redo_label()}}) {
        QAction* const action = state.commands.of(id);
        const QString name =
            QLatin1String(id) == QLatin1String("edit.undo") ? tr("Undo") : tr("Redo");
        action->setEnabled(open && !label.isEmpty());
        action->setText(label.isEmpty() ? name : QStringLiteral("%1: %2").arg(name, label));
    }
    for (QAction* const action : state.commands.all()) {
        const QString id = action->objectName();
        if (!id.startsWith(QLatin1String("film.")) && !id.startsWith(QLatin1String("view.theme")) &&
            !id.startsWith(QLatin1String("edit.undo")) &&
            !id.startsWith(QLatin1String("edit.redo"))) {
            action->setEnabled(open);
        }
    }
    for (const char* const id : {"film.import", "film.export", "film.close"}) {
        state.commands.of(id)->setEnabled(open);
    }
}

void MainWindow::open(const fs::path& folder)
{
    state_->workspace.run([&] {
        state_->workspace.open(folder);
        const fs::path there = fs::absolute(folder);
        storage::note_project(state_->library, there);
        setWindowTitle(tr("%1 — Rushlight").arg(QString::fromStdString(there.stem().string())));
        state_->pages->setCurrentWidget(state_->docks);
        state_->timeline->setFocus();
        if (const int left = state_->jobs.resumed(); left > 0) {
            state_->workspace.tell(
                tr("%n shot(s) had not been made when this film was closed; they go on now.",
                   nullptr,
                   left));
        }
        if (const int left = state_->maker.left_over(); left > 0) {
            state_->workspace.tell(
                tr("%n card(s) of the storyboard wait to be made; “Make shots” goes on with them.",
                   nullptr,
                   left));
        }
        QTimer::singleShot(0, state_->timeline, [this] { state_->timeline->fit(); });
    });
}

void MainWindow::show_start_page()
{
    State& state = *state_;
    state.workspace.close();
    setWindowTitle(QStringLiteral("Rushlight"));
    StartPage page;
    page.open = [this](const fs::path& folder) {
        open(folder);
    };
    page.choose = [this] {
        state_->commands.of("film.open")->trigger();
    };
    page.create = [this] {
        state_->commands.of("film.new")->trigger();
    };
    if (const fs::path sample = sample_project(); !sample.empty()) {
        page.sample = [this, sample] {
            open(sample);
        };
    }
    state.workspace.run([&] {
        for (const auto& entry : storage::recent_projects(state.library, 12)) {
            if (fs::exists(entry.path / "project.db")) {
                page.recents.push_back(
                    {QString::fromStdString(entry.path.stem().string()),
                     entry.path,
                     QLocale().toString(
                         QDateTime::fromMSecsSinceEpoch(entry.opened.time_since_epoch().count()),
                         QLocale::ShortFormat)});
            }
        }
    });
    if (state.start != nullptr) {
        state.pages->removeWidget(state.start);
        state.start->deleteLater();
    }
    state.start = make_start_page(page, state.pages);
    state.pages->addWidget(state.start);
    state.pages->setCurrentWidget(state.start);
}

void MainWindow::wear(ThemeName theme)
{
    apply_theme(*qApp, theme);
    state_->workspace.run([&] {
        storage::set_setting(
            state_->library, "desktop.theme", std::to_string(static_cast<int>(theme)));
    });
}

void MainWindow::import(const QStringList& files,
                        std::optional<std::int64_t> frame,
                        editor::Id track)
{
    state_->importer.import(files, frame, track);
}

void MainWindow::remember_layout()
{
    const QByteArray layout = state_->docks->layout();
    if (layout.isEmpty()) {
        return;
    }
    try {
        storage::set_setting(
            state_->library, "desktop.layout", '"' + layout.toBase64().toStdString() + '"');
    } catch (const std::exception&) {
        return; // a layout is not worth a sentence when the window closes
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    remember_layout();
    state_->workspace.close();
    QMainWindow::closeEvent(event);
}

Workspace& MainWindow::workspace()
{
    return state_->workspace;
}

Jobs& MainWindow::jobs()
{
    return state_->jobs;
}

const Commands& MainWindow::commands() const
{
    return state_->commands;
}

TimelineView& MainWindow::timeline_view()
{
    return *state_->timeline;
}

Monitor& MainWindow::monitor()
{
    return *state_->monitor;
}

} // namespace rushlight::app
