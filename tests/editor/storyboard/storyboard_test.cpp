#include "editor/error.hpp"
#include "editor/storyboard/blocking.hpp"
#include "editor/storyboard/brush_text.hpp"
#include "editor/storyboard/storyboard.hpp"
#include "editor/text/schemas.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <random>

using namespace rushlight;
using namespace rushlight::editor;

namespace {

const std::string whole = R"({
  "version": 1,
  "title": "The Lamplighter",
  "size": [1280, 720],
  "rate": 24,
  "cast": [{"handle": "pip", "kind": "object"}],
  "shots": [
    {"id": "one", "mode": "prompt", "prompt": "a red boat at dawn", "seconds": 2.75, "seed": 7,
     "camera": "pan:-3.5", "motion": 4, "title": {"text": "Pip", "subtitle": "a film", "placement": "lower_third"},
     "transition": {"kind": "dissolve", "frames": 10}},
    {"id": "two", "mode": "image", "prompt": "the boat leaves", "images": [{"path": "pictures/boat.png"}],
     "camera": ["dolly:4", "tilt"]},
    {"id": "three", "mode": "brush", "prompt": "waves", "images": [{"path": "sea.png"}], "brush": "waves.json"},
    {"id": "four", "mode": "remix", "prompt": "the same at night", "source": "one", "strength": 0.5},
    {"id": "five", "mode": "cameo", "prompt": "@pip waves", "cast": ["pip"], "title": "The end"}
  ]
})";

std::vector<TextProblem> problems_of(const std::string& text)
{
    const auto reading = read_storyboard(text, "/board");
    CHECK(reading.storyboard.has_value() == reading.problems.empty());
    return reading.problems;
}

std::string with(const std::string& from, const std::string& to)
{
    std::string text = whole;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("a storyboard is read whole", "[editor][storyboard]")
{
    const auto reading = read_storyboard(whole, "/board");
    REQUIRE(reading.problems.empty());
    const Storyboard& board = *reading.storyboard;
    CHECK(board.title == "The Lamplighter");
    CHECK(board.size == Size{1280, 720});
    CHECK(board.rate == Time(24));
    CHECK(board.cast[0].handle == "pip");
    REQUIRE(board.shots.size() == 5);
    const Shot& one = board.shots[0];
    CHECK(one.seconds == Time(11, 4));
    CHECK(one.seed == 7);
    CHECK(one.camera == std::vector<generation::CameraMove>{{"pan", -3.5}});
    CHECK(one.motion == 4);
    CHECK(one.title->title.subtitle == "a film");
    CHECK(one.title->title.placement == Placement::lower_third);
    CHECK(one.transition.frames == 10);
    CHECK(board.shots[1].images[0].path == "/board/pictures/boat.png");
    CHECK(board.shots[1].camera == std::vector<generation::CameraMove>{{"dolly", 4}, {"tilt", 5}});
    CHECK(board.shots[2].brush == "/board/waves.json");
    CHECK(board.shots[3].source == "one");
    CHECK(board.shots[3].strength == 0.5);
    CHECK(board.shots[4].cast == std::vector<std::string>{"pip"});
    CHECK(board.shots[4].title->title.text == "The end");
    CHECK(one.model.empty());
}

TEST_CASE("a storyboard says who makes its shots, and a shot may say otherwise",
          "[editor][storyboard]")
{
    const auto reading = read_storyboard(
        R"({"version": 1, "model": "stage", "shots": [
             {"id": "one", "mode": "prompt", "prompt": "a dog"},
             {"id": "two", "mode": "prompt", "prompt": "a cat", "model": "previs"}]})",
        "/board");
    REQUIRE(reading.storyboard);
    CHECK(reading.storyboard->shots[0].model == "stage");
    CHECK(reading.storyboard->shots[1].model == "previs");
}

TEST_CASE("a storyboard is blocked from its words alone, with its lengths, titles and transitions",
          "[editor][storyboard]")
{
    const Storyboard board = *read_storyboard(whole, "/board").storyboard;
    const Storyboard drawn = blocking_of(board, "stage");
    REQUIRE(drawn.shots.size() == board.shots.size());
    for (std::size_t i = 0; i < drawn.shots.size(); ++i) {
        const Shot& shot = drawn.shots[i];
        CHECK(shot.id == board.shots[i].id);
        CHECK(shot.model == "stage");
        CHECK(shot.mode == ShotMode::prompt);
        CHECK(shot.images.empty());
        CHECK(shot.brush.empty());
        CHECK(shot.source.empty());
        CHECK(shot.cast.empty());
        CHECK_FALSE(shot.motion);
        CHECK(shot.negative.empty());
        CHECK(shot.camera.size() <= 1);
        CHECK(shot.prompt.find('@') == std::string::npos);
        CHECK(shot.seconds == board.shots[i].seconds);
        CHECK(shot.transition.frames == board.shots[i].transition.frames);
    }
    CHECK(drawn.shots[0].title->title.subtitle == "a film");
}

