#include "editor/edits/attributes.hpp"
#include "editor/edits/effects.hpp"
#include "editor/edits/place.hpp"
#include "editor/edits/rearrange.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/edits/transition.hpp"
#include "editor/edits/trim.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

/// The id of the n-th item of a track.
Id nth(const Timeline& film, const std::string& track, std::size_t n)
{
    return film.tracks[*find_track(film, track_id(film, track))]->items.at(n).id;
}

Timeline split_at(const Timeline& film, std::int64_t frame)
{
    return *split(film, frame, {track_id(film, "V1"), track_id(film, "A1")});
}

} // namespace

TEST_CASE("a copy goes behind its clip and takes its sound along", "[editor][rearrange]")
{
    const Timeline film = linked_film("AB");
    const Timeline twice =
        around(film, [](const Timeline& t) { return duplicate(t, id_of(t, "V1", "A")); });
    CHECK(picture(twice, "V1") == "A10 A10 B10");
    CHECK(picture(twice, "A1") == "A10 A10 B10");
    const Items& items = twice.tracks[0]->items;
    CHECK(items.at(0).clip->link != items.at(1).clip->link);
    CHECK(linked(twice, {0, 1}).size() == 1);
    // sound alone moves its own track alone
    const Timeline sound =
        around(film, [](const Timeline& t) { return duplicate(t, id_of(t, "A1", "A")); });
    CHECK(picture(sound, "V1") == "A10 B10");
    CHECK(picture(sound, "A1") == "A10 A10 B10");
    CHECK_FALSE(duplicate(film, 999));
}

TEST_CASE("clips change places with their sound, whatever their lengths", "[editor][rearrange]")
{
    Timeline film = linked_film("ABC");
    film = *ripple_trim(film, id_of(film, "V1", "A"), Edge::tail, -3);
    film = *set_transition(film, id_of(film, "V1", "C"), {"dissolve", 2, 2});
    const Timeline after =
        around(film, [](const Timeline& t) { return swap_with_next(t, id_of(t, "V1", "A")); });
    CHECK(picture(after, "V1") == "B10 A7 ~2+2 C10");
    CHECK(picture(after, "A1") == "B10 A7 C10");
    CHECK_FALSE(swap_with_next(film, id_of(film, "V1", "C")));
    TrackFlags flags;
    flags.locked = true;
    const Timeline locked = *set_flags(film, track_id(film, "A1"), flags);
    CHECK_FALSE(swap_with_next(locked, id_of(film, "V1", "A")));
}

TEST_CASE("a through edit becomes one clip again, a real cut does not", "[editor][rearrange]")
{
    const Timeline film = linked_film("AB");
    const Timeline cut = split_at(film, 4);
    const Timeline whole = around(cut, [](const Timeline& t) { return join(t, nth(t, "V1", 1)); });
    CHECK(picture(whole, "V1") == "A10 B10");
    CHECK(picture(whole, "A1") == "A10 B10");
    CHECK(nth(whole, "V1", 0) == nth(film, "V1", 0));
    CHECK_FALSE(join(film, nth(film, "V1", 1)));
    CHECK_FALSE(join(film, nth(film, "V1", 0)));
    // a level of its own is a difference
    const Timeline louder = *set_level(cut, nth(cut, "V1", 1), 3, 0);
    CHECK_FALSE(join(louder, nth(louder, "V1", 1)));
    // where the sound differs, its cut stays and it still goes along with the picture
    const Timeline apart = *join(*set_level(cut, nth(cut, "A1", 1), 3, 0), nth(cut, "V1", 1));
    CHECK(picture(apart, "V1") == "A10 B10");
    CHECK(picture(apart, "A1") == "A4 A6@9 B10");
    CHECK(linked(apart, {0, 0}).size() == 2);
    // a slipped half is no longer the same moment
    const Timeline slipped = *slip(cut, nth(cut, "V1", 1), 1);
    CHECK_FALSE(join(slipped, nth(slipped, "V1", 1)));
}

