#include "app/desktop/storyboard_panel.hpp"
#include "editor/storyboard/storyboard.hpp"
#include "tests/app/desktop/panel_film.hpp"

#include <catch2/catch.hpp>

#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <fstream>

using namespace rushlight;
using namespace rushlight::app;

namespace {

constexpr const char* two_cards = R"({
  "version": 1,
  "title": "The balloon that left",
  "shots": [
    {"id": "leaving", "mode": "prompt", "seconds": 3.5, "seed": 11,
     "prompt": "Wide shot. A red balloon floats over a meadow at golden hour.",
     "title": {"text": "The balloon that left", "seconds": 3}},
    {"id": "advice", "mode": "prompt", "prompt": "A white rabbit jumps in a forest at noon."}
  ]
})";

std::filesystem::path write(const PanelFilm& film, const std::string& text)
{
    const auto file = film.folder() / "The balloon that left.rushlight" / "storyboard.json";
    std::ofstream(file) << text;
    return file;
}

QWidget* card(const QWidget& panel, int number)
{
    return panel.findChild<QWidget*>(QStringLiteral("storyboard.card.%1").arg(number));
}

template <class T>
T& field(QWidget& of, const char* name)
{
    for (T* const one : of.findChildren<T*>()) {
        if (one->accessibleName().endsWith(QLatin1String(name))) {
            return *one;
        }
    }
    throw std::runtime_error(name);
}

editor::StoryboardReading kept(const std::filesystem::path& file)
{
    return editor::read_storyboard(editor::read_text(file), file.parent_path());
}

} // namespace

TEST_CASE("a storyboard in the project's folder is shown as cards", "[desktop][storyboard]")
{
    PanelFilm film;
    write(film, two_cards);
    const std::unique_ptr<QWidget> panel(make_storyboard_panel(film.workspace, {}, nullptr));
    REQUIRE(PanelFilm::until([&] { return card(*panel, 2) != nullptr; }));
    PanelFilm::grab(*panel, "storyboard", 380, 480);
    CHECK(field<QPlainTextEdit>(*card(*panel, 1), "prompt").toPlainText().startsWith("Wide shot."));
    CHECK(field<QLineEdit>(*card(*panel, 1), "seed").text() == "11");
    CHECK(field<QLineEdit>(*card(*panel, 1), "title over the shot").text() ==
          "The balloon that left");
    CHECK(field<QDoubleSpinBox>(*card(*panel, 1), "seconds").value() == 3.5);
    CHECK(nameless(*panel).isEmpty());
}

TEST_CASE("what is written on a card is in the file at once, and the rest of it stays",
          "[desktop][storyboard]")
{
    PanelFilm film;
    const auto file = write(film, two_cards);
    const std::unique_ptr<QWidget> panel(make_storyboard_panel(film.workspace, {}, nullptr));
    REQUIRE(PanelFilm::until([&] { return card(*panel, 2) != nullptr; }));
    field<QDoubleSpinBox>(*card(*panel, 2), "seconds").setValue(2.75);
    auto& title = field<QLineEdit>(*card(*panel, 1), "title over the shot");
    title.selectAll();
    QTest::keyClicks(&title, "Gone");
    QTest::keyClick(&title, Qt::Key_Return);
    const auto is_kept = [&] {
        const auto reading = kept(file);
        return reading.storyboard && reading.storyboard->shots[1].seconds == assets::Time(11, 4) &&
               reading.storyboard->shots[0].title->title.text == "Gone";
    };
    CHECK(PanelFilm::until(is_kept));
    CHECK(kept(file).storyboard->shots[0].title->seconds == assets::Time(3));
    CHECK(kept(file).storyboard->title == "The balloon that left");
}

TEST_CASE("a mistake is shown at its card with its line, and no shots are made",
          "[desktop][storyboard]")
{
    PanelFilm film;
    std::string text = two_cards;
    text.replace(text.find("3.5"), 3, "-3.5");
    write(film, text);
    const std::unique_ptr<QWidget> panel(make_storyboard_panel(film.workspace, {}, nullptr));
    REQUIRE(PanelFilm::until([&] { return card(*panel, 2) != nullptr; }));
    auto& problem = child<QLabel>(*panel, "storyboard.problem.1");
    CHECK(PanelFilm::until([&] { return !problem.text().isEmpty(); }));
    PanelFilm::grab(*panel, "storyboard-mistake", 380, 480);
    INFO(problem.text().toStdString());
    CHECK(problem.text().contains("Line 5"));
    CHECK(problem.text().contains("seconds"));
    CHECK(!child<QPushButton>(*panel, "storyboard.make").isEnabled());
}

TEST_CASE("a card that is wrong is not written over what was right", "[desktop][storyboard]")
{
    PanelFilm film;
    const auto file = write(film, two_cards);
    const std::unique_ptr<QWidget> panel(make_storyboard_panel(film.workspace, {}, nullptr));
    REQUIRE(PanelFilm::until([&] { return card(*panel, 2) != nullptr; }));
    auto& name = field<QLineEdit>(*card(*panel, 2), "name");
    name.selectAll();
    QTest::keyClicks(&name, "not a name");
    QTest::keyClick(&name, Qt::Key_Return);
    CHECK(PanelFilm::until(
        [&] { return child<QLabel>(*panel, "storyboard.message").text().contains("Not kept"); }));
    CHECK(kept(file).storyboard->shots[1].id == "advice");
}

TEST_CASE("the first card of a film makes its storyboard, and Make shots hands it on",
          "[desktop][storyboard]")
{
    PanelFilm film;
    QString made, blocked;
    const std::unique_ptr<QWidget> panel(make_storyboard_panel(
        film.workspace,
        [&](const QString& asked, bool blocking) { (blocking ? blocked : made) = asked; },
        nullptr));
    PanelFilm::grab(*panel, "storyboard-empty", 380, 360);
    CHECK(!child<QPushButton>(*panel, "storyboard.make").isEnabled());
    child<QPushButton>(*panel, "storyboard.first").click();
    const auto file = film.folder() / "The balloon that left.rushlight" / "storyboard.json";
    REQUIRE(PanelFilm::until([&] { return std::filesystem::exists(file); }));
    CHECK(kept(file).storyboard->shots.size() == 1);
    child<QPushButton>(*panel, "storyboard.make").click();
    CHECK(PanelFilm::until([&] { return made == QString::fromStdString(file.string()); }));
    CHECK(blocked.isEmpty());
    child<QPushButton>(*panel, "storyboard.block").click();
    CHECK(PanelFilm::until([&] { return blocked == made; }));
}

TEST_CASE("a storyboard that is no JSON is told with its line, and cards wait",
          "[desktop][storyboard]")
{
    PanelFilm film;
    const auto file = write(film, "{\n \"version\": 1,\n oops\n}");
    const std::unique_ptr<QWidget> panel(make_storyboard_panel(film.workspace, {}, nullptr));
    auto& message = child<QLabel>(*panel, "storyboard.message");
    CHECK(PanelFilm::until([&] { return message.text().contains("Line 3"); }));
    CHECK(!child<QPushButton>(*panel, "storyboard.add").isEnabled());
    CHECK(editor::read_text(file).find("oops") != std::string::npos);
}
