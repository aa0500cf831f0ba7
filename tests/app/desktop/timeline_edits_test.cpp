// What commands do to the film: keys and menus, without a mouse.
#include "app/desktop/commands.hpp"
#include "app/desktop/timeline_edits.hpp"
#include "editor/edits/place.hpp"
#include "tests/app/desktop/window.hpp"

#include <catch2/catch.hpp>

using namespace rushlight;
using namespace rushlight::app;

namespace {

/// A window with three clips of 48 frames on V1.
struct Desk {
    Desk() { bench.open_film(); }

    [[nodiscard]] Workspace& workspace() { return bench.workspace(); }

    void press(const char* id) { bench.window().commands().of(id)->trigger(); }

    [[nodiscard]] editor::Id clip(std::size_t n)
    {
        return workspace().timeline()->tracks[0]->items.at(n).id;
    }

    /// Lengths of V1's items; gaps negative.
    [[nodiscard]] std::vector<std::int64_t> lengths()
    {
        std::vector<std::int64_t> all;
        const auto& items = workspace().timeline()->tracks[0]->items;
        for (std::size_t i = 0; i < items.size(); ++i) {
            all.push_back(items.at(i).is_gap() ? -items.at(i).length : items.at(i).length);
        }
        return all;
    }

    Bench bench;
};

using Lengths = std::vector<std::int64_t>;

} // namespace

TEST_CASE("a through edit is joined again by its command", "[desktop][timeline]")
{
    Desk desk;
    desk.workspace().set_playhead(10);
    desk.press("edit.split");
    REQUIRE(desk.lengths() == Lengths{10, 38, 48, 48});
    desk.workspace().select({desk.clip(2)});
    desk.press("edit.join");
    CHECK(desk.lengths() == Lengths{10, 38, 48, 48}); // that is a cut
    desk.workspace().select({desk.clip(1)});
    desk.press("edit.join");
    CHECK(desk.lengths() == Lengths{48, 48, 48});
    CHECK(desk.workspace().undo_label() == "Join");
}

TEST_CASE("clips are duplicated and swapped with the next by their commands", "[desktop][timeline]")
{
    Desk desk;
    const editor::Id first = desk.clip(0), second = desk.clip(1);
    desk.workspace().select({first});
    desk.press("edit.swap");
    CHECK(desk.clip(0) == second);
    CHECK(desk.clip(1) == first);
    desk.press("edit.duplicate");
    CHECK(desk.lengths() == Lengths{48, 48, 48, 48});
    desk.workspace().undo();
    desk.workspace().undo();
    CHECK(desk.clip(0) == first);
}

TEST_CASE("in to out is lifted and extracted, and without them one is told to set them",
          "[desktop][timeline]")
{
    Desk desk;
    QString told;
    QObject::connect(
        &desk.workspace(), &Workspace::told, [&](const QString& text) { told = text; });
    desk.press("edit.lift-range");
    CHECK(told.contains("in and an out point"));
    desk.workspace().set_in_out(40, 60);
    desk.press("edit.lift-range");
    CHECK(desk.lengths() == Lengths{40, -20, 36, 48});
    desk.workspace().undo();
    desk.press("edit.extract-range");
    CHECK(desk.lengths() == Lengths{40, 36, 48});
    CHECK(desk.workspace().playhead() == 40);
    CHECK_FALSE(desk.workspace().in_point());
}

TEST_CASE("neighbours that are nudged together keep their frames", "[desktop][timeline]")
{
    Desk desk;
    desk.workspace().select({desk.clip(1), desk.clip(2)});
    desk.press("edit.nudge-right");
    CHECK(desk.lengths() == Lengths{48, -1, 48, 48});
    desk.workspace().select({desk.clip(2), desk.clip(3)});
    desk.press("edit.nudge-left");
    CHECK(desk.lengths() == Lengths{48, 48, 48});
}

TEST_CASE("a marker stands at the playhead", "[desktop][timeline]")
{
    Desk desk;
    desk.workspace().set_playhead(30);
    desk.press("edit.marker");
    REQUIRE(desk.workspace().timeline()->markers.size() == 1);
    CHECK(desk.workspace().timeline()->markers[0].frame == 30);
}

TEST_CASE("trimming to the playhead ripples and follows the cut", "[desktop][timeline]")
{
    Desk desk;
    desk.workspace().set_playhead(58);
    desk.press("edit.trim-head");
    CHECK(desk.lengths() == Lengths{48, 38, 48});
    CHECK(desk.workspace().playhead() == 48);
    desk.workspace().set_playhead(60);
    desk.press("edit.trim-tail");
    CHECK(desk.lengths() == Lengths{48, 12, 48});
}

TEST_CASE("a clip that an edit before took along does not keep the others from going",
          "[desktop][timeline]")
{
    Desk desk;
    const auto titled = editor::insert_title(
        *desk.workspace().timeline(), 4, 20, editor::Title{"Over the first clip"}, 0);
    REQUIRE(titled);
    const auto title = titled->tracks[1]->items.at(1).id;
    REQUIRE(desk.workspace().commit(titled, "Title"));
    desk.workspace().select({desk.clip(0), title});
    desk.press("edit.extract");
    CHECK(desk.lengths() == Lengths{48, 48});
}
