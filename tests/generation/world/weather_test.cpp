#include "generation/world/weather.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rushlight::generation::world;

namespace {

Scene stormy(std::uint64_t seed)
{
    Scene scene = sample_scene(seed);
    scene.place = Place::meadow;
    scene.weather = Weather::storm;
    return scene;
}

} // namespace

TEST_CASE("lightning strikes within two seconds of every storm, then again", "[world][weather]")
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const auto strikes = lightning(stormy(seed), 9);
        REQUIRE(strikes.size() == 3);
        CHECK(strikes[0] < 2);
        for (std::size_t i = 1; i < strikes.size(); ++i) {
            CHECK(strikes[i] - strikes[i - 1] > flash_seconds);
            CHECK(strikes[i] - strikes[i - 1] < 5);
        }
    }
}

TEST_CASE("a longer shot has the strikes of the shorter one", "[world][weather]")
{
    const auto few = lightning(stormy(3), 4);
    const auto many = lightning(stormy(3), 30);
    REQUIRE(many.size() == 10);
    CHECK(std::equal(few.begin(), few.end(), many.begin()));
}

TEST_CASE("there is no lightning without a storm or under a roof", "[world][weather]")
{
    Scene scene = stormy(3);
    scene.weather = Weather::rain;
    CHECK(lightning(scene, 30).empty());
    scene.weather = Weather::storm;
    for (const Place place : {Place::kitchen, Place::space, Place::underwater}) {
        scene.place = place;
        CHECK(lightning(scene, 30).empty());
    }
}

TEST_CASE("lightning is near enough for its thunder to be heard in the shot", "[world][weather]")
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const Scene scene = stormy(seed);
        for (const double strike : lightning(scene, 20)) {
            const double distance = lightning_distance(scene, strike);
            CHECK(distance > 50);
            CHECK(distance < 450);
            CHECK(distance == lightning_distance(scene, strike));
        }
    }
}

TEST_CASE("a mirrored scene has its wind mirrored and the same lightning", "[world][weather]")
{
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Scene scene = stormy(seed);
        CHECK(wind_direction(mirrored(scene)) == -wind_direction(scene));
        CHECK(lightning(mirrored(scene), 9) == lightning(scene, 9));
    }
}
