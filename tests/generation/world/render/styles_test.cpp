#include "generation/world/render/palette.hpp"
#include "generation/world/render/renderer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

using namespace rushlight::generation::world;

namespace {

constexpr int side = 128;

Scene with(Style style, Kind kind = Kind::dog, ColourName colour = ColourName::blue)
{
    Scene scene;
    scene.world = World::v1;
    Entity entity;
    entity.kind = kind;
    entity.colour = colour;
    entity.second_colour = colour;
    scene.entities.push_back(entity);
    scene.place = Place::meadow;
    scene.style = style;
    scene.shot = Shot::medium;
    frame_subject(scene);
    return scene;
}

RenderedClip drawn(const Scene& scene, bool cut_out = false)
{
    RenderOptions options;
    options.maps = true;
    options.cut_out = cut_out;
    return render(scene, side, side, 1, 12, options);
}

Rgb pixel(const RenderedClip& clip, std::size_t i)
{
    const auto at = [&](std::size_t c) {
        return static_cast<float>(clip.rgb[3 * i + c]) / 255;
    };
    return {at(0), at(1), at(2)};
}

float chroma(const Rgb& c)
{
    return std::max({c.r, c.g, c.b}) - std::min({c.r, c.g, c.b});
}

double mean_luma(const RenderedClip& clip)
{
    double sum = 0;
    for (std::size_t i = 0; i < clip.who.size(); ++i) {
        sum += static_cast<double>(luma(pixel(clip, i)));
    }
    return sum / static_cast<double>(clip.who.size());
}

/// Degrees on the colour circle.
double hue(const Rgb& c)
{
    const double x = static_cast<double>(c.r) - 0.5 * static_cast<double>(c.g + c.b);
    const double y = 0.8660254 * static_cast<double>(c.g - c.b);
    return std::atan2(y, x) * 57.29578;
}

double apart(double a, double b)
{
    const double d = std::fmod(std::abs(a - b), 360.0);
    return std::min(d, 360 - d);
}

std::vector<Style> all_styles()
{
    std::vector<Style> styles;
    for (int value = 0; value < classes(Axis::style); ++value) {
        styles.push_back(static_cast<Style>(value));
    }
    return styles;
}

std::string word(Style style)
{
    return std::string(name(Axis::style, static_cast<int>(style)));
}

} // namespace

TEST_CASE("each style draws the same scene in its own way", "[world][render][styles]")
{
    std::vector<RenderedClip> clips;
    for (const Style style : all_styles()) {
        clips.push_back(drawn(with(style)));
    }
    for (std::size_t a = 0; a < clips.size(); ++a) {
        for (std::size_t b = a + 1; b < clips.size(); ++b) {
            double sum = 0;
            for (std::size_t i = 0; i < clips[a].rgb.size(); ++i) {
                sum += std::abs(clips[a].rgb[i] - clips[b].rgb[i]);
            }
            INFO(word(static_cast<Style>(a)) << " and " << word(static_cast<Style>(b)));
            CHECK(sum / static_cast<double>(clips[a].rgb.size()) > 2);
        }
    }
}

TEST_CASE("styles differ in ink and not in what stands where", "[world][render][styles]")
{
    const RenderedClip flat = drawn(with(Style::flat));
    for (const Style style : all_styles()) {
        const RenderedClip clip = drawn(with(style));
        double both = 0;
        double either = 0;
        for (std::size_t i = 0; i < clip.who.size(); ++i) {
            both += clip.who[i] == 1 && flat.who[i] == 1 ? 1 : 0;
            either += clip.who[i] == 1 || flat.who[i] == 1 ? 1 : 0;
        }
        INFO(word(style));
        CHECK(both / either > 0.85); // an outline lies around a figure
        CHECK(clip.motion == Approx(flat.motion).epsilon(0.15));
    }
}

TEST_CASE("the paper of a style lies still", "[world][render][styles]")
{
    for (const Style style : all_styles()) {
        Scene scene = with(style, Kind::ball);
        const RenderedClip clip = render(scene, 64, 64, 5, 12);
        const auto frame = static_cast<std::ptrdiff_t>(64 * 64 * 3);
        INFO(word(style));
        for (std::ptrdiff_t t = 1; t < 5; ++t) {
            CHECK(std::equal(
                clip.rgb.begin(), clip.rgb.begin() + frame, clip.rgb.begin() + t * frame));
        }
    }
}

