#include "editor/interchange/fcpxml.hpp"
#include "tests/editor/interchange/exchanged.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

Exchange read(const std::string& text)
{
    return read_fcpxml(parse_xml(text));
}

/// A project at 25 frames a second with one 20 s asset "r2" of picture and sound, from 10 s on.
std::string project_of(const std::string& spine)
{
    return "<?xml version=\"1.0\"?>\n<!DOCTYPE fcpxml>\n<fcpxml version=\"1.10\"><resources>"
           "<format id=\"r1\" frameDuration=\"100/2500s\" width=\"1920\" height=\"1080\"/>"
           "<asset id=\"r2\" name=\"a\" start=\"10s\" duration=\"20s\" hasVideo=\"1\" "
           "hasAudio=\"1\" format=\"r1\"><media-rep kind=\"original-media\" "
           "src=\"file:///V/a.mov\"/><metadata><md key=\"com.apple.proapps.studio.reel\" "
           "value=\"R1\"/></metadata></asset><media id=\"r3\"/></resources>"
           "<library><event><project name=\"cut\"><sequence format=\"r1\" tcStart=\"3600s\">"
           "<spine>\n" +
           spine + "</spine></sequence></project></event></library></fcpxml>";
}

} // namespace

TEST_CASE("a film comes back from FCPXML with every place, source, name and reel",
          "[editor][interchange][fcpxml]")
{
    for (const Time& rate : {Time(24), Time(24'000, 1001), Time(30'000, 1001), Time(60)}) {
        for (const auto& [before, after] : {std::pair(8, 8), std::pair(0, 16), std::pair(5, 2)}) {
            const Timeline film = exchanged_film(rate, before, after, true);
            const Exchange out = to_exchange(film, "Shore & sea", exchanged_media(rate));
            const Written written = write_fcpxml(out);
            const Exchange back = read(written.text);
            INFO(written.text);
            CHECK(back.name == "Shore & sea");
            CHECK(back.rate == rate);
            CHECK(back.size == Size{1280, 720});
            CHECK(listed(back) == listed(out));
            CHECK(back.not_carried == std::vector<std::string>{});
            CHECK(back.markers.size() == 2);
            CHECK(back.markers.back().at == out.markers.back().at);
            CHECK(back.tracks[0].items[1].transition == out.tracks[0].items[1].transition);
            CHECK(back.tracks[0].items[3].speed == Time(2));
            const Imported again = to_timeline(back, {}, found_media(rate));
            CHECK(violations(again.timeline) == std::vector<std::string>{});
            CHECK(again.not_carried == std::vector<std::string>{});
            CHECK(listed(to_exchange(again.timeline, "", exchanged_media(rate))) == listed(out));
            CHECK(linked(again.timeline, {2, 1}) == std::vector<Place>{{0, 4}});
        }
    }
}

TEST_CASE("FCPXML carries titles and freeze frames, and names colours as lost",
          "[editor][interchange][fcpxml]")
{
    Exchange out = to_exchange(exchanged_film(24, 8, 8, false), "x", exchanged_media(24));
    out.tracks[0].items[3].speed = freeze_speed();
    out.markers.clear();
    const Written written = write_fcpxml(out);
    CHECK(written.not_carried ==
          std::vector<std::string>{"the colour, now a gap, of \"Black\" (V1 at frame 232)"});
    const Exchange back = read(written.text);
    CHECK(back.tracks.at(1).items.at(2).source == out.tracks.at(1).items.at(2).source);
    CHECK(back.tracks.at(0).items.at(3).speed == freeze_speed());
    CHECK(back.tracks.at(0).items.at(3).source_in == out.tracks.at(0).items.at(3).source_in);
}

