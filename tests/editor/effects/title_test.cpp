#include "editor/effects/title.hpp"
#include "editor/render/compositor.hpp"
#include "tests/editor/pictures.hpp"

#include <catch2/catch.hpp>

#include <cstring>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

struct Box {
    int left = 1 << 20;
    int right = -1;
    int top = 1 << 20;
    int bottom = -1;
};

/// Where letters are: pixels that are bright and nearly opaque.
Box box_of(const assets::Frame& frame)
{
    Box box;
    for (int y = 0; y < frame.height; ++y) {
        for (int x = 0; x < frame.width; ++x) {
            const std::uint8_t* p = frame.planes[0].data + y * frame.planes[0].stride + 4 * x;
            if (p[0] > 150) {
                box.left = std::min(box.left, x);
                box.right = std::max(box.right, x);
                box.top = std::min(box.top, y);
                box.bottom = std::max(box.bottom, y);
            }
        }
    }
    return box;
}

} // namespace

TEST_CASE("a title lies centred inside the safe area in wide and tall frames", "[editor][title]")
{
    TitleArtist artist;
    for (const Size size : {Size{1280, 720}, Size{720, 1280}, Size{320, 180}}) {
        Title title{"The Lamplighter and the Moon Who Would Not Go Home"};
        title.subtitle = "A very small film";
        const Box box = box_of(artist.draw(title, size));
        CHECK(box.left >= size.width / 20);
        CHECK(box.right < size.width - size.width / 20);
        CHECK(box.top >= size.height / 20);
        CHECK(box.bottom < size.height - size.height / 20);
        CHECK(std::abs(box.left + box.right - size.width) < size.width / 20);
        CHECK(std::abs(box.top + box.bottom - size.height) < size.height / 8);
    }
}

TEST_CASE("a lower third lies low and left", "[editor][title]")
{
    TitleArtist artist;
    Title title{"Ada"};
    title.placement = Placement::lower_third;
    const Box box = box_of(artist.draw(title, {1280, 720}));
    CHECK(box.top > 720 * 3 / 4);
    CHECK(box.bottom < 720 * 95 / 100);
    CHECK(box.left >= 64);
    CHECK(box.right < 640);
}

TEST_CASE("a title looks the same at half the size", "[editor][title]")
{
    TitleArtist artist;
    Title title{"Rushlight"};
    const Box large = box_of(artist.draw(title, {1280, 720}));
    const Box small = box_of(artist.draw(title, {640, 360}));
    CHECK(std::abs(large.left - 2 * small.left) <= 4);
    CHECK(std::abs(large.bottom - 2 * small.bottom) <= 4);
}

TEST_CASE("a longer text is broken and shrunk until it fits", "[editor][title]")
{
    TitleArtist artist;
    std::string words;
    for (int i = 0; i < 200; ++i) {
        words += "Immer wieder ";
    }
    const Box box = box_of(artist.draw({words}, {1280, 720}));
    CHECK(box.top > 0);
    CHECK(box.bottom < 719);
}

TEST_CASE("broken text, missing fonts and wrong colours do no harm", "[editor][title]")
{
    TitleArtist artist;
    Title title{std::string("ab\xff\xfe\xc3", 5)};
    title.colour = "red";
    title.size = std::numeric_limits<double>::quiet_NaN();
    CHECK(box_of(artist.draw(title, {320, 180})).right > 0);
    CHECK(box_of(artist.draw({""}, {320, 180})).right == -1);
    CHECK(box_of(artist.draw({"汉字 עברית"}, {320, 180})).bottom < 180);
    title.font = "No Such Family 4711";
    const std::string sentence = artist.missing_font(title);
    CHECK(sentence.find("No Such Family 4711") != std::string::npos);
    CHECK(artist.missing_font({"x"}).empty());
    CHECK(bundled_font_sha256().size() == 64);
}

TEST_CASE("the compositor lays a title over the picture and keeps the picture beside it",
          "[editor][title][compositor]")
{
    Wall wall;
    wall.frames["sky"] = yuv_frame(1280, 720, 90, 140, 200);
    auto sky = std::make_shared<Clip>();
    sky->source = Media{"sky", {}, {}};
    auto text = std::make_shared<Clip>();
    text->source = Title{"I I I"};
    FramePlan plan;
    plan.stages.resize(2);
    plan.stages[0].to = Layer{sky, 0, {}, 1};
    plan.stages[1].to = Layer{text, 0, {}, 1};
    Compositor compositor(wall);
    const auto frame = compositor.render(plan, {1280, 720});
    CHECK(distance(pixel_at(frame, 20, 20), {90, 140, 200}) <= 2);
    int brightest = 0;
    const auto rgb = assets::convert(frame, assets::PixelFormat::rgb24, assets::srgb_full);
    for (int y = 300; y < 420; ++y) {
        for (int x = 560; x < 720; ++x) {
            brightest =
                std::max<int>(brightest, rgb.planes[0].data[y * rgb.planes[0].stride + 3 * x + 2]);
        }
    }
    CHECK(brightest >= 230);
}
