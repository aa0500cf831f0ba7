#include "app/desktop/inspector.hpp"
#include "app/desktop/takes_panel.hpp"
#include "editor/edits/captions.hpp"
#include "editor/edits/place.hpp"
#include "storage/takes_table.hpp"
#include "tests/app/desktop/panel_film.hpp"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFocusEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace rushlight;
using namespace rushlight::app;

namespace {

const editor::Clip& clip_of(const PanelFilm& film, editor::Id id)
{
    return *editor::item_at(*film.workspace.timeline(),
                            *editor::find_item(*film.workspace.timeline(), id))
                .clip;
}

std::string take_of(const PanelFilm& film, editor::Id id)
{
    return std::get<editor::Media>(clip_of(film, id).source).take;
}

} // namespace

TEST_CASE("the inspector shows a generated clip with its recipe and its takes",
          "[desktop][inspector]")
{
    PanelFilm film;
    film.take("shot leaving", 11, "A red balloon.");
    const auto id = film.place(
        film.take("shot leaving", 12, "A red balloon floats over a meadow at golden hour."));
    const std::unique_ptr<QWidget> panel(make_inspector(film.workspace, nullptr));
    PanelFilm::grab(*panel, "inspector", 320, 900);
    CHECK(child<QLineEdit>(*panel, "inspector.name").text() == "leaving");
    CHECK(child<QListWidget>(*panel, "takes.list").count() == 2);
    QStringList texts;
    for (const auto* const label : panel->findChildren<QLabel*>()) {
        texts << label->text();
    }
    CHECK(texts.contains("12"));
    CHECK(texts.filter("golden hour. Soft light.").size() == 1);
    CHECK(texts.filter("kind: balloon").size() == 1);
    CHECK(nameless(*panel).isEmpty());
    film.workspace.select({});
    CHECK(!child<QLineEdit>(*panel, "inspector.name").isVisible());
    CHECK(clip_of(film, id).name == "leaving");
}

TEST_CASE("what is changed in the inspector becomes an edit that can be undone",
          "[desktop][inspector]")
{
    PanelFilm film;
    const auto id = film.place(film.take("shot leaving", 11, "A red balloon."));
    const std::unique_ptr<QWidget> panel(make_inspector(film.workspace, nullptr));
    panel->show();
    auto& name = child<QLineEdit>(*panel, "inspector.name");
    name.selectAll();
    QTest::keyClicks(&name, "goodbye");
    QTest::keyClick(&name, Qt::Key_Return);
    CHECK(clip_of(film, id).name == "goodbye");
    child<QDoubleSpinBox>(*panel, "inspector.opacity").setValue(40);
    child<QDoubleSpinBox>(*panel, "inspector.scale").setValue(150);
    child<QDoubleSpinBox>(*panel, "inspector.fade_in").setValue(0.5);
    child<QDoubleSpinBox>(*panel, "inspector.speed").setValue(200);
    const auto number = [&](const char* effect, const char* parameter) {
        for (const auto& one : clip_of(film, id).effects) {
            if (one.effect == effect) {
                return editor::number_at(one, parameter, 0, -1);
            }
        }
        return -2.0;
    };
    CHECK(number("opacity", "opacity") == Approx(0.4));
    CHECK(number("transform", "scale") == Approx(1.5));
    CHECK(clip_of(film, id).fade_in == 12);
    CHECK(clip_of(film, id).speed == assets::Time(2));
    for (const auto& one : clip_of(film, id).effects) { // the fit that the clip had is kept
        if (one.effect == "transform") {
            CHECK(editor::text_of(one, "fit", "") == "fill");
        }
    }
    film.workspace.undo();
    CHECK(clip_of(film, id).speed == assets::Time(1));
    CHECK(child<QDoubleSpinBox>(*panel, "inspector.speed").value() == 100);
}

TEST_CASE("a value that does not fit is told and the field shows what is", "[desktop][inspector]")
{
    PanelFilm film;
    film.place(film.take("shot leaving", 11, "A red balloon."));
    const std::unique_ptr<QWidget> panel(make_inspector(film.workspace, nullptr));
    auto& fade = child<QDoubleSpinBox>(*panel, "inspector.fade_in");
    fade.setValue(500);
    CHECK(fade.value() == 0);
    CHECK(film.told().filter("does not fit").size() == 1);
}

TEST_CASE("a title's words are changed in the inspector", "[desktop][inspector]")
{
    PanelFilm film;
    film.workspace.commit(editor::insert_title(*film.workspace.timeline(), 0, 48, {"The balloon"}),
                          "Title");
    editor::Id id = 0;
    for (const auto& track : film.workspace.timeline()->tracks) {
        for (std::size_t i = 0; i < track->items.size(); ++i) {
            id = track->items.at(i).clip ? track->items.at(i).id : id;
        }
    }
    film.workspace.select({id});
    const std::unique_ptr<QWidget> panel(make_inspector(film.workspace, nullptr));
    PanelFilm::grab(*panel, "inspector-title", 320, 760);
    auto& text = child<QPlainTextEdit>(*panel, "inspector.text");
    QTest::keyClicks(&text, "Goodbye. ");
    QFocusEvent left(QEvent::FocusOut);
    QApplication::sendEvent(&text, &left);
    CHECK(std::get<editor::Title>(clip_of(film, id).source).text == "Goodbye. The balloon");
}