TEST_CASE("neon is a dark picture with bright lines at any hour", "[world][render][styles]")
{
    for (int hour = 0; hour < classes(Axis::time); ++hour) {
        Scene scene = with(Style::neon);
        scene.time = static_cast<TimeOfDay>(hour);
        const RenderedClip clip = drawn(scene);
        INFO(std::string(name(Axis::time, hour)));
        CHECK(mean_luma(clip) < 0.35);
        int glowing = 0;
        int around = 0;
        const RenderedClip alone = drawn(scene, true); // the same without a halo
        for (std::size_t i = 0; i < clip.who.size(); ++i) {
            const Rgb c = pixel(clip, i);
            glowing += clip.who[i] == 1 && c.b > 0.9F ? 1 : 0;
            around += clip.who[i] == 1 && c.b > pixel(alone, i).b + 0.04F ? 1 : 0;
        }
        CHECK(glowing > 100);
        CHECK(around > 200);
    }
}

TEST_CASE("noir has no colour but that of red things", "[world][render][styles]")
{
    const RenderedClip blue = drawn(with(Style::noir, Kind::dog, ColourName::blue));
    for (std::size_t i = 0; i < blue.who.size(); ++i) {
        if (blue.parts[i] != static_cast<std::uint8_t>(PixelPart::accessory)) {
            REQUIRE(chroma(pixel(blue, i)) < 0.02F);
        }
    }
    const RenderedClip red = drawn(with(Style::noir, Kind::dog, ColourName::red));
    int coloured = 0;
    for (std::size_t i = 0; i < red.who.size(); ++i) {
        const bool has = chroma(pixel(red, i)) > 0.15F;
        coloured += has ? 1 : 0;
        if (has) {
            const Rgb c = pixel(red, i);
            REQUIRE(c.r > c.g);
        }
    }
    CHECK(coloured > 500);
}

TEST_CASE("a blueprint is blue and its lines are nearly white", "[world][render][styles]")
{
    for (const ColourName colour : {ColourName::red, ColourName::white, ColourName::black}) {
        const RenderedClip clip = drawn(with(Style::blueprint, Kind::dog, colour));
        int lines = 0;
        for (std::size_t i = 0; i < clip.who.size(); ++i) {
            const Rgb c = pixel(clip, i);
            REQUIRE(c.b > c.r);
            lines += clip.who[i] == 1 && luma(c) > 0.8F ? 1 : 0;
        }
        CHECK(lines > 100);
        CHECK(mean_luma(clip) < 0.45);
    }
}

TEST_CASE("outlined has edges of dark ink where flat has none", "[world][render][styles]")
{
    const auto dark = [](Style style) {
        const RenderedClip clip = drawn(with(style, Kind::dog, ColourName::yellow));
        return std::count_if(clip.who.begin(), clip.who.end(), [&, i = 0U](int) mutable {
            return luma(pixel(clip, i++)) < 0.22F;
        });
    };
    CHECK(dark(Style::outlined) > dark(Style::flat) + 400);
}

TEST_CASE("paper throws a shadow and has no ink", "[world][render][styles]")
{
    const auto darkened = [](Style style) {
        const RenderedClip clip = drawn(with(style, Kind::dog, ColourName::yellow), true);
        int pixels = 0;
        for (std::size_t i = 0; i < clip.who.size(); ++i) {
            pixels += clip.who[i] == 0 && luma(pixel(clip, i)) < 0.45F ? 1 : 0;
        }
        return pixels;
    };
    CHECK(darkened(Style::cutout) > darkened(Style::flat) + 60);
}

TEST_CASE("clay is shaded softly where flat has two tones", "[world][render][styles]")
{
    const auto levels = [](Style style) {
        const RenderedClip clip = drawn(with(style, Kind::balloon, ColourName::red), true);
        std::set<int> seen;
        for (std::size_t i = 0; i < clip.who.size(); ++i) {
            // inside: where the neighbours belong to the balloon too
            if (i > side && i + side < clip.who.size() && clip.who[i] == 1 &&
                clip.who[i - side] == 1 && clip.who[i + side] == 1 && clip.who[i - 1] == 1 &&
                clip.who[i + 1] == 1) {
                seen.insert(clip.rgb[3 * i]);
            }
        }
        return seen.size();
    };
    CHECK(levels(Style::clay) > 60);
    CHECK(levels(Style::clay) > levels(Style::flat) + 25);
}

