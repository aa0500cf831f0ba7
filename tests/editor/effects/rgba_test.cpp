#include "editor/effects/rgba.hpp"
#include "tests/editor/effects/effect_pictures.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

TEST_CASE("powers of rows agree with the standard library's", "[editor][effect]")
{
    double worst = 0;
    for (const float y : {0.1F, 1 / 2.4F, 1.0F, 2.4F, 10.0F}) {
        for (double x = 0.001; x < 20; x *= 1.013) {
            const auto value = static_cast<float>(x);
            const double wanted = std::pow(static_cast<double>(value), static_cast<double>(y));
            if (wanted > 1e-6 && wanted < 1e6) {
                worst = std::max(worst, std::abs(power_of(value, y) / wanted - 1));
            }
        }
    }
    CHECK(worst < 2e-6);
    CHECK(power_of(0, 2.4F) == 0);
    CHECK(std::isfinite(power_of(1000, 10)));
}

TEST_CASE("the way to linear light and back is sRGB's, also above white", "[editor][effect]")
{
    for (double v = -0.1; v < 3; v += 0.003) {
        const auto value = static_cast<float>(v);
        const double wanted = v <= 0.04045 ? v / 12.92 : linear(v);
        CHECK(linear_of(value) == Approx(wanted).margin(1e-6).epsilon(3e-6));
        CHECK(displayed_of(linear_of(value)) == Approx(v).margin(2e-6).epsilon(3e-6));
    }
}
