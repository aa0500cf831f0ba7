#include "assets/error.hpp"
#include "assets/take.hpp"
#include "media.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rushlight;
using namespace rushlight::assets;
using namespace rushlight::test;

namespace {

/// Noise, which no lossy step would survive.
struct Noise {
    std::vector<std::vector<std::uint8_t>> frames;
    std::vector<float> sound;
    TakeContent content;
};

Noise noise(int width, int height, std::int64_t frames, std::size_t samples)
{
    Noise made;
    std::mt19937 random(5);
    for (std::int64_t n = 0; n < frames; ++n) {
        std::vector<std::uint8_t> rgb(static_cast<std::size_t>(width) *
                                      static_cast<std::size_t>(height) * 3);
        for (auto& v : rgb) {
            v = static_cast<std::uint8_t>(random());
        }
        made.frames.push_back(rgb);
    }
    for (std::size_t i = 0; i < 2 * samples; ++i) {
        made.sound.push_back(static_cast<float>(random()) / 4294967296.0F * 3 - 1.5F);
    }
    made.content.width = width;
    made.content.height = height;
    made.content.frames = frames;
    made.content.sound = made.sound;
    made.content.rgb = [all = made.frames](std::int64_t n) {
        return all.at(static_cast<std::size_t>(n));
    };
    return made;
}

} // namespace

TEST_CASE("a take gives back every frame and sample bit for bit, and its identity",
          "[assets][take]")
{
    const TemporaryFolder folder;
    for (const auto& [width, height] : {std::pair{320, 192}, {33, 17}, {256, 256}}) {
        Noise made = noise(width, height, 33, 132'000);
        made.content.metadata = {{"recipeHash", "abc"}};
        const auto file = folder / "take.mkv";
        std::int64_t told = 0;
        const std::string identity =
            write_take(file, made.content, {}, [&](std::int64_t done) { told = done; });
        CHECK(told == 33);
        CHECK(identity.size() == 64);
        const TakeFile take = read_take(file);
        CHECK(take.width == width);
        CHECK(take.height == height);
        REQUIRE(take.frames == 33);
        CHECK(take.rate == Time(12));
        bool same = true;
        for (std::int64_t n = 32; n >= 0; --n) {
            same = same && take.rgb(n) == made.frames[static_cast<std::size_t>(n)];
        }
        CHECK(same);
        CHECK(take.sound == made.sound);
        CHECK(identity_of_take(file) == identity);
        CHECK(take.metadata.at("recipeHash") == "abc");
    }
}

TEST_CASE("one changed bit of picture or sound changes a take's identity", "[assets][take]")
{
    const TemporaryFolder folder;
    Noise made = noise(16, 16, 3, 12'000);
    const std::string identity = write_take(folder / "a.mkv", made.content);
    CHECK(write_take(folder / "b.mkv", made.content) == identity);
    made.sound[100] = -made.sound[100];
    CHECK(write_take(folder / "c.mkv", made.content) != identity);
    made.sound[100] = -made.sound[100];
    made.frames[2][5] ^= 1;
    made.content.rgb = [&](std::int64_t n) {
        return made.frames[static_cast<std::size_t>(n)];
    };
    CHECK(write_take(folder / "d.mkv", made.content) != identity);
}

TEST_CASE("a take of one frame or without sound is kept too", "[assets][take]")
{
    const TemporaryFolder folder;
    const Noise one = noise(64, 64, 1, 0);
    const std::string identity = write_take(folder / "one.mkv", one.content);
    const TakeFile take = read_take(folder / "one.mkv");
    CHECK(take.frames == 1);
    CHECK(take.rate == Time(12));
    CHECK(take.sound.empty());
    CHECK(identity_of_take(folder / "one.mkv") == identity);
}

TEST_CASE("a cancelled or malformed take leaves nothing", "[assets][take]")
{
    const TemporaryFolder folder;
    Noise made = noise(16, 16, 3, 0);
    std::stop_source source;
    source.request_stop();
    CHECK_THROWS_AS(write_take(folder / "a.mkv", made.content, source.get_token()), MediaError);
    made.content.rgb = [](std::int64_t) {
        return std::vector<std::uint8_t>(7);
    };
    CHECK_THROWS_AS(write_take(folder / "a.mkv", made.content), MediaError);
    made.content.frames = 0;
    CHECK_THROWS_AS(write_take(folder / "a.mkv", made.content), MediaError);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a film that is no take is refused as one", "[assets][take]")
{
    const TemporaryFolder folder;
    write_clip(folder / "clip.mp4", {});
    CHECK_THROWS_WITH(read_take(folder / "clip.mp4"),
                      "cannot open clip.mp4 as a take: it is not FFV1 in RGB; import it as "
                      "footage instead");
}
