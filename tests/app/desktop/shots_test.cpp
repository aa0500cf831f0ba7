// Shots ordered in the window, made by the toy engine; and what a killed studio leaves.
#include "app/desktop/jobs.hpp"
#include "app/desktop/picture_well.hpp"
#include "app/project/export_note.hpp"
#include "app/project/stored_take.hpp"
#include "editor/edits/place.hpp"
#include "tests/app/desktop/window.hpp"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTest>
#include <iostream>

using namespace rushlight;
using namespace rushlight::app;

namespace {

const QString toy = QStringLiteral(TOY_ENGINE);
const QString no_engine = QStringLiteral("/no/engine");

bool engine_ready(Bench& bench)
{
    return Bench::until([&] { return bench.window().jobs().engine() != nullptr; });
}

/// Writes a prompt as a person does and asks for the shot.
void order(Bench& bench, const QString& prompt)
{
    auto* const field = bench.window().findChild<QPlainTextEdit*>("generate.prompt");
    REQUIRE(field != nullptr);
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(field, prompt);
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
}

/// Puts a storyboard of a shot and its remix into the open film.
void write_storyboard(Bench& bench, const char* prompt)
{
    QFile file(bench.folder() + "/film.rushlight/storyboard.json");
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(R"({"version":1,"title":"Two","size":[320,180],"rate":24,"shots":[
      {"id":"one","mode":"prompt","prompt":")") +
               prompt + R"(","seconds":0.75,"seed":1},
      {"id":"two","mode":"remix","prompt":"at night","seconds":0.75,"seed":3,
       "source":"one","strength":0.5}]})");
    file.close();
    bench.window().show_start_page();
    bench.open();
}

std::vector<const editor::Item*> clips(Bench& bench, editor::TrackKind kind)
{
    std::vector<const editor::Item*> all;
    for (const auto& track : bench.workspace().timeline()->tracks) {
        for (std::size_t i = 0; track->kind == kind && i < track->items.size(); ++i) {
            if (track->items.at(i).clip) {
                all.push_back(&track->items.at(i));
            }
        }
    }
    return all;
}

bool all_made(Bench& bench, std::size_t count)
{
    return Bench::until([&] {
        return bench.window().jobs().rows().size() >= count && bench.window().jobs().waiting() == 0;
    });
}

/// Another process of this program runs one of its hidden tests in a folder until it says "ready",
/// and is killed as by a power cut.
QByteArray killed(const char* test, const QString& folder)
{
    QProcess other;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("RUSHLIGHT_TEST_FOLDER", folder);
    other.setProcessEnvironment(environment);
    other.start(QApplication::applicationFilePath(), {QString::fromLatin1(test)});
    QByteArray said;
    while (!said.contains("ready\n") && other.waitForReadyRead(30'000)) {
        said += other.readAllStandardOutput();
    }
    other.kill();
    other.waitForFinished();
    INFO(said.toStdString());
    REQUIRE(said.contains("ready\n"));
    return said;
}

/// The hidden tests' folder; empty when they are run by mistake.
QString folder_of_child()
{
    return qEnvironmentVariable("RUSHLIGHT_TEST_FOLDER");
}

/// In a child: waits to be killed.
void ready()
{
    std::cout << "ready" << std::endl;
    Bench::until([] { return false; });
}

} // namespace

TEST_CASE("a shot ordered with Ctrl+Enter is made, and its take and sound lie on the timeline",
          "[desktop][shots]")
{
    Bench bench(toy);
    bench.open();
    bench.window().activateWindow();
    REQUIRE(engine_ready(bench));
    order(bench, "A red fox runs.");
    REQUIRE(Bench::until([&] { return !bench.window().jobs().rows().empty(); }));
    const auto placeholder = clips(bench, editor::TrackKind::video);
    REQUIRE(placeholder.size() == 1); // at once, before it is made
    CHECK(placeholder[0]->clip->name == "A red fox runs.");
    REQUIRE(all_made(bench, 1));
    CHECK(bench.window().jobs().rows()[0].job.state == storage::JobState::done);
    const auto takes = takes_of(bench.workspace().project(), placeholder[0]->clip->takes);
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].ready());
    CHECK(takes[0].recipe.request.prompt == "A red fox runs.");
    CHECK(takes[0].recipe.request.size == generation::Size{128, 64}); // of them the film's shape
    REQUIRE(Bench::until([&] { return clips(bench, editor::TrackKind::audio).size() == 1; }));
    const auto made = clips(bench, editor::TrackKind::video);
    REQUIRE(made.size() == 1);
    CHECK(std::get<editor::Media>(made[0]->clip->source).take == std::to_string(takes[0].row.id));
    bench.workspace().undo(); // the order and its take are steps of undo like any other
    bench.workspace().undo();
    CHECK(clips(bench, editor::TrackKind::video).empty());
}

