#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

/// The film with item B of V1 changed.
template <class Change>
Timeline with_b(Change change)
{
    Timeline film = linked_film("ABC");
    Track track = *film.tracks[0];
    Item item = track.items.at(1);
    Clip clip = *item.clip;
    change(item, clip);
    item.clip = std::make_shared<const Clip>(clip);
    track.items = track.items.spliced(1, 2, {item});
    film.tracks[0] = std::make_shared<const Track>(track);
    return film;
}

} // namespace

TEST_CASE("every broken invariant is told", "[editor][timeline]")
{
    CHECK(violations(linked_film("ABC")).empty());
    CHECK_FALSE(violations(with_b([](Item& i, Clip&) { i.length = 0; })).empty());
    CHECK_FALSE(violations(with_b([](Item& i, Clip&) { i.length = 16; })).empty());
    CHECK_FALSE(violations(with_b([](Item& i, Clip&) { i.id = 1; })).empty());
    CHECK_FALSE(violations(with_b([](Item&, Clip& c) { c.speed = Time(1, 1 << 21); })).empty());
    CHECK_FALSE(violations(with_b([](Item& i, Clip& c) { i.length = 6, c.speed = -1; })).empty());
    CHECK_FALSE(violations(with_b([](Item&, Clip& c) { c.source_start = Time(-1); })).empty());
    CHECK_FALSE(violations(with_b([](Item&, Clip& c) { c.fade_in = 11; })).empty());
    CHECK_FALSE(violations(with_b([](Item&, Clip& c) { c.pan = 2; })).empty());
    CHECK_FALSE(
        violations(with_b([](Item& i, Clip&) { i.transition = {"dissolve", 6, 0}; })).empty());
    CHECK_FALSE(
        violations(with_b([](Item& i, Clip&) { i.transition = {"dissolve", 0, 0}; })).empty());
    Timeline odd = linked_film("A");
    odd.size = {1281, 720};
    CHECK_FALSE(violations(odd).empty());
    Timeline fast = linked_film("A");
    fast.rate = 1000;
    CHECK_FALSE(violations(fast).empty());
}

TEST_CASE("a curve holds before, between and behind its keys as asked", "[editor][effect]")
{
    const Curve curve{{{Time(1), 0, Interpolation::linear},
                       {Time(2), 10, Interpolation::hold},
                       {Time(3), 20, Interpolation::linear}}};
    CHECK(curve.at(Time(0)) == 0);
    CHECK(curve.at(Time(3, 2)) == Approx(5));
    CHECK(curve.at(Time(5, 2)) == Approx(10));
    CHECK(curve.at(Time(9)) == 20);
    CHECK(Curve{}.at(Time(0)) == 0);
}
