// The sample film, made from the command line as a newcomer makes it, with the network closed.
#include "tests/end_to_end/program.hpp"
#include "tests/end_to_end/sample.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <regex>

namespace fs = std::filesystem;
using namespace rushlight::test;
using nlohmann::json;

namespace {

/// Top-level boxes of an MP4, in order.
std::vector<std::string> boxes_of(const fs::path& film)
{
    std::ifstream in(film, std::ios::binary);
    std::vector<std::string> names;
    for (std::uint64_t at = 0;;) {
        unsigned char head[16];
        in.seekg(static_cast<std::streamoff>(at));
        if (!in.read(reinterpret_cast<char*>(head), 8)) {
            return names;
        }
        std::uint64_t size = 0;
        for (int i = 0; i < 4; ++i) {
            size = size << 8 | head[i];
        }
        names.emplace_back(reinterpret_cast<char*>(head) + 4, 4);
        if (size == 1 && in.read(reinterpret_cast<char*>(head) + 8, 8)) {
            size = 0;
            for (int i = 8; i < 16; ++i) {
                size = size << 8 | head[i];
            }
        }
        if (size < 8) {
            return names;
        }
        at += size;
    }
}

std::size_t takes_in(const fs::path& project, const fs::path& home)
{
    const auto listed = rushlight::test::rushlight({"history", project, "--json"}, home);
    INFO(listed.err);
    REQUIRE(listed.code == 0);
    std::size_t takes = 0;
    for (const auto& event : listed.events()) {
        takes += event.value("event", "") == "result" && event.contains("take") ? 1U : 0U;
    }
    return takes;
}

struct SampleFilm {
    TemporaryFolder home;
    fs::path project = home / "film.rushlight";
    fs::path film = home / "film.mp4";

    SampleFilm()
    {
        cast_wick(home.path());
        const auto made = rushlight::test::rushlight(
            {"film", sample / "storyboard.json", "--project", project, "--out", film}, home.path());
        INFO(made.out << made.err);
        REQUIRE(made.code == 0);
    }
};

} // namespace

TEST_CASE("the sample storyboard becomes a film that every player takes, with the network closed",
          "[film]")
{
    static const SampleFilm sample_film; // once for all sections, which leave it as it is
    const fs::path& home = sample_film.home.path();
    const fs::path& film = sample_film.film;
    const TemporaryFolder work;
    const fs::path project = work / "film.rushlight";
    fs::copy(sample_film.project, project, fs::copy_options::recursive);

    SECTION("streams, tags, length to the frame and loudness are right")
    {
        const json facts = ffprobe(film, home);
        json video, sound;
        for (const auto& stream : facts["streams"]) {
            (stream["codec_type"] == "video" ? video : sound) = stream;
        }
        CHECK(facts["streams"].size() == 2);
        CHECK(video["codec_name"] == "h264");
        CHECK(video["profile"] == "High");
        CHECK(video["pix_fmt"] == "yuv420p");
        CHECK(video["level"].get<int>() <= 40);
        CHECK(video["width"] == 1280);
        CHECK(video["height"] == 720);
        CHECK(video["r_frame_rate"] == "24/1");
        CHECK(video["color_range"] == "tv");
        CHECK(video["color_space"] == "bt709");
        CHECK(video["color_transfer"] == "bt709");
        CHECK(video["color_primaries"] == "bt709");
        // shots of 3.5, 2.75, 2.75, 3.25 and 3.75 s less transitions of 12, 12 and 12 frames
        CHECK(video["nb_read_frames"] == "348");
        CHECK(sound["codec_name"] == "aac");
        CHECK(sound["profile"] == "LC");
        CHECK(sound["sample_rate"] == "48000");
        CHECK(sound["channels"] == 2);
        CHECK(std::abs(std::stod(sound["duration"].get<std::string>()) - 348 / 24.0) < 0.03);

        const auto boxes = boxes_of(film);
        const auto at = [&](const char* name) {
            return std::find(boxes.begin(), boxes.end(), name) - boxes.begin();
        };
        CHECK(at("moov") < at("mdat"));
        CHECK(at("mdat") < static_cast<std::ptrdiff_t>(boxes.size()));

        const auto loudness = run(
            {"ffmpeg", "-nostats", "-i", film, "-filter:a", "ebur128=peak=true", "-f", "null", "-"},
            home);
        std::smatch match;
        const std::string summary =
            loudness.err.substr(std::min(loudness.err.size(), loudness.err.rfind("Summary:")));
        REQUIRE(std::regex_search(summary, match, std::regex("I:\\s+(-?[0-9.]+) LUFS")));
        CHECK(std::abs(std::stod(match[1]) + 16) <= 1);
        REQUIRE(std::regex_search(summary, match, std::regex("Peak:\\s+(-?[0-9.]+) dBFS")));
        CHECK(std::stod(match[1]) <= -1);
    }
    SECTION("every take can be made again from its recipe")
    {
        CHECK(takes_in(project, home) == 5); // one for each way of making a shot
        const auto verified = rushlight::test::rushlight({"--json", "verify", project}, home);
        INFO(verified.out << verified.err);
        CHECK(verified.code == 0);
        std::size_t identical = 0;
        for (const auto& event : verified.events()) {
            identical += event.value("verdict", "") == "identical" ? 1U : 0U;
        }
        CHECK(identical == 5);
    }
    SECTION("a changed card makes one take")
    {
        const fs::path edited = work / "edited";
        fs::copy(sample, edited, fs::copy_options::recursive);
        std::ifstream in(edited / "storyboard.json");
        json story = json::parse(in);
        story["shots"][1]["seed"] = 77;
        std::ofstream(edited / "storyboard.json") << story.dump(2);
        const auto remade = rushlight::test::rushlight({"film",
                                                        edited / "storyboard.json",
                                                        "--project",
                                                        project,
                                                        "--out",
                                                        work / "edited.mp4"},
                                                       home);
        INFO(remade.out << remade.err);
        REQUIRE(remade.code == 0);
        CHECK(takes_in(project, home) == 6);
    }
    SECTION("an upright film of the same shots is 720 by 1280, and no shot is made for it")
    {
        const fs::path upright = work / "upright.mp4";
        REQUIRE(rushlight::test::rushlight({"film",
                                            sample / "storyboard.json",
                                            "--project",
                                            project,
                                            "--out",
                                            upright,
                                            "--vertical"},
                                           home)
                    .code == 0);
        const json tall = ffprobe(upright, home);
        CHECK(tall["streams"][0]["width"] == 720);
        CHECK(tall["streams"][0]["height"] == 1280);
        CHECK(takes_in(project, home) == 5);
    }
    SECTION("without the grant the film is refused and says by which rule")
    {
        REQUIRE(rushlight::test::rushlight({"cast", "revoke", "wick"}, home).code == 0);
        const auto refused = rushlight::test::rushlight({"film",
                                                         sample / "storyboard.json",
                                                         "--project",
                                                         work / "other.rushlight",
                                                         "--out",
                                                         work / "other.mp4"},
                                                        home);
        CHECK(refused.code == 3);
        CHECK(refused.err.find("wick") != std::string::npos);
        CHECK_FALSE(fs::exists(work / "other.mp4"));
    }
}

TEST_CASE("the closed network really fails an internet socket", "[film]")
{
    const TemporaryFolder home;
    const auto tried = run({"python3",
                            "-c",
                            "import socket\ntry:\n  socket.socket(socket.AF_INET)\n  "
                            "print('open')\nexcept PermissionError:\n  print('closed')"},
                           home.path(),
                           true);
    CHECK(tried.out == "closed\n");
}
