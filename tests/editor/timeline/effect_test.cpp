#include "editor/timeline/effect.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight::editor;

namespace {

Curve between(Interpolation interpolation, const Handles& handles = {})
{
    return {{{Time(1), 10, interpolation, handles}, {Time(3), 30, Interpolation::linear, {}}}};
}

} // namespace

TEST_CASE("a value holds, goes straight or eases on to its next key", "[editor][effect]")
{
    const Time quarter(3, 2);
    CHECK(between(Interpolation::hold).at(quarter) == 10);
    CHECK(between(Interpolation::linear).at(quarter) == 15);
    const double s = 0.25; // thirds of time make it 3s² − 2s³
    CHECK(between(Interpolation::bezier).at(quarter) ==
          Approx(10 + 20 * (3 * s * s - 2 * s * s * s)).epsilon(1e-9));
    CHECK(between(Interpolation::bezier).at(2) == Approx(20));
    CHECK(between(Interpolation::bezier).at(0) == 10);
    CHECK(between(Interpolation::bezier).at(4) == 30);
}

TEST_CASE("a Bézier curve's handles bend time as well as value", "[editor][effect]")
{
    const Handles late{0.9, 0, 1, 0.1};
    const Curve curve = between(Interpolation::bezier, late);
    // the point of the curve at s = 0.5, by de Casteljau
    const double x = 0.375 * 0.9 + 0.375 * 1 + 0.125;
    const double y = 0.375 * 0 + 0.375 * 0.1 + 0.125;
    const Time at = Time(1) + Time(2) * Time(std::llround(x * 1e9), 1000000000);
    CHECK(curve.at(at) == Approx(10 + 20 * y).epsilon(1e-7));
}
