#include "generation/world/render/renderer.hpp"
#include "generation/world/render/stage.hpp"
#include "generation/world/weather.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>

using namespace rushlight::generation::world;

namespace {

constexpr Place new_places[] = {Place::kitchen,
                                Place::office,
                                Place::classroom,
                                Place::stage,
                                Place::space,
                                Place::underwater,
                                Place::rooftop,
                                Place::road};

/// A ball that lies still before a camera that stands still.
Scene still_life(Place place, std::uint64_t seed = 4)
{
    Scene scene;
    scene.world = World::v1;
    scene.seed = seed;
    scene.place = place;
    Entity entity;
    entity.kind = Kind::ball;
    scene.entities.push_back(entity);
    frame_subject(scene);
    return scene;
}

RenderedClip with_maps(const Scene& scene, int size, int frames)
{
    RenderOptions options;
    options.maps = true;
    return render(scene, size, size, frames, 12, options);
}

/// Mean difference of two pictures, in 255ths.
double apart(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += std::abs(a[i] - b[i]);
    }
    return sum / static_cast<double>(a.size());
}

double brightness(const RenderedClip& clip, int frame)
{
    const std::size_t bytes = clip.rgb.size() / static_cast<std::size_t>(clip.frames);
    double sum = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        sum += clip.rgb[static_cast<std::size_t>(frame) * bytes + i];
    }
    return sum / static_cast<double>(bytes);
}

std::vector<std::uint8_t> frame_of(const RenderedClip& clip, int frame)
{
    const auto bytes = static_cast<std::ptrdiff_t>(clip.rgb.size()) / clip.frames;
    return {clip.rgb.begin() + frame * bytes, clip.rgb.begin() + (frame + 1) * bytes};
}

} // namespace

TEST_CASE("no place looks like another", "[world][render][places]")
{
    std::vector<std::vector<std::uint8_t>> pictures;
    for (int place = 0; place < classes(Axis::place); ++place) {
        pictures.push_back(render(still_life(static_cast<Place>(place)), 64, 64, 1, 12).rgb);
        for (int other = 0; other < place; ++other) {
            INFO(name(Axis::place, place) << " and " << name(Axis::place, other));
            CHECK(apart(pictures.back(), pictures[static_cast<std::size_t>(other)]) > 8);
        }
    }
}

TEST_CASE("a new place is laid out by its seed", "[world][render][places]")
{
    for (const Place place : new_places) {
        INFO(name(Axis::place, static_cast<int>(place)));
        CHECK(apart(render(still_life(place, 1), 64, 64, 1, 12).rgb,
                    render(still_life(place, 2), 64, 64, 1, 12).rgb) > 1);
    }
}

TEST_CASE("nothing of a new place stands before its subject", "[world][render][places]")
{
    for (const Place place : new_places) {
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            Scene scene = still_life(place, seed);
            scene.entities[0].kind = seed % 2 == 0 ? Kind::person : Kind::dog;
            scene.shot = seed % 3 == 0 ? Shot::medium : Shot::wide;
            frame_subject(scene);
            const auto count = [](const RenderedClip& clip) {
                return std::count(clip.who.begin(), clip.who.end(), 1);
            };
            RenderOptions alone;
            alone.maps = true;
            alone.cut_out = true;
            INFO(name(Axis::place, static_cast<int>(place)) << " of seed " << seed);
            CHECK(static_cast<double>(count(with_maps(scene, 64, 1))) >
                  0.9 * static_cast<double>(count(render(scene, 64, 64, 1, 12, alone))));
        }
    }
}

TEST_CASE("no sky is seen indoors, wherever the camera stands", "[world][render][places]")
{
    for (const Place place : {Place::kitchen, Place::office, Place::classroom, Place::stage}) {
        for (int angle = 0; angle < classes(Axis::angle); ++angle) {
            for (const Shot shot : {Shot::extreme_wide, Shot::wide, Shot::close}) {
                Scene scene = still_life(place);
                scene.angle = static_cast<Angle>(angle);
                scene.shot = shot;
                frame_subject(scene);
                const RenderedClip clip = with_maps(scene, 48, 1);
                INFO(name(Axis::place, static_cast<int>(place)) << " " << name(Axis::angle, angle));
                CHECK(std::count(clip.ids.begin(), clip.ids.end(), std::uint8_t{0}) == 0);
            }
        }
    }
}

TEST_CASE("the hour is seen in every place", "[world][render][places]")
{
    for (const Place place : new_places) {
        Scene scene = still_life(place);
        const auto noon = render(scene, 64, 64, 1, 12).rgb;
        for (const TimeOfDay time : {TimeOfDay::golden_hour, TimeOfDay::dusk, TimeOfDay::night}) {
            scene.time = time;
            INFO(name(Axis::place, static_cast<int>(place))
                 << " " << name(Axis::time, static_cast<int>(time)));
            CHECK(apart(noon, render(scene, 64, 64, 1, 12).rgb) > 5);
        }
    }
}

TEST_CASE("the seasons of the air stay outside of rooms, sea and space", "[world][render][places]")
{
    for (const Place place : {Place::kitchen, Place::underwater, Place::space}) {
        Scene scene = still_life(place);
        const auto before = render(scene, 64, 64, 1, 12).rgb;
        for (const Weather weather : {Weather::rain, Weather::wind, Weather::storm, Weather::fog}) {
            scene.weather = weather;
            CHECK(apart(render(scene, 64, 64, 1, 12).rgb, before) == 0);
        }
    }
}

