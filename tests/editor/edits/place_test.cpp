#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

Clip clip_named(const std::string& name)
{
    Clip clip;
    clip.name = name;
    clip.source = Media{"asset " + name, {}, Time(20, 24)};
    clip.source_start = Time(5, 24);
    return clip;
}

} // namespace

TEST_CASE("appended clips lie behind the last of their tracks and are linked", "[editor][place]")
{
    const Timeline film = linked_film("AB");
    CHECK(picture(film, "V1") == "A10 B10");
    CHECK(picture(film, "A1") == "A10 B10");
    CHECK(length(film) == 20);
    const auto place = find_item(film, id_of(film, "V1", "B"));
    const auto others = linked(film, *place);
    REQUIRE(others.size() == 1);
    CHECK(item_at(film, others[0]).clip->name == "B");
}

TEST_CASE("an insert splits what it falls into and moves every track with sync", "[editor][place]")
{
    const Timeline film = linked_film("AB");
    const Timeline after = around(film, [](const Timeline& t) {
        return insert(t, 4, {{track_id(t, "V1"), clip_named("X"), 3}});
    });
    CHECK(picture(after, "V1") == "A4 X3 A6@9 B10");
    CHECK(picture(after, "A1") == "A4 .3 A6@9 B10");
}

TEST_CASE("a track without sync stays where it is when another is inserted into", "[editor][place]")
{
    Timeline film = linked_film("AB");
    Track music = *film.tracks[2];
    music.sync = false;
    film.tracks[2] = std::make_shared<const Track>(music);
    const Timeline after = around(film, [](const Timeline& t) {
        return insert(t, 10, {{track_id(t, "V1"), clip_named("X"), 3}});
    });
    CHECK(picture(after, "V1") == "A10 X3 B10");
    CHECK(picture(after, "A1") == "A10 B10");
}

TEST_CASE("an overwrite moves nothing", "[editor][place]")
{
    const Timeline film = linked_film("ABC");
    const Timeline after = around(film, [](const Timeline& t) {
        return overwrite(t, 8, {{track_id(t, "V1"), clip_named("X"), 14}});
    });
    CHECK(picture(after, "V1") == "A8 X14 C8@7");
    CHECK(picture(after, "A1") == "A10 B10 C10");
}

TEST_CASE("an overwrite inside a clip leaves both ends of it", "[editor][place]")
{
    const Timeline film = linked_film("A");
    const Timeline after = around(film, [](const Timeline& t) {
        return overwrite(t, 3, {{track_id(t, "V1"), clip_named("X"), 4}});
    });
    CHECK(picture(after, "V1") == "A3 X4 A3@12");
}

TEST_CASE("an overwrite behind the end is reached by a gap", "[editor][place]")
{
    const Timeline film = linked_film("A");
    const Timeline after = around(film, [](const Timeline& t) {
        return overwrite(t, 15, {{track_id(t, "V1"), clip_named("X"), 4}});
    });
    CHECK(picture(after, "V1") == "A10 .5 X4");
}

TEST_CASE("a title lies on the first free track above the picture", "[editor][place]")
{
    const Timeline film = linked_film("AB");
    const Timeline one =
        around(film, [](const Timeline& t) { return insert_title(t, 2, 6, {"One"}, 2); });
    CHECK(picture(one, "V2") == ".2 One6@0");
    const Timeline two =
        around(one, [](const Timeline& t) { return insert_title(t, 4, 6, {"Two"}); });
    CHECK(picture(two, "V2") == ".2 One6@0");
    CHECK(picture(two, "V3") == ".4 Two6@0");
    const Timeline three =
        around(two, [](const Timeline& t) { return insert_title(t, 8, 2, {"Three"}); });
    CHECK(picture(three, "V2") == ".2 One6@0 Three2@0");
}

TEST_CASE("a clip that does not fit is not placed", "[editor][place]")
{
    Timeline film = linked_film("A");
    const Id v1 = track_id(film, "V1");
    const Id a1 = track_id(film, "A1");
    Clip title;
    title.source = Title{"T"};
    Clip backwards = clip_named("X");
    backwards.speed = Time(-1);
    Clip early = clip_named("X");
    early.source_start = Time(-1, 24);
    Clip nan_gain = clip_named("X");
    nan_gain.gain_db = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(overwrite(film, 0, {{v1, clip_named("X"), 16}})); // past its source
    CHECK_FALSE(overwrite(film, 0, {{v1, clip_named("X"), 0}}));
    CHECK_FALSE(overwrite(film, -1, {{v1, clip_named("X"), 5}}));
    CHECK_FALSE(overwrite(film, 0, {{999, clip_named("X"), 5}}));
    CHECK_FALSE(overwrite(film, 0, {{a1, title, 5}}));
    CHECK_FALSE(overwrite(film, 0, {{v1, backwards, 6}})); // before its source
    CHECK_FALSE(overwrite(film, 0, {{v1, early, 5}}));
    CHECK_FALSE(overwrite(film, 0, {{v1, nan_gain, 5}}));
    CHECK_FALSE(overwrite(film, 0, {}));
    Track locked = *film.tracks[0];
    locked.locked = true;
    film.tracks[0] = std::make_shared<const Track>(locked);
    CHECK_FALSE(append(film, {{v1, clip_named("X"), 5}}));
}
