#include "tests/app/sound_file.hpp"
#include "tests/app/told.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace rushlight;
using nlohmann::json;
using test::Program;
namespace fs = std::filesystem;

namespace {

/// A project with a quarter of a second of sound on A1.
class Bench {
public:
    Bench()
        : program_(folder_.path())
    {
        test::write_wav(folder_ / "hum.wav");
        REQUIRE(program_.run({"new", project()}).code == 0);
        REQUIRE(program_.run({"import", project(), (folder_ / "hum.wav").string()}).code == 0);
        write("cuts.json",
              R"({"version": 1, "edits": [
                   {"edit": "append", "clips": [{"track": "A1", "asset": 1, "in": 1, "out": 5}]},
                   {"edit": "add_marker", "at": 3, "name": "here"}]})");
        REQUIRE(program_.run({"edit", project(), path("cuts.json")}).code == 0);
    }

    [[nodiscard]] std::string path(const std::string& name) const
    {
        return (folder_ / name).string();
    }

    [[nodiscard]] std::string project() const { return path("p.rushlight"); }

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(path(name), std::ios::binary) << text;
    }

    [[nodiscard]] json run(const std::vector<std::string>& words, int code = 0) const
    {
        return test::told(program_, words, code);
    }

    [[nodiscard]] json timeline() const { return run({"edit", project()}).at("timeline"); }

private:
    test::TemporaryFolder folder_;
    Program program_;
};

} // namespace

TEST_CASE("a film goes out as OTIO and comes into another project with its media",
          "[cli][interchange]")
{
    const Bench bench;
    const json written = bench.run({"export", bench.project(), "--out", bench.path("cut.otio")});
    CHECK(written.at("files") == json::array({bench.path("cut.otio")}));
    CHECK(written.at("not_carried") ==
          json::array({"the frame's size 1280x720, which OTIO has no place for"}));

    REQUIRE(bench.run({"new", bench.path("q.rushlight")}).at("event") == "result");
    const json read = bench.run({"import", bench.path("q.rushlight"), bench.path("cut.otio")});
    CHECK(read.at("offline").empty());
    CHECK(read.at("not_carried").empty());
    const json film = bench.run({"edit", bench.path("q.rushlight")}).at("timeline");
    const json before = bench.timeline();
    CHECK(film.at("rate") == before.at("rate"));
    const auto sound = [](const json& timeline) {
        return timeline.at("tracks").back().at("items").at(0);
    };
    CHECK(sound(film).at("name") == sound(before).at("name"));
    CHECK(sound(film).at("length") == sound(before).at("length"));
    CHECK(film.at("markers").at(0).at("name") == "here");
}

TEST_CASE("every form of timeline goes out and comes back with its sound where it was",
          "[cli][interchange]")
{
    const Bench bench;
    for (const char* form : {"cut.otio", "cut.fcpxml", "cut.xml"}) {
        INFO(form);
        const json before = bench.timeline();
        const json written = bench.run({"export", bench.project(), "--out", bench.path(form)});
        CHECK(written.at("file") == bench.path(form));
        const json read = bench.run({"import", bench.project(), bench.path(form)});
        CHECK(read.at("offline").empty());
        const json after = bench.timeline();
        const auto sound = [](const json& timeline) {
            const json& item = timeline.at("tracks").back().at("items").at(0);
            return json{item.at("name"), item.at("begins"), item.at("length"), item.at("start")};
        };
        CHECK(sound(after) == sound(before));
        CHECK(after.at("markers").size() == 1);
    }
}

TEST_CASE("an imported timeline is a new version, and media that are not found are named",
          "[cli][interchange]")
{
    const Bench bench;
    const json before = bench.timeline();
    bench.write("cut.edl",
                "TITLE: cut\n"
                "001  HUM   A  C  00:00:00:00 00:00:00:06 01:00:00:00 01:00:00:06\n"
                "* FROM CLIP NAME: hum.wav\n"
                "002  LOST  V  C  00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00\n"
                "* FROM CLIP NAME: lost.mov\n"
                "* ASC_SAT 0.9\n");
    const json read = bench.run({"import", bench.project(), "--rate", "25", bench.path("cut.edl")});
    CHECK(read.at("offline") == json::array({"lost.mov"}));
    CHECK(read.at("not_carried") == json::array({"the note of line 6"}));
    const json after = bench.timeline();
    CHECK(after != before);
    CHECK(after.at("tracks").at(0).at("items").at(0).at("name") == "lost.mov");
    CHECK(after.at("tracks").at(1).at("items").at(0).at("name") == "hum.wav");

    const json again = bench.run({"export", bench.project(), "--out", bench.path("b.edl")});
    CHECK(again.at("not_carried") == json::array({"the sound of track A1"}));
}

TEST_CASE("a timeline that cannot be read changes nothing and ends with 6", "[cli][interchange]")
{
    const Bench bench;
    const json before = bench.timeline();
    bench.write("bad.otio", "{\n\"OTIO_SCHEMA\": ");
    const json told = bench.run({"import", bench.project(), bench.path("bad.otio")}, 6);
    CHECK_THAT(told.at("sentence").get<std::string>(), Catch::Contains("bad.otio: line 2"));
    CHECK(bench.timeline() == before);
    (void)bench.run({"import", bench.project(), bench.path("none.otio")}, 6);
    (void)bench.run({"import", bench.project(), "--rate", "fast", bench.path("none.edl")}, 2);
    (void)bench.run({"export", bench.project(), "--out", bench.path("film.edl")}, 2);
}
