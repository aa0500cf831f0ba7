#include "app/desktop/film_docks.hpp"

#include "app/desktop/theme.hpp"

#include <QAction>
#include <QDockWidget>
#include <QPainter>
#include <QVBoxLayout>

namespace rushlight::app {

FilmDocks::FilmDocks(const Panels& panels, QWidget* parent)
    : QMainWindow(parent)
{
    setWindowFlags(Qt::Widget); // a page, not a window of its own
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCentralWidget(panels.monitor);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);

    auto* const media = dock("media", tr("Media"), panels.media, Qt::LeftDockWidgetArea);
    for (QDockWidget* const next :
         {dock("storyboard", tr("Storyboard"), panels.storyboard, Qt::LeftDockWidgetArea),
          dock("cast", tr("Cast"), panels.cast, Qt::LeftDockWidgetArea),
          dock("history", tr("History"), panels.history, Qt::LeftDockWidgetArea)}) {
        tabifyDockWidget(media, next);
        next->setTitleBarWidget(new QWidget(next)); // its tab says what it is
    }
    media->setTitleBarWidget(new QWidget(media));
    dock("inspector", tr("Inspector"), panels.inspector, Qt::RightDockWidgetArea);
    auto* const generate =
        dock("generate", tr("Generate"), panels.generate, Qt::BottomDockWidgetArea);
    generate->setTitleBarWidget(new QWidget(generate)); // one calm row without a title
    auto* const cutting = new QWidget(this);
    auto* const column = new QVBoxLayout(cutting);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    tools_ = new QToolBar(tr("Tools"), cutting);
    tools_->setFixedHeight(toolbar_height);
    column->addWidget(tools_);
    column->addWidget(panels.timeline, 1);
    auto* const timeline = dock("timeline", tr("Timeline"), cutting, Qt::BottomDockWidgetArea);
    timeline->setTitleBarWidget(new QWidget(timeline));
    auto* const jobs = dock("jobs", tr("Shots to make"), panels.jobs, Qt::BottomDockWidgetArea);
    splitDockWidget(generate, timeline, Qt::Vertical);
    splitDockWidget(timeline, jobs, Qt::Horizontal);
    media->raise();
}

void FilmDocks::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), roles().canvas);
}

void FilmDocks::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (first_layout_.isEmpty()) { // sizes count only once there is room to share
        const auto named = [this](const char* name) {
            return findChild<QDockWidget*>(QString::fromLatin1(name));
        };
        resizeDocks({named("media"), named("inspector")}, {320, 300}, Qt::Horizontal);
        resizeDocks({named("timeline"), named("jobs")}, {1240, 340}, Qt::Horizontal);
        resizeDocks({named("generate"), named("timeline")}, {104, 300}, Qt::Vertical);
        first_layout_ = saveState(version);
        if (!remembered_.isEmpty()) {
            restoreState(remembered_, version);
        }
    }
}

void FilmDocks::restore(const QByteArray& layout)
{
    remembered_ = layout;
    if (!first_layout_.isEmpty()) {
        restoreState(layout, version);
    }
}

QDockWidget*
FilmDocks::dock(const char* name, const QString& title, QWidget* panel, Qt::DockWidgetArea area)
{
    auto* const one = new QDockWidget(title, this);
    one->setObjectName(QString::fromLatin1(name));
    one->setWidget(panel);
    one->setFeatures(QDockWidget::DockWidgetMovable); // the View menu shows and hides it
    panel->setAutoFillBackground(true);
    addDockWidget(area, one);
    return one;
}

QList<QAction*> FilmDocks::toggles() const
{
    QList<QAction*> all;
    for (const QDockWidget* const one : findChildren<QDockWidget*>()) {
        all.append(one->toggleViewAction());
    }
    return all;
}

void FilmDocks::bring(const char* name)
{
    if (auto* const one = findChild<QDockWidget*>(QString::fromLatin1(name))) {
        one->show();
        one->raise();
        one->widget()->setFocus();
    }
}

} // namespace rushlight::app
