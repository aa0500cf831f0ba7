#include "editor/interchange/fcp7_xml.hpp"
#include "tests/editor/interchange/exchanged.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

Exchange read(const std::string& text)
{
    return read_fcp7(parse_xml(text));
}

/// A sequence at 25 frames a second with that inside its first picture track.
std::string sequence_of(const std::string& track)
{
    return "<?xml version=\"1.0\"?>\n<!DOCTYPE xmeml>\n<xmeml version=\"4\"><project><children>"
           "<sequence><name>cut</name><rate><timebase>25</timebase><ntsc>FALSE</ntsc></rate>"
           "<media><video>\n<track>\n" +
           track + "</track></video></media></sequence></children></project></xmeml>";
}

std::string clip_of(const std::string& times, const std::string& more)
{
    return "<clipitem id=\"c\"><name>a</name>" + times + more + "</clipitem>\n";
}

const std::string file =
    "<file id=\"f\"><name>a.mov</name><pathurl>file://localhost/a.mov</pathurl>"
    "<rate><timebase>25</timebase></rate><duration>500</duration></file>";
const std::string times = "<start>0</start><end>25</end><in>10</in><out>35</out>";

} // namespace

TEST_CASE("a film comes back from FCP 7 XML with every place, source, name, reel and link",
          "[editor][interchange][fcp7]")
{
    for (const Time& rate : {Time(24), Time(24'000, 1001), Time(30'000, 1001), Time(60)}) {
        for (const auto& [before, after] : {std::pair(8, 8), std::pair(0, 16), std::pair(16, 0)}) {
            const Timeline film = exchanged_film(rate, before, after, false);
            const Exchange out = to_exchange(film, "Shore & sea", exchanged_media(rate));
            const Written written = write_fcp7(out);
            const Exchange back = read(written.text);
            CHECK(back.name == "Shore & sea");
            CHECK(back.rate == rate);
            CHECK(back.size == Size{1280, 720});
            CHECK(listed(back) == listed(out));
            CHECK(back.media.size() == 2);
            CHECK(back.media[0].file == "file://localhost/films/a%20b/beach.mov");
            CHECK(back.not_carried == std::vector<std::string>{});
            CHECK(written.not_carried ==
                  std::vector<std::string>{"the colour of a marker of \"find \"music\"\""});
            CHECK(back.markers.size() == 2);
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

TEST_CASE("FCP 7 XML names what it cannot place", "[editor][interchange][fcp7]")
{
    Exchange out = to_exchange(exchanged_film(24, 2, 9, false), "x", exchanged_media(24));
    out.markers.clear();
    out.tracks[2].items[0].length = out.tracks[2].items[0].length + Time(7, 48'000);
    const Written written = write_fcp7(out);
    CHECK(written.not_carried ==
          std::vector<std::string>{
              "the exact place of the transition in front of \"harbour\" (V1 at frame 48)",
              "the exact sample, now the nearest frame, of an end of \"harbour\" (A1 at frame "
              "160)"});
    CHECK(read(written.text).tracks[0].items[1].transition ==
          ExchangeTransition{"dissolve", Time(2, 24), Time(2, 24)});
    out.rate = Time(25, 2);
    CHECK_THAT(refusal([&] { (void)write_fcp7(out); }), Catch::Contains("no rate of 12.5"));
}

TEST_CASE("FCP 7 XML of another program is read", "[editor][interchange][fcp7]")
{
    const Exchange cut = read(sequence_of(
        clip_of("<start>50</start><end>-1</end><in>10</in><out>60</out>",
                "<file id=\"f\"><name>a.mov</name><pathurl>file://localhost/V/a.mov</pathurl>"
                "<rate><timebase>25</timebase></rate><duration>500</duration><timecode>"
                "<string>10:00:00:00</string><reel><name>R1</name></reel></timecode></file>"
                "<filter><effect><name>Gaussian Blur</name><effectid>gb</effectid></effect>"
                "</filter>") +
        "<transitionitem><start>90</start><end>100</end><alignment>center</alignment>"
        "<effect><name>Star Wipe</name></effect></transitionitem>" +
        clip_of("<start>-1</start><end>125</end><in>200</in><out>235</out>",
                "<file id=\"f\"/><filter><effect><effectid>timeremap</effectid><parameter>"
                "<parameterid>speed</parameterid><value>50</value></parameter></effect></filter>") +
        clip_of("<start>125</start><end>150</end><in>0</in><out>25</out>",
                "<enabled>FALSE</enabled><file id=\"f\"/>") +
        clip_of("<start>150</start><end>175</end><in>0</in><out>25</out>",
                "<sequence><name>n</name></sequence>")));
    CHECK(cut.name == "cut");
    CHECK(listed(cut) ==
          std::vector<std::string>{"V1 50-95 from 900010 a (R1)", "V1 95-125 from 900103 a (R1)"});
    CHECK(cut.tracks[0].items[2].speed == Time(1, 2));
    CHECK(cut.tracks[0].items[2].source_in == Time(36'000) + Time(205, 50));
    REQUIRE(cut.not_carried.size() == 4);
    CHECK_THAT(cut.not_carried[0],
               Catch::Contains("the effect \"Gaussian Blur\" of \"a\" (V1, line"));
    CHECK_THAT(cut.not_carried[1], Catch::Contains("\"Star Wipe\", now a dissolve"));
    CHECK_THAT(cut.not_carried[2], Catch::Contains("switched off"));
    CHECK_THAT(cut.not_carried[3], Catch::Contains("nested sequence"));
}

TEST_CASE("a track of 10,000 clips comes back from FCP 7 XML", "[editor][interchange][fcp7]")
{
    Exchange out = to_exchange(exchanged_film(24, 8, 8, false), "x", exchanged_media(24));
    const ExchangeItem clip = out.tracks[0].items[0];
    out.tracks[0].items.assign(10'000, clip);
    const Exchange back = read(write_fcp7(out).text);
    CHECK(back.tracks.at(0).items.size() == 10'000);
    CHECK(listed(back) == listed(out));
}

TEST_CASE("FCP 7 XML that cannot be read is refused in a sentence that names the line",
          "[editor][interchange][fcp7]")
{
    const auto said = [](const std::string& text) {
        return refusal([&] { (void)read(text); });
    };
    using Catch::Contains;
    CHECK(said(sequence_of(clip_of(times, file))).empty());
    CHECK_THAT(said(""), Contains("empty"));
    CHECK_THAT(said("<xmeml version=\"5\">\n<sequence>"), Contains("line 2: it is not XML"));
    CHECK_THAT(said("<xmeml>\n\xff</xmeml>"), Contains("line 2: it is not XML"));
    CHECK_THAT(said("<?xml version=\"1.0\"?>\n<!DOCTYPE x [\n<!ENTITY a \"aaaa\">\n"
                    "<!ENTITY b \"&a;&a;&a;\">]>\n<x>&b;</x>"),
               Contains("line 3: it declares entities"));
    CHECK_THAT(said("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"),
               Contains("line 1: it declares entities"));
    CHECK_THAT(said("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x>&a;</x>"),
               Contains("line 1: it names an entity"));
    std::string deep;
    for (int i = 0; i < 10'000; ++i) {
        deep += "<a>";
    }
    CHECK_THAT(said("\n" + deep), Contains("line 2: it is nested more than 64"));
    CHECK_THAT(said("<a>" + std::string(70'000, 'x') + "</a>"), Contains("longer than 64 KiB"));
    CHECK_THAT(said(std::string(129 << 20, ' ') + "<a/>"), Contains("larger than 128 MiB"));
    CHECK_THAT(said("<html/>"), Contains("line 1, <html>: it is not an <xmeml>"));
    CHECK_THAT(said("<xmeml version=\"6\"/>"), Contains("version \"6\""));
    CHECK_THAT(said("<xmeml version=\"5\"/>"), Contains("it holds no sequence"));
    CHECK_THAT(said("<xmeml version=\"5\"><sequence/></xmeml>"), Contains("it has no rate"));
    const auto with = [&](const std::string& wrong) {
        return said(sequence_of(clip_of(wrong, file)));
    };
    CHECK_THAT(with("<start>25</start><end>0</end><in>0</in>"),
               Contains("line 5, <clipitem>: its start and end"));
    CHECK_THAT(with("<start>NaN</start><end>1</end>"), Contains("\"NaN\" is not a whole number"));
    CHECK_THAT(with("<start>0</start><end>99999999999999</end>"), Contains("over 1,000 hours"));
    CHECK_THAT(said(sequence_of(clip_of(times, file) + clip_of(times, file))),
               Contains("line 6, <clipitem>: it begins before the clip in front"));
}

TEST_CASE("2,000 damaged FCP 7 XML files are read or refused, and what is read is a sound film",
          "[editor][interchange][fcp7]")
{
    const std::string good =
        write_fcp7(to_exchange(exchanged_film(24, 8, 8, false), "x", exchanged_media(24))).text;
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
