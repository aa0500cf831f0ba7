#include "editor/edits/attributes.hpp"
#include "editor/edits/speed.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/edits/transition.hpp"
#include "editor/render/plan.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

TEST_CASE("a frame's plan names the clip and its exact source time", "[editor][plan]")
{
    const Timeline film = linked_film("AB");
    const FramePlan plan = plan_frame(film, 13);
    REQUIRE(plan.stages.size() == 1);
    CHECK(plan.stages[0].to->clip->name == "B");
    CHECK(plan.stages[0].to->time == Time(5 + 3, 24));
    CHECK(plan_frame(film, 20).stages.empty());
    CHECK(plan_frame(film, -1).stages.empty());
}

TEST_CASE("a take of 12 frames a second is held on twos at 24", "[editor][plan]")
{
    const Timeline film = linked_film("A");
    std::vector<std::int64_t> shown;
    for (std::int64_t f = 0; f < 6; ++f) {
        shown.push_back(plan_frame(film, f).stages[0].to->time.floor_at(12));
    }
    CHECK(shown == std::vector<std::int64_t>{2, 3, 3, 4, 4, 5}); // begins at 5/24 s
}

TEST_CASE("a transition shows both clips, each with its handle", "[editor][plan]")
{
    const Timeline film =
        *set_transition(linked_film("AB"), id_of(linked_film("AB"), "V1", "B"), {"dissolve", 2, 4});
    CHECK_FALSE(plan_frame(film, 7).stages[0].transition);
    const Stage first = plan_frame(film, 8).stages[0];
    CHECK(first.from->time == Time(5 + 8, 24));
    CHECK(first.to->time == Time(5 - 2, 24));
    CHECK(first.progress == Approx(0.5 / 6));
    const Stage last = plan_frame(film, 13).stages[0];
    CHECK(last.from->time == Time(5 + 13, 24));
    CHECK(last.to->time == Time(5 + 3, 24));
    CHECK(last.progress == Approx(5.5 / 6));
    CHECK_FALSE(plan_frame(film, 14).stages[0].transition);
}

TEST_CASE("speed, fades and hidden tracks are in the plan", "[editor][plan]")
{
    Timeline film = *set_speed(linked_film("A"), id_of(linked_film("A"), "V1", "A"), 2);
    CHECK(plan_frame(film, 2).stages[0].to->time == Time(5 + 4, 24));
    film = *set_fades(film, id_of(film, "V1", "A"), 2, 2);
    CHECK(plan_frame(film, 0).stages[0].to->opacity == Approx(0.25));
    CHECK(plan_frame(film, 2).stages[0].to->opacity == Approx(1));
    CHECK(plan_frame(film, 4).stages[0].to->opacity == Approx(0.25));
    TrackFlags hidden;
    hidden.hidden = true;
    CHECK(plan_frame(*set_flags(film, track_id(film, "V1"), hidden), 2).stages.empty());
}

TEST_CASE("numbers of effects that are out of range or not numbers are held in range",
          "[editor][effect]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Effect> effects{
        {"transform",
         1,
         {{"scale", 1e9}, {"x", nan}, {"fit", std::string("fill")}, {"crop_left", 5.0}}},
        {"opacity", 1, {{"opacity", -3.0}}},
        {"glitter", 7, {{"amount", Opaque{"[1,2]"}}}}};
    const Transform t = transform_at(effects, 0);
    CHECK(t.scale == 16);
    CHECK(t.x == 0);
    CHECK(t.fit == Fit::fill);
    CHECK(t.crop_left == Approx(0.95));
    CHECK(opacity_at(effects, 0) == 0);
    CHECK_FALSE(is_known(effects[2]));
    CHECK(transform_at({{"transform", 2, {{"scale", 3.0}}}}, 0) ==
          Transform{}); // newer: passed through
}
