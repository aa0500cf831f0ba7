#include "app/desktop/media_panel.hpp"
#include "tests/app/desktop/panel_film.hpp"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QDragEnterEvent>
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

void drop(QWidget& panel, const std::filesystem::path& file)
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&panel, &enter); // Qt drops only where something was dragged to
    QDropEvent event(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&panel, &event);
}

bool is_said(const QWidget& panel, const QString& words)
{
    for (const auto* const label : panel.findChildren<QLabel*>()) {
        if (label->text().contains(words)) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("the media panel lists what the project has, each with its state in words",
          "[desktop][media]")
{
    PanelFilm film;
    film.import(film.picture("rabbit.png"));
    film.import(film.footage("harbour.mp4", 36));
    film.take("shot leaving", 11, "A red balloon floats over a meadow.");
    film.failed_take("shot night", "The engine ran out of memory; choose a smaller size.");
    const std::unique_ptr<QWidget> panel(make_media_panel(film.workspace, nullptr));
    auto& list = child<QListWidget>(*panel, "media.list");
    REQUIRE(PanelFilm::until([&] { return list.count() == 4; }));
    QStringList spoken;
    for (int i = 0; i < list.count(); ++i) {
        spoken << list.item(i)->data(Qt::AccessibleTextRole).toString();
    }
    INFO(spoken.join('\n').toStdString());
    CHECK(spoken.filter("night, failed").size() == 1);
    CHECK(spoken.filter("harbour.mp4, 1.5 s · 320 × 180 · ready").size() == 1);
    CHECK(spoken.filter("rabbit.png, still · 320 × 180 · ready").size() == 1);
    CHECK(nameless(*panel).isEmpty());
    const auto pictured = [&] {
        int count = 0;
        for (int i = 0; i < list.count(); ++i) {
            count += list.item(i)->data(Qt::UserRole + 4).value<QImage>().isNull() ? 0 : 1;
        }
        return count == 3;
    };
    CHECK(PanelFilm::until(pictured));
    PanelFilm::grab(*panel, "media", 320, 420);
}

TEST_CASE("what is searched for in the media panel hides the rest", "[desktop][media]")
{
    PanelFilm film;
    film.import(film.picture("rabbit.png"));
    film.failed_take("shot night", "No.");
    const std::unique_ptr<QWidget> panel(make_media_panel(film.workspace, nullptr));
    auto& list = child<QListWidget>(*panel, "media.list");
    REQUIRE(PanelFilm::until([&] { return list.count() == 2; }));
    child<QLineEdit>(*panel, "media.search").setText("RABB");
    CHECK((list.item(0)->isHidden() != list.item(1)->isHidden()));
    child<QLineEdit>(*panel, "media.search").setText("zebra");
    CHECK(is_said(*panel, "zebra"));
}

TEST_CASE("Enter on a piece of media puts it behind the film, with its sound", "[desktop][media]")
{
    PanelFilm film;
    film.import(film.footage("harbour.mp4", 36));
    const auto take = film.take("shot leaving", 11, "A red balloon.");
    const std::unique_ptr<QWidget> panel(make_media_panel(film.workspace, nullptr));
    auto& list = child<QListWidget>(*panel, "media.list");
    REQUIRE(PanelFilm::until([&] { return list.count() == 2; }));
    emit list.itemActivated(list.item(1));
    const auto first = film.workspace.timeline();
    REQUIRE(first->tracks[0]->items.size() == 1);
    CHECK(first->tracks[0]->items.at(0).length == 36);
    CHECK(first->tracks[2]->items.at(0).length == 36 * 2000);
    emit list.itemActivated(list.item(0));
    const auto& item = film.workspace.timeline()->tracks[0]->items.at(1);
    CHECK(std::get<editor::Media>(item.clip->source).take ==
          std::to_string(take)); // for its provenance
}

TEST_CASE("files dropped on the media panel are imported", "[desktop][media]")
{
    PanelFilm film;
    const std::unique_ptr<QWidget> panel(make_media_panel(film.workspace, nullptr));
    int changes = 0;
    QObject::connect(&film.workspace, &Workspace::media_changed, panel.get(), [&] { ++changes; });
    drop(*panel, film.picture("rabbit.png"));
    auto& list = child<QListWidget>(*panel, "media.list");
    CHECK(PanelFilm::until([&] { return list.count() == 1; }));
    CHECK(changes == 1);
}

TEST_CASE("captions dropped on the media panel come onto the timeline in their language",
          "[desktop][media][captions]")
{
    PanelFilm film;
    const std::unique_ptr<QWidget> panel(make_media_panel(film.workspace, nullptr));
    const auto file = film.folder() / "film.de.srt";
    std::ofstream(file) << "1\n00:00:00,000 --> 00:00:01,000\nWo ist es?\n";
    drop(*panel, file);
    const auto& tracks = film.workspace.timeline()->tracks;
    const auto found = std::find_if(
        tracks.begin(), tracks.end(), [](const auto& track) { return track->language == "de"; });
    REQUIRE(found != tracks.end());
    CHECK((*found)->items.at(0).clip->name == "Wo ist es?");
    CHECK(film.workspace.undo_label() == "Import film.de.srt");
    std::ofstream(film.folder() / "bad.srt") << "1\nnothing\n";
    drop(*panel, film.folder() / "bad.srt");
    CHECK(film.told().filter("bad.srt, line 2").size() == 1);
}

TEST_CASE("a file that is no media is told in a sentence and changes nothing", "[desktop][media]")
{
    PanelFilm film;
    const std::unique_ptr<QWidget> panel(make_media_panel(film.workspace, nullptr));
    const auto file = film.folder() / "broken.mp4";
    std::ofstream(file) << "not a film at all";
    drop(*panel, file);
    CHECK(PanelFilm::until([&] { return is_said(*panel, "broken.mp4"); }));
    CHECK(child<QListWidget>(*panel, "media.list").count() == 0);
}

TEST_CASE("an empty media panel says what to do and offers it", "[desktop][media]")
{
    PanelFilm film;
    const std::unique_ptr<QWidget> panel(make_media_panel(film.workspace, nullptr));
    PanelFilm::grab(*panel, "media-empty", 320, 360);
    // the list is read on a thread of its own
    CHECK(PanelFilm::until([&] { return child<QPushButton>(*panel, "media.first").isVisible(); }));
    film.workspace.close();
    CHECK(child<QListWidget>(*panel, "media.list").count() == 0);
}
