#include "editor/edits/attributes.hpp"
#include "editor/edits/snap.hpp"
#include "editor/edits/speed.hpp"
#include "editor/edits/tracks.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

TEST_CASE("speed changes the length and keeps the part of the source", "[editor][speed]")
{
    const Timeline film = linked_film("AB");
    const Timeline fast =
        around(film, [](const Timeline& t) { return set_speed(t, id_of(t, "V1", "A"), 2); });
    CHECK(picture(fast, "V1") == "A5 B10");
    CHECK(picture(fast, "A1") == "A5 B10");
    const Timeline slow = around(
        film, [](const Timeline& t) { return set_speed(t, id_of(t, "V1", "A"), Time(1, 2)); });
    CHECK(picture(slow, "V1") == "A20 B10");
    CHECK_FALSE(set_speed(film, id_of(film, "V1", "A"), 0));
    CHECK_FALSE(set_speed(film, id_of(film, "V1", "A"), Time(1, 1 << 21)));
    CHECK_FALSE(set_speed(film, id_of(film, "V1", "A"), 11)); // less than a frame
}

TEST_CASE("another take takes the place of a clip and of its sound", "[editor][take]")
{
    const Timeline film = linked_film("A");
    const Media take{"asset A2", "take 2", Time(20, 24)};
    const Timeline after =
        around(film, [&](const Timeline& t) { return choose_take(t, id_of(t, "V1", "A"), take); });
    CHECK(std::get<Media>(after.tracks[0]->items.at(0).clip->source) == take);
    CHECK(std::get<Media>(after.tracks[2]->items.at(0).clip->source) == take);
    CHECK_FALSE(choose_take(film, id_of(film, "V1", "A"), {"short", "take 3", Time(12, 24)}));
}

TEST_CASE("fades and levels stay in range", "[editor][level]")
{
    const Timeline film = linked_film("A");
    const Id sound = id_of(film, "A1", "A");
    CHECK(set_fades(film, sound, 100, 200));
    CHECK_FALSE(set_fades(film, sound, 10001, 10000));
    CHECK(set_level(film, sound, -6, 0.5));
    CHECK_FALSE(set_level(film, sound, std::numeric_limits<double>::infinity(), 0));
    CHECK_FALSE(set_level(film, sound, 0, 1.5));
}

TEST_CASE("locked tracks refuse edits and can be unlocked", "[editor][tracks]")
{
    const Timeline film = linked_film("A");
    TrackFlags flags;
    flags.locked = true;
    const Timeline locked =
        around(film, [&](const Timeline& t) { return set_flags(t, track_id(t, "V1"), flags); });
    CHECK_FALSE(rename(locked, id_of(locked, "V1", "A"), "B"));
    CHECK(rename(film, id_of(film, "V1", "A"), "B"));
    CHECK(set_flags(locked, track_id(locked, "V1"), {}) == film);
}

TEST_CASE("markers stay in order", "[editor][markers]")
{
    Timeline film = linked_film("A");
    film = *add_marker(film, 7, "late");
    film = around(film, [](const Timeline& t) { return add_marker(t, 3, "early"); });
    CHECK(film.markers[0].name == "early");
    film = around(film, [](const Timeline& t) { return remove_marker(t, t.markers[0].id); });
    CHECK(film.markers.size() == 1);
    CHECK_FALSE(add_marker(film, -1, ""));
}

TEST_CASE("a dragged clip snaps to the nearest edge within reach", "[editor][snap]")
{
    const Timeline film = linked_film("AB");
    const auto points = snap_points(film, {}, 14);
    CHECK(points == std::vector<std::int64_t>{0, 10, 14, 20});
    CHECK(snap(points, {12, 17}, 3) == -2); // the earlier of two equally near
    CHECK(snap(points, {8, 18}, 1) == 0);
    CHECK(snap(points, {19}, 3) == 1);
    CHECK(snap_points(film, {id_of(film, "V1", "B"), id_of(film, "A1", "B")}, {}) ==
          std::vector<std::int64_t>{0, 10});
}
