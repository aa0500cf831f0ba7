#include "editor/edits/attributes.hpp"
#include "editor/edits/place.hpp"
#include "editor/edits/transition.hpp"
#include "editor/error.hpp"
#include "editor/render/compositor.hpp"
#include "tests/editor/film_words.hpp"
#include "tests/editor/pictures.hpp"

#include <catch2/catch.hpp>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

constexpr Size hd{320, 180};

Layer layer(const std::string& asset, const Transform& transform = {}, double opacity = 1)
{
    auto clip = std::make_shared<Clip>();
    clip->source = Media{asset, {}, {}};
    return {clip, 0, transform, opacity};
}

Stage stage(const Layer& to)
{
    Stage s;
    s.to = to;
    return s;
}

Transform with_fit(Fit fit)
{
    Transform t;
    t.fit = fit;
    return t;
}

} // namespace

TEST_CASE("an opaque picture of the frame's size comes through untouched, and nothing under it is "
          "read",
          "[editor][compositor]")
{
    Wall wall;
    wall.frames["top"] = yuv_frame(320, 180, 200, 100, 50);
    Compositor compositor(wall);
    const auto frame = compositor.render({{stage(layer("below")), stage(layer("top"))}}, hd);
    CHECK(frame.planes[0].data == wall.frames["top"].planes[0].data);
    CHECK(wall.asked.size() == 1);
}

TEST_CASE("colour patches agree within 2 of 255 through conversion, scaling and blending",
          "[editor][compositor][colour]")
{
    Wall wall;
    Compositor compositor(wall);
    const std::vector<Pixel> patches{{255, 0, 0},
                                     {0, 255, 0},
                                     {0, 0, 255},
                                     {255, 255, 255},
                                     {0, 0, 0},
                                     {128, 128, 128},
                                     {224, 172, 105},
                                     {18, 52, 86}};
    for (std::size_t i = 0; i < patches.size(); ++i) {
        const Pixel p = patches[i];
        const std::string name = "patch " + std::to_string(i);
        wall.frames[name] = rgb_frame(160, 96, p.r, p.g, p.b);
        const auto frame =
            compositor.render({{stage(layer(name, with_fit(Fit::fill)))}}, {1280, 720});
        CHECK(frame.colour == assets::bt709_limited);
        CHECK(distance(pixel_at(frame, 640, 360), p) <= 2);
        CHECK(distance(pixel_at(frame, 0, 0), p) <= 2);
        CHECK(distance(pixel_at(frame, 1279, 719), p) <= 2);
        wall.frames["grey"] = yuv_frame(320, 180, 100, 100, 100);
        const auto half = compositor.render(
            {{stage(layer("grey")), stage(layer(name, with_fit(Fit::fill), 0.5))}}, hd);
        const Pixel middle{(p.r + 100) / 2, (p.g + 100) / 2, (p.b + 100) / 2};
        CHECK(distance(pixel_at(half, 100, 100), middle) <= 2);
    }
}

TEST_CASE("fit leaves bars, fill crops, in wide and in tall frames", "[editor][compositor]")
{
    Wall wall;
    wall.frames["take"] = rgb_frame(320, 192, 250, 240, 230);
    Compositor compositor(wall);
    const auto fit = compositor.render({{stage(layer("take"))}}, {720, 1280});
    CHECK(distance(pixel_at(fit, 360, 100), {0, 0, 0}) <= 2);
    CHECK(distance(pixel_at(fit, 360, 640), {250, 240, 230}) <= 2);
    const auto fill = compositor.render({{stage(layer("take", with_fit(Fit::fill)))}}, {720, 1280});
    CHECK(distance(pixel_at(fill, 2, 2), {250, 240, 230}) <= 2);
    CHECK(distance(pixel_at(fill, 717, 1277), {250, 240, 230}) <= 2);
}

