#include "editor/edits/effects.hpp"
#include "editor/edits/rearrange.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/edits/trim.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

const std::vector<Effect>& effects_of(const Timeline& film, std::size_t item = 0)
{
    return film.tracks[0]->items.at(item).clip->effects;
}

/// "letterbox opacity": the effects of V1's first clip.
std::string order(const Timeline& film)
{
    std::string names;
    for (const Effect& effect : effects_of(film)) {
        names += (names.empty() ? "" : " ") + effect.effect;
    }
    return names;
}

const Effect bars{"letterbox", 1, {{"ratio", 2.0}}};
const Effect half{"opacity", 1, {{"opacity", 0.5}}};

} // namespace

TEST_CASE("an effect is set once by name, and removed by name", "[editor][effect]")
{
    const Timeline film = linked_film("A");
    const Id a = id_of(film, "V1", "A");
    const Effect full{"opacity", 1, {{"opacity", 1.0}}};
    const Timeline one = around(film, [&](const Timeline& t) { return set_effect(t, a, half); });
    const Timeline two = around(one, [&](const Timeline& t) { return set_effect(t, a, full); });
    CHECK(effects_of(two) == std::vector{full});
    const Timeline none =
        around(two, [&](const Timeline& t) { return remove_effect(t, a, "opacity"); });
    CHECK(none == film);
    CHECK_FALSE(remove_effect(none, a, "opacity"));
}

TEST_CASE("effects are added, changed, moved and removed by their place", "[editor][effect]")
{
    const Timeline film = linked_film("A");
    const Id a = id_of(film, "V1", "A");
    Timeline now = around(film, [&](const Timeline& t) { return add_effect(t, a, bars); });
    now = around(now, [&](const Timeline& t) { return add_effect(t, a, half); });
    now = around(now, [&](const Timeline& t) { return add_effect(t, a, bars, 0); });
    CHECK(order(now) == "letterbox letterbox opacity");
    Effect off = bars;
    off.enabled = false;
    now = around(now, [&](const Timeline& t) { return set_effect(t, a, 1, off); });
    CHECK(effects_of(now) == std::vector{bars, off, half});
    now = around(now, [&](const Timeline& t) { return move_effect(t, a, 0, 2); });
    CHECK(effects_of(now) == std::vector{off, half, bars});
    now = around(now, [&](const Timeline& t) { return move_effect(t, a, 1, 0); });
    CHECK(effects_of(now) == std::vector{half, off, bars});
    now = around(now, [&](const Timeline& t) { return remove_effect(t, a, std::size_t{1}); });
    CHECK(effects_of(now) == std::vector{half, bars});
    CHECK_FALSE(remove_effect(now, a, std::size_t{2}));
    CHECK_FALSE(move_effect(now, a, 0, 0));
    CHECK_FALSE(move_effect(now, a, 2, 0));
    CHECK_FALSE(set_effect(now, a, 2, half));
    CHECK_FALSE(add_effect(now, a, half, 3));
}

TEST_CASE("a clip has no more than 32 effects, and none on a locked track", "[editor][effect]")
{
    Timeline film = linked_film("A");
    const Id a = id_of(film, "V1", "A");
    TrackFlags flags;
    flags.locked = true;
    CHECK_FALSE(add_effect(*set_flags(film, track_id(film, "V1"), flags), a, bars));
    for (std::size_t i = 0; i < effects_most; ++i) {
        film = *add_effect(film, a, bars);
    }
    CHECK_FALSE(add_effect(film, a, bars));
    CHECK_FALSE(set_effect(film, a, half));
}

TEST_CASE("effects and the time of their keys survive splits, trims, slips and duplicates",
          "[editor][effect]")
{
    Timeline film = linked_film("A");
    const Id a = id_of(film, "V1", "A");
    Effect moving = bars;
    moving.values["ratio"] = Curve{
        {{Time(5, 24), 1, Interpolation::bezier, {}}, {Time(15, 24), 2, Interpolation::hold, {}}}};
    film = *add_effect(film, a, moving);
    const Timeline cut =
        around(film, [&](const Timeline& t) { return split(t, 4, {track_id(t, "V1")}); });
    CHECK(effects_of(cut, 0) == std::vector{moving});
    CHECK(effects_of(cut, 1) == std::vector{moving});
    CHECK(effects_of(*ripple_trim(film, a, Edge::head, 3)) == std::vector{moving});
    CHECK(effects_of(*slip(film, a, 2)) == std::vector{moving});
    CHECK(effects_of(*duplicate(film, a), 1) == std::vector{moving});
}

TEST_CASE("a clip takes over the effects of another", "[editor][effect]")
{
    Timeline film = linked_film("AB");
    const Id a = id_of(film, "V1", "A");
    const Id b = id_of(film, "V1", "B");
    film = *add_effect(*add_effect(film, a, bars), a, half);
    film = *add_effect(film, b, half);
    const Timeline after = around(film, [&](const Timeline& t) { return copy_effects(t, a, b); });
    CHECK(effects_of(after, 1) == std::vector{bars, half});
    CHECK_FALSE(copy_effects(after, a, b));
    CHECK_FALSE(copy_effects(after, 999, b));
}
