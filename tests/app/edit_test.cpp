#include "tests/app/program.hpp"
#include "tests/app/schema.hpp"
#include "tests/app/sound_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace rushlight;
using nlohmann::json;
using test::Outcome;
using test::Program;
namespace fs = std::filesystem;

namespace {

/// A project with one sound as asset 1.
class Bench {
public:
    Bench()
        : program_(folder_.path())
    {
        test::write_wav(folder_ / "hum.wav");
        REQUIRE(program_.run({"new", project()}).code == 0);
        REQUIRE(program_.run({"import", project(), (folder_ / "hum.wav").string()}).code == 0);
    }

    [[nodiscard]] std::string project() const { return (folder_ / "p.rushlight").string(); }

    [[nodiscard]] Outcome edit(const std::string& script) const
    {
        const fs::path file = folder_ / "cuts.json";
        std::ofstream(file, std::ios::binary) << script;
        return program_.run({"--json", "edit", project(), file.string()});
    }

    /// What --json tells of the timeline.
    [[nodiscard]] json timeline() const
    {
        const Outcome told = program_.run({"--json", "edit", project()});
        REQUIRE(told.code == 0);
        return json::parse(told.out).at("timeline");
    }

    [[nodiscard]] const Program& program() const { return program_; }

private:
    test::TemporaryFolder folder_;
    Program program_;
};

} // namespace

TEST_CASE("edit makes the edits of a script and tells the timeline after them", "[cli][edit]")
{
    const Bench bench;
    const Outcome made = bench.edit(
        R"({"version": 1, "edits": [
             {"edit": "append", "clips": [{"track": "A1", "asset": 1, "in": 0, "out": 6}]},
             {"edit": "split", "at": 2},
             {"edit": "add_marker", "at": 3, "name": "here"}]})");
    INFO(made.out << made.err);
    REQUIRE(made.code == 0);
    const json told = json::parse(made.out);
    CHECK(test::misfits(told, RUSHLIGHT_SOURCE "/packaging/schemas/events.schema.json").empty());
    const json& items = told.at("timeline").at("tracks").at(2).at("items");
    REQUIRE(items.size() == 2);
    CHECK(items[0].at("length") == 4000);
    CHECK(items[1].at("begins") == 4000);
    CHECK(items[1].at("name") == "hum.wav");
    CHECK(told.at("timeline").at("markers").at(0).at("name") == "here");
    CHECK(bench.timeline() == told.at("timeline"));
}

TEST_CASE("a script with a refused edit changes nothing and ends with 2", "[cli][edit]")
{
    const Bench bench;
    const json before = bench.timeline();
    const Outcome refused = bench.edit(
        R"({"version": 1, "edits": [
             {"edit": "append", "clips": [{"track": "A1", "asset": 1, "in": 0, "out": 6}]},
             {"edit": "append", "clips": [{"track": "V1", "asset": 1, "in": 0, "out": 6}]}]})");
    CHECK(refused.code == 2);
    const json told = json::parse(refused.out);
    CHECK(test::misfits(told, RUSHLIGHT_SOURCE "/packaging/schemas/events.schema.json").empty());
    CHECK(told.at("problems").at(0).at("index") == 1);
    CHECK(told.at("problems").at(0).at("field") == "/edits/1/clips/0/track");
    CHECK_THAT(told.at("sentence").get<std::string>(),
               Catch::Contains("cuts.json: line 3") && Catch::Contains("no picture for track V1") &&
                   Catch::Contains("no edit was made"));
    CHECK(bench.timeline() == before);

    CHECK(bench.edit("{\"version\": 1, \"edits\": [{\"edit\": \"cut\"}]}").code == 2);
    CHECK(bench.edit("not JSON").code == 2);
    CHECK(bench.program().run({"edit", bench.project(), bench.project() + "/none.json"}).code == 6);
    CHECK(bench.timeline() == before);
}

TEST_CASE("the help of edit draws every edit", "[cli][edit]")
{
    const Bench bench;
    const Outcome help = bench.program().run({"edit", "--help"});
    CHECK(help.code == 0);
    for (const char* word :
         {"ripple_trim", "set_transition", "| A | B | C |  extract B →", "Examples:"}) {
        CHECK_THAT(help.out, Catch::Contains(word));
    }
}

TEST_CASE("a table of colours is imported for an effect, and a bad one is refused",
          "[cli][edit][effect]")
{
    const Bench bench;
    const test::TemporaryFolder folder;
    const fs::path good = folder / "warm.cube";
    std::ofstream(good) << "LUT_3D_SIZE 2\n"
                           "0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n";
    const fs::path bad = folder / "torn.cube";
    std::ofstream(bad) << "LUT_3D_SIZE 2\n0 0 0\n";
    const Outcome refused = bench.program().run({"import", bench.project(), bad.string()});
    CHECK(refused.code == 6);
    CHECK_THAT(refused.err,
               Catch::Contains("torn.cube: it ends after 1 colours of 2³; take a fresh copy"));
    const Outcome taken = bench.program().run({"--json", "import", bench.project(), good.string()});
    REQUIRE(taken.code == 0);
    CHECK(json::parse(taken.out).at("asset") == 2);
    const Outcome made = bench.edit(
        R"({"version": 1, "edits": [
             {"edit": "insert_title", "at": 0, "frames": 24, "text": "Dawn"}]})");
    REQUIRE(made.code == 0);
    const json told = json::parse(made.out); // lives as long as what is read from it
    std::string id;
    for (const json& track : told.at("timeline").at("tracks")) {
        for (const json& item : track.at("items")) {
            id = item.contains("title") ? item.at("id").dump() : id;
        }
    }
    const std::string edit = R"({"version": 1, "edits": [{"edit": "add_effect", "clip": )" + id +
                             R"(, "effect": "lut", "values": {"table": )";
    CHECK(bench.edit(edit + "2}}]}").code == 0);
    const Outcome sound = bench.edit(edit + "1}}]}");
    CHECK(sound.code == 2);
    CHECK_THAT(sound.err + sound.out, Catch::Contains("is no table of colours"));
}
