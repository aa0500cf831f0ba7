#include "app/desktop/window_commands.hpp"

#include "app/desktop/export_dialog.hpp"
#include "app/desktop/film_docks.hpp"
#include "app/desktop/main_window.hpp"
#include "app/desktop/monitor.hpp"
#include "app/desktop/takes_panel.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/timeline_edits.hpp"
#include "app/desktop/timeline_view.hpp"
#include "app/places.hpp"

#include <QActionGroup>
#include <QFileDialog>
#include <QMenuBar>
#include <QStandardPaths>
#include <QToolButton>
#include <cmath>

namespace rushlight::app {

namespace {

using Reach = Commands::Reach;

QString films_folder()
{
    return QStandardPaths::writableLocation(QStandardPaths::MoviesLocation);
}

QString tr(const char* text)
{
    return QCoreApplication::translate("commands", text);
}

void film_commands(Commands& commands, MainWindow& window)
{
    commands.add("film.new", tr("New film…"), "Ctrl+N", {"add"}, [&window](bool) {
        const QString chosen =
            QFileDialog::getSaveFileName(&window,
                                         tr("New film"),
                                         films_folder() + tr("/Untitled.rushlight"),
                                         tr("Rushlight films (*.rushlight)"));
        if (!chosen.isEmpty()) {
            window.open(project_folder(chosen.toStdString()));
        }
    });
    commands.add("film.open", tr("Open…"), "Ctrl+O", {"folder"}, [&window](bool) {
        const QString chosen =
            QFileDialog::getExistingDirectory(&window, tr("Open a film"), films_folder());
        if (!chosen.isEmpty()) {
            window.open(chosen.toStdString());
        }
    });
    commands.add("film.close", tr("Close film"), "Ctrl+W", {}, [&window](bool) {
        window.show_start_page();
    });
    commands.add("film.import", tr("Import media…"), "Ctrl+I", {"import"}, [&window](bool) {
        const QStringList files =
            QFileDialog::getOpenFileNames(&window, tr("Import media"), films_folder());
        if (!files.isEmpty()) {
            window.import(files);
        }
    });
    commands.add("film.export", tr("Export film…"), "Ctrl+E", {"export"}, [&window](bool) {
        export_film_dialog(window.workspace(), &window);
    });
    commands.add("film.quit", tr("Quit"), "Ctrl+Q", {}, [&window](bool) { window.close(); });
}

void edit_commands(Commands& commands, MainWindow& window)
{
    Workspace& workspace = window.workspace();
    TimelineView& view = window.timeline_view();
    commands.add("edit.undo", tr("Undo"), "Ctrl+Z", {"undo"}, [&](bool) { workspace.undo(); });
    commands.add(
        "edit.redo", tr("Redo"), "Ctrl+Shift+Z; Ctrl+Y", {"redo"}, [&](bool) { workspace.redo(); });
    const auto edit = [&](const char* id,
                          const QString& text,
                          const char* key,
                          const Commands::Look& look,
                          const std::function<void(Workspace&)>& make) {
        commands.add(id, text, QString::fromLatin1(key), look, [&workspace, make](bool) {
            make(workspace);
        });
    };
    const Commands::Look cutting{nullptr, false, Reach::cutting};
    edit("edit.split", tr("Split at the playhead"), "S; Ctrl+K", {"razor"}, split_at_playhead);
    edit("edit.join", tr("Join with the clip in front"), "Ctrl+J", {}, join_selection);
    edit("edit.lift", tr("Lift"), "Del; Backspace", cutting, lift_selection);
    edit("edit.extract", tr("Ripple delete"), "Shift+Del", cutting, extract_selection);
    edit("edit.lift-range", tr("Lift in to out"), ";", cutting, lift_in_to_out);
    edit("edit.extract-range", tr("Extract in to out"), "'", cutting, extract_in_to_out);
    edit("edit.trim-head", tr("Trim the head to the playhead"), "Q", {}, [](Workspace& w) {
        trim_to_playhead(w, true);
    });
    edit("edit.trim-tail", tr("Trim the tail to the playhead"), "W", {}, [](Workspace& w) {
        trim_to_playhead(w, false);
    });
    edit("edit.nudge-left", tr("Move a frame to the left"), "Alt+Left", {}, [](Workspace& w) {
        nudge_selection(w, -1);
    });
    edit("edit.nudge-right", tr("Move a frame to the right"), "Alt+Right", {}, [](Workspace& w) {
        nudge_selection(w, 1);
    });
    edit("edit.duplicate", tr("Duplicate"), "Ctrl+D", {}, duplicate_selection);
    edit("edit.swap", tr("Swap with the next clip"), "Ctrl+Shift+Right", {}, swap_selection);
    edit("edit.marker", tr("Set a marker"), "M", {}, add_marker);
    commands.add(
        "edit.select-previous", tr("Select the previous clip"), "Ctrl+Left", {}, [&](bool) {
            view.select_neighbour(-1);
        });
    commands.add("edit.select-next", tr("Select the next clip"), "Ctrl+Right", {}, [&](bool) {
        view.select_neighbour(1);
    });
    commands.add(
        "edit.select-above", tr("Select a clip on the track above"), "Ctrl+Up", {}, [&](bool) {
            view.select_neighbour(-2);
        });
    commands.add(
        "edit.select-below", tr("Select a clip on the track below"), "Ctrl+Down", {}, [&](bool) {
            view.select_neighbour(2);
        });
    commands.add("edit.in", tr("Set the in point"), "I", {"in-point"}, [&](bool) {
        workspace.set_in_out(workspace.playhead(), workspace.out_point());
    });
    commands.add("edit.out", tr("Set the out point"), "O", {"out-point"}, [&](bool) {
        workspace.set_in_out(workspace.in_point(), workspace.playhead() + 1);
    });
    commands.add("edit.clear-in-out", tr("Clear in and out"), "Ctrl+Shift+X", {}, [&](bool) {
        workspace.set_in_out({}, {});
    });
    commands
        .add("edit.snap",
             tr("Snap"),
             "Ctrl+Shift+S",
             {"snap", true},
             [&](bool on) { view.set_snapping(on); })
        ->setChecked(view.snapping());
    commands.add("edit.take-next", tr("Next take"), "Alt+Down", {"take"}, [&](bool) {
        step_take(workspace, 1);
    });
    commands.add("edit.take-previous", tr("Previous take"), "Alt+Up", {}, [&](bool) {
        step_take(workspace, -1);
    });
    commands.add(
        "jobs.cancel", tr("Cancel the running shot"), "Ctrl+Alt+Return", {"cancel"}, [&](bool) {
            window.jobs().cancel_running();
        });
}

void tool_commands(Commands& commands, TimelineView& view)
{
    struct Tool {
        const char* id;
        QString name;
        const char* key;
        const char* drawing;
        TimelineTool tool;
    };

    auto* const group = new QActionGroup(&view);
    for (const Tool& one :
         {Tool{"tool.select", tr("Select"), "V", "select", TimelineTool::select},
          Tool{"tool.razor", tr("Razor"), "C", "razor", TimelineTool::razor},
          Tool{"tool.ripple", tr("Ripple trim"), "B", "ripple", TimelineTool::ripple},
          Tool{"tool.roll", tr("Roll"), "N", "roll", TimelineTool::roll},
          Tool{"tool.slip", tr("Slip"), "Y", "slip", TimelineTool::slip},
          Tool{"tool.slide", tr("Slide"), "U", "slide", TimelineTool::slide}}) {
        auto* const action = commands.add(one.id,
                                          one.name,
                                          QString::fromLatin1(one.key),
                                          {one.drawing, true},
                                          [&view, tool = one.tool](bool) { view.set_tool(tool); });
        group->addAction(action);
        action->setChecked(one.tool == view.tool());
        QObject::connect(
            &view,
            &TimelineView::tool_changed,
            action,
            [action, tool = one.tool](TimelineTool now) { action->setChecked(now == tool); });
    }
}

void play_commands(Commands& commands, MainWindow& window)
{
    Workspace& workspace = window.workspace();
    Monitor& monitor = window.monitor();
    const auto second = [&workspace] {
        return static_cast<std::int64_t>(std::llround(workspace.timeline()->rate.seconds()));
    };
    const Commands::Look cutting{nullptr, false, Reach::cutting};
    commands.add("play.toggle", tr("Play"), "Space", {"play", false, Reach::cutting}, [&](bool) {
        monitor.play_or_pause();
    });
    commands.add("play.back", tr("Play backwards"), "J", {}, [&](bool) { monitor.shuttle(-1); });
    commands.add("play.stop", tr("Stop"), "K", {}, [&](bool) { monitor.shuttle(0); });
    commands.add("play.forward", tr("Play forwards"), "L", {}, [&](bool) { monitor.shuttle(1); });
    commands.add("play.slow-back", tr("Play backwards at half speed"), "Shift+J", {}, [&](bool) {
        monitor.shuttle_to(-0.5);
    });
    commands.add("play.slow-forward", tr("Play at half speed"), "Shift+L", {}, [&](bool) {
        monitor.shuttle_to(0.5);
    });
    commands.add("play.step-back",
                 tr("Back one frame"),
                 "Left",
                 {"step-back", false, Reach::cutting},
                 [&](bool) { monitor.step(-1); });
    commands.add("play.step-forward",
                 tr("Forward one frame"),
                 "Right",
                 {"step-forward", false, Reach::cutting},
                 [&](bool) { monitor.step(1); });
    commands.add(
        "play.second-back", tr("Back one second"), "Shift+Left", cutting, [&, second](bool) {
            monitor.step(-second());
        });
    commands.add(
        "play.second-forward", tr("Forward one second"), "Shift+Right", cutting, [&, second](bool) {
            monitor.step(second());
        });
    commands.add(
        "play.start", tr("To the start"), "Home", {"to-start", false, Reach::cutting}, [&](bool) {
            workspace.set_playhead(0);
        });
    commands.add("play.end", tr("To the end"), "End", {"to-end", false, Reach::cutting}, [&](bool) {
        workspace.set_playhead(editor::length(*workspace.timeline()));
    });
    commands.add("play.previous-cut", tr("Previous cut"), "Up", cutting, [&](bool) {
        window.timeline_view().jump_to_cut(-1);
    });
    commands.add("play.next-cut", tr("Next cut"), "Down", cutting, [&](bool) {
        window.timeline_view().jump_to_cut(1);
    });
    QAction* const play = commands.of("play.toggle");
    QObject::connect(&monitor, &Monitor::speed_changed, play, [play](double speed) {
        play->setIcon(icon(speed != 0 ? "pause" : "play"));
        play->setText(speed != 0 ? tr("Pause") : tr("Play"));
    });
}

void view_commands(Commands& commands, MainWindow& window, FilmDocks& docks)
{
    TimelineView& view = window.timeline_view();
    const auto key = [](const char* drawing = nullptr) {
        return Commands::Look{drawing, false, Reach::cutting};
    };
    commands.add("view.zoom-in", tr("Zoom in"), "+; =", key(), [&](bool) { view.zoom(1.5); });
    commands.add("view.zoom-out", tr("Zoom out"), "-", key(), [&](bool) { view.zoom(1 / 1.5); });
    commands.add(
        "view.fit", tr("Show the whole film"), "\\; Shift+Z", key(), [&](bool) { view.fit(); });
    commands.add("view.safe-areas", tr("Safe areas"), "", {"safe-areas", true}, [&](bool on) {
        window.monitor().show_safe_areas(on);
    });
    commands.add("view.reset", tr("Put the panels back"), "", {}, [&](bool) { docks.reset(); });
    commands.add("generate.focus", tr("Write a shot"), "G", {"generate"}, [&](bool) {
        docks.bring("generate");
    });
    for (const auto& [id, text, name] :
         {std::tuple{"view.theme-dark", tr("Dark"), ThemeName::dark},
          std::tuple{"view.theme-light", tr("Light"), ThemeName::light},
          std::tuple{"view.theme-contrast", tr("High contrast"), ThemeName::high_contrast}}) {
        commands.add(id, text, "", {}, [&window, theme = name](bool) { window.wear(theme); });
    }
}

void add(QMenu* menu, const Commands& commands, std::initializer_list<const char*> ids)
{
    for (const char* const id : ids) {
        if (*id == '-') {
            menu->addSeparator();
        } else {
            menu->addAction(commands.of(id));
        }
    }
}

} // namespace

void make_commands(Commands& commands, MainWindow& window, FilmDocks& docks)
{
    film_commands(commands, window);
    edit_commands(commands, window);
    tool_commands(commands, window.timeline_view());
    play_commands(commands, window);
    view_commands(commands, window, docks);
}

void make_menus(QMenuBar& bar, const Commands& commands, const QList<QAction*>& panels)
{
    add(bar.addMenu(tr("&Film")),
        commands,
        {"film.new",
         "film.open",
         "film.close",
         "-",
         "film.import",
         "film.export",
         "-",
         "film.quit"});
    add(bar.addMenu(tr("&Edit")),
        commands,
        {"edit.undo",
         "edit.redo",
         "-",
         "edit.split",
         "edit.join",
         "edit.lift",
         "edit.extract",
         "edit.lift-range",
         "edit.extract-range",
         "edit.trim-head",
         "edit.trim-tail",
         "edit.nudge-left",
         "edit.nudge-right",
         "edit.duplicate",
         "edit.swap",
         "edit.marker",
         "-",
         "edit.select-previous",
         "edit.select-next",
         "edit.select-above",
         "edit.select-below",
         "-",
         "edit.in",
         "edit.out",
         "edit.clear-in-out",
         "edit.snap"});
    add(bar.addMenu(tr("&Tools")),
        commands,
        {"tool.select", "tool.razor", "tool.ripple", "tool.roll", "tool.slip", "tool.slide"});
    add(bar.addMenu(tr("&Shots")),
        commands,
        {"generate.focus", "jobs.cancel", "-", "edit.take-next", "edit.take-previous"});
    add(bar.addMenu(tr("&Play")),
        commands,
        {"play.toggle",
         "play.back",
         "play.stop",
         "play.forward",
         "play.slow-back",
         "play.slow-forward",
         "-",
         "play.step-back",
         "play.step-forward",
         "play.second-back",
         "play.second-forward",
         "-",
         "play.start",
         "play.end",
         "play.previous-cut",
         "play.next-cut"});
    auto* const view = bar.addMenu(tr("&View"));
    add(view, commands, {"view.zoom-in", "view.zoom-out", "view.fit", "view.safe-areas", "-"});
    for (QAction* const panel : panels) {
        view->addAction(panel);
    }
    add(view,
        commands,
        {"view.reset", "-", "view.theme-dark", "view.theme-light", "view.theme-contrast"});
}

namespace {

QToolButton* button(QAction* action, QWidget* parent)
{
    auto* const one = new QToolButton(parent);
    one->setDefaultAction(action);
    one->setAutoRaise(true);
    one->setFocusPolicy(Qt::TabFocus);
    one->setAccessibleName(action->text());
    return one;
}

} // namespace

void make_transport(Monitor& monitor, const Commands& commands)
{
    auto* const row = new QHBoxLayout(monitor.transport());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing[0]);
    for (const char* const id : {"edit.in",
                                 "play.start",
                                 "play.step-back",
                                 "play.toggle",
                                 "play.step-forward",
                                 "play.end",
                                 "edit.out",
                                 "view.safe-areas"}) {
        row->addWidget(button(commands.of(id), monitor.transport()));
    }
}

void make_tools(QToolBar& bar, const Commands& commands)
{
    for (const char* const id : {"tool.select",
                                 "tool.razor",
                                 "tool.ripple",
                                 "tool.roll",
                                 "tool.slip",
                                 "tool.slide",
                                 "-",
                                 "edit.snap",
                                 "-",
                                 "edit.undo",
                                 "edit.redo"}) {
        if (*id == '-') {
            bar.addSeparator();
        } else {
            bar.addWidget(button(commands.of(id), &bar));
        }
    }
}

} // namespace rushlight::app