TEST_CASE("a picture lies where its transform says, to the pixel", "[editor][compositor]")
{
    Wall wall;
    wall.frames["square"] = yuv_frame(90, 90, 255, 255, 255);
    Compositor compositor(wall);
    Transform t;
    t.scale = 0.5; // 90 pixels high in a frame of 180
    t.x = 0.25;    // 45 pixels right
    const auto frame = compositor.render({{stage(layer("square", t))}}, hd);
    const Pixel white{255, 255, 255};
    const Pixel black{0, 0, 0};
    CHECK(distance(pixel_at(frame, 160 + 45, 90), white) <= 2);
    CHECK(distance(pixel_at(frame, 160 + 45 - 44, 90), white) <= 2);
    CHECK(distance(pixel_at(frame, 160 + 45 - 47, 90), black) <= 2);
    CHECK(distance(pixel_at(frame, 160 + 45 + 46, 90), black) <= 2);
    t.rotation = 45;
    const auto turned = compositor.render({{stage(layer("square", t))}}, hd);
    CHECK(distance(pixel_at(turned, 160 + 45, 90 - 60), white) <= 2); // the corner points up
    CHECK(distance(pixel_at(turned, 160 + 45 - 40, 90 - 40), black) <= 2);
}

TEST_CASE("a quarter turn of a picture equals the picture turned", "[editor][compositor]")
{
    Wall wall;
    assets::FrameBuffer buffer(100, 100, assets::PixelFormat::rgb24, assets::srgb_full);
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 100; ++x) {
            std::uint8_t* p = buffer.data[0] + y * buffer.strides[0] + 3 * x;
            p[0] = p[1] = p[2] = static_cast<std::uint8_t>(x < 50 ? 40 : y < 50 ? 120 : 220);
        }
    }
    wall.frames["picture"] = buffer.freeze();
    Compositor compositor(wall);
    Transform t;
    t.rotation = 90; // left goes up
    const auto frame = compositor.render({{stage(layer("picture", t))}}, {100, 100});
    CHECK(distance(pixel_at(frame, 25, 20), {40, 40, 40}) <= 2);
    CHECK(distance(pixel_at(frame, 80, 20), {40, 40, 40}) <= 2);
    CHECK(distance(pixel_at(frame, 75, 75), {120, 120, 120}) <=
          2); // top right goes to bottom right
    CHECK(distance(pixel_at(frame, 25, 75), {220, 220, 220}) <= 2);
}

TEST_CASE("an edge in a small picture lies in the same place in the large frame, luma and chroma",
          "[editor][compositor]")
{
    Wall wall;
    assets::FrameBuffer buffer(320, 192, assets::PixelFormat::rgb24, assets::srgb_full);
    for (int y = 0; y < 192; ++y) {
        for (int x = 0; x < 320; ++x) {
            std::uint8_t* p = buffer.data[0] + y * buffer.strides[0] + 3 * x;
            const bool red = x < 160 && y < 96;
            p[0] = red ? 220 : 20;
            p[1] = 20;
            p[2] = red ? 20 : 220;
        }
    }
    wall.frames["take"] = buffer.freeze();
    Compositor compositor(wall);
    const auto frame =
        compositor.render({{stage(layer("take", with_fit(Fit::fill)))}}, {1280, 720});
    const auto sample = [&](std::size_t plane, int x, int y) {
        return static_cast<int>(frame.planes[plane].data[y * frame.planes[plane].stride + x]);
    };
    // luma samples on both sides of the edge add up to the two colours, across and down
    CHECK(std::abs(sample(0, 639, 100) + sample(0, 640, 100) - sample(0, 600, 100) -
                   sample(0, 680, 100)) <= 2);
    CHECK(std::abs(sample(0, 300, 359) + sample(0, 300, 360) - sample(0, 300, 300) -
                   sample(0, 300, 420)) <= 2);
    // chroma: left-sited across (sample 320 lies half a pixel behind the edge), between rows down
    const int middle = (sample(1, 300, 50) + sample(1, 340, 50)) / 2;
    CHECK(sample(1, 320, 50) > middle);
    CHECK(std::abs(sample(1, 320, 50) - middle) < std::abs(sample(1, 319, 50) - middle));
    CHECK(std::abs(sample(1, 100, 179) + sample(1, 100, 180) - 2 * middle) <= 3);
}

