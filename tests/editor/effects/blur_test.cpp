#include "tests/editor/effects/effect_pictures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

/// Grey blocks of seeded brightness: hard edges, and no chroma that could lie between samples.
assets::Frame grey_blocks(int width, int height, int block)
{
    std::mt19937 dice(7);
    assets::FrameBuffer out(width, height, assets::PixelFormat::yuv420p8, assets::bt709_limited);
    for (int y = 0; y < height; ++y) {
        std::fill_n(out.data[1] + y / 2 * out.strides[1], width / 2, std::uint8_t{128});
        std::fill_n(out.data[2] + y / 2 * out.strides[2], width / 2, std::uint8_t{128});
        for (int x = 0; x < width; ++x) {
            std::uint8_t& luma = out.data[0][y * out.strides[0] + x];
            if (y % block == 0 && x % block == 0) {
                luma = static_cast<std::uint8_t>(16 + dice() % 220);
            } else {
                luma = out.data[0][(y - y % block) * out.strides[0] + (x - x % block)];
            }
        }
    }
    return out.freeze();
}

/// Luma of a grey picture, 0 … 1.
std::vector<double> luma_of(const assets::Frame& frame)
{
    std::vector<double> luma;
    for (int y = 0; y < frame.height; ++y) {
        for (int x = 0; x < frame.width; ++x) {
            luma.push_back((frame.planes[0].data[y * frame.planes[0].stride + x] - 16) / 219.0);
        }
    }
    return luma;
}

/// A Gaussian in float64, every weight; outside lies the edge.
std::vector<double> blurred(std::vector<double> plane, int width, int height, double sigma)
{
    const int reach = static_cast<int>(5 * sigma) + 1;
    std::vector<double> weights;
    double sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        weights.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
        sum += weights.back();
    }
    for (const bool across : {true, false}) {
        const std::vector<double> from = plane;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                double value = 0;
                for (int i = -reach; i <= reach; ++i) {
                    const int u = across ? std::clamp(x + i, 0, width - 1) : x;
                    const int v = across ? y : std::clamp(y + i, 0, height - 1);
                    value += from[static_cast<std::size_t>(v * width + u)] *
                             weights[static_cast<std::size_t>(i + reach)];
                }
                plane[static_cast<std::size_t>(y * width + x)] = value / sum;
            }
        }
    }
    return plane;
}

double psnr(const std::vector<double>& a, const std::vector<double>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return -10 * std::log10(std::max(sum / static_cast<double>(a.size()), 1e-12));
}

} // namespace

TEST_CASE("a blur is a Gaussian of linear light at every size", "[editor][effect][blur]")
{
    const auto picture = grey_blocks(320, 180, 30);
    std::vector<double> light = luma_of(picture);
    for (double& v : light) {
        v = linear(v);
    }
    for (const double sigma : {0.8, 3.0, 6.5, 17.0, 40.0}) {
        std::vector<double> wanted = blurred(light, 320, 180, sigma);
        for (double& v : wanted) {
            v = displayed(v);
        }
        INFO("sigma " << sigma);
        CHECK(psnr(luma_of(with_effects(picture, {{"blur", 1, {{"size", sigma / 180}}}})),
                   wanted) >= 50);
    }
}

TEST_CASE("sharpening steps away from the Gaussian of luma", "[editor][effect][sharpen]")
{
    const auto picture = grey_blocks(320, 180, 12);
    const std::vector<double> luma = luma_of(picture);
    const std::vector<double> soft = blurred(luma, 320, 180, 1.8);
    std::vector<double> wanted = luma;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        wanted[i] = std::clamp(luma[i] + 0.8 * (luma[i] - soft[i]), 0.0, 1.0);
    }
    const Effect sharpen{"sharpen", 1, {{"amount", 0.8}, {"size", 0.01}}};
    CHECK(psnr(luma_of(with_effects(picture, {sharpen})), wanted) >= 50);
}

TEST_CASE("a blurred picture in picture gets soft edges that reach over its own",
          "[editor][effect][blur][alpha]")
{
    Wall wall;
    wall.frames["square"] = yuv_frame(100, 100, 255, 255, 255);
    Compositor compositor(wall);
    auto clip = std::make_shared<Clip>();
    clip->source = Media{"square", {}, {}};
    Stage stage;
    stage.to = Layer{clip, 0, {}, 1};
    stage.to->transform.scale = 0.5; // 100 pixels of 200
    stage.to->effects = picture_effects_at({{"blur", 1, {{"size", 0.03}}}}, 0);
    const auto frame = compositor.render({{stage}}, {400, 200});
    CHECK(pixel_at(frame, 200, 100).r >= 253);
    const int edge = pixel_at(frame, 150, 100).r; // half there over black
    CHECK(std::abs(edge - 128) <= 14);
    CHECK(pixel_at(frame, 144, 100).r > 20);
    CHECK(pixel_at(frame, 120, 100).r == 0);
}

TEST_CASE("a blur looks the same at any size", "[editor][effect][blur]")
{
    const Effect blur{"blur", 1, {{"size", 0.05}}};
    const auto small = with_effects(grey_blocks(160, 90, 15), {blur});
    const auto large = with_effects(grey_blocks(320, 180, 30), {blur});
    const auto a = luma_of(small);
    const auto b = luma_of(large);
    double worst = 0;
    for (int y = 0; y < 90; ++y) {
        for (int x = 0; x < 160; ++x) {
            const auto at = static_cast<std::size_t>(2 * y * 320 + 2 * x);
            const double mean = (b[at] + b[at + 1] + b[at + 320] + b[at + 321]) / 4;
            worst = std::max(worst, std::abs(mean - a[static_cast<std::size_t>(y * 160 + x)]));
        }
    }
    CHECK(worst < 0.02);
}