TEST_CASE("FCPXML of another program is read: connected clips, sound, a retimed and a nested clip",
          "[editor][interchange][fcpxml]")
{
    const Exchange cut = read(project_of(
        "<asset-clip ref=\"r2\" name=\"a\" offset=\"3600s\" start=\"12s\" duration=\"4s\">"
        "<asset-clip ref=\"r2\" name=\"over\" lane=\"1\" offset=\"13s\" duration=\"1s\" "
        "srcEnable=\"video\"/>"
        "<filter-video ref=\"r9\" name=\"Gaussian\"/>"
        "<marker start=\"14s\" duration=\"1/25s\" value=\"here\"/></asset-clip>\n"
        "<gap duration=\"1s\" start=\"3600s\">"
        "<clip name=\"c\" lane=\"-1\" offset=\"3600s\" start=\"1s\" duration=\"1s\">"
        "<audio ref=\"r2\" offset=\"0s\" start=\"15s\" duration=\"10s\"/></clip></gap>\n"
        "<asset-clip ref=\"r2\" name=\"slow\" start=\"2s\" duration=\"2s\" srcEnable=\"video\">"
        "<timeMap><timept time=\"0s\" value=\"10s\"/><timept time=\"40s\" value=\"30s\"/>"
        "</timeMap></asset-clip>\n"
        "<ref-clip ref=\"r3\" name=\"scene\" duration=\"3s\"/>"));
    CHECK(cut.rate == Time(25));
    CHECK(cut.size == Size{1920, 1080});
    CHECK(cut.media.at(0).file == "file:///V/a.mov");
    CHECK(listed(cut) == std::vector<std::string>{"V1 0-100 from 300 a (R1)",
                                                  "V1 125-175 from 275 slow (R1)",
                                                  "V2 25-50 from 250 over (R1)",
                                                  "A1 0-100 from 300 a (R1)",
                                                  "A2 100-125 from 400 c (R1)"});
    CHECK(cut.tracks[0].items[2].speed == Time(1, 2));
    CHECK(cut.markers.at(0).at == Time(2));
    CHECK(cut.not_carried ==
          std::vector<std::string>{"the effect \"Gaussian\" of \"a\" (line 4)",
                                   "the ref-clip, now a gap, of \"scene\" (line 7)"});
}

TEST_CASE("clips over each other take no more tracks than a film may have",
          "[editor][interchange][fcpxml]")
{
    std::string clips;
    for (int i = 0; i < 3000; ++i) {
        clips += "<asset-clip ref=\"r2\" name=\"a\" lane=\"1\" offset=\"0s\" duration=\"1s\" "
                 "srcEnable=\"video\"><filter-video name=\"f" +
                 std::to_string(i) + "\"/></asset-clip>";
    }
    const Exchange cut = read(project_of("<gap duration=\"9s\">" + clips + "</gap>"));
    CHECK(cut.tracks.size() == 256);
    REQUIRE(cut.not_carried.size() <= 1001);
    CHECK_THAT(cut.not_carried.back(), Catch::Contains("and") && Catch::Contains("more"));
}

TEST_CASE("FCPXML that cannot be read is refused in a sentence that names the line",
          "[editor][interchange][fcpxml]")
{
    const auto said = [](const std::string& text) {
        return refusal([&] { (void)read(text); });
    };
    using Catch::Contains;
    CHECK(said(project_of("<gap duration=\"1s\"/>")).empty());
    CHECK_THAT(said(""), Contains("empty"));
    CHECK_THAT(said("<fcpxml version=\"1.9\">\n"), Contains("line 2: it is not XML"));
    CHECK_THAT(said("<!DOCTYPE fcpxml [<!ENTITY a \"b\">]><fcpxml/>"),
               Contains("line 1: it declares entities"));
    CHECK_THAT(said("<xmeml/>"), Contains("not an <fcpxml>"));
    CHECK_THAT(said("<fcpxml version=\"2.0\"/>"), Contains("version \"2.0\""));
    CHECK_THAT(said("<fcpxml version=\"1.9\"><event/></fcpxml>"), Contains("no project"));
    CHECK_THAT(said(project_of("<gap duration=\"0s\"/>")),
               Contains("line 4, <gap>: its duration is not above 0"));
    CHECK_THAT(said(project_of("<gap duration=\"-1/25s\"/>")), Contains("not above 0"));
    for (const char* time : {"1", "NaN", "1/0s", "1/-2s", "s", "1.5s", "99999999999999999999s"}) {
        CHECK_THAT(said(project_of("<gap duration=\"" + std::string(time) + "\"/>")),
                   Contains("line 4, <gap>: duration=") && Contains("is no time"));
    }
    CHECK_THAT(said(project_of("<gap duration=\"99999999s\"/>")), Contains("over 1,000 hours"));
}

TEST_CASE("2,000 damaged FCPXML files are read or refused, and what is read is a sound film",
          "[editor][interchange][fcpxml]")
{
    const std::string good =
        write_fcpxml(to_exchange(exchanged_film(24, 8, 8, false), "x", exchanged_media(24))).text;
    int read_well = 0;
    for (unsigned seed = 0; seed < 2000; ++seed) {
        const std::string said = refusal([&] {
            const Imported film = to_timeline(read(mutated(good, seed)), {}, found_media(24));
            INFO(seed);
            CHECK(violations(film.timeline) == std::vector<std::string>{});
            ++read_well;
        });
        CHECK(said.find('\n') == std::string::npos);
    }
    CHECK(read_well > 50);
}
