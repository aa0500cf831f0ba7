#include "editor/edits/move.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

TEST_CASE("a clip moved to another track takes its sound along", "[editor][move]")
{
    const Timeline film = linked_film("ABC");
    const Timeline after = around(film, [](const Timeline& t) {
        return move(t, id_of(t, "V1", "B"), track_id(t, "V2"), 25);
    });
    CHECK(picture(after, "V1") == "A10 .10 C10");
    CHECK(picture(after, "V2") == ".25 B10");
    CHECK(picture(after, "A1") == "A10 .10 C5 B10"); // the sound lands on its own track
}

TEST_CASE("a clip cannot begin before the film or change the kind of track", "[editor][move]")
{
    const Timeline film = linked_film("AB");
    CHECK_FALSE(move(film, id_of(film, "V1", "B"), track_id(film, "V1"), -1));
    CHECK_FALSE(move(film, id_of(film, "V1", "B"), track_id(film, "A1"), 0));
    CHECK_FALSE(move(film, 4711, track_id(film, "V1"), 0));
}