TEST_CASE("a nudge moves by units and stays inside the film", "[editor][rearrange]")
{
    const Timeline film = linked_film("AB");
    const Timeline later =
        around(film, [](const Timeline& t) { return nudge(t, id_of(t, "V1", "B"), 3); });
    CHECK(picture(later, "V1") == "A10 .3 B10");
    const Timeline earlier =
        around(film, [](const Timeline& t) { return nudge(t, id_of(t, "V1", "B"), -3); });
    CHECK(picture(earlier, "V1") == "A7 B10");
    CHECK_FALSE(nudge(film, id_of(film, "V1", "A"), -1));
}

TEST_CASE("an edge is trimmed to a frame inside its clip", "[editor][trim]")
{
    const Timeline film = linked_film("ABC");
    const Timeline tail = around(
        film, [](const Timeline& t) { return trim_to(t, id_of(t, "V1", "B"), Edge::tail, 14); });
    CHECK(picture(tail, "V1") == "A10 B4 C10");
    const Timeline head = around(
        film, [](const Timeline& t) { return trim_to(t, id_of(t, "V1", "B"), Edge::head, 14); });
    CHECK(picture(head, "V1") == "A10 B6@9 C10");
    CHECK(picture(head, "A1") == "A10 B6@9 C10");
    CHECK_FALSE(trim_to(film, id_of(film, "V1", "B"), Edge::tail, 10));
    CHECK_FALSE(trim_to(film, id_of(film, "V1", "B"), Edge::tail, 25));
}

TEST_CASE("a source is fitted into a range by its speed", "[editor][place]")
{
    const Timeline film = linked_film("AB");
    Placed placed;
    placed.track = track_id(film, "V1");
    placed.clip.name = "C";
    placed.clip.source = Media{"asset C", {}, Time(20, 24)};
    placed.clip.source_start = Time(5, 24);
    placed.length = 12;
    const Timeline filled =
        around(film, [&](const Timeline& t) { return fit_to_fill(t, 4, 12, {placed}); });
    CHECK(picture(filled, "V1") == "A4 C8 B8@7");
    CHECK(filled.tracks[0]->items.at(1).clip->speed == Time(3, 2));
    CHECK_FALSE(fit_to_fill(film, 4, 4, {placed}));
    placed.length = 16; // one frame more than there is
    CHECK_FALSE(fit_to_fill(film, 4, 12, {placed}));
}

TEST_CASE("other footage takes a clip's place and keeps what was done to it", "[editor][place]")
{
    Timeline film = linked_film("ABC");
    const Effect half{"opacity", 1, {{"opacity", 0.5}}};
    film = *set_effect(film, id_of(film, "V1", "B"), half);
    film = *set_transition(film, id_of(film, "V1", "B"), {"dissolve", 2, 2});
    const Media other{"asset D", {}, Time(16, 24)};
    const Timeline after = around(film, [&](const Timeline& t) {
        return replace(t, id_of(t, "V1", "B"), other, Time(3, 24), "D");
    });
    CHECK(picture(after, "V1") == "A10 ~2+2 D10@3 C10");
    CHECK(picture(after, "A1") == "A10 D10@3 C10");
    CHECK(after.tracks[0]->items.at(1).clip->effects == std::vector{half});
    CHECK_FALSE(replace(film, id_of(film, "V1", "B"), other, Time(7, 24), "D")); // too short
    CHECK_FALSE(replace(film, 999, other, Time(0), "D"));
    // sound that begins earlier than its picture keeps in step; footage without sound leaves it
    Timeline early = *overwrite_trim(film, id_of(film, "A1", "B"), Edge::head, -4000);
    early = *replace(early, id_of(early, "V1", "B"), other, Time(3, 24), "D");
    CHECK(picture(early, "A1") == "A8 D12@1 C10");
    const Timeline silent =
        *replace(film, id_of(film, "V1", "B"), other, Time(3, 24), "D", true, false);
    CHECK(picture(silent, "A1") == "A10 B10 C10");
    // two frames before its picture the sound would begin before the footage
    CHECK_FALSE(replace(early, id_of(early, "V1", "D"), Media{"E", {}, Time(1)}, Time(1, 24), "E"));
}
