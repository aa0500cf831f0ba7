#include "tests/editor/effects/effect_pictures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

TEST_CASE("a vignette multiplies linear light by its falloff", "[editor][effect][vignette]")
{
    const int width = 320;
    const int height = 180;
    const auto grey = yuv_frame(width, height, 190, 190, 190);
    const double light = linear((grey.planes[0].data[0] - 16) / 219.0);
    const Effect effect{
        "vignette",
        1,
        {{"amount", 0.8}, {"size", 0.3}, {"softness", 0.5}, {"x", 0.1}, {"y", -0.2}}};
    const auto after = with_effects(grey, {effect});
    double sum = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double across = x + 0.5 - (width / 2.0 + 0.1 * height);
            const double down = y + 0.5 - (height / 2.0 - 0.2 * height);
            const double d = std::hypot(across, down) / (std::hypot(width, height) / 2);
            const double t = std::clamp((d - 0.3) / 0.5, 0.0, 1.0);
            const double wanted = displayed(light * (1 - 0.8 * t * t * (3 - 2 * t)));
            const double is = (after.planes[0].data[y * after.planes[0].stride + x] - 16) / 219.0;
            sum += (is - wanted) * (is - wanted);
        }
    }
    CHECK(-10 * std::log10(sum / (width * height)) >= 50);
}
