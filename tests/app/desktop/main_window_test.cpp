#include "app/desktop/monitor.hpp"
#include "app/desktop/timeline_view.hpp"
#include "storage/library.hpp"
#include "tests/app/desktop/window.hpp"

#include <catch2/catch.hpp>

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTest>

using namespace rushlight;
using namespace rushlight::app;

namespace {

/// What a person acts on; parts inside a spin box or a combo box belong to it.
std::vector<QWidget*> controls(QWidget& window)
{
    std::vector<QWidget*> all;
    for (QWidget* const one : window.findChildren<QWidget*>()) {
        const bool part = qobject_cast<QAbstractSpinBox*>(one->parentWidget()) != nullptr ||
                          qobject_cast<QComboBox*>(one->parentWidget()) != nullptr ||
                          one->objectName().startsWith("qt_");
        const bool control = qobject_cast<QAbstractButton*>(one) != nullptr ||
                             qobject_cast<QLineEdit*>(one) != nullptr ||
                             qobject_cast<QComboBox*>(one) != nullptr ||
                             qobject_cast<QAbstractSpinBox*>(one) != nullptr ||
                             qobject_cast<QPlainTextEdit*>(one) != nullptr ||
                             qobject_cast<TimelineView*>(one) != nullptr;
        if (control && !part && one->isVisible() && one->isEnabled()) {
            all.push_back(one);
        }
    }
    return all;
}

QString describe(const QWidget* widget)
{
    return QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()),
                                       widget->objectName());
}

/// Widgets that Tab reaches from the first one on.
std::set<QWidget*> reached_by_tab(MainWindow& window)
{
    std::set<QWidget*> reached;
    window.timeline_view().setFocus();
    for (int n = 0; n < 400 && QApplication::focusWidget() != nullptr; ++n) {
        QWidget* const focused = QApplication::focusWidget();
        if (!reached.insert(focused).second && n > 0) {
            break;
        }
        QTest::keyClick(focused, Qt::Key_Tab);
    }
    return reached;
}

} // namespace

TEST_CASE("every control of the window has a name that can be read out", "[desktop][window]")
{
    Bench bench;
    bench.open_film();
    const auto all = controls(bench.window());
    CHECK(all.size() > 20);
    for (QWidget* const one : all) {
        INFO(describe(one).toStdString());
        QAccessibleInterface* const interface = QAccessible::queryAccessibleInterface(one);
        REQUIRE(interface != nullptr);
        CHECK_FALSE(interface->text(QAccessible::Name).trimmed().isEmpty());
    }
}

TEST_CASE("every control of the window is reached by Tab", "[desktop][window]")
{
    Bench bench;
    bench.open_film();
    bench.window().activateWindow();
    REQUIRE(Bench::until([&] { return bench.window().isActiveWindow(); }));
    const auto reached = reached_by_tab(bench.window());
    for (QWidget* const one : controls(bench.window())) {
        if (qobject_cast<QAbstractButton*>(one) != nullptr &&
            QLatin1String(one->metaObject()->className()) ==
                QLatin1String("QDockWidgetTitleButton")) {
            continue; // the View menu shows and hides docks
        }
        QWidget* const target = one->focusProxy() != nullptr ? one->focusProxy() : one;
        INFO(describe(one).toStdString());
        CHECK(reached.count(target) == 1);
    }
}

TEST_CASE("the start page lists recent films, the one opened last first", "[desktop][window]")
{
    Bench bench;
    for (const char* const name : {"first", "second"}) {
        bench.window().open((bench.folder() + "/" + name + ".rushlight").toStdString());
    }
    bench.window().show_start_page();
    const auto* const list =
        bench.window().findChild<QListWidget*>(QStringLiteral("start.recents"));
    REQUIRE(list != nullptr);
    REQUIRE(list->count() == 2);
    CHECK(list->item(0)->text() == "second");
    CHECK(list->item(1)->text() == "first");
}

TEST_CASE("a film that cannot be opened is told in a sentence and the window stays as it is",
          "[desktop][window]")
{
    Bench bench;
    QDir().mkpath(bench.folder() + "/broken.rushlight");
    QFile file(bench.folder() + "/broken.rushlight/project.db");
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("not a database");
    file.close();
    bench.window().open((bench.folder() + "/broken.rushlight").toStdString());
    CHECK_FALSE(bench.workspace().is_open());
    REQUIRE(bench.told().size() == 1);
    CHECK(bench.told().front().contains("broken"));
}

TEST_CASE("opening the film that is open leaves it open to be changed", "[desktop][window]")
{
    Bench bench;
    bench.open_film();
    bench.open();
    CHECK_FALSE(bench.workspace().read_only());
}

TEST_CASE("no two commands want the same key", "[desktop][window]")
{
    Bench bench;
    std::map<QString, QString> keys;
    for (const QAction* const action : bench.window().commands().all()) {
        for (const auto& key : action->shortcuts()) {
            const QString text = key.toString(QKeySequence::PortableText);
            INFO(text.toStdString()
                 << ": " << action->objectName().toStdString() << ", " << keys[text].toStdString());
            CHECK(keys[text].isEmpty());
            keys[text] = action->objectName();
        }
    }
}

TEST_CASE("L plays, K stops, and Space plays where one cuts", "[desktop][window]")
{
    Bench bench;
    bench.open_film();
    auto& view = bench.window().timeline_view();
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_L);
    CHECK(bench.window().monitor().speed() == 1);
    QTest::keyClick(&view, Qt::Key_L);
    CHECK(bench.window().monitor().speed() == 2);
    QTest::keyClick(&view, Qt::Key_K);
    CHECK(bench.window().monitor().speed() == 0);
    QTest::keyClick(&view, Qt::Key_Space);
    CHECK(bench.window().monitor().speed() == 1);
    CHECK(Bench::until([&] { return bench.workspace().playhead() > 0; }));
    QTest::keyClick(&view, Qt::Key_J);
    CHECK(bench.window().monitor().speed() == -1);
}

TEST_CASE("the monitor shows the frame at the playhead", "[desktop][window]")
{
    Bench bench;
    bench.open_film();
    bench.workspace().set_playhead(60); // in the green clip
    REQUIRE(Bench::until([&] {
        const QImage picture = bench.window().monitor().picture();
        return !picture.isNull() && picture.pixelColor(picture.rect().center()).green() > 100;
    }));
}

TEST_CASE("split, undo and redo by key change the film", "[desktop][window]")
{
    Bench bench;
    bench.open_film();
    auto& view = bench.window().timeline_view();
    view.setFocus();
    bench.workspace().set_playhead(24);
    const auto before = bench.workspace().timeline();
    QTest::keyClick(&view, Qt::Key_S);
    CHECK(bench.workspace().timeline()->tracks[0]->items.size() == 4);
    QTest::keyClick(&view, Qt::Key_Z, Qt::ControlModifier);
    CHECK(*bench.workspace().timeline() == *before);
    QTest::keyClick(&view, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(bench.workspace().timeline()->tracks[0]->items.size() == 4);
}

TEST_CASE("dropped files that are no media are told and change nothing", "[desktop][window]")
{
    Bench bench;
    bench.open_film();
    const auto before = bench.workspace().timeline();
    QFile file(bench.folder() + "/letter.mp4");
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("Dear film");
    file.close();
    bench.window().import({file.fileName(), bench.folder() + "/nothing.mp4"}, 0);
    REQUIRE(Bench::until([&] {
        return bench.told().join(' ').contains("letter.mp4") &&
               bench.told().join(' ').contains("nothing.mp4");
    }));
    CHECK(*bench.workspace().timeline() == *before);
}
