#include "editor/edits/trim.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

TEST_CASE("a ripple trim moves every later clip, picture and linked sound", "[editor][trim]")
{
    const Timeline film = linked_film("ABC");
    const auto trim = [&](Edge edge, std::int64_t forward) {
        return around(film, [&](const Timeline& t) {
            return ripple_trim(t, id_of(t, "V1", "B"), edge, forward);
        });
    };
    for (const char* track : {"V1", "A1"}) {
        CHECK(picture(trim(Edge::tail, -3), track) == "A10 B7 C10");
        CHECK(picture(trim(Edge::tail, 4), track) == "A10 B14 C10");
        CHECK(picture(trim(Edge::head, 3), track) == "A10 B7@8 C10");
        CHECK(picture(trim(Edge::head, -5), track) == "A10 B15@0 C10");
    }
    CHECK_FALSE(ripple_trim(film, id_of(film, "V1", "B"), Edge::tail, 6)); // the handle is 5
    CHECK_FALSE(ripple_trim(film, id_of(film, "V1", "B"), Edge::head, -6));
    CHECK_FALSE(ripple_trim(film, id_of(film, "V1", "B"), Edge::tail, -10));
}

TEST_CASE("an overwriting trim leaves a gap or lies over its neighbour, and moves nothing",
          "[editor][trim]")
{
    const Timeline film = linked_film("ABC");
    const auto trim = [&](Edge edge, std::int64_t forward) {
        return around(film, [&](const Timeline& t) {
            return overwrite_trim(t, id_of(t, "V1", "B"), edge, forward);
        });
    };
    for (const char* track : {"V1", "A1"}) {
        CHECK(picture(trim(Edge::tail, -3), track) == "A10 B7 .3 C10");
        CHECK(picture(trim(Edge::tail, 4), track) == "A10 B14 C6@9");
        CHECK(picture(trim(Edge::head, -5), track) == "A5 B15@0 C10");
    }
    CHECK_FALSE(overwrite_trim(film, id_of(film, "V1", "B"), Edge::tail, 6)); // the handle is 5
    CHECK_FALSE(overwrite_trim(film, id_of(film, "V1", "B"), Edge::tail, -10));
}

TEST_CASE("sound trimmed alone makes an L cut and leaves the picture", "[editor][trim]")
{
    const Timeline film = linked_film("AB");
    const Timeline after =
        around(film, [](const Timeline& t) { return roll(t, id_of(t, "A1", "B"), 3 * 2000); });
    CHECK(picture(after, "V1") == "A10 B10");
    CHECK(picture(after, "A1") == "A13 B7@8");
}

TEST_CASE("a roll moves a cut and keeps the film's length", "[editor][trim]")
{
    const Timeline film = linked_film("ABC");
    const Timeline after =
        around(film, [](const Timeline& t) { return roll(t, id_of(t, "V1", "B"), -4); });
    CHECK(picture(after, "V1") == "A6 B14@1 C10");
    CHECK(picture(after, "A1") == "A6 B14@1 C10");
    CHECK_FALSE(roll(film, id_of(film, "V1", "B"), 6));
    CHECK_FALSE(roll(film, id_of(film, "V1", "A"), 1)); // nothing in front
}

TEST_CASE("a slip shows another part in the same place", "[editor][trim]")
{
    const Timeline film = linked_film("ABC");
    const Timeline after =
        around(film, [](const Timeline& t) { return slip(t, id_of(t, "V1", "B"), 3); });
    CHECK(picture(after, "V1") == "A10 B10@8 C10");
    CHECK(picture(after, "A1") == "A10 B10@8 C10");
    CHECK_FALSE(slip(film, id_of(film, "V1", "B"), 6));
    CHECK_FALSE(slip(film, id_of(film, "V1", "B"), -6));
}

TEST_CASE("a slide moves a clip between its neighbours", "[editor][trim]")
{
    const Timeline film = linked_film("ABC");
    const Timeline after =
        around(film, [](const Timeline& t) { return slide(t, id_of(t, "V1", "B"), 2); });
    CHECK(picture(after, "V1") == "A12 B10 C8@7");
    CHECK(picture(after, "A1") == "A12 B10 C8@7");
    CHECK_FALSE(slide(film, id_of(film, "V1", "B"), 6));
    CHECK_FALSE(slide(film, id_of(film, "V1", "A"), -1));
}

TEST_CASE("sliding the first clip later opens a gap in front of it", "[editor][trim]")
{
    const Timeline film = linked_film("AB");
    const Timeline after =
        around(film, [](const Timeline& t) { return slide(t, id_of(t, "V1", "A"), 2); });
    CHECK(picture(after, "V1") == ".2 A10 B8@7");
    CHECK(picture(after, "A1") == ".2 A10 B8@7");
}
