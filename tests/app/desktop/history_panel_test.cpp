#include "app/desktop/history_panel.hpp"
#include "app/desktop/takes_panel.hpp"
#include "tests/app/desktop/panel_film.hpp"

#include <catch2/catch.hpp>

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

using namespace rushlight;
using namespace rushlight::app;

TEST_CASE("the history has every take, newest first, and finds them again", "[desktop][history]")
{
    PanelFilm film;
    film.take("shot leaving", 11, "A red balloon floats over a meadow at golden hour.");
    film.take("shot advice", 3, "A white rabbit jumps in a forest at noon.");
    film.failed_take("shot night", "The engine ran out of memory.");
    const std::unique_ptr<QWidget> panel(make_history_panel(film.workspace, {}, nullptr));
    auto& list = child<QTreeWidget>(*panel, "history.list");
    REQUIRE(PanelFilm::until([&] { return list.topLevelItemCount() == 3; }));
    CHECK(list.topLevelItem(2)->text(2).startsWith("A red balloon"));
    CHECK(list.topLevelItem(2)->text(3) == "11");
    CHECK(list.topLevelItem(0)->text(4) == "failed");
    INFO(nameless(*panel).join('\n').toStdString());
    CHECK(nameless(*panel).isEmpty());
    PanelFilm::grab(*panel, "history", 420, 320);
    child<QLineEdit>(*panel, "history.search").setText("RABBIT");
    CHECK(PanelFilm::until([&] { return list.topLevelItemCount() == 1; }));
    child<QLineEdit>(*panel, "history.search").clear();
    auto& state = child<QComboBox>(*panel, "history.state");
    state.setCurrentIndex(state.findText("failed"));
    CHECK(PanelFilm::until(
        [&] { return list.topLevelItemCount() == 1 && list.topLevelItem(0)->text(1) == "night"; }));
    state.setCurrentIndex(0);
    auto& shot = child<QComboBox>(*panel, "history.shot");
    shot.setCurrentIndex(shot.findText("leaving"));
    CHECK(PanelFilm::until(
        [&] { return list.topLevelItemCount() == 1 && list.topLevelItem(0)->text(3) == "11"; }));
}

TEST_CASE("the recipe of an old take is handed on whole", "[desktop][history]")
{
    PanelFilm film;
    film.take("shot leaving", 11, "A red balloon.");
    std::string recipe;
    const std::unique_ptr<QWidget> panel(make_history_panel(
        film.workspace, [&](const std::string& json) { recipe = json; }, nullptr));
    auto& list = child<QTreeWidget>(*panel, "history.list");
    REQUIRE(PanelFilm::until([&] { return list.topLevelItemCount() == 1; }));
    CHECK(!child<QPushButton>(*panel, "history.recipe").isEnabled()); // nothing is selected
    list.setCurrentItem(list.topLevelItem(0));
    child<QPushButton>(*panel, "history.recipe").click();
    CHECK(recipe.find("\"seed\":11") != std::string::npos);
}

TEST_CASE("an old take is put back into the film, in one step of undo", "[desktop][history]")
{
    PanelFilm film;
    const auto old = film.take("shot leaving", 11, "A red balloon.");
    film.place(film.take("shot leaving", 12, "A red balloon."));
    const std::unique_ptr<QWidget> panel(make_history_panel(film.workspace, {}, nullptr));
    auto& list = child<QTreeWidget>(*panel, "history.list");
    REQUIRE(PanelFilm::until([&] { return list.topLevelItemCount() == 2; }));
    list.setCurrentItem(list.topLevelItem(1));
    child<QPushButton>(*panel, "history.restore").click();
    const auto shown = [&] {
        return std::get<editor::Media>(
                   film.workspace.timeline()->tracks[0]->items.at(0).clip->source)
            .take;
    };
    CHECK(shown() == std::to_string(old));
    film.workspace.undo();
    CHECK(shown() != std::to_string(old));
}