TEST_CASE("a caption's words, style and speaker are changed in the inspector",
          "[desktop][inspector][captions]")
{
    PanelFilm film;
    editor::CaptionStyle loud;
    loud.name = "Loud";
    film.workspace.commit(editor::set_caption_style(*film.workspace.timeline(), loud), "Style");
    film.workspace.commit(
        editor::insert_caption(
            *film.workspace.timeline(), 0, 48, {{{"Where is it?", ""}}, {}, ""}, "en"),
        "Caption");
    editor::Id id = 0;
    for (const auto& track : film.workspace.timeline()->tracks) {
        id = editor::holds_captions(*track) ? track->items.at(0).id : id;
    }
    film.workspace.select({id});
    const std::unique_ptr<QWidget> panel(make_inspector(film.workspace, nullptr));
    PanelFilm::grab(*panel, "inspector-caption", 320, 760);
    const auto caption = [&] {
        return std::get<editor::Caption>(clip_of(film, id).source);
    };
    auto& text = child<QPlainTextEdit>(*panel, "inspector.caption");
    QTest::keyClicks(&text, "Oh. ");
    QFocusEvent left(QEvent::FocusOut);
    QApplication::sendEvent(&text, &left);
    CHECK(editor::text_of(caption()) == "Oh. Where is it?");
    auto& style = child<QComboBox>(*panel, "inspector.caption_style");
    style.setCurrentIndex(style.findText("Loud"));
    emit style.activated(style.currentIndex());
    CHECK(caption().runs.at(0).style == "Loud");
    auto& speaker = child<QLineEdit>(*panel, "inspector.speaker");
    QTest::keyClicks(&speaker, "Mara");
    QTest::keyClick(&speaker, Qt::Key_Return);
    CHECK(caption().speaker == "Mara");
    CHECK(nameless(*panel).isEmpty());
    text.selectAll();
    QTest::keyClick(&text, Qt::Key_Delete);
    QApplication::sendEvent(&text, &left);
    CHECK(film.told().filter("needs words").size() == 1);
    CHECK(text.toPlainText() == "Oh. Where is it?");
    CHECK(editor::text_of(caption()) == "Oh. Where is it?");
}

TEST_CASE("stepping through takes shows the next one made, around the end", "[desktop][takes]")
{
    PanelFilm film;
    const auto first = film.take("shot leaving", 11, "A red balloon.");
    film.failed_take("shot leaving", "The engine ran out of memory.");
    const auto second = film.take("shot leaving", 12, "A red balloon.");
    const auto id = film.place(second);
    step_take(film.workspace, 1);
    CHECK(take_of(film, id) == std::to_string(first));
    CHECK(storage::find_take(film.workspace.project().database(), first)->chosen);
    step_take(film.workspace, -1);
    CHECK(take_of(film, id) == std::to_string(second));
    film.workspace.undo();
    CHECK(take_of(film, id) == std::to_string(first));
}

TEST_CASE("a take that is too short for its clip is not used, and it says so", "[desktop][takes]")
{
    PanelFilm film;
    const auto brief = film.take("shot leaving", 11, "A red balloon.", 6);
    const auto id = film.place(film.take("shot leaving", 12, "A red balloon."));
    use_take(film.workspace, brief);
    CHECK(take_of(film, id) != std::to_string(brief));
    CHECK(film.told().filter("shorter").size() == 1);
    use_take(film.workspace, 999);
    CHECK(film.told().filter("not made").size() == 1);
}

TEST_CASE("stars given to a take are kept", "[desktop][takes]")
{
    PanelFilm film;
    const auto take = film.take("shot leaving", 11, "A red balloon.");
    film.place(take);
    const std::unique_ptr<QWidget> panel(make_takes_panel(film.workspace, nullptr));
    child<QListWidget>(*panel, "takes.list").setCurrentRow(0);
    emit child<QComboBox>(*panel, "takes.rating").activated(4);
    CHECK(storage::find_take(film.workspace.project().database(), take)->rating == 4);
    CHECK(child<QListWidget>(*panel, "takes.list")
              .item(0)
              ->text()
              .endsWith(QString(4, QChar(0x2605))));
}

TEST_CASE("effects are added, changed, switched off and removed in the inspector",
          "[desktop][inspector][effect]")
{
    PanelFilm film;
    const auto id = film.place(film.take("shot leaving", 11, "A red balloon."));
    const std::unique_ptr<QWidget> panel(make_inspector(film.workspace, nullptr));
    panel->show();
    const auto effects = [&] {
        std::vector<editor::Effect> own;
        for (const auto& one : clip_of(film, id).effects) {
            if (one.effect != "transform") {
                own.push_back(one);
            }
        }
        return own;
    };
    auto& add = child<QComboBox>(*panel, "inspector.add_effect");
    const auto add_one = [&](const char* name) {
        emit add.activated(add.findData(QString::fromLatin1(name)));
    };
    add_one("colour");
    add_one("vignette");
    REQUIRE(effects().size() == 2);
    // the clip's transform has place 0
    child<QDoubleSpinBox>(*panel, "inspector.effect1.exposure").setValue(1.5);
    child<QSlider>(*panel, "inspector.effect2.amount.slider").setValue(1000);
    CHECK(editor::number_at(effects()[0], "exposure", 0, 0) == Approx(1.5));
    CHECK(editor::number_at(effects()[1], "amount", 0, 0) == Approx(1));
    CHECK(child<QDoubleSpinBox>(*panel, "inspector.effect2.amount").value() == Approx(100));
    child<QCheckBox>(*panel, "inspector.effect1.on").click();
    CHECK_FALSE(effects()[0].enabled);
    PanelFilm::grab(*panel, "inspector-effects", 320, 1400);
    CHECK(nameless(*panel).isEmpty());
    child<QToolButton>(*panel, "inspector.effect2.earlier").click();
    CHECK(effects()[0].effect == "vignette");
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    child<QToolButton>(*panel, "inspector.effect1.remove").click();
    REQUIRE(effects().size() == 1);
    CHECK(effects()[0].effect == "colour");
    film.workspace.undo();
    CHECK(effects().size() == 2);
}
