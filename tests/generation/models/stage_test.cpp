#include "generation/models/stage/family.hpp"

#include <ATen/Parallel.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>

using namespace rushlight::generation;

namespace {

Request small(const std::string& prompt)
{
    Request request;
    request.model = "stage";
    request.prompt = prompt;
    request.seed = 4;
    request.size = {320, 192};
    request.frames = 24;
    return request;
}

Generated make(const Request& request)
{
    Observer quiet;
    return stage::make_family()->generate(request, {}, {}, quiet, {});
}

/// The fields that a request is refused for.
std::vector<std::string> refused(const Request& request)
{
    std::vector<std::string> fields;
    try {
        (void)make(request);
    } catch (const InvalidRequest& wrong) {
        for (const Problem& problem : wrong.problems) {
            fields.push_back(problem.field);
        }
    }
    return fields;
}

/// Where the strongly red pixels of a frame lie, as a share of the width; −1 where there are none.
double red_middle(const Generated& made, int frame)
{
    double sum = 0, count = 0;
    for (int y = 0; y < made.size.height; ++y) {
        for (int x = 0; x < made.size.width; ++x) {
            const auto* const p =
                made.rgb.data() +
                ((static_cast<std::size_t>(frame) * made.size.height + y) * made.size.width + x) *
                    3;
            if (p[0] > 110 && p[1] < 70 && p[2] < 80) {
                sum += x;
                ++count;
            }
        }
    }
    return count > 20 ? sum / count / made.size.width : -1;
}

} // namespace