TEST_CASE("every mistake in a storyboard is told with its line and field", "[editor][storyboard]")
{
    struct Row {
        std::string from;
        std::string to;
        int line;
        std::string field;
        std::string word; ///< in the sentence
    };

    const std::vector<Row> rows{
        {"\"version\": 1", "\"version\": 2", 2, "/version", "newer"},
        {"\"version\": 1", "\"version\": \"1\"", 2, "/version", "must be 1"},
        {"\"version\": 1,", "", 1, "", "\"version\" is missing"},
        {"[1280, 720]", "[1280]", 4, "/size", "at least 2"},
        {"[1280, 720]", "[1281, 720]", 4, "/size", "even"},
        {"[1280, 720]", "[1280, 99999]", 4, "/size/1", "from 16 to 4096"},
        {"\"rate\": 24", "\"rate\": 0", 5, "/rate", "from 1 to 120"},
        {"\"rate\": 24", "\"rate\": \"24/0\"", 5, "/rate", "from 1 to 120"},
        {"\"rate\": 24", "\"rate\": \"fast\"", 5, "/rate", "form"},
        {"\"rate\": 24", "\"rate\": [24]", 5, "/rate", "whole number or text"},
        {"\"handle\": \"pip\"", "\"handle\": \"pip pip\"", 6, "/cast/0/handle", "form"},
        {"\"kind\": \"object\"", "\"kind\": \"ghost\"", 6, "/cast/0/kind", "one of"},
        {"\"mode\": \"prompt\"", "\"mode\": \"dream\"", 8, "/shots/0/mode", "one of"},
        {"\"prompt\": \"a red boat at dawn\", ", "", 8, "/shots/0", "\"prompt\" is missing"},
        {"a red boat at dawn", "", 8, "/shots/0/prompt", "empty"},
        {"2.75", "\"long\"", 8, "/shots/0/seconds", "a number"},
        {"2.75", "0", 8, "/shots/0/seconds", "from 0.1 to 600"},
        {"\"seed\": 7", "\"seed\": -1", 8, "/shots/0/seed", "from 0"},
        {"\"seed\": 7", "\"seed\": 1.5", 8, "/shots/0/seed", "whole number"},
        {"\"seed\": 7", "\"sead\": 7", 8, "/shots/0/sead", "not known"},
        {"\"seed\": 7", "\"seed\": 7, \"seed\": 8", 8, "/shots/0/seed", "twice"},
        {"pan:-3.5", "pan:fast", 9, "/shots/0/camera", "form"},
        {"\"motion\": 4", "\"motion\": 11", 9, "/shots/0/motion", "from 0 to 10"},
        {"\"motion\": 4", "\"motion\": true", 9, "/shots/0/motion", "a number"},
        {"\"frames\": 10", "\"frames\": 66", 10, "/shots/0/transition/frames", "as long as a shot"},
        {"\"id\": \"two\"", "\"id\": \"one\"", 11, "/shots/1/id", "two shots are called one"},
        {"\"images\": [{\"path\": \"pictures/boat.png\"}],",
         "",
         11,
         "/shots/1",
         "needs \"images\""},
        {"\"images\": [{\"path\": \"sea.png\"}], ", "", 13, "/shots/2", "moves a picture"},
        {", \"brush\": \"waves.json\"", "", 13, "/shots/2", "needs \"brush\""},
        {"\"source\": \"one\"", "\"source\": \"five\"", 14, "/shots/3/source", "no earlier shot"},
        {"\"source\": \"one\", ", "", 14, "/shots/3", "needs \"source\""},
        {"\"strength\": 0.5", "\"strength\": 1.5", 14, "/shots/3/strength", "from 0 to 1"},
        {"\"cast\": [\"pip\"]",
         "\"cast\": [\"bob\"]",
         15,
         "/shots/4/cast/0",
         "not in the storyboard's cast"},
        {"\"title\": \"The end\"",
         "\"transition\": {\"kind\": \"dip\"}",
         15,
         "/shots/4/transition",
         "last shot"},
        {"\"title\": \"The end\"", "\"title\": {}", 15, "/shots/4/title", "\"text\" is missing"},
    };
    for (const Row& row : rows) {
        const auto problems = problems_of(with(row.from, row.to));
        INFO(row.from << " → " << row.to);
        REQUIRE(!problems.empty());
        INFO(to_string(problems[0]));
        CHECK(problems[0].line == row.line);
        CHECK(problems[0].field == row.field);
        CHECK(problems[0].sentence.find(row.word) != std::string::npos);
    }
}