TEST_CASE("a first frame that is no picture is told below the prompt, and nothing is ordered",
          "[desktop][shots]")
{
    Bench bench(toy);
    bench.open();
    bench.window().activateWindow();
    REQUIRE(engine_ready(bench));
    QFile letter(bench.folder() + "/letter.png");
    REQUIRE(letter.open(QIODevice::WriteOnly));
    letter.write("Dear film");
    letter.close();
    bench.window().findChild<PictureWell*>()->set_file(letter.fileName().toStdString());
    order(bench, "A red fox runs.");
    const auto* const problem = bench.window().findChild<QLabel*>("generate.problem");
    CHECK(Bench::until([&] { return problem->text().contains("letter.png"); }));
    CHECK(bench.window().jobs().rows().empty());
    CHECK(clips(bench, editor::TrackKind::video).empty());
}

TEST_CASE("the selected clip is remixed from the bar, as much as is asked for", "[desktop][shots]")
{
    Bench bench(toy);
    bench.open();
    bench.window().activateWindow();
    REQUIRE(engine_ready(bench));
    auto* const remix = bench.window().findChild<QCheckBox*>("generate.remix");
    auto* const strength = bench.window().findChild<QDoubleSpinBox*>("generate.strength");
    REQUIRE(remix != nullptr);
    REQUIRE(strength != nullptr);
    CHECK_FALSE(remix->isVisible()); // there is nothing to remix
    order(bench, "A red fox runs.");
    REQUIRE(all_made(bench, 1));
    REQUIRE(Bench::until([&] { return clips(bench, editor::TrackKind::audio).size() == 1; }));
    const auto* const clip = clips(bench, editor::TrackKind::video)[0];
    const std::string takes = clip->clip->takes;
    bench.workspace().select({clip->id});
    REQUIRE(remix->isVisible());
    remix->click();
    REQUIRE(strength->isVisible());
    CHECK(bench.window().minimumSizeHint().width() <= 1280); // with all that the bar can show
    strength->setValue(35);
    order(bench, "At night.");
    REQUIRE(all_made(bench, 2));
    const auto all = all_takes(bench.workspace().project());
    REQUIRE(all.size() == 2);
    CHECK(all[1].row.clip != takes);
    CHECK(all[1].row.parent == all[0].row.id);
    REQUIRE(all[1].recipe.request.source.has_value());
    CHECK(all[1].recipe.request.source->strength == 0.35);
}

TEST_CASE("a storyboard's shots are made from the window, a remix after the shot it starts from",
          "[desktop][shots]")
{
    Bench bench(toy);
    bench.open();
    write_storyboard(bench, "a fox");
    REQUIRE(engine_ready(bench));
    auto* const make = bench.window().findChild<QPushButton*>("storyboard.make");
    REQUIRE(make != nullptr);
    REQUIRE(Bench::until([&] { return make->isEnabled(); }));
    make->click();
    REQUIRE(Bench::until([&] { return clips(bench, editor::TrackKind::video).size() == 2; }));
    REQUIRE(all_made(bench, 2));
    const auto one = takes_of(bench.workspace().project(), "shot one");
    const auto two = takes_of(bench.workspace().project(), "shot two");
    REQUIRE(one.size() == 1);
    REQUIRE(two.size() == 1);
    CHECK(two[0].ready());
    CHECK(two[0].row.parent == one[0].row.id);
    REQUIRE(Bench::until([&] {
        for (const auto* const item : clips(bench, editor::TrackKind::video)) {
            if (!std::holds_alternative<editor::Media>(item->clip->source)) {
                return false;
            }
        }
        return true;
    }));
    make->click(); // what was made is not made again
    QTest::qWait(0);
    REQUIRE(all_made(bench, 2));
    CHECK(takes_of(bench.workspace().project(), "shot one").size() == 1);
}

TEST_CASE("a studio that makes a storyboard", "[.killed]")
{
    if (folder_of_child().isEmpty()) {
        return;
    }
    Bench bench(toy, folder_of_child());
    bench.open();
    write_storyboard(bench, "a very slow fox");
    auto* const make = bench.window().findChild<QPushButton*>("storyboard.make");
    REQUIRE(engine_ready(bench));
    REQUIRE(Bench::until([&] { return make->isEnabled(); }));
    make->click();
    REQUIRE(Bench::until([&] { return !bench.window().jobs().rows().empty(); }));
    ready();
}