TEST_CASE("pixels that are not square are shown in their true shape", "[editor][compositor]")
{
    class Wide : public PictureSource {
    public:
        Picture picture(const Media&, const Time&) override
        {
            return {yuv_frame(160, 180, 250, 250, 250), 2.0};
        }
    } wide;

    Compositor compositor(wide);
    const auto frame = compositor.render({{stage(layer("x"))}}, hd);
    CHECK(distance(pixel_at(frame, 3, 90), {250, 250, 250}) <= 2); // no bars
    CHECK(distance(pixel_at(frame, 316, 90), {250, 250, 250}) <= 2);
}

TEST_CASE("a cropped picture shows its middle", "[editor][compositor]")
{
    Wall wall;
    assets::FrameBuffer buffer(320, 180, assets::PixelFormat::rgb24, assets::srgb_full);
    for (int y = 0; y < 180; ++y) {
        for (int x = 0; x < 320; ++x) {
            std::uint8_t* p = buffer.data[0] + y * buffer.strides[0] + 3 * x;
            p[0] = p[1] = p[2] = static_cast<std::uint8_t>(x < 80 ? 10 : 200);
        }
    }
    wall.frames["picture"] = buffer.freeze();
    Compositor compositor(wall);
    Transform t = with_fit(Fit::fill);
    t.crop_left = 0.25;
    const auto frame = compositor.render({{stage(layer("picture", t))}}, hd);
    CHECK(distance(pixel_at(frame, 6, 90), {200, 200, 200}) <= 4);
}

TEST_CASE("a dissolve passes through the middle of both, a dip through its colour",
          "[editor][compositor][transition]")
{
    Wall wall;
    wall.frames["asset A"] = yuv_frame(320, 180, 200, 0, 0);
    wall.frames["asset B"] = rgb_frame(320, 180, 0, 0, 200);
    Timeline film = linked_film("AB");
    Compositor compositor(wall);
    const auto at = [&](const Transition& transition, std::int64_t frame) {
        const auto joined = set_transition(film, id_of(film, "V1", "B"), transition);
        return pixel_at(compositor.render(plan_frame(*joined, frame), hd), 50, 50);
    };
    const Transition dissolve{"dissolve", 2, 3};
    CHECK(distance(at(dissolve, 10), {100, 0, 100}) <= 3);
    CHECK(distance(at(dissolve, 8), {180, 0, 20}) <= 3);
    CHECK(distance(at(dissolve, 7), {200, 0, 0}) <= 2);
    Transition dip{"dip", 2, 3};
    dip.colour = "#FFFFFF";
    CHECK(distance(at(dip, 10), {255, 255, 255}) <= 2);
}

TEST_CASE("a layer with alpha lets through what it should", "[editor][compositor][alpha]")
{
    Wall wall;
    wall.frames["below"] = yuv_frame(320, 180, 0, 0, 200);
    assets::FrameBuffer rgba(320, 180, assets::PixelFormat::rgba32, assets::srgb_full);
    rgba.opaque = false;
    for (int y = 0; y < 180; ++y) {
        for (int x = 0; x < 320; ++x) { // premultiplied: half of 200 red on the left, nothing right
            std::uint8_t* p = rgba.data[0] + y * rgba.strides[0] + 4 * x;
            p[0] = static_cast<std::uint8_t>(x < 160 ? 100 : 0);
            p[1] = p[2] = 0;
            p[3] = static_cast<std::uint8_t>(x < 160 ? 128 : 0);
        }
    }
    wall.frames["above"] = rgba.freeze();
    Compositor compositor(wall);
    const auto frame = compositor.render({{stage(layer("below")), stage(layer("above"))}}, hd);
    CHECK(distance(pixel_at(frame, 60, 60), {100, 0, 100}) <= 2);
    CHECK(distance(pixel_at(frame, 260, 60), {0, 0, 200}) <= 2);
}

TEST_CASE("a picture that is not there is black and a size that is odd is refused",
          "[editor][compositor]")
{
    Wall wall;
    Compositor compositor(wall);
    CHECK(distance(pixel_at(compositor.render({{stage(layer("gone"))}}, hd), 10, 10), {0, 0, 0}) <=
          1);
    CHECK(distance(pixel_at(compositor.render({}, hd), 10, 10), {0, 0, 0}) <= 1);
    CHECK_THROWS_AS(compositor.render({}, {321, 180}), EditorError);
    CHECK_THROWS_AS(compositor.render({}, {0, 0}), EditorError);
}
