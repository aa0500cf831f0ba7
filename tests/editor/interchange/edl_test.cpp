#include "editor/interchange/edl.hpp"
#include "tests/editor/interchange/exchanged.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

std::vector<std::string> texts(const WrittenEdl& written)
{
    std::vector<std::string> lists;
    for (const EdlFile& file : written.files) {
        lists.push_back(file.text);
    }
    return lists;
}

/// The picture tracks only.
std::vector<std::string> pictures(const Exchange& exchange)
{
    Exchange seen = exchange;
    seen.tracks.resize(2);
    return listed(seen);
}

Exchange read(const std::string& list, const Time& rate = 24)
{
    return read_edl({list}, rate);
}

} // namespace

TEST_CASE("a film comes back from EDLs, in drop frame and without", "[editor][interchange][edl]")
{
    for (const Time& rate : {Time(24), Time(24'000, 1001), Time(25), Time(30'000, 1001)}) {
        for (const bool drop : {false, true}) {
            // a list's dissolve begins at its cut
            const Timeline film = exchanged_film(rate, 0, 16, true);
            const Exchange out = to_exchange(film, "Shore", exchanged_media(rate));
            const WrittenEdl written = write_edl(out, drop);
            REQUIRE(written.files.size() == 2);
            CHECK(written.not_carried == std::vector<std::string>{"the sound of track A1"});
            const Exchange back = read_edl(texts(written), rate);
            INFO(written.files[0].text);
            CHECK(back.name == "Shore");
            CHECK(pictures(back) == pictures(out));
            CHECK(back.markers == out.markers);
            CHECK(back.not_carried == std::vector<std::string>{});
            CHECK(back.tracks[0].items[1].transition == out.tracks[0].items[1].transition);
            CHECK(back.tracks[0].items[3].speed == Time(2));
            const Imported again = to_timeline(back, {}, found_media(rate));
            CHECK(violations(again.timeline) == std::vector<std::string>{});
            CHECK(again.not_carried == std::vector<std::string>{});
            CHECK(pictures(to_exchange(again.timeline, "", exchanged_media(rate))) ==
                  pictures(out));
        }
    }
}

