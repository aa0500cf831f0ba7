#include "editor/edits/effects.hpp"
#include "tests/editor/effects/effect_pictures.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

Effect bars(double ratio, const char* outside = "bars")
{
    return {
        "letterbox",
        1,
        {{"ratio", ratio}, {"outside", std::string(outside)}, {"colour", std::string("#FF0000")}}};
}

bool same_planes(const assets::Frame& a, const assets::Frame& b)
{
    return a.planes[0].data == b.planes[0].data;
}

} // namespace

TEST_CASE("a clip whose effects are off, unknown or none comes through as the same planes",
          "[editor][effect]")
{
    const auto picture = yuv_frame(320, 180, 90, 120, 200);
    Effect off = bars(2.39);
    off.enabled = false;
    Effect newer = bars(2.39);
    newer.version = 99;
    CHECK(same_planes(with_effects(picture, {}), picture));
    CHECK(same_planes(with_effects(picture, {off, newer, {"glitter", 1, {}}}), picture));
    CHECK_FALSE(same_planes(with_effects(picture, {bars(2.39)}), picture));
}

TEST_CASE("transform and opacity that are switched off change nothing", "[editor][effect]")
{
    const std::vector<Effect> effects{{"transform", 1, {{"scale", 2.0}}, false},
                                      {"opacity", 1, {{"opacity", 0.5}}, false}};
    CHECK(transform_at(effects, 0) == Transform{});
    CHECK(opacity_at(effects, 0) == 1);
}

TEST_CASE("a letterbox's bars have its colour and their edge lies where the ratio says",
          "[editor][effect]")
{
    const auto picture = yuv_frame(400, 240, 40, 200, 90);
    const auto wide = with_effects(picture, {bars(2)}); // 200 rows stay, 20 above and below
    CHECK(distance(pixel_at(wide, 200, 17), {255, 0, 0}) <= 2);
    CHECK(distance(pixel_at(wide, 200, 22), {40, 200, 90}) <= 2);
    CHECK(distance(pixel_at(wide, 0, 217), {40, 200, 90}) <= 2);
    CHECK(distance(pixel_at(wide, 399, 222), {255, 0, 0}) <= 2);
    const auto tall = with_effects(picture, {bars(1)}); // 240 columns stay
    CHECK(distance(pixel_at(tall, 77, 120), {255, 0, 0}) <= 2);
    CHECK(distance(pixel_at(tall, 83, 120), {40, 200, 90}) <= 2);
    const auto clear = with_effects(picture, {bars(1, "clear")});
    CHECK(distance(pixel_at(clear, 77, 120), {0, 0, 0}) <= 1); // nothing lies below
}

TEST_CASE("what an effect cuts off shows the layer below", "[editor][effect]")
{
    Wall wall;
    wall.frames["below"] = yuv_frame(400, 240, 0, 0, 200);
    wall.frames["above"] = yuv_frame(400, 240, 200, 200, 200);
    Compositor compositor(wall);
    FramePlan plan;
    for (const char* name : {"below", "above"}) {
        auto clip = std::make_shared<Clip>();
        clip->source = Media{name, {}, {}};
        Stage stage;
        stage.to = Layer{clip, 0, {}, 1};
        plan.stages.push_back(stage);
    }
    plan.stages[1].to->effects = picture_effects_at({bars(1, "clear")}, 0);
    const auto frame = compositor.render(plan, {400, 240});
    CHECK(distance(pixel_at(frame, 40, 120), {0, 0, 200}) <= 2);
    CHECK(distance(pixel_at(frame, 200, 120), {200, 200, 200}) <= 2);
}

TEST_CASE("a plan holds a clip's effects at the time of its source, in their order",
          "[editor][effect][plan]")
{
    Timeline film = linked_film("A"); // begins 5 frames into its source
    Effect moving = bars(1);
    moving.values["ratio"] = Curve{{{Time(5, 24), 1}, {Time(15, 24), 2}}};
    film = *add_effect(film, id_of(film, "V1", "A"), bars(4));
    film = *add_effect(film, id_of(film, "V1", "A"), moving);
    const auto plan = plan_frame(film, 5);
    const auto& effects = plan.stages.at(0).to->effects;
    REQUIRE(effects.size() == 2);
    CHECK(std::get<Letterbox>(effects[0]).ratio == 4);
    CHECK(std::get<Letterbox>(effects[1]).ratio == Approx(1.5));
}

TEST_CASE("a picture with effects that is shown again is not made again", "[editor][effect]")
{
    Wall wall;
    wall.frames["still"] = yuv_frame(320, 180, 90, 120, 200);
    Compositor compositor(wall);
    auto clip = std::make_shared<Clip>();
    clip->source = Media{"still", {}, {}};
    Stage stage;
    stage.to = Layer{clip, 0, {}, 1};
    stage.to->effects = picture_effects_at({bars(2)}, 0);
    const auto first = compositor.render({{stage}}, {320, 180});
    CHECK(same_planes(compositor.render({{stage}}, {320, 180}), first));
    stage.to->effects = picture_effects_at({bars(3)}, 0);
    CHECK_FALSE(same_planes(compositor.render({{stage}}, {320, 180}), first));
}
