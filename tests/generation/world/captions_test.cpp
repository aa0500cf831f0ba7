#include "generation/world/captions.hpp"
#include "generation/world/parse.hpp"
#include "generation/world/words.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace rushlight::generation::world;

TEST_CASE("a caption states only what is in the scene", "[world][captions]")
{
    const auto world = GENERATE(World::v0, World::v1);
    for (std::uint64_t i = 0; i < 300; ++i) {
        const Scene scene = sample_scene(i, world);
        const Slots truth = slots_of(scene);
        const Caption caption = write_caption(scene, i, static_cast<Density>(i % 3));
        for (int a = 0; a < axis_count; ++a) {
            const auto axis = static_cast<Axis>(a);
            if (caption.slots.has(axis)) {
                REQUIRE(caption.slots[axis] == truth[axis]);
            }
        }
    }
}

TEST_CASE("every word of a caption is in the lexicon", "[world][captions]")
{
    const auto world = GENERATE(World::v0, World::v1);
    for (std::uint64_t i = 0; i < 1500; ++i) {
        const Caption caption =
            write_caption(sample_scene(i, world), i, static_cast<Density>(i % 3));
        for (const Word& word : understand(caption.text)) {
            INFO(caption.text << " — " << word.surface);
            REQUIRE(word.known);
            REQUIRE_FALSE(word.corrected);
        }
        REQUIRE(tokenize(caption.text).size() <= 48);
    }
}

TEST_CASE(
    "a dense caption states every slot, a brief one at most two beside the kind, an empty one none",
    "[world][captions]")
{
    const Scene scene = sample_scene(11);
    CHECK(write_caption(scene, 1, Density::dense).slots == slots_of(scene));
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const Slots slots = write_caption(scene, seed, Density::brief).slots;
        int stated = 0;
        for (const Axis axis : {Axis::colour,
                                Axis::action,
                                Axis::place,
                                Axis::time,
                                Axis::style,
                                Axis::shot,
                                Axis::move,
                                Axis::weather,
                                Axis::angle}) {
            stated += slots.has(axis) ? 1 : 0;
        }
        CHECK(stated <= 2);
        CHECK(slots.has(Axis::kind));
    }
    CHECK(write_caption(scene, 1, Density::empty).text.empty());
    CHECK(write_caption(scene, 1, Density::empty).slots == Slots());
}

TEST_CASE("a subject that is called something is called that, and neither its kind nor its colour "
          "is said",
          "[world][captions]")
{
    for (std::uint64_t i = 0; i < 200; ++i) {
        const Scene scene = sample_scene(i);
        const Caption caption = write_caption(scene, i, static_cast<Density>(i % 3), "animal");
        INFO(caption.text);
        CHECK(caption.text.find("nimal") != std::string::npos);
        CHECK_FALSE(caption.slots.has(Axis::kind));
        CHECK_FALSE(caption.slots.has(Axis::colour));
        for (const Word& word : understand(caption.text)) {
            CHECK((word.known || word.surface == "animal" || word.surface == "Animal"));
        }
    }
    CHECK(write_caption(sample_scene(1), 1, Density::empty, "animal").text.empty());
}

TEST_CASE("one scene has many captions and one seed has one", "[world][captions]")
{
    const Scene scene = sample_scene(5);
    std::set<std::string> texts;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        texts.insert(write_caption(scene, seed, Density::dense).text);
    }
    CHECK(texts.size() >= 55);
    CHECK(write_caption(scene, 3, Density::half).text ==
          write_caption(scene, 3, Density::half).text);
    CHECK(dense_caption(scene) == dense_caption(scene));
}
