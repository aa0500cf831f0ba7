#include "tests/app/told.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace rushlight;
using nlohmann::json;
using test::Program;

namespace {

/// A project without footage, and captions beside it.
class Desk {
public:
    Desk()
        : program_(folder_.path())
    {
        REQUIRE(program_.run({"new", path("p.rushlight")}).code == 0);
        write("film.de.srt",
              "1\n00:00:00,500 --> 00:00:01,500\nWo ist <i>es</i>?\n\n"
              "2\n00:00:02,000 --> 00:00:03,000\nDa.\n");
    }

    [[nodiscard]] std::string path(const std::string& name) const
    {
        return (folder_ / name).string();
    }

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(path(name), std::ios::binary) << text;
    }

    [[nodiscard]] std::string read(const std::string& name) const
    {
        std::ostringstream text;
        text << std::ifstream(path(name), std::ios::binary).rdbuf();
        return text.str();
    }

    [[nodiscard]] json run(const std::vector<std::string>& words, int code = 0) const
    {
        return test::told(program_, words, code);
    }

private:
    test::TemporaryFolder folder_;
    Program program_;
};

} // namespace

TEST_CASE("captions come in from SubRip and go out as WebVTT on the same frames", "[cli][captions]")
{
    const Desk desk;
    const json read = desk.run({"import", desk.path("p.rushlight"), desk.path("film.de.srt")});
    CHECK(read.at("captions") == 2);
    CHECK(read.at("language") == "de");
    CHECK(read.at("not_carried").empty());
    const json film = desk.run({"edit", desk.path("p.rushlight")}).at("timeline");
    const auto track = std::find_if(film.at("tracks").begin(),
                                    film.at("tracks").end(),
                                    [](const json& one) { return one.contains("language"); });
    REQUIRE(track != film.at("tracks").end());
    CHECK(track->at("items").at(1).at("begins") == 12);
    CHECK(track->at("items").at(1).at("length") == 24);

    const json told =
        desk.run({"export", desk.path("p.rushlight"), "--out", desk.path("film.vtt")});
    CHECK(told.at("language") == "de");
    CHECK_THAT(desk.read("film.vtt"),
               Catch::Contains("00:00:00.500 --> 00:00:01.500\nWo ist <i>es</i>?\n"));
}

TEST_CASE("captions of several languages are told apart by name", "[cli][captions]")
{
    const Desk desk;
    const auto project = desk.path("p.rushlight");
    (void)desk.run({"export", project, "--out", desk.path("none.srt")}, 2);
    (void)desk.run({"import", project, desk.path("film.de.srt")});
    (void)desk.run({"import", project, "--language", "pt-BR", desk.path("film.de.srt")});
    const json which = desk.run({"export", project, "--out", desk.path("x.srt")}, 2);
    CHECK_THAT(which.at("sentence").get<std::string>(), Catch::Contains("de, pt-BR"));
    (void)desk.run({"export", project, "--out", desk.path("x.srt"), "--language", "pt-BR"});
    CHECK_THAT(desk.read("x.srt"), Catch::Contains("00:00:02,000 --> 00:00:03,000\nDa."));
}

TEST_CASE("captions that cannot be read change nothing and end with 6", "[cli][captions]")
{
    const Desk desk;
    const auto project = desk.path("p.rushlight");
    const json before = desk.run({"edit", project}).at("timeline");
    desk.write("bad.srt", "1\nsoon\n");
    const json told = desk.run({"import", project, desk.path("bad.srt")}, 6);
    CHECK_THAT(told.at("sentence").get<std::string>(), Catch::Contains("bad.srt, line 2"));
    (void)desk.run({"import", project, desk.path("gone.srt")}, 6);
    (void)desk.run({"import", project, "--language", "german!", desk.path("film.de.srt")}, 2);
    CHECK(desk.run({"edit", project}).at("timeline") == before);
}
