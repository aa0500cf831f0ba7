// What world v1 stages is to be seen: counted over many shots, in small pictures.

#include "generation/world/parse.hpp"
#include "generation/world/render/renderer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace rushlight::generation::world;

namespace {

constexpr int side = 64;

RenderedClip drawn_at(const Scene& scene, double seconds)
{
    RenderOptions options;
    options.maps = true;
    options.start_seconds = seconds;
    return render(scene, side, side, 1, 12, options);
}

int pixels_of(const RenderedClip& clip, int who)
{
    return static_cast<int>(
        std::count(clip.who.begin(), clip.who.end(), static_cast<std::uint8_t>(who)));
}

/// The subject without place and company, from where it is filmed.
RenderedClip alone_at(const Scene& scene, double seconds)
{
    Scene alone = scene;
    alone.entities.resize(1);
    RenderOptions options;
    options.maps = true;
    options.cut_out = true;
    options.start_seconds = seconds;
    return render(alone, side, side, 1, 12, options);
}

/// Share of a track's box that lies in the picture.
double inside(const Track& track)
{
    const double area = (track.right - track.left) * (track.bottom - track.top);
    const double width = std::min(1.0, track.right) - std::max(0.0, track.left);
    const double height = std::min(1.0, track.bottom) - std::max(0.0, track.top);
    return area > 0 ? std::max(0.0, width) * std::max(0.0, height) / area : 0;
}

/// How often something is so, of how many.
struct Count {
    int so = 0;
    int all = 0;

    void add(bool is)
    {
        so += is ? 1 : 0;
        ++all;
    }

    [[nodiscard]] double share() const { return all > 0 ? static_cast<double>(so) / all : 0; }
};

Scene said(const std::string& prompt, std::uint64_t seed)
{
    return complete(parse_prompt(prompt, World::v1), seed, World::v1);
}

} // namespace

TEST_CASE("subjects are in the picture, large enough, and hidden by nobody", "[world][staging]")
{
    Count cut;
    Count small;
    Count filling;
    Count hidden;
    Count lost;
    for (std::uint64_t seed = 60000; seed < 60300; ++seed) {
        const Scene scene = sample_scene(seed, World::v1);
        if (scene.entities.front().passage != Passage::none) {
            continue;
        }
        const double middle = scene.seconds / 2;
        const RenderedClip alone = alone_at(scene, middle);
        const int whole = pixels_of(alone, 1);
        const int seen = pixels_of(drawn_at(scene, middle), 1);
        if (scene.shot <= Shot::medium) {
            cut.add(inside(alone.tracks[0][0]) < 0.6);
        }
        small.add(seen < side * side / 100 && scene.shot > Shot::extreme_wide);
        filling.add(seen > 0.85 * side * side);
        hidden.add(seen < 0.6 * whole);
        lost.add(pixels_of(alone_at(scene, 0), 1) < side * side / 200 ||
                 pixels_of(alone_at(scene, scene.seconds), 1) < side * side / 200);
    }
    CHECK(cut.share() < 0.02);
    CHECK(small.share() < 0.01);
    CHECK(filling.share() < 0.02);
    CHECK(hidden.share() < 0.02);
    CHECK(lost.share() < 0.03);
}

TEST_CASE("whoever a caption names beside the subject is in the picture", "[world][staging]")
{
    Count second;
    Count others;
    Count false_side;
    for (std::uint64_t seed = 61000; second.all < 90; ++seed) {
        const Scene scene = sample_scene(seed, World::v1);
        if (scene.entities.size() < 2) {
            continue;
        }
        const RenderedClip clip = drawn_at(scene, scene.seconds / 2);
        second.add(pixels_of(clip, 2) < 6);
        for (std::size_t i = 2; i < scene.entities.size(); ++i) {
            others.add(pixels_of(clip, static_cast<int>(i) + 1) < 6);
        }
        if (scene.relation <= Relation::right_of) {
            const bool is_left = clip.tracks[1][0].x < clip.tracks[0][0].x;
            false_side.add(is_left != (scene.relation == Relation::left_of));
        }
    }
    CHECK(second.share() < 0.08);
    CHECK(others.share() < 0.25);
    CHECK(false_side.share() < 0.05);
}

