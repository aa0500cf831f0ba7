#include "assets/colour.hpp"
#include "editor/render/apply_effects.hpp"
#include "tests/editor/effects/effect_pictures.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

constexpr Rgb screen{0, 177 / 255.0, 64 / 255.0}; // #00B140

Rgb mixed(const Rgb& front, const Rgb& behind, double alpha)
{
    Rgb result{};
    for (std::size_t i = 0; i < 3; ++i) {
        result[i] = displayed(alpha * linear(front[i]) + (1 - alpha) * linear(behind[i]));
    }
    return result;
}

/// What the key makes of one colour: alpha, and the colour that stays.
struct Keyed {
    double alpha;
    Rgb colour;
};

Keyed keyed(const Rgb& colour, std::map<std::string, Value> values = {})
{
    Raster raster;
    raster.picture = yuv_frame(32,
                               32,
                               static_cast<int>(std::lround(255 * colour[0])),
                               static_cast<int>(std::lround(255 * colour[1])),
                               static_cast<int>(std::lround(255 * colour[2])));
    const auto effects = picture_effects_at({{"chroma_key", 1, std::move(values)}}, 0);
    const Raster after = apply_effects(raster, effects, {{32, 32}, 0});
    const double alpha = after.alpha ? (*after.alpha)[16 * 32 + 16] / 255.0 : 1;
    Rgb whole = patch_at(after.picture, 0, 0);
    for (double& channel : whole) {
        channel = alpha > 0 ? channel / alpha : 0;
    }
    return {alpha, whole};
}

} // namespace

TEST_CASE("a key finds alpha where grey hair mixes with the screen, within 0.03",
          "[editor][effect][key]")
{
    for (const double grey : {0.05, 0.3, 0.6, 0.95}) {
        for (const double alpha : {0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0}) {
            INFO("grey " << grey << ", alpha " << alpha);
            const Keyed found = keyed(mixed({grey, grey, grey}, screen, alpha));
            CHECK(std::abs(found.alpha - alpha) <= 0.03);
            if (alpha >= 0.25) { // the screen's light is gone from it
                CHECK(found.colour[1] == Approx(grey).margin(0.05));
                CHECK(found.colour[1] - found.colour[0] < 0.05);
            }
        }
    }
}

TEST_CASE("people and their clothes stay, whole and in their colour", "[editor][effect][key]")
{
    const Rgb staying[]{{224 / 255.0, 172 / 255.0, 105 / 255.0},
                        {0.55, 0.33, 0.25},
                        {0.8, 0.1, 0.1},
                        {0.1, 0.15, 0.6},
                        {0.9, 0.8, 0.2},
                        {0.5, 0.1, 0.5},
                        {1, 1, 1},
                        {0, 0, 0}};
    for (const Rgb& colour : staying) {
        INFO(colour[0] << " " << colour[1] << " " << colour[2]);
        const Keyed found = keyed(colour);
        CHECK(found.alpha >= 0.97);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(found.colour[i] == Approx(colour[i]).margin(0.02));
        }
    }
}

TEST_CASE("a screen that is lit unevenly is clear when low says so, and blue screens work too",
          "[editor][effect][key]")
{
    const Rgb dim = mixed(screen, {0, 0, 0}, 0.8);
    CHECK(keyed(dim).alpha > 0.1);
    CHECK(keyed(dim, {{"low", 0.25}}).alpha == 0);
    const Rgb blue{0, 71 / 255.0, 187 / 255.0};
    const std::string hex = "#0047BB";
    CHECK(keyed(blue, {{"screen", hex}}).alpha <= 0.03);
    CHECK(keyed({0.88, 0.67, 0.41}, {{"screen", hex}}).alpha >= 0.97);
    CHECK(std::abs(keyed(mixed({0.7, 0.7, 0.7}, blue, 0.5), {{"screen", hex}}).alpha - 0.5) <=
          0.03);
}

TEST_CASE("spill is taken off what stays full, and left when it is to stay",
          "[editor][effect][key]")
{
    const Rgb tinted = mixed({0.7, 0.7, 0.7}, screen, 0.85);
    const Keyed clean = keyed(tinted, {{"high", 0.8}});
    CHECK(clean.alpha >= 0.99);
    CHECK(clean.colour[1] - clean.colour[0] < 0.03);
    const Keyed left = keyed(tinted, {{"high", 0.8}, {"spill", 0.0}});
    CHECK(left.colour[1] == Approx(tinted[1]).margin(0.01));
}

TEST_CASE("skin keeps no green rim where it mixes with the screen", "[editor][effect][key]")
{
    const Rgb skin{224 / 255.0, 172 / 255.0, 105 / 255.0};
    for (const double alpha : {0.4, 0.6, 0.8}) {
        const Rgb colour = keyed(mixed(skin, screen, alpha)).colour;
        INFO("alpha " << alpha << ": " << colour[0] << " " << colour[1] << " " << colour[2]);
        CHECK(colour[0] > colour[1]);
    }
}

TEST_CASE("a grey screen has no hue and takes nothing", "[editor][effect][key]")
{
    CHECK(keyed({0, 0.7, 0.25}, {{"screen", std::string("#808080")}}).alpha == 1);
}
