#include "generation/world/render/palette.hpp"
#include "generation/world/render/renderer.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <set>
#include <string>

using namespace rushlight::generation::world;

namespace {

Scene plain(Kind kind)
{
    Scene scene;
    Entity entity;
    entity.kind = kind;
    entity.colour = ColourName::red;
    scene.entities.push_back(entity);
    scene.place = kind == Kind::boat ? Place::beach : Place::meadow;
    scene.style = Style::flat;
    frame_subject(scene);
    return scene;
}

double mean(const RenderedClip& clip, int channel)
{
    double sum = 0;
    for (std::size_t i = static_cast<std::size_t>(channel); i < clip.rgb.size(); i += 3) {
        sum += clip.rgb[i];
    }
    return sum * 3 / static_cast<double>(clip.rgb.size());
}

} // namespace

TEST_CASE("rendering twice gives the same bytes", "[world][render]")
{
    const Scene scene = sample_scene(4);
    CHECK(render(scene, 64, 64, 3, 12).rgb == render(scene, 64, 64, 3, 12).rgb);
    CHECK(render(scene, 64, 64, 3, 12).rgb != render(sample_scene(5), 64, 64, 3, 12).rgb);
}

TEST_CASE("maps leave the picture as it is and have the clip's size", "[world][render]")
{
    const Scene scene = sample_scene(9);
    RenderOptions options;
    options.maps = true;
    const auto with = render(scene, 80, 48, 2, 12, options);
    CHECK(with.rgb == render(scene, 80, 48, 2, 12).rgb);
    const std::size_t pixels = 80 * 48 * 2;
    CHECK(with.rgb.size() == pixels * 3);
    CHECK(with.ids.size() == pixels);
    CHECK(with.parts.size() == pixels);
    CHECK(with.who.size() == pixels);
    CHECK(with.depth.size() == pixels);
    CHECK(with.flow.size() == pixels * 2);
    for (std::size_t i = 0; i < pixels; ++i) {
        REQUIRE(with.ids[i] < pixel_classes);
        REQUIRE(with.parts[i] < pixel_parts);
        REQUIRE(std::isfinite(with.depth[i]));
        REQUIRE(with.depth[i] <= 200);
    }
}

TEST_CASE("every drawn kind stands out against the background and shows its colour",
          "[world][render]")
{
    for (int k = 0; k < classes(Axis::kind); ++k) {
        if (!drawn(World::v0, Axis::kind, k)) {
            continue;
        }
        INFO(std::string(name(Axis::kind, k)));
        Scene scene = plain(static_cast<Kind>(k));
        RenderOptions options;
        options.maps = true;
        const auto clip = render(scene, 64, 64, 1, 12, options);
        scene.entities[0].x = 500; // far out of the frame
        const auto empty = render(scene, 64, 64, 1, 12);
        int subject = 0;
        int differs = 0;
        double red = 0;
        for (std::size_t i = 0; i < clip.who.size(); ++i) {
            if (clip.who[i] != 1) {
                continue;
            }
            ++subject;
            int most = 0;
            for (std::size_t c = 0; c < 3; ++c) {
                most = std::max(most, std::abs(clip.rgb[3 * i + c] - empty.rgb[3 * i + c]));
            }
            differs += most > 24 ? 1 : 0;
            red += clip.rgb[3 * i] > clip.rgb[3 * i + 1] + 40 &&
                           clip.rgb[3 * i] > clip.rgb[3 * i + 2] + 40
                       ? 1
                       : 0;
        }
        CHECK(subject > 60);
        CHECK(differs > 0.8 * subject);
        CHECK(red > 0.15 * subject);
    }
}

TEST_CASE("each hour and weather has its own light", "[world][render]")
{
    Scene scene = plain(Kind::dog);
    scene.time = TimeOfDay::noon;
    const auto noon = render(scene, 64, 64, 1, 12);
    scene.time = TimeOfDay::night;
    const auto night = render(scene, 64, 64, 1, 12);
    scene.time = TimeOfDay::golden_hour;
    const auto golden = render(scene, 64, 64, 1, 12);
    CHECK(mean(night, 1) < 0.5 * mean(noon, 1));
    CHECK(mean(golden, 0) > mean(golden, 2) + 40);
    CHECK(mean(night, 2) > mean(night, 0));
    // The palettes are look.md's, to the byte.
    CHECK(palette_of(TimeOfDay::dusk, Weather::clear).sky_top.r == hex(0x3D3A66).r);
    CHECK(palette_of(TimeOfDay::night, Weather::clear).accent.g == hex(0xFFCF6B).g);
}