TEST_CASE("a colour keeps its name in every style that has colours", "[world][render][styles]")
{
    for (const Style style : {Style::outlined, Style::neon, Style::cutout, Style::clay}) {
        for (const TimeOfDay time : {TimeOfDay::noon, TimeOfDay::dusk, TimeOfDay::night}) {
            for (const ColourName colour : {ColourName::red,
                                            ColourName::yellow,
                                            ColourName::green,
                                            ColourName::blue,
                                            ColourName::purple,
                                            ColourName::orange}) {
                Scene scene = with(style, Kind::balloon, colour);
                scene.time = time;
                const RenderedClip clip = drawn(scene);
                Rgb sum;
                float weight = 0;
                for (std::size_t i = 0; i < clip.who.size(); ++i) {
                    const Rgb c = pixel(clip, i);
                    if (clip.who[i] == 1) { // what is colourful says more
                        const float w = chroma(c) * chroma(c);
                        sum = {sum.r + w * c.r, sum.g + w * c.g, sum.b + w * c.b};
                        weight += w;
                    }
                }
                INFO(word(style) << ", " << name(Axis::time, static_cast<int>(time)) << ", "
                                 << name(Axis::colour, static_cast<int>(colour)));
                REQUIRE(weight > 0);
                CHECK(apart(hue(sum), hue(ink(colour))) < 22);
            }
        }
    }
}

TEST_CASE("light falls through a blind in a noir room", "[world][render][styles]")
{
    Scene scene = with(Style::noir, Kind::person);
    scene.place = Place::room;
    scene.shot = Shot::wide;
    frame_subject(scene);
    scene.entities[0].x = 500; // nobody in front of the wall
    const RenderedClip clip = drawn(scene);
    scene.style = Style::flat;
    const RenderedClip flat = drawn(scene);
    // Down a column the wall changes from light to dark more often than a plain one.
    const auto changes = [](const RenderedClip& picture, std::size_t x) {
        int count = 0;
        for (std::size_t y = 1; y < side; ++y) {
            const float before = luma(pixel(picture, (y - 1) * side + x));
            const float after = luma(pixel(picture, y * side + x));
            count += std::abs(after - before) > 0.12F ? 1 : 0;
        }
        return count;
    };
    int more = 0;
    for (std::size_t x = 0; x < side; ++x) {
        more += changes(clip, x) >= changes(flat, x) + 6 ? 1 : 0;
    }
    CHECK(more > 15);
}

TEST_CASE("a subject of any colour stands out in every style, by day, by night and in fog",
          "[world][render][styles]")
{
    for (const Style style : all_styles()) {
        double sum = 0;
        int pictures = 0;
        for (const TimeOfDay time : {TimeOfDay::noon, TimeOfDay::night}) {
            for (const Weather weather : {Weather::clear, Weather::fog}) {
                for (int colour = 0; colour < classes(Axis::colour); ++colour) {
                    Scene scene = with(style, Kind::dog, static_cast<ColourName>(colour));
                    scene.time = time;
                    scene.weather = weather;
                    RenderOptions options;
                    options.maps = true;
                    const RenderedClip clip = render(scene, 64, 64, 1, 12, options);
                    scene.entities[0].x = 500;
                    const RenderedClip empty = render(scene, 64, 64, 1, 12);
                    int subject = 0;
                    int differs = 0;
                    for (std::size_t i = 0; i < clip.who.size(); ++i) {
                        int most = 0;
                        for (std::size_t c = 0; c < 3; ++c) {
                            most = std::max(most,
                                            std::abs(clip.rgb[3 * i + c] - empty.rgb[3 * i + c]));
                        }
                        subject += clip.who[i] == 1 ? 1 : 0;
                        differs += clip.who[i] == 1 && most > 20 ? 1 : 0;
                    }
                    REQUIRE(subject > 60);
                    const double share = static_cast<double>(differs) / subject;
                    sum += share;
                    ++pictures;
                    INFO(word(style) << ", " << name(Axis::colour, colour));
                    CHECK(share > 0.25);
                }
            }
        }
        INFO(word(style));
        // A blueprint shows lines, the others surfaces.
        CHECK(sum / pictures > (style == Style::blueprint ? 0.5 : 0.75));
    }
}
