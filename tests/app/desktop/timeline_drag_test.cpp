// Cutting with the mouse: what a drag on the timeline does to the film.
#include "app/desktop/timeline_view.hpp"
#include "tests/app/desktop/window.hpp"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QTest>

using namespace rushlight;
using namespace rushlight::app;

namespace {

/// A window with three clips of 48 frames on V1, and the mouse over its timeline.
struct Hand {
    Hand()
    {
        bench.open_film();
        view = &bench.window().timeline_view();
        view->fit();
        QApplication::processEvents();
    }

    [[nodiscard]] const editor::Timeline& film() { return *bench.workspace().timeline(); }

    [[nodiscard]] editor::Id clip(std::size_t n) { return film().tracks[0]->items.at(n).id; }

    /// Start and length of a clip, and its track.
    [[nodiscard]] std::array<std::int64_t, 3> place(editor::Id id)
    {
        const auto found = editor::find_item(film(), id);
        REQUIRE(found);
        return {editor::start_of(film(), *found),
                editor::item_at(film(), *found).length,
                static_cast<std::int64_t>(found->track)};
    }

    [[nodiscard]] QPoint middle(editor::Id id) const { return view->box_of(id).center().toPoint(); }

    /// Pixels of so many frames.
    [[nodiscard]] int px(std::int64_t frames) const
    {
        return static_cast<int>(std::lround(view->x_of(frames) - view->x_of(0)));
    }

    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys = {})
    {
        QTest::mousePress(view, Qt::LeftButton, keys, from);
        for (int n = 1; n <= 4; ++n) { // QTest's move has no buttons down
            const QPoint at = from + (to - from) * n / 4;
            QMouseEvent move(
                QEvent::MouseMove, at, view->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, keys);
            QApplication::sendEvent(view, &move);
        }
        QTest::mouseRelease(view, Qt::LeftButton, keys, to);
    }

    Bench bench;
    TimelineView* view = nullptr;
};

} // namespace

TEST_CASE("a clip dragged to another track lies there, and undo brings it back",
          "[desktop][timeline]")
{
    Hand hand;
    const auto before = hand.bench.workspace().timeline();
    const auto second = hand.clip(1);
    const int up = track_height + 2; // V2 stands above V1
    hand.drag(hand.middle(second), hand.middle(second) - QPoint(0, up));
    CHECK(hand.place(second) == std::array<std::int64_t, 3>{48, 48, 1});
    CHECK(hand.bench.workspace().undo_label() == "Move clip");
    hand.bench.workspace().undo();
    CHECK(*hand.bench.workspace().timeline() == *before);
}

TEST_CASE("a clip dragged close to a cut snaps to it, and without snapping it does not",
          "[desktop][timeline]")
{
    Hand hand;
    const auto third = hand.clip(2);
    const auto first = hand.clip(0);
    const int off = 5; // px beyond the film's end, within reach of it
    const QPoint to = hand.middle(first) + QPoint(hand.px(144) + off, 0);
    hand.drag(hand.middle(first), to);
    CHECK(hand.place(first)[0] == 144);
    hand.bench.workspace().undo();
    hand.view->set_snapping(false);
    hand.drag(hand.middle(first), to);
    CHECK(hand.place(first)[0] == 144 + hand.view->frame_at(hand.view->x_of(0) + off));
    CHECK(hand.place(first)[0] > 144);
    CHECK(hand.place(third) == std::array<std::int64_t, 3>{96, 48, 0});
}

TEST_CASE("dragging the tail of a clip trims it and leaves the others where they are",
          "[desktop][timeline]")
{
    Hand hand;
    hand.view->set_snapping(false);
    const auto second = hand.clip(1);
    const auto third = hand.clip(2);
    const QRectF box = hand.view->box_of(second);
    const QPoint tail(static_cast<int>(box.right()) - 3, static_cast<int>(box.center().y()));
    hand.drag(tail, tail - QPoint(hand.px(12), 0));
    CHECK(hand.place(second) == std::array<std::int64_t, 3>{48, 36, 0});
    CHECK(hand.place(third)[0] == 96);
    CHECK(hand.bench.workspace().undo_label() == "Trim");
}

TEST_CASE("dragging the head of a clip with Ctrl held ripples what lies behind it",
          "[desktop][timeline]")
{
    Hand hand;
    hand.view->set_snapping(false);
    const auto second = hand.clip(1);
    const auto third = hand.clip(2);
    const QRectF box = hand.view->box_of(second);
    const QPoint head(static_cast<int>(box.left()) + 3, static_cast<int>(box.center().y()));
    hand.drag(head, head + QPoint(hand.px(12), 0), Qt::ControlModifier);
    CHECK(hand.place(second) == std::array<std::int64_t, 3>{48, 36, 0});
    CHECK(hand.place(third)[0] == 84);
}

TEST_CASE("the roll tool moves a cut and keeps the film's length", "[desktop][timeline]")
{
    Hand hand;
    hand.view->set_snapping(false);
    hand.view->set_tool(TimelineTool::roll);
    const auto first = hand.clip(0);
    const auto second = hand.clip(1);
    const QRectF box = hand.view->box_of(second);
    const QPoint cut(static_cast<int>(box.left()) + 2, static_cast<int>(box.center().y()));
    hand.drag(cut, cut - QPoint(hand.px(12), 0));
    CHECK(hand.place(first)[1] == 36);
    CHECK(hand.place(second) == std::array<std::int64_t, 3>{36, 60, 0});
    CHECK(editor::length(hand.film()) == 144);
}

TEST_CASE("the razor cuts the clip under the mouse", "[desktop][timeline]")
{
    Hand hand;
    hand.view->set_tool(TimelineTool::razor);
    const QRectF box = hand.view->box_of(hand.clip(1));
    const QPoint at(static_cast<int>(hand.view->x_of(60)), static_cast<int>(box.center().y()));
    QTest::mouseClick(hand.view, Qt::LeftButton, {}, at);
    REQUIRE(hand.film().tracks[0]->items.size() == 4);
    CHECK(std::abs(hand.film().tracks[0]->items.at(1).length - 12) <= 1);
}

TEST_CASE("Escape in the middle of a drag leaves the film as it was", "[desktop][timeline]")
{
    Hand hand;
    const auto before = hand.bench.workspace().timeline();
    const QPoint from = hand.middle(hand.clip(1));
    QTest::mousePress(hand.view, Qt::LeftButton, {}, from);
    const QPoint to = from + QPoint(hand.px(200), 0);
    QMouseEvent move(QEvent::MouseMove,
                     to,
                     hand.view->mapToGlobal(to),
                     Qt::NoButton,
                     Qt::LeftButton,
                     Qt::NoModifier);
    QApplication::sendEvent(hand.view, &move);
    QTest::keyClick(hand.view, Qt::Key_Escape);
    QTest::mouseRelease(hand.view, Qt::LeftButton, {}, to);
    CHECK(*hand.bench.workspace().timeline() == *before);
}

TEST_CASE("dragging along the ruler moves the playhead to the frame under the mouse",
          "[desktop][timeline]")
{
    Hand hand;
    const QPoint from(static_cast<int>(hand.view->x_of(10)) + 1, 8);
    const QPoint to(static_cast<int>(hand.view->x_of(100)) + 1, 8);
    hand.drag(from, to);
    CHECK(hand.bench.workspace().playhead() == hand.view->frame_at(to.x()));
    CHECK(std::abs(hand.bench.workspace().playhead() - 100) <= 1);
}