TEST_CASE("styles, weathers and places each change the picture", "[world][render]")
{
    for (const Axis axis : {Axis::style, Axis::weather, Axis::place, Axis::shot, Axis::angle}) {
        std::set<std::string> pictures;
        int looks = 0;
        for (int value = 0; value < classes(axis); ++value) {
            if (!drawn(World::v0, axis, value)) {
                continue;
            }
            Scene scene = plain(Kind::robot);
            scene.style = axis == Axis::style ? static_cast<Style>(value) : scene.style;
            scene.weather = axis == Axis::weather ? static_cast<Weather>(value) : scene.weather;
            scene.place = axis == Axis::place ? static_cast<Place>(value) : scene.place;
            scene.shot = axis == Axis::shot ? static_cast<Shot>(value) : scene.shot;
            scene.angle = axis == Axis::angle ? static_cast<Angle>(value) : scene.angle;
            frame_subject(scene);
            ++looks;
            const auto clip = render(scene, 64, 64, 1, 12);
            pictures.emplace(clip.rgb.begin(), clip.rgb.end());
        }
        INFO(std::string(name(axis)));
        CHECK(static_cast<int>(pictures.size()) == looks);
    }
}

TEST_CASE("flow agrees with the tracks", "[world][render]")
{
    Scene scene = plain(Kind::ball);
    scene.entities[0].action = Action::roll;
    scene.entities[0].direction = Direction::right;
    scene.entities[0].speed = 0.4;
    RenderOptions options;
    options.maps = true;
    const auto clip = render(scene, 128, 128, 4, 12, options);
    double sum = 0;
    int count = 0;
    for (std::size_t i = 0; i < 128 * 128; ++i) {
        if (clip.who[i] == 1 && clip.parts[i] == static_cast<std::uint8_t>(PixelPart::body)) {
            sum += clip.flow[2 * i];
            ++count;
        }
    }
    REQUIRE(count > 100);
    const double moved = (clip.tracks[0][1].x - clip.tracks[0][0].x) * 128;
    CHECK(moved > 0.5);
    CHECK(sum / count == Approx(moved).margin(0.25));
}

TEST_CASE("the background of a pan flows as far as the camera turns", "[world][render]")
{
    Scene scene = plain(Kind::dog);
    scene.move = Move::pan;
    scene.amount = 6;
    RenderOptions options;
    options.maps = true;
    const auto clip = render(scene, 96, 96, 2, 12, options);
    double sky = 0;
    int count = 0;
    for (std::size_t i = 0; i < 96 * 96; ++i) {
        if (clip.ids[i] == static_cast<std::uint8_t>(PixelClass::sky)) {
            sky += clip.flow[2 * i];
            ++count;
        }
    }
    REQUIRE(count > 100);
    CHECK(sky / count < -0.3); // the camera turns right, the sky goes left
    CHECK(clip.motion > 0.01);
}

TEST_CASE("a mirrored scene is the mirrored picture", "[world][render]")
{
    for (const std::uint64_t seed : {8ULL, 21ULL, 34ULL, 55ULL}) {
        Scene scene = sample_scene(seed);
        scene.style = Style::flat;
        const auto a = render(scene, 64, 64, 1, 12);
        const auto b = render(mirrored(scene), 64, 64, 1, 12);
        double difference = 0;
        for (std::size_t y = 0; y < 64; ++y) {
            for (std::size_t x = 0; x < 64; ++x) {
                for (std::size_t c = 0; c < 3; ++c) {
                    difference +=
                        std::abs(a.rgb[(y * 64 + x) * 3 + c] - b.rgb[(y * 64 + 63 - x) * 3 + c]);
                }
            }
        }
        INFO(seed);
        CHECK(difference / (64 * 64 * 3) < 6);
    }
}

TEST_CASE("a cut-out shows the entity alone on neutral grey", "[world][render]")
{
    RenderOptions options;
    options.cut_out = true;
    options.maps = true;
    const auto clip = render(plain(Kind::person), 64, 64, 1, 12, options);
    for (std::size_t i = 0; i < 64; ++i) {
        CHECK(clip.rgb[3 * i] == 128);
    }
    CHECK(clip.tracks.at(0).at(0).visible);
}

TEST_CASE("sizes and counts outside the range are refused", "[world][render]")
{
    const Scene scene = sample_scene(1);
    CHECK_THROWS_AS(render(scene, 8, 64, 1, 12), std::invalid_argument);
    CHECK_THROWS_AS(render(scene, 64, 4096, 1, 12), std::invalid_argument);
    CHECK_THROWS_AS(render(scene, 64, 64, 0, 12), std::invalid_argument);
    CHECK_THROWS_AS(render(scene, 64, 64, 1, 0), std::invalid_argument);
    CHECK_THROWS_AS(render(scene, 64, 64, 1, std::numeric_limits<double>::quiet_NaN()),
                    std::invalid_argument);
    CHECK_THROWS_AS(render(Scene{}, 64, 64, 1, 12), std::invalid_argument);
}
