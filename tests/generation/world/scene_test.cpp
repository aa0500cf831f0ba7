#include "generation/world/scene.hpp"
#include "generation/world/splits.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <set>

using namespace rushlight::generation::world;

TEST_CASE("a seed always gives the same scene and another seed another", "[world][scene]")
{
    CHECK(sample_scene(42) == sample_scene(42));
    CHECK_FALSE(sample_scene(42) == sample_scene(43));
    // Written down once: a change here changes every trained caption.
    const Scene scene = sample_scene(1);
    CHECK(scene.entities.size() == 1);
    CHECK(name(Axis::kind, label(scene, Axis::kind)) == "dog");
    CHECK(name(Axis::place, label(scene, Axis::place)) == "mountains");
}

TEST_CASE("the splits do not overlap", "[world][splits]")
{
    CHECK(training_seeds.last <= validation_seeds.first);
    CHECK(validation_seeds.last <= test_seeds.first);
    CHECK(training_seeds.contains(0));
    CHECK_FALSE(training_seeds.contains(training_seeds.last));
}

TEST_CASE("training seeds never give a held-out combination", "[world][splits]")
{
    int held = 0;
    for (std::uint64_t i = 0; i < 4000; ++i) {
        REQUIRE_FALSE(held_out(sample_scene(i * 7919)));
        held += held_out(sample_scene(test_seeds.first + i)) ? 1 : 0;
    }
    // Test seeds do, often enough to measure.
    CHECK(held > 800);
}

TEST_CASE("every single drawn value stays in training", "[world][splits]")
{
    std::array<std::set<int>, axis_count> seen;
    for (std::uint64_t i = 0; i < 6000; ++i) {
        const Scene scene = sample_scene(i);
        for (int a = 0; a < axis_count; ++a) {
            seen[static_cast<std::size_t>(a)].insert(label(scene, static_cast<Axis>(a)));
        }
    }
    const auto count = [&](Axis axis) {
        return seen[static_cast<std::size_t>(axis)].size();
    };
    CHECK(count(Axis::kind) == 13);
    CHECK(count(Axis::colour) == 12);
    CHECK(count(Axis::action) == 11);
    CHECK(count(Axis::place) == 8);
    CHECK(count(Axis::weather) == 6); // five, and −1 indoors
    CHECK(count(Axis::time) == 5);
    CHECK(count(Axis::shot) == 3);
    CHECK(count(Axis::move) == 10);
    CHECK(count(Axis::style) == 4);
    for (int a = 0; a < axis_count; ++a) {
        const auto axis = static_cast<Axis>(a);
        for (const int value : seen[static_cast<std::size_t>(a)]) {
            CHECK((value == -1 || drawn(World::v0, axis, value)));
        }
    }
}

TEST_CASE("about a tenth of the pairs and a seventh of the genomes are held out", "[world][splits]")
{
    int pairs = 0;
    int held = 0;
    for (int kind = 0; kind < classes(Axis::kind); ++kind) {
        for (int colour = 0; colour < classes(Axis::colour); ++colour) {
            ++pairs;
            held += held_out_pair(Axis::kind, kind, Axis::colour, colour) ? 1 : 0;
        }
    }
    CHECK(held > pairs / 20);
    CHECK(held < pairs / 6);
    int genomes = 0;
    for (std::uint8_t i = 0; i < 200; ++i) {
        Genome genome;
        genome.hair = i % 10;
        genome.clothes = i % 12;
        genome.skin = i % 8;
        genomes += held_out(genome) ? 1 : 0;
    }
    CHECK(genomes > 10);
    CHECK(genomes < 60);
}

TEST_CASE("a changed look keeps geometry and motion", "[world][scene]")
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const Scene scene = sample_scene(seed);
        Scene changed = with_changed_look(scene, seed + 1);
        CHECK_FALSE(held_out(changed));
        for (std::size_t i = 0; i < scene.entities.size(); ++i) {
            changed.entities[i].colour = scene.entities[i].colour;
            changed.entities[i].second_colour = scene.entities[i].second_colour;
        }
        changed.time = scene.time;
        changed.style = scene.style;
        changed.weather = scene.weather;
        CHECK(changed == scene);
    }
}

TEST_CASE("a reference picture shows the same character elsewhere", "[world][scene]")
{
    const Scene scene = sample_scene(7);
    const Scene alone = single_character(scene.entities[0], 3);
    REQUIRE(alone.entities.size() == 1);
    CHECK(alone.entities[0].kind == scene.entities[0].kind);
    CHECK(alone.entities[0].colour == scene.entities[0].colour);
    CHECK(alone.entities[0].genome.hair == scene.entities[0].genome.hair);
    CHECK_FALSE(alone.camera == scene.camera);
}

TEST_CASE("mirroring twice changes nothing and once exchanges left and right", "[world][scene]")
{
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Scene scene = sample_scene(seed);
        CHECK(mirrored(mirrored(scene)) == scene);
        const auto direction = scene.entities[0].direction;
        if (direction == Direction::left) {
            CHECK(mirrored(scene).entities[0].direction == Direction::right);
        }
    }
}

TEST_CASE("a camera path begins at zero and moves as its name says", "[world][camera]")
{
    for (int m = 0; m < classes(Axis::move); ++m) {
        const auto path = path_of_move(static_cast<Move>(m), 5, 4, 35, 9, 0.33);
        REQUIRE(path.size() == 9);
        CHECK(path[0].position == std::array<double, 3>{0, 0, 0});
        CHECK(path[0].angles == std::array<double, 3>{0, 0, 0});
    }
    CHECK(path_of_move(Move::pan, 5, 4, 35, 9, 0.3).back().angles[0] > 5);
    CHECK(path_of_move(Move::tilt, -5, 4, 35, 9, 0.3).back().angles[1] < -5);
    CHECK(path_of_move(Move::dolly, 5, 4, 35, 9, 0.3).back().position[2] > 1);
    CHECK(path_of_move(Move::zoom, 5, 4, 35, 9, 0.3).back().focal_length > 45);
    CHECK(path_of_move(Move::truck, -5, 4, 35, 9, 0.3).back().position[0] < -1);
    const auto orbit = path_of_move(Move::orbit, 5, 4, 35, 9, 0.3).back();
    // The subject, 4 m ahead, stays 4 m away.
    CHECK(std::hypot(orbit.position[0], 4 - orbit.position[2]) == Approx(4).margin(1e-9));
}

TEST_CASE("relative poses undo what the first camera did", "[world][camera]")
{
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const Scene scene = sample_scene(seed);
        const auto path = path_of_move(scene.move,
                                       scene.amount,
                                       scene.distance,
                                       scene.camera.focal_length,
                                       3,
                                       scene.seconds / 2);
        const CameraPose pose = relative_pose(camera_at(scene, 0), camera_at(scene, scene.seconds));
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(pose.position[i] == Approx(path[2].position[i]).margin(1e-9));
            CHECK(pose.angles[i] == Approx(path[2].angles[i]).margin(1e-9));
        }
    }
}

TEST_CASE("names outside an axis are refused", "[world][scene]")
{
    CHECK_THROWS_AS(name(Axis::colour, 12), std::out_of_range);
    CHECK_THROWS_AS(name(Axis::colour, -1), std::out_of_range);
}
