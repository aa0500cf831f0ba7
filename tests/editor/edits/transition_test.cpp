#include "editor/edits/remove.hpp"
#include "editor/edits/transition.hpp"
#include "editor/edits/trim.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

TEST_CASE("a transition changes no length", "[editor][transition]")
{
    const Timeline film = linked_film("AB");
    const Timeline after = around(film, [](const Timeline& t) {
        return set_transition(t, id_of(t, "V1", "B"), {"dissolve", 3, 4});
    });
    CHECK(picture(after, "V1") == "A10 ~3+4 B10");
    const Timeline without =
        around(after, [](const Timeline& t) { return remove_transition(t, id_of(t, "V1", "B")); });
    CHECK(without == film);
}

TEST_CASE("with too few handles a transition becomes the longest that fits", "[editor][transition]")
{
    const Timeline film = linked_film("AB");
    const Timeline after = around(film, [](const Timeline& t) {
        return set_transition(t, id_of(t, "V1", "B"), {"dissolve", 8, 8});
    });
    CHECK(picture(after, "V1") == "A10 ~5+5 B10"); // handles of 5 frames
    CHECK_FALSE(set_transition(film, id_of(film, "V1", "A"), {"dissolve", 3, 3}));
    CHECK_FALSE(set_transition(film, id_of(film, "V1", "B"), {"dissolve", 0, 0}));
}

TEST_CASE("an edit beside a transition shortens it to what still fits", "[editor][transition]")
{
    const Timeline film = *set_transition(
        linked_film("ABC"), id_of(linked_film("ABC"), "V1", "B"), {"dissolve", 4, 4});
    const Timeline trimmed = around(film, [](const Timeline& t) {
        return ripple_trim(t, id_of(t, "V1", "B"), Edge::tail, -7);
    });
    CHECK(picture(trimmed, "V1") == "A10 ~4+3 B3 C10");
    const Timeline lifted =
        around(film, [](const Timeline& t) { return lift(t, {id_of(t, "V1", "B")}); });
    CHECK(picture(lifted, "V1") == "A10 .10 C10");
}

TEST_CASE("two transitions of one clip never overlap", "[editor][transition]")
{
    const Timeline film = linked_film("ABC");
    const Timeline one = *set_transition(film, id_of(film, "V1", "B"), {"dissolve", 5, 5});
    const Timeline narrow =
        *ripple_trim(one, id_of(film, "V1", "B"), Edge::tail, -3); // 7 frames, 5 taken
    const Timeline two = around(narrow, [](const Timeline& t) {
        return set_transition(t, id_of(t, "V1", "C"), {"dissolve", 5, 5});
    });
    CHECK(picture(two, "V1") == "A10 ~5+5 B7 ~2+5 C10");
}
