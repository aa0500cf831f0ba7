// A shot blocked on the stage: drawn by the renderer, kept, told for what it is and made again.
#include "tests/end_to_end/program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>

namespace fs = std::filesystem;
using namespace rushlight::test;
using nlohmann::json;

TEST_CASE("a prompt is blocked on the stage, says that no trained model made it, and is made again",
          "[film][stage]")
{
    const TemporaryFolder home;
    const fs::path project = home / "blocking.rushlight";
    const auto made = rushlight::test::rushlight({"generate",
                                                  "--json",
                                                  "--model",
                                                  "stage",
                                                  "--prompt",
                                                  "a red fox runs through a snowy forest at dusk",
                                                  "--seed",
                                                  "3",
                                                  "--size",
                                                  "320x192",
                                                  "--frames",
                                                  "24",
                                                  "--project",
                                                  project,
                                                  "--out",
                                                  home / "fox.mp4"},
                                                 home.path());
    INFO(made.err << made.out);
    REQUIRE(made.code == 0);
    const json told = made.events().back();
    CHECK(told.at("recipe").at("model_hashes").empty());
    CHECK(told.at("recipe").at("request").at("model") == "stage");

    const json film = ffprobe(home / "fox.mp4", home.path());
    CHECK(film.at("format").at("tags").at("digitalSourceType") ==
          "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia");
    CHECK(film.at("streams").at(0).at("r_frame_rate") == "24/1");

    CHECK(rushlight::test::rushlight({"verify", project}, home.path()).code == 0);
    const auto refused = rushlight::test::rushlight({"generate",
                                                     "--model",
                                                     "stage",
                                                     "--prompt",
                                                     "a fox",
                                                     "--source",
                                                     home / "fox.mp4",
                                                     "--out",
                                                     home / "remix.mp4"},
                                                    home.path());
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains("stage cannot"));
}

TEST_CASE("a storyboard becomes an animatic without weights, pictures or grants", "[film][stage]")
{
    const TemporaryFolder home;
    std::ofstream(home / "story.json") << R"({
        "version": 1, "size": [320, 192], "rate": 24, "cast": [{"handle": "wick", "kind": "animal"}],
        "shots": [
          {"id": "one", "mode": "image", "prompt": "a red balloon over a meadow", "seconds": 1,
           "images": [{"path": "not-there.png"}], "transition": {"kind": "dissolve", "frames": 6}},
          {"id": "two", "mode": "cameo", "prompt": "@wick, an orange dog, jumps", "seconds": 1,
           "cast": ["wick"]}]})";
    const auto film = [&](const std::vector<std::string>& more) {
        std::vector<std::string> words{"film",
                                       home / "story.json",
                                       "--project",
                                       home / "p.rushlight",
                                       "--out",
                                       home / "animatic.mp4"};
        words.insert(words.end(), more.begin(), more.end());
        return rushlight::test::rushlight(words, home.path());
    };
    CHECK(film({}).code != 0); // as written it needs its picture and a grant
    const auto made = film({"--blocking"});
    INFO(made.err << made.out);
    REQUIRE(made.code == 0);
    const json seen = ffprobe(home / "animatic.mp4", home.path());
    CHECK(std::stod(seen.at("format").at("duration").get<std::string>()) ==
          Approx(42 / 24.0).margin(0.01));
    CHECK_THAT(seen.at("format").at("tags").at("digitalSourceType").get<std::string>(),
               Catch::EndsWith("/algorithmicMedia"));
    const auto again = film({"--blocking"});
    CHECK_THAT(again.err, Catch::Contains("made 0 of 2 shots"));
}

TEST_CASE("an animatic and the film itself share a project and do not show each other's takes",
          "[film][stage]")
{
    const TemporaryFolder home;
    std::ofstream(home / "story.json") << R"({"version": 1, "size": [320, 192], "shots": [
        {"id": "one", "mode": "prompt", "prompt": "a red balloon over a meadow", "seconds": 1}]})";
    const auto kind_of_film = [&](const std::vector<std::string>& more) {
        std::vector<std::string> words{"film",
                                       home / "story.json",
                                       "--project",
                                       home / "p.rushlight",
                                       "--out",
                                       home / "film.mp4"};
        words.insert(words.end(), more.begin(), more.end());
        const auto made = rushlight::test::rushlight(words, home.path());
        INFO(made.err << made.out);
        REQUIRE(made.code == 0);
        const std::string kind = ffprobe(home / "film.mp4", home.path())
                                     .at("format")
                                     .at("tags")
                                     .at("digitalSourceType")
                                     .get<std::string>();
        return kind.substr(kind.rfind('/') + 1);
    };
    CHECK(kind_of_film({}) == "trainedAlgorithmicMedia");
    CHECK(kind_of_film({"--blocking"}) == "algorithmicMedia");
    CHECK(kind_of_film({}) == "trainedAlgorithmicMedia");
    CHECK(kind_of_film({"--blocking"}) == "algorithmicMedia");
}