TEST_CASE("an EDL is written in the form that other programs read", "[editor][interchange][edl]")
{
    const Exchange out = to_exchange(exchanged_film(Time(30'000, 1001), 8, 8, false),
                                     "Shore",
                                     exchanged_media(Time(30'000, 1001)));
    const WrittenEdl written = write_edl(out, true);
    CHECK(written.files.at(0).text ==
          "TITLE: Shore\n"
          "FCM: DROP FRAME\n"
          "\n"
          "001  A001C003 V     C        01:00:00;05 01:00:01;15 01:00:00;00 01:00:01;10\n"
          "* FROM CLIP NAME: beach\n"
          "* FROM FILE: file:///films/a%20b/beach.mov\n"
          "* LOC: 01:00:00;10 ORANGE   start\n"
          "\n"
          "002  A001C003 V     C        01:00:01;15 01:00:01;15 01:00:01;10 01:00:01;10\n"
          "002  B002     V     D    016 10:00:00;22 10:00:03;00 01:00:01;10 01:00:03;18\n"
          "* TO CLIP NAME: harbour\n"
          "* TO FILE: file:///films/a%20b/harbour.mov\n"
          "* LOC: 01:00:03;10 GREEN    find \"music\"\n"
          "\n"
          "003  A001C003 V     C        01:00:06;20 01:00:09;10 01:00:04;00 01:00:05;10\n"
          "M2   A001C003 59.94006    01:00:06:20\n"
          "* FROM CLIP NAME: beach\n"
          "* FROM FILE: file:///films/a%20b/beach.mov\n"
          "\n"
          "004  B002     V     C        10:00:13;10 10:00:15;22 01:00:05;10 01:00:07;22\n"
          "* FROM CLIP NAME: harbour\n"
          "* FROM FILE: file:///films/a%20b/harbour.mov\n");
    CHECK_THAT(written.files.at(1).text,
               Catch::Contains("001  BL       V     C        00:00:00;00 00:00:01;06 "
                               "01:00:00;00 01:00:01;06\n"));
    CHECK(written.not_carried ==
          std::vector<std::string>{
              "the cut inside the dissolve, now at its first frame, in front of \"harbour\" (V1 at "
              "frame 48)",
              "the title or colour, empty here, of \"Black\" (V1 at frame 232), \"At the & shore\" "
              "(V2 at frame 56)",
              "the sound of track A1"});
}

TEST_CASE("reels have 8 letters and are not mixed up", "[editor][interchange][edl]")
{
    Exchange out = to_exchange(exchanged_film(24, 0, 16, true), "x", exchanged_media(24));
    out.tracks[0].items[1].transition.reset();
    out.media[0].reel = "Card 0001 of the beach";
    out.media[1].reel = "CARD0001 of the harbour";
    const WrittenEdl written = write_edl(out, false);
    CHECK_THAT(written.files[0].text,
               Catch::Contains("001  CARD0001 V") && Catch::Contains("002  CARD0002 V"));
    CHECK(written.not_carried.front() == "the full name of the reel, here CARD0001, of beach.mov");
}

TEST_CASE("a name with line breaks or broken letters stays on its line", "[editor][interchange]")
{
    Exchange out = to_exchange(exchanged_film(24, 0, 16, true), "x", exchanged_media(24));
    out.tracks[0].items[0].name = "a\n002  X  V  C\xff";
    CHECK_THAT(write_edl(out, false).files[0].text,
               Catch::Contains("* FROM CLIP NAME: a 002  X  V  C?\n"));
}

TEST_CASE("an EDL of another program is read", "[editor][interchange][edl]")
{
    const Exchange cut = read("TITLE:   REEL 1 CUT\r\n"
                              "FCM: NON-DROP FRAME\r\n"
                              "\r\n"
                              "000001  TAPE_01  AA/V  C        10:00:00:00 10:00:02:00 "
                              "00:59:58:00 01:00:00:00\r\n"
                              "* FROM CLIP NAME:  LEADER.MOV\r\n"
                              "000002  MY REEL  V     C        02:00:00:00 02:00:01:00 "
                              "01:00:00:00 01:00:02:00\r\n"
                              "M2   MY REEL       012.0                02:00:00:00\r\n"
                              "* SOURCE FILE: /Volumes/media/Slow.mov\r\n"
                              "000003  MY REEL  V     C        02:00:01:00 02:00:01:00 "
                              "01:00:02:00 01:00:02:00\r\n"
                              "000003  BL       V     D    024 00:00:00:00 00:00:01:00 "
                              "01:00:02:00 01:00:03:00\r\n"
                              "* COMMENT: fades to black\r\n"
                              "000004  AX       V     W001 012 00:00:00:00 00:00:02:00 "
                              "01:00:03:00 01:00:05:00\r\n"
                              "* TO CLIP NAME: card\r\n"
                              ">>> SOURCE TAPE_01 10 20\r\n");
    CHECK(cut.name == "REEL 1 CUT");
    CHECK(listed(cut) == std::vector<std::string>{"V1 0-48 from 864000 LEADER.MOV (TAPE_01)",
                                                  "V1 48-96 from 172800 MY REEL (MY REEL)",
                                                  "V1 120-168 from 0 card ()",
                                                  "A1 0-48 from 864000 LEADER.MOV (TAPE_01)",
                                                  "A2 0-48 from 864000 LEADER.MOV (TAPE_01)"});
    CHECK(cut.tracks[0].items[1].speed == Time(1, 2));
    CHECK(cut.tracks[0].items[2].is_gap());
    CHECK(cut.tracks[0].items[2].transition);
    CHECK(cut.media[1].file == "/Volumes/media/Slow.mov");
    CHECK(cut.not_carried == std::vector<std::string>{"the note of line 11",
                                                      "the wipe, now a dissolve, of line 12",
                                                      "what it says of line 14"});

    const Exchange drop = read("FCM: DROP FRAME\n"
                               "001  A  V  C  00:00:59;28 00:01:00;04 23:59:59;28 00:00:00;02\n"
                               "002  A  V  C  00:01:00;04 00:01:00;06 00:00:00;02 00:00:00;04\n");
    CHECK(drop.rate == Time(30'000, 1001));
    CHECK(listed(drop) ==
          std::vector<std::string>{"V1 0-4 from 1798 A (A)", "V1 4-6 from 1802 A (A)"});

    const Exchange frozen = read("001  A  V  C  00:00:10:00 00:00:10:01 01:00:00:00 01:00:02:00\n"
                                 "M2   A  000.0  00:00:10:00\n");
    CHECK(frozen.tracks.at(0).items.at(0).speed == freeze_speed());
}

TEST_CASE("source timecode that goes past midnight is found in its media",
          "[editor][interchange][edl]")
{
    const Exchange cut = read("001  A  V  C  23:59:59:00 00:00:01:00 01:00:00:00 01:00:02:00\n"
                              "002  A  V  C  00:00:05:00 00:00:06:00 01:00:02:00 01:00:03:00\n");
    const Imported film =
        to_timeline(cut, {}, [](const ExchangeMedia&) -> std::optional<FoundMedia> {
            return FoundMedia{{"1", {}, Time(60)}, Time(86'390)};
        });
    const Items& items = film.timeline.tracks.at(0)->items;
    REQUIRE(items.size() == 2);
    CHECK(items.at(0).clip->source_start == Time(9));
    CHECK(items.at(1).clip->source_start == Time(15));
    CHECK(film.not_carried == std::vector<std::string>{});
}

TEST_CASE("an EDL that cannot be read is refused in a sentence that names the line",
          "[editor][interchange][edl]")
{
    const auto said = [](const std::string& list) {
        return refusal([&] { (void)read(list); });
    };
    using Catch::Contains;
    const std::string cut = "001  A  V  C  00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n";
    CHECK(said(cut).empty());
    CHECK_THAT(said(""), Contains("empty"));
    CHECK_THAT(said("TITLE: x\n"), Contains("holds no event"));
    CHECK_THAT(said("\n" + cut.substr(0, 50)), Contains("line 2: it begins with a number"));
    CHECK_THAT(said("001 A V C 00:00:00:24 00:00:01:00 01:00:00:00 01:00:01:00"),
               Contains("line 1: \"00:00:00:24\" is no timecode at 24"));
    CHECK_THAT(said("001 A V C 00:00:00:00 00:00:01:00 01:00:01:00 01:00:00:00"),
               Contains("line 1: its out point lies before its in point"));
    CHECK_THAT(said(cut + "002  A  V  C  00:00:00:00 00:00:01:00 01:00:00:12 01:00:01:12\n"),
               Contains("line 2: its record in lies before"));
    CHECK_THAT(said(cut + "M2 A fast 00:00:00:00\n"), Contains("line 2: it is no speed"));
    CHECK_THAT(said("M2 A 012.0 00:00:00:00\n"), Contains("line 1: it is no speed"));
    CHECK_THAT(said("FCM: \xff\n"), Contains("line 1: it is no text in UTF-8"));
    CHECK_THAT(said(std::string(17'000, 'x')), Contains("line 1: it is no text"));
    CHECK_THAT(said(std::string(129 << 20, ' ') + cut), Contains("larger than 128 MiB"));
    CHECK_THAT(said("{\"OTIO_SCHEMA\": \"Timeline.1\"}"), Contains("holds no event"));
}

TEST_CASE("2,000 damaged EDLs are read or refused, and what is read is a sound film",
          "[editor][interchange][edl]")
{
    const WrittenEdl good =
        write_edl(to_exchange(exchanged_film(24, 8, 8, false), "x", exchanged_media(24)), false);
    int read = 0;
    for (unsigned seed = 0; seed < 2000; ++seed) {
        const std::string said = refusal([&] {
            const Imported film =
                to_timeline(read_edl({mutated(good.files[0].text, seed), good.files[1].text}, 24),
                            {},
                            found_media(24));
            INFO(seed);
            CHECK(violations(film.timeline) == std::vector<std::string>{});
            ++read;
        });
        CHECK(said.find('\n') == std::string::npos);
    }
    CHECK(read > 100);
}