TEST_CASE("text that is no storyboard is told in one sentence", "[editor][storyboard]")
{
    CHECK(problems_of("").front().sentence.find("empty") != std::string::npos);
    CHECK(problems_of(" \n ").front().sentence.find("empty") != std::string::npos);
    CHECK(problems_of("[]").front().sentence.find("an object") != std::string::npos);
    CHECK(problems_of("null").size() == 1);
    CHECK(problems_of("{\"version\": 1,\n \"shots\": [}").front().line == 2);
    CHECK(problems_of("{\"version\": NaN}").front().sentence.find("not JSON") != std::string::npos);
    CHECK(problems_of("{\"version\": 1e999}").front().sentence.find("not JSON") !=
          std::string::npos);
    CHECK(problems_of(std::string("\x89PNG\r\n\x1a\n\0\0", 10)).size() == 1);
    CHECK(problems_of(std::string(5 << 20, ' ')).front().sentence.find("4 MiB") !=
          std::string::npos);
    CHECK(problems_of(std::string(100000, '[')).front().sentence.find("32 levels") !=
          std::string::npos);
    CHECK(problems_of("{\"version\": 1, \"shots\": []}").front().field == "/shots");
    const auto unclosed = problems_of(whole.substr(0, whole.size() / 2));
    CHECK(unclosed.front().line > 5);
    CHECK(to_string(TextProblem{14, "/a", "no"}) == "line 14, /a: no");
}

TEST_CASE("no garbled storyboard does harm", "[editor][storyboard]")
{
    std::mt19937 dice(11);
    for (int i = 0; i < 500; ++i) {
        std::string text = whole;
        for (int k = 0; k < 3; ++k) {
            const auto at = dice() % text.size();
            switch (dice() % 3) {
            case 0:
                text[at] = static_cast<char>(dice());
                break;
            case 1:
                text.erase(at, dice() % 20);
                break;
            default:
                text.insert(at, 1, "{}[]\",:0\\"[dice() % 9]);
            }
        }
        (void)problems_of(text); // says something or reads it, and never throws
    }
}

TEST_CASE("a brush is read, and its mistakes are told", "[editor][storyboard][brush]")
{
    const auto good = read_brush(R"({"version": 1, "regions": [
      {"mask": [[0.1, 0.1], [0.5, 0.1], [0.3, 0.6]], "path": [[0.2, 0.2, 0], [0.8, 0.2, 1]], "proximity": 2},
      {"mask": "sky.png", "direction": [-10, 0.5], "ambient": 3},
      {"mask": "house.png", "static": true}]})",
                                 "/board");
    REQUIRE(good.problems.empty());
    REQUIRE(good.regions.size() == 3);
    CHECK(good.regions[0].polygon.size() == 3);
    CHECK(good.regions[0].mask.empty());
    CHECK(good.regions[0].path[1][0] == 0.8);
    CHECK(good.regions[1].mask == "/board/sky.png");
    CHECK(good.regions[1].direction[0] == -10);
    CHECK(good.regions[2].is_static);
    const auto line = [](const std::string& region) {
        const auto reading =
            read_brush("{\"version\": 1, \"regions\": [\n" + region + "]}", "/board");
        CHECK(reading.regions.empty());
        return reading.problems.empty() ? std::string("none") : to_string(reading.problems[0]);
    };
    CHECK(line("{\"mask\": \"a.png\", \"ambient\": 11}") ==
          "line 2, /regions/0/ambient: it must be from 0 to 10, not 11");
    CHECK(line("{}").find("\"mask\" is missing") != std::string::npos);
    CHECK(line("{\"mask\": [[0, 0], [1, 1]]}").find("at least 3") != std::string::npos);
    CHECK(line("{\"mask\": \"a.png\", \"path\": [[0, 0, 0.5], [1, 1, 0.5]]}").find("rise") !=
          std::string::npos);
    CHECK(line("{\"mask\": \"a.png\", \"path\": [[0, 0, 2]]}").find("from 0 to 1") !=
          std::string::npos);
}

TEST_CASE("a brush that was written is read again as it was", "[editor][storyboard][brush]")
{
    generation::BrushRegion led;
    led.polygon = {{0.1, 0.2}, {0.3, 0.2}, {0.2, 0.5}};
    led.path = {{0.2, 0.3, 0}, {0.6, 0.3, 1}};
    generation::BrushRegion masked;
    masked.mask = "/pictures/sea.png";
    masked.direction = {3, -2};
    masked.proximity = -1;
    masked.ambient = 4.5;
    generation::BrushRegion held;
    held.polygon = led.polygon;
    held.is_static = true;
    const std::vector<generation::BrushRegion> all{led, masked, held};
    const auto reading = read_brush(brush_text(all), "/");
    CHECK(reading.problems.empty());
    CHECK(reading.regions == all);
}

TEST_CASE("a file that cannot be a storyboard is told by name", "[editor][storyboard]")
{
    test::TemporaryFolder folder;
    CHECK_THROWS_AS(read_text(folder / "none.json"), EditorError);
    CHECK_THROWS_AS(read_text(folder.path()), EditorError);
    std::ofstream(folder / "small.json") << "{}";
    CHECK(read_text(folder / "small.json") == "{}");
    std::ofstream(folder / "large.json") << std::string(5 << 20, 'x');
    CHECK_THROWS_WITH(read_text(folder / "large.json"), Catch::Contains("large.json"));
}

TEST_CASE("the schemas are JSON and name their version", "[editor][storyboard]")
{
    CHECK(storyboard_schema()["properties"]["version"]["const"] == 1);
    CHECK(brush_schema()["properties"]["version"]["const"] == 1);
}
