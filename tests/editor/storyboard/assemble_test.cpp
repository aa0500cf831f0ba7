#include "editor/edits/trim.hpp"
#include "editor/storyboard/assemble.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

Shot shot(const std::string& id, std::int64_t overlap = 0)
{
    Shot s;
    s.id = id;
    s.prompt = "a boat";
    if (overlap > 0) {
        s.transition = {"dissolve", overlap};
    }
    return s;
}

/// Three shots of 2.75 s, overlapping by 10 and by 7 frames.
Storyboard board()
{
    Storyboard b;
    b.shots = {shot("one", 10), shot("two", 7), shot("three")};
    return b;
}

ShotTake take(const std::string& asset)
{
    ShotTake t;
    t.media = {asset, "take of " + asset, Time(33, 12)};
    t.has_sound = true;
    return t;
}

ShotTakes takes()
{
    return {{"one", take("a1")}, {"two", take("a2")}, {"three", take("a3")}};
}

std::string media_on(const Timeline& film, const std::string& track)
{
    const Items& items = film.tracks[*find_track(film, track_id(film, track))]->items;
    std::string line;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto* media =
            items.at(i).clip ? std::get_if<Media>(&items.at(i).clip->source) : nullptr;
        line += (line.empty() ? "" : " ") + (media ? media->asset : "-");
    }
    return line;
}

} // namespace

TEST_CASE("a film lasts the sum of its shots less its transitions", "[editor][assemble]")
{
    const Timeline film = assemble(board(), takes());
    CHECK(violations(film) == std::vector<std::string>{});
    CHECK(length(film) == 3 * 66 - 10 - 7);
    CHECK(picture(film, "V1") == "one61@0 ~5+5 two57 ~3+4 three63@3");
    CHECK(picture(film, "A1") == "one61@0 ~10000+10000 two57 ~6000+8000 three63@3");
    const auto place = find_item(film, id_of(film, "V1", "two"));
    CHECK(linked(film, *place).size() == 1);
    CHECK(item_at(film, *place).clip->takes == takes_key("two"));
}

TEST_CASE("seconds shorten a shot, and a take that is too short does too", "[editor][assemble]")
{
    Storyboard b = board();
    b.shots[0].transition = {};
    b.shots[1].transition = {};
    b.shots[0].seconds = Time(3, 2);
    b.shots[1].seconds = Time(60);
    const Timeline film = assemble(b, takes());
    CHECK(picture(film, "V1") == "one36@0 two66@0 three66@0");
    CHECK(
        shortfalls(b, takes()) ==
        std::vector<std::string>{"shot two lasts 2.75 s instead of 60 s: the model makes no longer "
                                 "take; split it into two shots"});
}

TEST_CASE("a transition that is longer than its shots becomes as long as fits",
          "[editor][assemble]")
{
    Storyboard b = board();
    b.shots[1].seconds = Time(1, 4); // 6 frames between overlaps of 10 and 7
    const Timeline film = assemble(b, takes());
    CHECK(violations(film) == std::vector<std::string>{});
}

TEST_CASE("shots without a take hold their place", "[editor][assemble]")
{
    Storyboard b = board();
    b.shots[1].seconds = Time(2);
    const Timeline film = assemble(b, {{"one", take("a1")}});
    CHECK(violations(film).empty());
    CHECK(length(film) == 66 + 48 + 66 - 17);
    CHECK(media_on(film, "V1") == "a1 - -");
}

TEST_CASE("titles lie over their shots and inside them", "[editor][assemble]")
{
    Storyboard b = board();
    b.shots[0].title = ShotTitle{{"Pip"}, Time(1)};
    b.shots[2].title = ShotTitle{{"The end"}, {}};
    const Timeline film = assemble(b, takes());
    CHECK(violations(film).empty());
    CHECK(picture(film, "V2") == ".12 Pip24@0 .82 The end63@0");
}