TEST_CASE("wind moves what stood still in clear air", "[world][render][places]")
{
    Scene scene = still_life(Place::meadow);
    const RenderedClip calm = render(scene, 96, 96, 2, 12);
    CHECK(apart(frame_of(calm, 0), frame_of(calm, 1)) == 0);
    scene.weather = Weather::wind;
    const RenderedClip windy = render(scene, 96, 96, 2, 12);
    CHECK(apart(frame_of(windy, 0), frame_of(windy, 1)) > 0.2);
}

TEST_CASE("a prop that sways keeps its solids, and its flow leads to where it will be",
          "[world][render][places]")
{
    const Scene scene = still_life(Place::underwater);
    const Stage stage = stage_of(scene);
    int moving = 0;
    for (const Prop& prop : stage.props) {
        for (const double seconds : {0.0, 0.7, 2.4}) {
            const Figure now = swayed(prop, seconds, seconds);
            const Figure later = swayed(prop, seconds + 1 / 12.0, seconds);
            REQUIRE(now.size() == prop.figure.size());
            REQUIRE(later.size() == now.size());
            for (std::size_t i = 0; i < now.size(); ++i) {
                const double step = length(centre_of(later[i]) - centre_of(now[i]));
                CHECK(step < (prop.distant ? 2 : 0.12));
                moving += step > 1e-4 ? 1 : 0;
            }
        }
    }
    CHECK(moving > 50);
    const RenderedClip clip = with_maps(scene, 96, 1);
    double furthest = 0;
    for (std::size_t i = 0; i < clip.ids.size(); ++i) {
        if (clip.ids[i] == static_cast<std::uint8_t>(PixelClass::scenery)) {
            furthest = std::max(furthest, std::abs(static_cast<double>(clip.flow[i * 2])));
        }
    }
    CHECK(furthest > 0.05);
}

TEST_CASE("a flash of lightning lights two frames of twelve a second", "[world][render][places]")
{
    for (std::uint64_t seed = 1; seed < 6; ++seed) {
        Scene scene = still_life(Place::meadow, seed);
        scene.weather = Weather::storm;
        const RenderedClip clip = render(scene, 32, 32, 33, 12);
        const double strike = lightning(scene, 33 / 12.0).at(0);
        double dark = 0;
        for (int frame = 0; frame < 3; ++frame) {
            dark = std::max(dark, brightness(clip, frame));
        }
        int lit = 0;
        for (int frame = 0; frame < 33; ++frame) {
            const bool flash = frame / 12.0 >= strike && frame / 12.0 < strike + flash_seconds;
            lit += flash ? 1 : 0;
            INFO("seed " << seed << " frame " << frame);
            CHECK((brightness(clip, frame) > dark + 12) == flash);
        }
        CHECK(lit == 2);
    }
}

TEST_CASE("a storm is darker than rain, and morning is not noon", "[world][render][places]")
{
    Scene scene = still_life(Place::meadow);
    scene.weather = Weather::rain;
    const double rain = brightness(render(scene, 64, 64, 1, 12), 0);
    scene.weather = Weather::storm;
    CHECK(brightness(render(scene, 64, 64, 1, 12), 0) < rain - 10);
    scene.weather = Weather::clear;
    scene.time = TimeOfDay::noon;
    const auto noon = render(scene, 64, 64, 1, 12).rgb;
    scene.time = TimeOfDay::morning;
    CHECK(apart(noon, render(scene, 64, 64, 1, 12).rgb) > 2);
}

TEST_CASE("a mirrored scene in a new place is the mirrored picture", "[world][render][places]")
{
    for (const Place place : new_places) {
        Scene scene = still_life(place);
        scene.style = Style::flat; // without hatching
        const RenderedClip clip = render(scene, 64, 64, 1, 12);
        const RenderedClip other = render(mirrored(scene), 64, 64, 1, 12);
        std::vector<std::uint8_t> turned(other.rgb.size());
        for (std::size_t y = 0; y < 64; ++y) {
            for (std::size_t x = 0; x < 64; ++x) {
                for (std::size_t c = 0; c < 3; ++c) {
                    turned[(y * 64 + x) * 3 + c] = other.rgb[(y * 64 + 63 - x) * 3 + c];
                }
            }
        }
        INFO(name(Axis::place, static_cast<int>(place)));
        CHECK(apart(clip.rgb, turned) < 1.5);
    }
}

TEST_CASE("from straight above there is something on the ground of every place out of doors",
          "[world][render][places]")
{
    for (int place = 0; place < classes(Axis::place); ++place) {
        Scene scene = still_life(static_cast<Place>(place));
        if (!has_weather(scene.place)) {
            continue;
        }
        scene.angle = Angle::top;
        const auto lying = [&] {
            const Stage stage = stage_of(scene);
            return std::count_if(
                stage.props.begin(), stage.props.end(), [](const Prop& prop) { return prop.flat; });
        };
        INFO(name(Axis::place, place));
        const auto from_above = lying();
        scene.angle = Angle::eye;
        CHECK(from_above > lying() + 5);
    }
}
