#include "editor/edits/attributes.hpp"
#include "editor/edits/effects.hpp"
#include "editor/edits/remove.hpp"
#include "editor/edits/sound.hpp"
#include "editor/edits/speed.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/edits/transition.hpp"
#include "editor/edits/trim.hpp"
#include "editor/error.hpp"
#include "editor/project/film.hpp"
#include "editor/project/timeline_json.hpp"
#include "storage/assets_table.hpp"
#include "storage/history_store.hpp"
#include "tests/editor/film_words.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

storage::ProjectOptions small()
{
    storage::ProjectOptions options;
    options.reserve_bytes = 0;
    return options;
}

/// A film with one of everything that is stored.
Timeline rich_film()
{
    Timeline film = linked_film("ABC");
    const Id a = id_of(film, "V1", "A");
    film = *set_effect(
        film,
        a,
        {"transform",
         1,
         {{"fit", std::string("fill")},
          {"scale",
           Curve{{{Time(1, 3), 1.5, Interpolation::hold}, {Time(1), 2, Interpolation::linear}}}}}});
    film = *set_effect(
        film, a, {"glitter", 9, {{"shape", Opaque{"[1,{\"a\":null}]"}}, {"on", Opaque{"true"}}}});
    Effect bars{"letterbox", 1, {{"colour", std::string("#102030")}}, false};
    bars.values["ratio"] = Curve{{{Time(-1, 3), 2, Interpolation::bezier, {0.25, -0.5, 1, 1.5}},
                                  {Time(2), 1.5, Interpolation::bezier, {}}}};
    film = *add_effect(film, id_of(film, "V1", "B"), bars);
    film = *set_transition(film, id_of(film, "V1", "B"), {"dip", 2, 3, "#FFEEDD"});
    film = *set_level(film, id_of(film, "A1", "C"), -3.25, 0.5);
    film = *set_fades(film, id_of(film, "A1", "C"), 480, 960, FadeCurve::smooth, FadeCurve::fast);
    film = *choose_take(film, a, {"asset A2", "take 2", Time(20, 24)});
    film = *set_speed(film, id_of(film, "V1", "C"), Time(-3, 2));
    film = *set_speed_ramp(film, id_of(film, "V1", "B"), {{0, 10000}, {9, 2500}}, false);
    film = *freeze_frame(film, a, 3, 4);
    film = *set_clip_sound(
        film,
        id_of(film, "A1", "C"),
        {{"compressor", 1, {{"ratio", 4.0}}},
         {"level", 1, {{"pan", Curve{{{Time(1, 3), -1, Interpolation::linear, {}}}}}}}});
    film = *set_track_sound(
        film, track_id(film, "A2"), {"music", -4.5, 0.25, {{"ducking", 1, {{"by_db", 9.0}}}}});
    Title title{"Zwei\nZeilen"};
    title.subtitle = "„klein“";
    title.placement = Placement::lower_third;
    title.font = "DejaVu Sans";
    film = *insert_title(film, 3, 9, title, 2);
    film = *add_marker(film, 7, "here");
    TrackFlags flags;
    flags.muted = true;
    flags.sync = false;
    return *set_flags(film, track_id(film, "A2"), flags);
}

} // namespace

TEST_CASE("everything of a timeline survives being stored, unknown effects included",
          "[editor][project]")
{
    test::TemporaryFolder folder;
    const Timeline film = rich_film();
    CHECK(violations(film).empty());
    {
        auto project = storage::Project::create(folder / "p.rushlight", small());
        const Film stored(project, film);
        CHECK(*stored.now() == film);
    }
    auto project = storage::Project::open(folder / "p.rushlight", small());
    const Film again(project, empty_timeline({16, 16}, 24, 0, 0));
    CHECK(*again.now() == film);
    CHECK(again.now()->next_id >= film.next_id);
}

TEST_CASE("undo and redo survive a restart and lead to the same values", "[editor][project]")
{
    test::TemporaryFolder folder;
    const Timeline first = linked_film("ABC");
    const Timeline second = *extract(first, id_of(first, "V1", "B"));
    const Timeline third = *split(second, 4, {track_id(second, "V1")});
    {
        auto project = storage::Project::create(folder / "p.rushlight", small());
        Film film(project, first);
        film.commit(second, "Extract");
        film.commit(third, "Split");
        CHECK(film.undo_label() == "Split");
        CHECK(film.undo());
        CHECK(*film.now() == second);
        CHECK(film.redo_label() == "Split");
    }
    auto project = storage::Project::open(folder / "p.rushlight", small());
    Film film(project, first);
    CHECK(*film.now() == second);
    CHECK(film.redo());
    CHECK(*film.now() == third);
    CHECK_FALSE(film.redo());
    CHECK(film.undo());
    CHECK(film.undo());
    CHECK(*film.now() == first);
    CHECK_FALSE(film.undo());
    CHECK_FALSE(film.undo_label());
}

TEST_CASE("edits that are committed together are each a step for undo, or none is there",
          "[editor][project]")
{
    test::TemporaryFolder folder;
    const Timeline first = linked_film("ABC");
    const Timeline second = *extract(first, id_of(first, "V1", "B"));
    const Timeline third = *split(second, 4, {track_id(second, "V1")});
    {
        auto project = storage::Project::create(folder / "p.rushlight", small());
        Film film(project, first);
        Timeline broken = third;
        broken.tracks.push_back(broken.tracks.front());
        CHECK_THROWS_WITH(film.commit({{second, "Extract"}, {broken, "Break"}}),
                          Catch::Contains("“Break” would break the timeline"));
        CHECK(*film.now() == first);
        film.commit({{second, "Extract"}, {third, "Split"}});
        CHECK(*film.now() == third);
    }
    auto project = storage::Project::open(folder / "p.rushlight", small());
    Film film(project, first);
    CHECK(*film.now() == third);
    CHECK(film.undo_label() == "Split");
    CHECK(film.undo());
    CHECK(*film.now() == second);
    CHECK(film.undo_label() == "Extract");
    CHECK(film.undo());
    CHECK(*film.now() == first);
    CHECK(film.redo());
    CHECK(film.redo());
    CHECK(*film.now() == third);
}