TEST_CASE("sound cues become clips of their own, linked with the picture", "[editor][assemble]")
{
    ShotTakes made = takes();
    made["two"].cues = {{"splash", {"s1", {}, Time(1)}, Time(1, 2), Time(1), -3},
                        {"rain", {"s2", {}, Time(3)}, Time(0), Time(3), 0},
                        {"late", {"s3", {}, Time(1)}, Time(9), Time(1), 0}};
    const Timeline film = assemble(board(), made);
    CHECK(violations(film) == std::vector<std::string>{});
    CHECK(linked(film, *find_item(film, id_of(film, "V1", "two"))).size() == 2);
    CHECK(film.tracks.size() == 4); // the rain overlaps the splash
    const auto place = find_item(film, id_of(film, "A1", "splash"));
    CHECK(start_of(film, *place) == (61 - 5 + 12) * 2000);
    CHECK(item_at(film, *place).clip->gain_db == -3);
}

TEST_CASE("newer takes take the place of older ones and leave the user's cuts", "[editor][renew]")
{
    Timeline film = assemble(board(), takes());
    film = *ripple_trim(film, id_of(film, "V1", "one"), Edge::tail, -20);
    const std::string before = picture(film, "V1");
    ShotTakes newer = takes();
    newer["two"] = take("b2");
    const Timeline after = renew(film, board(), newer);
    CHECK(violations(after).empty());
    CHECK(picture(after, "V1") == before);
    CHECK(media_on(after, "V1") == "a1 b2 a3");
    CHECK(media_on(after, "A1") == "a1 b2 a3");
    CHECK(renew(after, board(), newer) == after);
}

TEST_CASE("a shot that is new goes behind the one before it", "[editor][renew]")
{
    Storyboard b = board();
    const Timeline film = assemble(b, takes());
    b.shots.insert(b.shots.begin() + 1, shot("between"));
    b.shots[1].seconds = Time(1);
    ShotTakes more = takes();
    more["between"] = take("n");
    const Timeline after = renew(film, b, more);
    CHECK(violations(after) == std::vector<std::string>{});
    CHECK(media_on(after, "V1") == "a1 n a2 a3");
    CHECK(length(after) == length(film) + 24);
}

TEST_CASE("a shorter take moves its part back and then shortens the clip", "[editor][renew]")
{
    const Timeline film = assemble(board(), takes());
    ShotTakes shorter = takes();
    shorter["two"].media = {"b2", "t", Time(21, 12)}; // 42 frames, the clip has 57 and handles
    const Timeline after = renew(film, board(), shorter);
    CHECK(violations(after) == std::vector<std::string>{});
    CHECK(length(after) == length(film));
    CHECK(media_on(after, "V1") == "a1 b2 - a3");
}

TEST_CASE("cues of an older take make room for those of the newer", "[editor][renew]")
{
    ShotTakes made = takes();
    made["two"].cues = {{"splash", {"s1", {}, Time(1)}, Time(1, 2), Time(1), 0}};
    const Timeline film = assemble(board(), made);
    made["two"].media = {"b2", "t", Time(33, 12)};
    made["two"].cues = {{"horn", {"s9", {}, Time(1)}, Time(1), Time(1), 0}};
    const Timeline after = renew(film, board(), made);
    CHECK(violations(after).empty());
    CHECK(media_on(after, "A1").find("s1") == std::string::npos);
    CHECK(media_on(after, "A1").find("a1") == 0);
    std::string all;
    for (const auto& track : after.tracks) {
        all += media_on(after, track->name) + " ";
    }
    CHECK(all.find("s9") != std::string::npos);
}

TEST_CASE("a placeholder becomes the shot when its take arrives", "[editor][renew]")
{
    const Timeline film = assemble(board(), {{"one", take("a1")}});
    const Timeline after = renew(film, board(), takes());
    CHECK(violations(after).empty());
    CHECK(media_on(after, "V1") == "a1 a2 a3");
    CHECK(media_on(after, "A1") == "a1 a2 a3"); // with its sound
    CHECK(length(after) == length(film));
}
