#include "editor/edits/remove.hpp"
#include "editor/edits/split.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

TEST_CASE("a lift leaves gaps, in the linked sound too", "[editor][remove]")
{
    const Timeline film = linked_film("ABC");
    const Timeline after =
        around(film, [](const Timeline& t) { return lift(t, {id_of(t, "V1", "B")}); });
    CHECK(picture(after, "V1") == "A10 .10 C10");
    CHECK(picture(after, "A1") == "A10 .10 C10");
}

TEST_CASE("lifting the last clips shortens the film", "[editor][remove]")
{
    const Timeline film = linked_film("ABC");
    const Timeline after = around(film, [](const Timeline& t) {
        return lift(t, {id_of(t, "V1", "B"), id_of(t, "V1", "C")});
    });
    CHECK(picture(after, "V1") == "A10");
    CHECK(length(after) == 10);
}

TEST_CASE("an extract closes up on every track with sync", "[editor][remove]")
{
    const Timeline film = linked_film("ABC");
    const Timeline after =
        around(film, [](const Timeline& t) { return extract(t, id_of(t, "V1", "B")); });
    CHECK(picture(after, "V1") == "A10 C10");
    CHECK(picture(after, "A1") == "A10 C10");
}

TEST_CASE("a range can be lifted or extracted across clips", "[editor][remove]")
{
    const Timeline film = linked_film("ABC");
    const Timeline lifted =
        around(film, [](const Timeline& t) { return lift_range(t, 5, 15, {track_id(t, "V1")}); });
    CHECK(picture(lifted, "V1") == "A5 .10 B5@10 C10");
    CHECK(picture(lifted, "A1") == "A10 B10 C10");
    const Timeline extracted =
        around(film, [](const Timeline& t) { return extract_range(t, 5, 15); });
    CHECK(picture(extracted, "V1") == "A5 B5@10 C10");
    CHECK(picture(extracted, "A1") == "A5 B5@10 C10");
    CHECK_FALSE(extract_range(film, 5, 5));
}

TEST_CASE("a gap closes where nothing lies beside it", "[editor][remove]")
{
    const Timeline film = *lift(linked_film("ABC"), {id_of(linked_film("ABC"), "V1", "B")});
    const Timeline after =
        around(film, [](const Timeline& t) { return close_gap(t, id_of(t, "V1", ".")); });
    CHECK(picture(after, "V1") == "A10 C10");
    CHECK(picture(after, "A1") == "A10 C10");
    const Timeline only_picture = *lift_range(linked_film("ABC"), 10, 20, {track_id(film, "V1")});
    CHECK_FALSE(close_gap(only_picture, id_of(only_picture, "V1", ".")));
    CHECK_FALSE(close_gap(film, id_of(film, "V1", "A")));
}

TEST_CASE("a split leaves a through edit whose right halves stay linked", "[editor][split]")
{
    const Timeline film = linked_film("AB");
    const Timeline after = around(film, [](const Timeline& t) {
        return split(t, 4, {track_id(t, "V1"), track_id(t, "A1")});
    });
    CHECK(picture(after, "V1") == "A4 A6@9 B10");
    CHECK(picture(after, "A1") == "A4 A6@9 B10");
    const Item& right = after.tracks[0]->items.at(1);
    const Item& right_sound = after.tracks[2]->items.at(1);
    CHECK(right.clip->link == right_sound.clip->link);
    CHECK(right.clip->link != after.tracks[0]->items.at(0).clip->link);
    CHECK_FALSE(split(film, 10, {track_id(film, "V1")})); // there is a cut already
    CHECK_FALSE(split(film, 400, {track_id(film, "V1")}));
}