TEST_CASE("the stage draws a prompt, with sound, and the same on any number of threads", "[stage]")
{
    at::set_num_threads(1);
    const Generated one = make(small("a dog runs in the forest in the rain"));
    CHECK(one.rgb.size() == 24U * 320 * 192 * 3);
    CHECK(one.rate == 24);
    CHECK(one.sound.size() == 2U * 48'000);
    CHECK(one.recipe.model_hashes.empty());
    CHECK(one.recipe.request.steps == 1);
    CHECK_THAT(one.recipe.mechanisms.at(0), Catch::Contains("no model was used"));
    CHECK_THAT(one.recipe.completed_prompt, Catch::Contains("dog") && Catch::Contains("forest"));
    CHECK(std::any_of(
        one.cues.begin(), one.cues.end(), [](const SoundCue& cue) { return cue.kind == "rain"; }));
    at::set_num_threads(3);
    const Generated three = make(one.recipe.request);
    at::set_num_threads(1);
    CHECK(three.rgb == one.rgb);
    CHECK(three.sound == one.sound);
    Request other = small("a dog runs in the forest in the rain");
    other.seed = 5;
    CHECK_FALSE(make(other).rgb == one.rgb);
}

TEST_CASE("the stage says what it did not understand", "[stage]")
{
    const Generated made = make(small("a dragon glorbs"));
    CHECK(std::any_of(made.recipe.grounding.begin(),
                      made.recipe.grounding.end(),
                      [](const std::string& line) { return line.find("dragon") == 0; }));
}

TEST_CASE("the stage's camera moves as it is told, and a follow keeps its subject in the picture",
          "[stage]")
{
    Request still = small("a red ball rolls to the right on the beach at noon, flat style");
    still.camera = {{"static", 0}};
    Request panned = still;
    panned.camera = {{"pan", 8}};
    CHECK_FALSE(make(still).rgb == make(panned).rgb);
    for (const int frames : {24, 240}) {
        for (const char* camera : {"static", "follow"}) {
            INFO(camera << " " << frames);
            still.frames = frames;
            still.camera = {{camera, 5}};
            const Generated made = make(still);
            const double end = red_middle(made, frames - 1);
            CHECK(end > 0.05);
            CHECK(end < 0.95);
        }
    }
}

TEST_CASE("several moves run together, and the subject stays in the picture", "[stage]")
{
    Request request = small("a red ball stands on the beach at noon, flat style, eye level");
    request.camera = {{"orbit", 4}};
    const Generated circled = make(request);
    request.camera = {{"zoom", 6}, {"orbit", 4}};
    const Generated both = make(request);
    CHECK_FALSE(both.rgb == circled.rgb);
    for (const int frame : {0, 12, 23}) {
        CHECK(red_middle(both, frame) > 0.25);
        CHECK(red_middle(both, frame) < 0.75);
    }
    request.camera = {{"orbit", 4}, {"zoom", 6}};
    CHECK(make(request).rgb == both.rgb); // together, not one after the other
}

TEST_CASE("a camera path is followed pose by pose", "[stage]")
{
    Request request = small("a red ball stands on the beach at noon, flat style, eye level");
    request.camera_path = {{}, {}, {}};
    const Generated still = make(request);
    const double middle = red_middle(still, 23);
    CHECK(red_middle(still, 0) == Approx(middle).margin(0.01));
    for (std::size_t i = 1; i < 3; ++i) { // half a metre to the right each second half
        request.camera_path[i].position[0] = 0.25 * static_cast<double>(i);
    }
    const Generated moved = make(request);
    CHECK(red_middle(moved, 0) == Approx(middle).margin(0.02));
    CHECK(red_middle(moved, 23) < middle - 0.05); // the camera goes right, the ball left
    request.camera_path[2].angles[2] = 5;
    CHECK(refused(request) == std::vector<std::string>{"/camera_path/2/angles/2"});
}

TEST_CASE("a render pass lies over its picture pixel by pixel", "[stage]")
{
    Request request = small("a red ball stands on the beach at noon, flat style, eye level");
    request.camera = {{"static", 0}};
    const Generated picture = make(request);
    CHECK(refused([&] {
              Request other = request;
              other.pass = "beauty";
              return other;
          }()) == std::vector<std::string>{"/pass"});
    request.pass = "ids";
    const Generated ids = make(request);
    request.pass = "depth";
    const Generated depth = make(request);
    request.pass = "edges";
    const Generated edges = make(request);
    CHECK(ids.sound.empty());
    CHECK(ids.rgb.size() == picture.rgb.size());
    std::size_t ball = 0, red = 0, lines = 0;
    double ball_depth = 0, top_depth = 0;
    for (std::size_t i = 0; i < picture.rgb.size() / 24; i += 3) { // the first frame
        const auto* const p = picture.rgb.data() + i;
        const bool is_red = p[0] > 110 && p[1] < 70 && p[2] < 80;
        const bool is_ball = ids.rgb[i] == 148 && ids.rgb[i + 1] == 0 && ids.rgb[i + 2] == 211;
        ball += is_ball ? 1 : 0;
        red += is_red && is_ball ? 1 : 0;
        ball_depth += is_ball ? depth.rgb[i] : 0;
        top_depth += i < 3 * 320 ? depth.rgb[i] : 0;
        lines += edges.rgb[i] == 255 ? 1 : 0;
    }
    REQUIRE(ball > 300);
    CHECK(red > ball / 3);
    CHECK(ball_depth / static_cast<double>(ball) > top_depth / 320 + 30); // nearer than the sky
    CHECK(lines > 200);
    CHECK(lines < 320 * 192 / 4);
    CHECK_THAT(depth.recipe.mechanisms.back(), Catch::Contains("pass depth: metres"));
}

TEST_CASE("the flow pass tells how far a pan moves what stands still", "[stage]")
{
    Request request = small("a red box stands in the desert at noon, flat style, eye level");
    request.camera = {{"pan", 6}};
    request.pass = "flow";
    const Generated flow = make(request);
    const auto* const middle = flow.rgb.data() + (std::size_t{12} * 192 * 320 + 100 * 320 + 60) * 3;
    CHECK(middle[0] < 124); // everything goes left, hardly up or down
    CHECK(std::abs(middle[1] - 128) * 3 < 128 - middle[0]);
    CHECK(middle[2] == 128);
}

TEST_CASE("the pose pass shows the bones of a person and of nothing else", "[stage]")
{
    const auto lit = [](const Generated& made) {
        return std::count_if(made.rgb.begin(), made.rgb.end(), [](auto b) { return b != 0; });
    };
    Request request = small("a woman waves on the beach, wide shot");
    request.pass = "pose";
    CHECK(lit(make(request)) > 24 * 200);
    request.prompt = "a dog runs on the beach, wide shot";
    CHECK(lit(make(request)) == 0);
}

TEST_CASE("what the stage cannot follow is refused by its field", "[stage]")
{
    Request request = small("a dog");
    request.negative = "rain";
    request.motion = 3;
    CHECK(refused(request) == std::vector<std::string>{"/negative", "/motion"});
    request = small("a dog");
    request.frames = 25;
    CHECK(refused(request) == std::vector<std::string>{"/frames"});
    request = small("@milo runs");
    request.cast = {{"milo", "animal", {}}};
    CHECK(refused(request) == std::vector<std::string>{"/cast"});
    CHECK(refused(small(" ")) == std::vector<std::string>{"/prompt"});
}

TEST_CASE("the stage stops within a few frames, and shows the beginning early", "[stage]")
{
    class Watcher : public Observer {
    public:
        void progress(const Progress& progress) override
        {
            CHECK(progress.fraction >= fraction);
            fraction = progress.fraction;
            if (progress.step >= 4) {
                stop.request_stop();
            }
        }

        void preview(const Preview& preview) override
        {
            ++previews;
            CHECK(preview.rgb.size() == static_cast<std::size_t>(preview.frames) * 160 * 96 * 3);
        }

        double fraction = 0;
        int previews = 0;
        std::stop_source stop;
    };

    Watcher watcher;
    CHECK_THROWS_AS(
        stage::make_family()->generate(small("a cat"), {}, {}, watcher, watcher.stop.get_token()),
        Cancelled);
    CHECK(watcher.previews == 1);
    CHECK(watcher.fraction < 0.7);
}

TEST_CASE("the stage's forecast grows with the length and the size", "[stage]")
{
    const auto family = stage::make_family();
    Request request = small("a dog");
    const Forecast one = family->forecast(request);
    request.frames = 240;
    CHECK(family->forecast(request).seconds > one.seconds);
    CHECK(family->forecast(request).memory_bytes > one.memory_bytes);
    CHECK(family->missing().empty());
}
