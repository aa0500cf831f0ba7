#include "generation/engine.hpp"
#include "generation/memory.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::generation;

TEST_CASE("the engine knows its families by name and says what each can do", "[engine]")
{
    const rushlight::test::TemporaryFolder folder;
    const Engine engine(folder.path().string(), 1);
    REQUIRE(engine.find("previs") != nullptr);
    CHECK(engine.find("nothing") == nullptr);
    REQUIRE(engine.limits().size() == 1);
    const Limits limits = engine.limits().front();
    CHECK(limits.family == "previs");
    CHECK(limits.sizes.front() == Size{256, 256});
    CHECK(limits.frame_counts.front() == 33);
    CHECK(limits.cameras.size() == 10);
    CHECK(engine.find("previs")->missing().size() == 3);
}

TEST_CASE("a model that is not there is a problem of the request", "[engine]")
{
    const rushlight::test::TemporaryFolder folder;
    Engine engine(folder.path().string(), 1);
    Request request;
    request.model = "nothing";
    Observer observer;
    CHECK_THROWS_WITH(engine.generate(request, {}, {}, observer, {}),
                      Catch::Contains("no model is called \"nothing\"; there is previs"));
    request.model = "previs";
    request.prompt = "a dog";
    CHECK_THROWS_WITH(engine.generate(request, {}, {}, observer, {}),
                      Catch::Contains("previs has no autoencoder.safetensors"));
}

TEST_CASE("a completed prompt needs no weights and follows the seed", "[engine]")
{
    const rushlight::test::TemporaryFolder folder;
    const Engine engine(folder.path().string(), 1);
    Request request;
    request.prompt = "a red dog";
    const Family& family = *engine.find("previs");
    const std::string first = family.completed_prompt(request);
    CHECK(first.find("dog") != std::string::npos);
    CHECK(family.completed_prompt(request) == first);
    bool other = false;
    for (request.seed = 1; request.seed < 5; ++request.seed) {
        other = other || family.completed_prompt(request) != first;
    }
    CHECK(other);
}

TEST_CASE("what would not fit in memory is refused before it is begun", "[engine]")
{
    CHECK_NOTHROW(expect_memory(resident_memory()));
    try {
        expect_memory(std::int64_t{1} << 60);
        FAIL("it was let through");
    } catch (const OutOfMemory& refused) {
        CHECK(refused.needed > refused.free);
        CHECK(refused.free > 0);
    }
}
