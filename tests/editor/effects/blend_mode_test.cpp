#include "assets/colour.hpp"
#include "tests/editor/effects/effect_pictures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

Stage stage_of(const char* asset, const std::vector<Effect>& effects, double opacity = 1)
{
    auto clip = std::make_shared<Clip>();
    clip->source = Media{asset, {}, {}};
    clip->effects = effects;
    Stage stage;
    stage.to = Layer{clip, 0, transform_at(effects, 0), opacity};
    stage.to->effects = picture_effects_at(effects, 0);
    stage.to->blend = blend_mode_at(effects);
    return stage;
}

Effect blend(const std::string& mode)
{
    return {"blend", 1, {{"mode", mode}}};
}

/// Patches upside down, so that two colours meet in each.
assets::Frame turned(const assets::Frame& frame)
{
    assets::FrameBuffer out(frame.width, frame.height, frame.format, frame.colour);
    for (int plane = 0; plane < 3; ++plane) {
        const auto p = static_cast<std::size_t>(plane);
        const int rows = assets::plane_height(frame.format, plane, frame.height);
        for (int y = 0; y < rows; ++y) {
            std::copy_n(frame.planes[p].data + (rows - 1 - y) * frame.planes[p].stride,
                        assets::plane_width(frame.format, plane, frame.width),
                        out.data[p] + y * out.strides[p]);
        }
    }
    return out.freeze();
}

using Formula = double (*)(double, double);

double held(double v)
{
    return std::clamp(v, 0.0, 1.0);
}

/// How well a mode follows its formula B(below, over), at an opacity, in dB.
double psnr(const std::string& mode, Formula formula, double opacity)
{
    Wall wall;
    wall.frames["below"] = patches();
    wall.frames["over"] = turned(patches());
    Compositor compositor(wall);
    const auto after = compositor.render(
        {{stage_of("below", {}), stage_of("over", {blend(mode)}, opacity)}}, {256, 144});
    int patch = 0; // patch_psnr goes row by row
    return patch_psnr(wall.frames["below"], after, [&](const Rgb& below) {
        const Rgb over = patch_at(wall.frames["over"], patch % 16, patch / 16);
        ++patch;
        Rgb result{};
        for (std::size_t i = 0; i < 3; ++i) {
            const double b = held(below[i]);
            result[i] = b + opacity * (formula(b, held(over[i])) - b);
        }
        return result;
    });
}

double soft_light(double b, double s)
{
    if (s <= 0.5) {
        return b - (1 - 2 * s) * b * (1 - b);
    }
    const double d = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : std::sqrt(b);
    return b + (2 * s - 1) * (d - b);
}

} // namespace

TEST_CASE("every blend mode follows its formula, whole and half there", "[editor][effect][blend]")
{
    const std::pair<const char*, Formula> modes[]{
        {"multiply",
         [](double b, double s) {
             return b * s;
         }},
        {"screen",
         [](double b, double s) {
             return 1 - (1 - b) * (1 - s);
         }},
        {"overlay",
         [](double b, double s) {
             return b <= 0.5 ? 2 * b * s : 1 - 2 * (1 - b) * (1 - s);
         }},
        {"add",
         [](double b, double s) {
             return std::min(1.0, b + s);
         }},
        {"darken",
         [](double b, double s) {
             return std::min(b, s);
         }},
        {"lighten",
         [](double b, double s) {
             return std::max(b, s);
         }},
        {"soft_light", soft_light},
        {"difference",
         [](double b, double s) {
             return std::abs(b - s);
         }},
    };
    for (const auto& [mode, formula] : modes) {
        for (const double opacity : {1.0, 0.35}) {
            INFO(mode << " at " << opacity);
            CHECK(psnr(mode, formula, opacity) >= 50);
        }
    }
}

TEST_CASE("a layer that blends hides nothing below it, a normal one still does",
          "[editor][effect][blend]")
{
    Wall wall;
    wall.frames["below"] = yuv_frame(320, 180, 200, 100, 50);
    wall.frames["over"] = yuv_frame(320, 180, 128, 128, 128);
    Compositor compositor(wall);
    const auto darker = compositor.render(
        {{stage_of("below", {}), stage_of("over", {blend("multiply")})}}, {320, 180});
    CHECK(distance(pixel_at(darker, 100, 100), {100, 50, 25}) <= 2);
    wall.asked.clear();
    const auto plain = compositor.render(
        {{stage_of("below", {}), stage_of("over", {blend("normal")})}}, {320, 180});
    CHECK(plain.planes[0].data == wall.frames["over"].planes[0].data);
    CHECK(wall.asked.size() == 1);
}

TEST_CASE("around a small layer that blends the picture keeps every code",
          "[editor][effect][blend]")
{
    Wall wall;
    wall.frames["below"] = patches();
    wall.frames["over"] = yuv_frame(64, 64, 128, 128, 128);
    Compositor compositor(wall);
    Effect small{"transform", 1, {{"scale", 0.5}}};
    const auto after = compositor.render(
        {{stage_of("below", {}), stage_of("over", {small, blend("screen")})}}, {256, 144});
    int changed = 0;
    for (std::size_t p = 0; p < 3; ++p) {
        const int shift = p == 0 ? 0 : 1;
        for (int y = 0; y < 144 >> shift; ++y) {
            for (int x = 0; x < 256 >> shift; ++x) {
                const bool outside =
                    y < 36 >> shift || y >= 108 >> shift || x < 92 >> shift || x >= 164 >> shift;
                const auto& plane = wall.frames["below"].planes[p];
                changed += outside && after.planes[p].data[y * after.planes[p].stride + x] !=
                                          plane.data[y * plane.stride + x];
            }
        }
    }
    CHECK(changed == 0);
    const auto grey = patch_at(wall.frames["below"], 8, 4);
    CHECK(patch_at(after, 8, 4)[1] == Approx(1 - (1 - grey[1]) * (1 - 128 / 255.0)).margin(0.015));
}