TEST_CASE("an id is never used twice, not even after undo and a restart", "[editor][project]")
{
    test::TemporaryFolder folder;
    const Timeline first = linked_film("AB");
    Id used = 0;
    {
        auto project = storage::Project::create(folder / "p.rushlight", small());
        Film film(project, first);
        film.commit(*split(first, 4, {track_id(first, "V1")}), "Split");
        used = film.now()->next_id;
        CHECK(film.undo());
        CHECK(film.now()->next_id >= used);
    }
    auto project = storage::Project::open(folder / "p.rushlight", small());
    const Film film(project, first);
    CHECK(film.now()->next_id >= used);
}

TEST_CASE("a timeline with violations is refused and nothing changes", "[editor][project]")
{
    test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "p.rushlight", small());
    Film film(project, linked_film("AB"));
    Timeline broken = linked_film("AB");
    broken.size = {1281, 720};
    const auto version = film.version();
    CHECK_THROWS_AS(film.commit(broken, "Break"), EditorError);
    CHECK(film.version() == version);
    CHECK(*film.now() == linked_film("AB"));
}

TEST_CASE("rows written with an edit are there or not together with it", "[editor][project]")
{
    test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "p.rushlight", small());
    Film film(project, linked_film("AB"));
    const Timeline next = *extract(*film.now(), id_of(*film.now(), "V1", "A"));
    CHECK_THROWS(film.commit(next, "Extract", [](storage::Database& database) {
        storage::add_asset(database, {});
        throw std::runtime_error("no");
    }));
    CHECK(storage::list_assets(project.database()).empty());
    CHECK(*film.now() == linked_film("AB"));
    film.commit(
        next, "Extract", [](storage::Database& database) { storage::add_asset(database, {}); });
    CHECK(storage::list_assets(project.database()).size() == 1);
    CHECK(*film.now() == next);
}

TEST_CASE("assets that any version uses are told to storage", "[editor][project]")
{
    test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "p.rushlight", small());
    std::int64_t asset = 0;
    project.write([&](storage::Database& database) { asset = storage::add_asset(database, {}); });
    Timeline first = empty_timeline({320, 180}, 24, 1, 1);
    Film film(project, first);
    Clip clip;
    clip.source = Media{std::to_string(asset), {}, Time(2)};
    film.commit(*append(*film.now(), {{track_id(first, "V1"), clip, 24}}), "Append");
    CHECK(storage::users_of_asset(project.database(), asset) == std::vector<std::string>{"film"});
    CHECK(film.undo());
    CHECK(storage::users_of_asset(project.database(), asset).size() == 1); // redo needs it
}

TEST_CASE("any version can be read, and one that is not there is told", "[editor][project]")
{
    test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "p.rushlight", small());
    const Timeline first = linked_film("AB");
    Film film(project, first);
    const auto version = film.version();
    film.commit(*extract(first, id_of(first, "V1", "A")), "Extract");
    CHECK(*film.at_version(version) == first);
    CHECK_THROWS_AS(film.at_version(4711), EditorError);
}

TEST_CASE("stored parts that make no sense are told in a sentence", "[editor][project]")
{
    using nlohmann::json;
    CHECK_THROWS_AS(item_from_json(3, 10, json::parse(R"({"media": {}})")), EditorError);
    CHECK_THROWS_AS(item_from_json(3, 10, json::parse(R"({"media": {"asset": 5}})")), EditorError);
    CHECK_THROWS_AS(
        item_from_json(3, 10, json::parse(R"({"solid": {"colour": "#000000"}, "start": "1/0"})")),
        EditorError);
    CHECK_THROWS_AS(track_from_json(3, json::object()), EditorError);
    CHECK_THROWS_AS(timeline_from_json(json::parse(R"({"size": [1]})")), EditorError);
    CHECK_THROWS_WITH(item_from_json(3, 10, json::parse(R"({"media": 7})")),
                      Catch::Contains("item 3"));
}

TEST_CASE("an edit of a film of 10,000 clips writes little", "[editor][project]")
{
    test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "p.rushlight", small());
    Timeline film = empty_timeline({1280, 720}, 24, 1, 1);
    std::vector<Item> items;
    for (int i = 0; i < 10000; ++i) {
        Item item;
        item.id = film.next_id++;
        item.length = 10;
        Clip clip;
        clip.name = "clip " + std::to_string(i);
        clip.source = Media{"asset", {}, Time(20, 24)};
        clip.source_start = Time(5, 24);
        item.clip = std::make_shared<const Clip>(clip);
        items.push_back(std::move(item));
    }
    Track track = *film.tracks[0];
    track.items = Items(std::move(items));
    film.tracks[0] = std::make_shared<const Track>(std::move(track));
    Film stored(project, film);
    const auto nodes = [&] {
        return project.database().integer("SELECT sum(length(data)) FROM nodes").value_or(0);
    };
    const auto before = nodes();
    const auto edited =
        ripple_trim(*stored.now(), stored.now()->tracks[0]->items.at(5000).id, Edge::tail, 3);
    REQUIRE(edited);
    stored.commit(*edited, "Ripple trim");
    CHECK(nodes() - before < 64 * 1024);
}
