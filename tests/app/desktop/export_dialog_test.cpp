#include "app/desktop/export_dialog.hpp"
#include "assets/probe.hpp"
#include "tests/app/desktop/panel_film.hpp"

#include <catch2/catch.hpp>

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

using namespace rushlight;
using namespace rushlight::app;

namespace {

QDialog* open(PanelFilm& film, QWidget& parent)
{
    export_film_dialog(film.workspace, &parent);
    return parent.findChild<QDialog*>("export");
}

} // namespace

TEST_CASE("the export dialog writes the film and says what it tells of its origin",
          "[desktop][export]")
{
    PanelFilm film;
    const auto take = film.take("shot leaving", 11, "A red balloon.", 6);
    film.place(take);
    QWidget parent;
    const QPointer<QDialog> dialog = open(film, parent);
    CHECK(nameless(*dialog).isEmpty());
    const auto out = film.folder() / "out.mp4";
    child<QLineEdit>(*dialog, "export.file").setText(QString::fromStdString(out.string()));
    child<QCheckBox>(*dialog, "export.tall").setChecked(true);
    CHECK(child<QLabel>(*dialog, "export.what").text().contains("720 × 1280"));
    child<QPushButton>(*dialog, "export.start").click();
    auto& message = child<QLabel>(*dialog, "export.message");
    REQUIRE(PanelFilm::until([&] { return !message.text().isEmpty(); }));
    PanelFilm::grab(*dialog, "export", 520, 320);
    INFO(message.text().toStdString());
    CHECK(message.text().contains("(algorithmicMedia)")); // the toy engine has no weights
    CHECK(message.text().contains("out.mp4 is ready: 12 frames"));
    CHECK(child<QLabel>(*dialog, "export.what").text().contains("720 × 1280"));
    const auto facts = assets::probe(out);
    CHECK(facts.video->width == 720);
    CHECK(facts.video->height == 1280);
    dialog->close();
}

TEST_CASE("an export is cancelled and leaves nothing behind", "[desktop][export]")
{
    PanelFilm film;
    film.place(film.take("shot leaving", 11, "A red balloon.", 48));
    QWidget parent;
    const QPointer<QDialog> dialog = open(film, parent);
    const auto out = film.folder() / "out.mp4";
    child<QLineEdit>(*dialog, "export.file").setText(QString::fromStdString(out.string()));
    child<QPushButton>(*dialog, "export.start").click();
    child<QPushButton>(*dialog, "export.cancel").click();
    CHECK(PanelFilm::until(
        [&] { return child<QLabel>(*dialog, "export.message").text().contains("Cancelled;"); }));
    CHECK(!std::filesystem::exists(out));
    CHECK(child<QPushButton>(*dialog, "export.start").isEnabled());
}

TEST_CASE("an empty film or a folder that is not there is told before anything is exported",
          "[desktop][export]")
{
    PanelFilm film;
    QWidget parent;
    const QPointer<QDialog> dialog = open(film, parent);
    CHECK(!child<QPushButton>(*dialog, "export.start").isEnabled());
    CHECK(child<QLabel>(*dialog, "export.what").text().contains("empty"));
    film.place(film.take("shot leaving", 11, "A red balloon.", 6));
    child<QLineEdit>(*dialog, "export.file").setText("/no/such/folder/film.mp4");
    child<QPushButton>(*dialog, "export.start").click();
    CHECK(child<QLabel>(*dialog, "export.message").text().contains("/no/such/folder"));
}

TEST_CASE("closing the project ends an export that runs", "[desktop][export]")
{
    PanelFilm film;
    film.place(film.take("shot leaving", 11, "A red balloon.", 48));
    QWidget parent;
    const QPointer<QDialog> dialog = open(film, parent);
    const auto out = film.folder() / "out.mp4";
    child<QLineEdit>(*dialog, "export.file").setText(QString::fromStdString(out.string()));
    child<QPushButton>(*dialog, "export.start").click();
    film.workspace.close();
    CHECK(!std::filesystem::exists(out));
    CHECK((dialog.isNull() || !dialog->isVisible()));
}
