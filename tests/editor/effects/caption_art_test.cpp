#include "editor/effects/caption_art.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace rushlight::editor;
using rushlight::assets::Frame;

namespace {

struct Box {
    int left = 1 << 20, top = 1 << 20, right = -1, bottom = -1;
    std::int64_t inked = 0; ///< pixels of the colour that was looked for
};

/// What is drawn, and how much of it has about this colour.
Box drawn(const Frame& frame, int r, int g, int b)
{
    Box box;
    for (int y = 0; y < frame.height; ++y) {
        const std::uint8_t* row = frame.planes[0].data + y * frame.planes[0].stride;
        for (int x = 0; x < frame.width; ++x) {
            const std::uint8_t* p = row + 4 * x;
            if (p[3] < 40) {
                continue;
            }
            box.left = std::min(box.left, x);
            box.right = std::max(box.right, x);
            box.top = std::min(box.top, y);
            box.bottom = std::max(box.bottom, y);
            box.inked += std::abs(p[0] - r) + std::abs(p[1] - g) + std::abs(p[2] - b) < 40 ? 1 : 0;
        }
    }
    return box;
}

CaptionPicture written(const std::string& text, const CaptionStyle& style = {})
{
    return {{{text, style}}};
}

} // namespace

TEST_CASE("a caption stands inside the safe area, where its style says", "[editor][captions]")
{
    CaptionArtist artist;
    for (const Size size : {Size{1280, 720}, Size{1080, 1920}, Size{640, 640}}) {
        CaptionStyle style;
        const Box below =
            drawn(artist.draw(written("Where did the light go?"), size), 255, 255, 255);
        CHECK(below.inked > 200);
        CHECK(below.top > size.height / 2);
        CHECK(below.bottom < size.height * 0.95);
        CHECK(below.left > size.width * 0.05);
        CHECK(below.right < size.width * 0.95);
        CHECK(std::abs((below.left + below.right) - size.width) < 8);
        style.place = CaptionStyle::Place::top;
        style.side = CaptionStyle::Side::left;
        const Box above =
            drawn(artist.draw(written("Where did the light go?", style), size), 255, 255, 255);
        CHECK(above.bottom < size.height / 2);
        CHECK(above.left < size.width * 0.12);
    }
}

TEST_CASE("every look of a style is to be seen", "[editor][captions]")
{
    CaptionArtist artist;
    const Size size{1280, 720};
    const auto inked = [&](const CaptionStyle& style, int r, int g, int b) {
        return drawn(artist.draw(written("rushlight", style), size), r, g, b).inked;
    };
    const CaptionStyle plain;
    const auto white = inked(plain, 255, 255, 255);
    CaptionStyle style = plain;
    style.colour = "#FF0000";
    CHECK(inked(style, 255, 0, 0) > white / 2);
    style = plain;
    style.bold = true;
    CHECK(static_cast<double>(inked(style, 255, 255, 255)) > 1.1 * static_cast<double>(white));
    style = plain;
    style.underline = true;
    CHECK(inked(style, 255, 255, 255) > white + 60);
    style = plain;
    style.italic = true;
    const Frame slanted = artist.draw(written("rushlight", style), size);
    const Frame upright = artist.draw(written("rushlight", plain), size);
    bool other = false;
    for (int y = 0; y < size.height && !other; ++y) {
        other = !std::equal(slanted.planes[0].data + y * slanted.planes[0].stride,
                            slanted.planes[0].data + y * slanted.planes[0].stride + 4 * size.width,
                            upright.planes[0].data + y * upright.planes[0].stride);
    }
    CHECK(other);
    style = plain;
    style.outline_colour = "#00FF00";
    CHECK(inked(style, 0, 255, 0) > 300);
    style = plain;
    style.box = "#0000FF";
    CHECK(inked(style, 0, 0, 255) > 3000);
}

TEST_CASE("a caption of any length, and in any script, stays in the picture", "[editor][captions]")
{
    CaptionArtist artist;
    std::string long_text;
    for (int i = 0; i < 60; ++i) {
        long_text += "a rather long caption ";
    }
    const Size size{640, 360};
    const Box box = drawn(artist.draw(written(long_text), size), 255, 255, 255);
    CHECK(box.top > size.height * 0.5);
    CHECK(box.bottom < size.height * 0.95);
    for (const char* text : {"שלום עולם", "漢字かな交じり", "🙂", "\xff\xfe", "a\nb\nc"}) {
        CHECK_NOTHROW(artist.draw(written(text), size));
    }
    CHECK(drawn(artist.draw({}, size), 0, 0, 0).right == -1);
    CaptionStyle lost;
    lost.font = "No Such Face 9";
    CHECK(artist.missing_fonts({lost, {}}).size() == 1);
    CHECK(drawn(artist.draw(written("still drawn", lost), size), 255, 255, 255).inked > 50);
}