TEST_CASE("no caption names a face that nobody sees", "[world][staging]")
{
    for (std::uint64_t seed = 62000; seed < 63000; ++seed) {
        const Scene scene = sample_scene(seed, World::v1);
        if (scene.entities[0].direction == Direction::away || scene.shot == Shot::extreme_wide) {
            CHECK(scene.entities[0].expression == Expression::neutral);
        }
    }
}

TEST_CASE("over a shoulder one sees the shoulder and, uncovered, the subject", "[world][staging]")
{
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const Scene scene = said("over the shoulder: two people talk in the office", seed);
        const double middle = scene.seconds / 2;
        const RenderedClip clip = drawn_at(scene, middle);
        CAPTURE(seed);
        CHECK(scene.angle == Angle::over_shoulder);
        CHECK(pixels_of(clip, 1) > 0.6 * pixels_of(alone_at(scene, middle), 1));
        CHECK(pixels_of(clip, 2) > side * side / 16);
    }
}

TEST_CASE("who enters is outside at first, and who exits at last", "[world][staging]")
{
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        CAPTURE(seed);
        const Scene enters = said("a dog enters from the left, runs, wide shot, street", seed);
        REQUIRE(enters.entities[0].passage == Passage::enters);
        CHECK(enters.entities[0].direction == Direction::right);
        CHECK(inside(alone_at(enters, 0).tracks[0][0]) < 0.3);
        CHECK(inside(alone_at(enters, enters.seconds).tracks[0][0]) > 0.7);
        const Scene exits = said("a dog exits frame right, wide shot, street", seed);
        REQUIRE(exits.entities[0].passage == Passage::exits);
        CHECK(inside(alone_at(exits, 0).tracks[0][0]) > 0.7);
        CHECK(inside(alone_at(exits, exits.seconds).tracks[0][0]) < 0.3);
    }
}

TEST_CASE("a push in from above keeps its subject in the picture", "[world][staging]")
{
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        CAPTURE(seed);
        for (const char* words : {"high angle, medium shot, push in: a man stands in the street",
                                  "high angle, medium shot, pull back: a key in the meadow",
                                  "low angle, wide, push in: a robot on a rooftop"}) {
            const Scene scene = said(words, seed);
            for (const double seconds : {0.0, scene.seconds}) {
                CHECK(pixels_of(alone_at(scene, seconds), 1) > side * side / 100);
            }
        }
    }
}

TEST_CASE("who stands on something that moves goes along with it", "[world][staging]")
{
    const Scene scene =
        said("a red truck drives right, a cat on top of it, road, wide shot, static camera", 3);
    REQUIRE(scene.entities.size() == 2);
    REQUIRE(scene.relation == Relation::on);
    const auto gap = [&](double seconds) {
        const RenderedClip clip = drawn_at(scene, seconds);
        return clip.tracks[1][0].x - clip.tracks[0][0].x;
    };
    CHECK(gap(0) == Approx(gap(scene.seconds)).margin(0.05));
}

TEST_CASE("what a prompt leaves open stays ordinary", "[world][staging]")
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        const Scene elephant = said("an elephant", seed);
        CHECK(elephant.entities[0].colour == ColourName::grey);
        CHECK(elephant.shot <= Shot::close);
        CHECK(elephant.shot >= Shot::wide);
        CHECK(elephant.place != Place::underwater);
        const Scene rain = said("a knight walks left in the rain", seed);
        CHECK(rain.weather == Weather::rain);
        CHECK_FALSE(is_indoors(rain.place));
        const Scene face = said("close-up of a frightened girl", seed);
        CHECK(
            (face.entities[0].action == Action::stand || face.entities[0].action == Action::talk));
        const Scene boat = said("a man beside his boat", seed);
        CHECK(boat.place == Place::beach);
    }
}

TEST_CASE("people look like what they are called", "[world][staging]")
{
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        const Scene court = said("a queen hugs a wizard", seed);
        CHECK(court.entities[0].genome.hat == 4);
        CHECK_FALSE(court.entities[0].genome.beard);
        CHECK(court.entities[1].genome.headwear == 3);
        CHECK(court.entities[1].genome.beard);
        const Scene farmer = said("a farmer drives a truck", seed);
        CHECK(farmer.entities[0].kind == Kind::truck);
        CHECK(farmer.entities[0].action == Action::drive);
        const Scene rider = said("a cowboy rides a horse", seed);
        CHECK(rider.entities[0].y > 0.5);
        CHECK(rider.entities[0].action == Action::sit);
    }
}
