#include "editor/render/apply_effects.hpp"
#include "tests/editor/effects/effect_pictures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

constexpr int width = 320;
constexpr int height = 180;

/// Alpha of a white frame with a mask, 0 … 1.
std::vector<double> alpha_of(const std::map<std::string, Value>& values)
{
    Raster raster;
    raster.picture = yuv_frame(width, height, 255, 255, 255);
    const Raster after =
        apply_effects(raster, picture_effects_at({{"mask", 1, values}}, 0), {{width, height}, 0});
    std::vector<double> alpha(static_cast<std::size_t>(width * height), 1);
    if (after.alpha) {
        std::transform(after.alpha->begin(), after.alpha->end(), alpha.begin(), [](int a) {
            return a / 255.0;
        });
    }
    return alpha;
}

/// Against a distance from the edge, in shares of the height from the frame's middle, in dB.
double psnr(const std::vector<double>& alpha,
            double feather,
            const std::function<double(double, double)>& distance_from)
{
    double sum = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double d =
                distance_from((x + 0.5 - width / 2.0) / height, (y + 0.5 - height / 2.0) / height);
            const double t = std::clamp(0.5 - d / feather, 0.0, 1.0);
            const double is = alpha[static_cast<std::size_t>(y * width + x)];
            sum += std::pow(is - t * t * (3 - 2 * t), 2);
        }
    }
    return -10 * std::log10(std::max(sum / (width * height), 1e-12));
}

double area(const std::vector<double>& alpha)
{
    double sum = 0;
    for (const double a : alpha) {
        sum += a / (height * height);
    }
    return sum;
}

} // namespace

TEST_CASE("a rectangle's feather follows the distance from its edge", "[editor][effect][mask]")
{
    const auto alpha =
        alpha_of({{"x", 0.2}, {"y", -0.1}, {"width", 0.6}, {"height", 0.4}, {"feather", 0.15}});
    CHECK(psnr(alpha, 0.15, [](double x, double y) {
              const double across = std::abs(x - 0.2) - 0.3;
              const double down = std::abs(y + 0.1) - 0.2;
              const double out = std::hypot(std::max(across, 0.0), std::max(down, 0.0));
              return out > 0 ? out : std::max(across, down);
          }) >= 50);
}

TEST_CASE("a circle's feather follows the distance from its edge", "[editor][effect][mask]")
{
    const std::string ellipse = "ellipse";
    const auto alpha =
        alpha_of({{"shape", ellipse}, {"width", 0.5}, {"height", 0.5}, {"feather", 0.1}});
    CHECK(psnr(alpha, 0.1, [](double x, double y) { return std::hypot(x, y) - 0.25; }) >= 50);
}

TEST_CASE("an ellipse and a polygon cover their own area, turned or not", "[editor][effect][mask]")
{
    const double pi = std::acos(-1.0);
    for (const double turn : {0.0, 30.0}) {
        CHECK(area(alpha_of({{"shape", std::string("ellipse")},
                             {"width", 0.8},
                             {"height", 0.3},
                             {"rotation", turn}})) == Approx(pi * 0.4 * 0.15).epsilon(0.01));
        CHECK(area(alpha_of({{"shape", std::string("polygon")},
                             {"points", std::string("-0.3,-0.2 0.3,-0.2 0.3,0.2 0,0 -0.3,0.2")},
                             {"rotation", turn}})) == Approx(0.6 * 0.4 - 0.06).epsilon(0.01));
    }
}

TEST_CASE("a mask can keep the outside, and a polygon of two points keeps all",
          "[editor][effect][mask]")
{
    const std::string out = "outside";
    const auto alpha = alpha_of({{"keep", out}, {"width", 0.5}, {"height", 0.5}});
    CHECK(alpha[static_cast<std::size_t>(90 * width + 160)] == 0);
    CHECK(alpha[0] == 1);
    CHECK(area(alpha_of({{"shape", std::string("polygon")}, {"points", std::string("0,0 1,1")}})) ==
          Approx(320.0 / 180));
}

TEST_CASE("a mask turns clockwise around its middle", "[editor][effect][mask]")
{
    const auto alpha = alpha_of({{"width", 0.8}, {"height", 0.1}, {"rotation", 45.0}});
    const auto at = [&](double x, double y) {
        return alpha[static_cast<std::size_t>(static_cast<int>(90 + y * height) * width +
                                              static_cast<int>(160 + x * height))];
    };
    CHECK(at(0.25, 0.25) == 1); // down on the right
    CHECK(at(0.25, -0.25) == 0);
}
