#include "app/desktop/cast_panel.hpp"
#include "app/places.hpp"
#include "cameo/cast.hpp"
#include "storage/library.hpp"
#include "tests/app/desktop/panel_film.hpp"

#include <catch2/catch.hpp>

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace rushlight;
using namespace rushlight::app;

namespace {

void enrol(PanelFilm& film)
{
    auto library = storage::open_library(data_folder());
    cameo::Cast cast(library, data_folder());
    (void)cast.add("wick", cameo::Kind::object, {film.picture("wick.png")});
}

std::string state_of(const char* handle)
{
    auto library = storage::open_library(data_folder());
    const cameo::Cast cast(library, data_folder());
    return cast.find(handle) ? cast.show(handle).state : "gone";
}

} // namespace

TEST_CASE("a cast member is granted, revoked and deleted in the cast panel", "[desktop][cast]")
{
    PanelFilm film;
    enrol(film);
    const std::unique_ptr<QWidget> panel(make_cast_panel(film.workspace, nullptr));
    auto& list = child<QListWidget>(*panel, "cast.list");
    REQUIRE(PanelFilm::until([&] { return list.count() == 1; }));
    PanelFilm::grab(*panel, "cast-no-grant", 380, 420);
    CHECK(list.item(0)->text().contains("no grant yet"));
    CHECK(!child<QPushButton>(*panel, "cast.revoke").isEnabled());

    child<QPushButton>(*panel, "cast.grant").click();
    child<QLineEdit>(*panel, "cast.never").setText("smoking, guns");
    PanelFilm::grab(*panel, "cast-grant", 380, 420);
    child<QPushButton>(*panel, "cast.sign").click();
    REQUIRE(PanelFilm::until([&] { return list.item(0)->text().contains("granted until"); }));
    CHECK(state_of("wick") == "granted");
    PanelFilm::grab(*panel, "cast", 380, 420);
    QStringList texts;
    for (const auto* const label : panel->findChildren<QLabel*>()) {
        texts << label->text();
    }
    CHECK(texts.filter("“smoking”, “guns”").size() == 1);

    child<QPushButton>(*panel, "cast.revoke").click();
    CHECK(child<QLabel>(*panel, "cast.asking").text().contains("cannot reach them"));
    CHECK(state_of("wick") == "granted"); // not before one is sure
    child<QPushButton>(*panel, "cast.sure").click();
    REQUIRE(PanelFilm::until([&] { return list.item(0)->text().contains("revoked"); }));
    CHECK(state_of("wick") == "revoked");

    child<QPushButton>(*panel, "cast.delete").click();
    PanelFilm::grab(*panel, "cast-delete", 380, 420);
    child<QPushButton>(*panel, "cast.sure").click();
    CHECK(PanelFilm::until([&] { return list.count() == 0; }));
    CHECK(state_of("wick") == "gone");
    CHECK(nameless(*panel).isEmpty());
}

TEST_CASE("nobody is added to the cast without pictures and the right to them", "[desktop][cast]")
{
    PanelFilm film;
    const std::unique_ptr<QWidget> panel(make_cast_panel(film.workspace, nullptr));
    panel->show();
    REQUIRE(PanelFilm::until([&] { return child<QPushButton>(*panel, "cast.first").isVisible(); }));
    child<QPushButton>(*panel, "cast.first").click();
    PanelFilm::grab(*panel, "cast-add", 380, 420);
    child<QLineEdit>(*panel, "cast.handle").setText("wick");
    CHECK(!child<QPushButton>(*panel, "cast.enrol").isEnabled());
}