TEST_CASE("a killed studio's cards that waited for another shot are offered at its next start",
          "[desktop][shots]")
{
    const QTemporaryDir folder;
    killed("a studio that makes a storyboard", folder.path());
    Bench bench(toy, folder.path());
    bench.open();
    const QString told = bench.told().join('\n');
    INFO(told.toStdString());
    CHECK(told.contains("1 shot"));
    CHECK(told.contains("1 card"));
    CHECK(told.contains("Make shots"));
    REQUIRE(all_made(bench, 1));
    auto* const make = bench.window().findChild<QPushButton*>("storyboard.make");
    REQUIRE(Bench::until([&] { return make->isEnabled(); }));
    make->click();
    REQUIRE(all_made(bench, 2));
    CHECK(takes_of(bench.workspace().project(), "shot one").size() == 1);
    CHECK(takes_of(bench.workspace().project(), "shot two").size() == 1);
}

TEST_CASE("a studio with a running and a waiting shot", "[.killed]")
{
    if (folder_of_child().isEmpty()) {
        return;
    }
    Bench bench(toy, folder_of_child());
    bench.open();
    bench.window().activateWindow();
    REQUIRE(engine_ready(bench));
    order(bench, "a very slow fox");
    order(bench, "a second fox");
    REQUIRE(Bench::until([&] {
        const auto& rows = bench.window().jobs().rows();
        return rows.size() == 2 && bench.window().jobs().live(rows[0].job.id) != nullptr;
    }));
    ready();
}

TEST_CASE("shots that were running or waiting when the studio was killed go on at its next start",
          "[desktop][shots]")
{
    const QTemporaryDir folder;
    killed("a studio with a running and a waiting shot", folder.path());
    Bench bench(toy, folder.path());
    bench.open();
    const QString told = bench.told().join('\n');
    INFO(told.toStdString());
    CHECK(told.contains("was not closed"));
    CHECK(told.contains("2 shot"));
    CHECK(clips(bench, editor::TrackKind::video).size() == 2);
    REQUIRE(all_made(bench, 2));
    for (const auto& row : bench.window().jobs().rows()) {
        CHECK(row.job.state == storage::JobState::done);
    }
    CHECK(Bench::until([&] { return clips(bench, editor::TrackKind::audio).size() == 2; }));
}

TEST_CASE("a studio in the middle of cutting", "[.killed]")
{
    if (folder_of_child().isEmpty()) {
        return;
    }
    Bench bench(no_engine, folder_of_child());
    bench.open();
    for (int n = 1; n <= 2000; ++n) {
        editor::Placed placed;
        placed.track = bench.workspace().timeline()->tracks[0]->id;
        placed.clip.source = editor::Solid{"#203080"};
        placed.length = 10;
        if (bench.workspace().commit(editor::append(*bench.workspace().timeline(), {placed}),
                                     QStringLiteral("Place"))) {
            std::cout << n << (n == 5 ? "\nready" : "") << std::endl;
        }
    }
}

TEST_CASE("a studio killed in the middle of cutting has every edit that it showed, and says so",
          "[desktop][shots]")
{
    const QTemporaryDir folder;
    const QByteArray said = killed("a studio in the middle of cutting", folder.path());
    std::size_t acknowledged = 0;
    for (const QByteArray& line : said.split('\n')) {
        acknowledged = std::max<std::size_t>(acknowledged, line.toULong());
    }
    Bench bench(no_engine, folder.path());
    bench.open();
    CHECK(bench.told().join('\n').contains("was not closed"));
    CHECK(clips(bench, editor::TrackKind::video).size() >= acknowledged);
    CHECK_FALSE(bench.workspace().read_only());
    CHECK(bench.workspace().undo_label() == "Place");
    bench.window().show_start_page();
    bench.open(); // closed as it should be, it opens without a word
    CHECK(bench.told().size() == 1);
}

TEST_CASE("a studio in the middle of an export", "[.killed]")
{
    if (folder_of_child().isEmpty()) {
        return;
    }
    const Bench bench(no_engine, folder_of_child());
    const std::string out = (folder_of_child() + "/film.mp4").toStdString();
    const ExportNote note(out);
    QFile half(folder_of_child() + "/.film.mp4.a1b2c3");
    REQUIRE(half.open(QIODevice::WriteOnly));
    ready();
}

TEST_CASE("an export that was killed is told when the window opens next", "[desktop][shots]")
{
    const QTemporaryDir folder;
    killed("a studio in the middle of an export", folder.path());
    Bench bench(no_engine, folder.path());
    REQUIRE(Bench::until([&] { return !bench.told().isEmpty(); }));
    CHECK(bench.told().front().contains("film.mp4"));
    CHECK_FALSE(QFile::exists(folder.path() + "/.film.mp4.a1b2c3"));
}
