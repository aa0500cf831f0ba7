#include "generation/training/natural.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <set>

using namespace rushlight::generation::training;

namespace {

/// Mean square of what neighbours `apart` pixels apart differ by.
double roughness(const std::vector<std::uint8_t>& rgb, int width, int height, int apart)
{
    double sum = 0;
    int count = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x + apart < width; ++x) {
            const double step = rgb[static_cast<std::size_t>((y * width + x) * 3)] -
                                rgb[static_cast<std::size_t>((y * width + x + apart) * 3)];
            sum += step * step;
            ++count;
        }
    }
    return sum / count;
}

} // namespace

TEST_CASE("a natural clip follows from its seed and moves", "[training][natural]")
{
    CHECK(natural_clip(7, 64, 48, 3).rgb == natural_clip(7, 64, 48, 3).rgb);
    CHECK_FALSE(natural_clip(7, 64, 48, 3).rgb == natural_clip(8, 64, 48, 3).rgb);
    const auto clip = natural_clip(3, 64, 64, 5).rgb;
    REQUIRE(clip.size() == 5U * 64 * 64 * 3);
    CHECK_FALSE(std::equal(clip.begin(), clip.begin() + 64 * 64 * 3, clip.end() - 64 * 64 * 3));
    CHECK_THROWS_AS(natural_clip(1, 8, 64, 1), std::invalid_argument);
}

TEST_CASE(
    "natural pictures have the spectrum of photographs: rough at every distance, rougher far away",
    "[training][natural]")
{
    double near = 0, middle = 0, far = 0;
    std::set<int> tones;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto picture = natural_clip(seed, 128, 128, 1).rgb;
        near += roughness(picture, 128, 128, 1);
        middle += roughness(picture, 128, 128, 6);
        far += roughness(picture, 128, 128, 36);
        tones.insert(picture[128 * 64 * 3]);
    }
    // a photograph's structure function grows about with the logarithm of the distance
    CHECK(middle > 1.5 * near);
    CHECK(far > 1.15 * middle);
    CHECK(far < 8 * middle);
    CHECK(tones.size() > 25);
}
