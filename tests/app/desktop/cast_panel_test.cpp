#include "app/desktop/cast_panel.hpp"
#include "app/places.hpp"
#include "cameo/cast.hpp"
#include "storage/library.hpp"
#include "tests/app/desktop/panel_film.hpp"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <fstream>

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

/// Pictures dropped on the panel, with a name and the right to them.
void add(QWidget& panel, const std::filesystem::path& file)
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&panel, &enter); // Qt drops only where something was dragged to
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&panel, &drop);
    child<QLineEdit>(panel, "cast.handle").setText("@wick");
    auto& kind = child<QComboBox>(panel, "cast.kind");
    kind.setCurrentIndex(kind.findData("object"));
    child<QCheckBox>(panel, "cast.right").setChecked(true);
    child<QPushButton>(panel, "cast.enrol").click();
}

} // namespace

TEST_CASE("pictures dropped on the cast panel become a member, and what was found is said",
          "[desktop][cast]")
{
    PanelFilm film;
    const std::unique_ptr<QWidget> panel(make_cast_panel(film.workspace, nullptr));
    add(*panel, film.picture("wick.png"));
    REQUIRE(PanelFilm::until([&] { return child<QListWidget>(*panel, "cast.list").count() == 1; }));
    CHECK(child<QLabel>(*panel, "cast.message").text().contains("wick.png: one subject"));
    CHECK(state_of("wick") == "no_grant");
    PanelFilm::grab(*panel, "cast-added", 380, 420);
}

TEST_CASE("a picture that cannot be read is told, and nobody is added", "[desktop][cast]")
{
    PanelFilm film;
    const std::unique_ptr<QWidget> panel(make_cast_panel(film.workspace, nullptr));
    const auto file = film.folder() / "broken.png";
    std::ofstream(file) << "no picture";
    add(*panel, file);
    CHECK(PanelFilm::until(
        [&] { return child<QLabel>(*panel, "cast.message").text().contains("broken.png"); }));
    CHECK(state_of("wick") == "gone");
    CHECK(child<QPushButton>(*panel, "cast.enrol").isEnabled()); // what was written is still there
}

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
