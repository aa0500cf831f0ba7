#include "tests/editor/effects/effect_pictures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

using Values = std::map<std::string, Value>;

/// How well the effect follows a formula for each of the three channels, in dB.
double psnr(const Values& values, const std::function<double(double, std::size_t)>& channel)
{
    const auto before = patches();
    return patch_psnr(before, with_effects(before, {{"colour", 1, values}}), [&](const Rgb& c) {
        return Rgb{channel(c[0], 0), channel(c[1], 1), channel(c[2], 2)};
    });
}

} // namespace

TEST_CASE("exposure, temperature and tint multiply linear light", "[editor][effect][colour]")
{
    for (const double stops : {-1.5, 0.5, 1.0}) {
        CHECK(psnr({{"exposure", stops}}, [&](double c, std::size_t) {
                  return displayed(linear(c) * std::pow(2, stops));
              }) >= 50);
    }
    const double warm = std::pow(2, 0.3);
    const double magenta = std::pow(2, -0.2);
    const double white[] = {warm, magenta, 1 / warm};
    const double luminance = 0.2126 * white[0] + 0.7152 * white[1] + 0.0722 * white[2];
    CHECK(psnr({{"temperature", 0.6}, {"tint", 0.4}}, [&](double c, std::size_t i) {
              return displayed(linear(c) * white[i] / luminance);
          }) >= 50);
}

TEST_CASE("a neutral grey that is warmed keeps its luminance", "[editor][effect][colour]")
{
    const auto grey = yuv_frame(64, 64, 128, 128, 128);
    const Rgb warm = patch_at(with_effects(grey, {{"colour", 1, {{"temperature", 1.0}}}}), 1, 1);
    CHECK(warm[0] > warm[2] + 0.1);
    const double light =
        0.2126 * linear(warm[0]) + 0.7152 * linear(warm[1]) + 0.0722 * linear(warm[2]);
    CHECK(light == Approx(linear(patch_at(grey, 1, 1)[1])).margin(0.006));
}

TEST_CASE("lift, gamma and gain turn each channel by its own wheel", "[editor][effect][colour]")
{
    const Values values{{"lift_red", 0.1},
                        {"lift_blue", -0.05},
                        {"gamma_red", 1.4},
                        {"gamma_green", 0.7},
                        {"gain_green", 1.2},
                        {"gain_blue", 0.8}};
    const double lift[] = {0.1, 0, -0.05};
    const double gamma[] = {1.4, 0.7, 1};
    const double gain[] = {1, 1.2, 0.8};
    CHECK(psnr(values, [&](double c, std::size_t i) {
              return std::pow(std::max(gain[i] * (c + lift[i] * (1 - c)), 0.0), 1 / gamma[i]);
          }) >= 50);
}

TEST_CASE("contrast turns around the middle and saturation around luma", "[editor][effect][colour]")
{
    CHECK(psnr({{"contrast", 1.3}}, [](double c, std::size_t) { return (c - 0.5) * 1.3 + 0.5; }) >=
          50);
    const auto before = patches();
    for (const double saturation : {0.0, 0.6, 1.5}) {
        CHECK(patch_psnr(before,
                         with_effects(before, {{"colour", 1, {{"saturation", saturation}}}}),
                         [&](const Rgb& c) {
                             const double y = 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
                             return Rgb{y + (c[0] - y) * saturation,
                                        y + (c[1] - y) * saturation,
                                        y + (c[2] - y) * saturation};
                         }) >= 50);
    }
}

TEST_CASE("a curve goes through its points and never turns back between them",
          "[editor][effect][colour]")
{
    // two points are a line; level beyond them
    CHECK(psnr({{"curve", std::string("0.2,0.1 0.8,0.7")}},
               [](double c, std::size_t) { return std::clamp(c, 0.2, 0.8) - 0.1; }) >= 50);
    // three points: cubic Hermite pieces with the harmonic mean of the slopes in the middle
    CHECK(psnr({{"curve_green", std::string("0,0 0.25,0.5 1,1")}}, [](double c, std::size_t i) {
              if (i != 1) {
                  return c;
              }
              const double x = std::clamp(c, 0.0, 1.0);
              const double first = 2;
              const double last = 2.0 / 3;
              const double middle = 2 * first * last / (first + last);
              const bool low = x < 0.25;
              const double width = low ? 0.25 : 0.75;
              const double t = (low ? x : x - 0.25) / width;
              const double h00 = 2 * t * t * t - 3 * t * t + 1;
              const double h10 = t * t * t - 2 * t * t + t;
              const double h11 = t * t * t - t * t;
              return h00 * (low ? 0 : 0.5) + (1 - h00) * (low ? 0.5 : 1) +
                     width * (h10 * (low ? first : middle) + h11 * (low ? middle : last));
          }) >= 50);
    const auto grey = yuv_frame(64, 64, 128, 128, 128);
    const Effect level{"colour", 1, {{"curve", std::string("0,0 0.4,0.6 0.6,0.6 1,1")}}};
    CHECK(patch_at(with_effects(grey, {level}), 1, 1)[1] == Approx(0.6).margin(0.004));
}

TEST_CASE("a channel above white comes back when a later effect darkens it",
          "[editor][effect][colour]")
{
    const auto before = patches();
    const auto after = with_effects(
        before, {{"colour", 1, {{"exposure", 2.0}}}, {"colour", 1, {{"exposure", -2.0}}}});
    CHECK(patch_psnr(before, after, [](const Rgb& c) { return c; }) >= 50);
}

TEST_CASE("colour of a picture that is half there changes its colour, not its alpha",
          "[editor][effect][colour][alpha]")
{
    assets::FrameBuffer rgba(64, 64, assets::PixelFormat::rgba32, assets::srgb_full);
    rgba.opaque = false;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x) { // premultiplied: half of grey 160
            std::uint8_t* p = rgba.data[0] + y * rgba.strides[0] + 4 * x;
            p[0] = p[1] = p[2] = 80;
            p[3] = 128;
        }
    }
    const auto after =
        with_effects(rgba.freeze(), {{"colour", 1, {{"contrast", 0.0}}}});    // 0.5 everywhere
    CHECK(patch_at(after, 1, 1)[1] == Approx(0.5 * 128 / 255).margin(0.005)); // over black
}
