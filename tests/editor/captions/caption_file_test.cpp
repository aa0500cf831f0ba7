#include "editor/captions/caption_file.hpp"
#include "editor/error.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rushlight::editor;
using rushlight::assets::Time;

namespace {

CaptionFile srt(const std::string& text)
{
    return read_captions(text, CaptionFormat::srt, "a.srt");
}

CaptionFile vtt(const std::string& text)
{
    return read_captions(text, CaptionFormat::vtt, "a.vtt");
}

CaptionFile ass(const std::string& text)
{
    return read_captions(text, CaptionFormat::ass, "a.ass");
}

CaptionStyle look(const CaptionFile& file, const CaptionRun& run)
{
    return style_named(file.styles, run.style);
}

const std::string ass_head = "[Script Info]\nPlayResY: 360\n\n[V4+ Styles]\n"
                             "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, "
                             "OutlineColour, Bold, Italic, BorderStyle, Outline, Alignment\n"
                             "Style: Default,Inter,18,&H0000FFFF,&H00808080,&H00000000,-1,0,1,2,2\n"
                             "Style: Sign,Inter,36,&H00FFFFFF,&H00808080,&H00000000,0,0,1,2,8\n"
                             "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, "
                             "MarginR, MarginV, Effect, Text\n";

/// Captions with everything that all three formats can say.
CaptionFile plain_file(const Time& rate, std::uint32_t seed)
{
    std::mt19937 random(seed);
    CaptionFile file;
    file.styles.emplace_back();
    std::int64_t frame = 0;
    for (int i = 0; i < 60; ++i) {
        frame += 1 + static_cast<std::int64_t>(random() % 2000);
        const std::int64_t end = frame + 1 + static_cast<std::int64_t>(random() % 200);
        Cue cue{Time(frame) / rate, Time(end) / rate, {}};
        cue.caption.runs.push_back({"line " + std::to_string(i) + "\nand ünder it", ""});
        file.cues.push_back(cue);
        frame = end;
    }
    return file;
}

} // namespace

TEST_CASE("a SubRip file is read as players read it", "[captions]")
{
    const CaptionFile file = srt("\xef\xbb\xbf"
                                 "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello <i>you</i>\r\nthere"
                                 "\r\n\r\n2\r\n00:01:00.04 --> 00:01:01,5 X1:10\r\n"
                                 "{\\an8}<font color=\"#ff0000\">up</font> a < b\r\n");
    REQUIRE(file.cues.size() == 2);
    CHECK(file.cues[0].begin == Time(1));
    CHECK(file.cues[0].end == Time(5, 2));
    CHECK(text_of(file.cues[0].caption) == "Hello you\nthere");
    REQUIRE(file.cues[0].caption.runs.size() == 3);
    CHECK_FALSE(look(file, file.cues[0].caption.runs[0]).italic);
    CHECK(look(file, file.cues[0].caption.runs[1]).italic);
    CHECK(file.cues[0].caption.runs[1].style == "Default italic");
    CHECK(file.cues[1].begin == Time(6004, 100));
    CHECK(text_of(file.cues[1].caption) == "up a < b");
    CHECK(look(file, file.cues[1].caption.runs[0]).colour == "#FF0000");
    CHECK(look(file, file.cues[1].caption.runs[0]).place == CaptionStyle::Place::top);
    CHECK(file.not_carried.empty());
}

TEST_CASE("a WebVTT file gives speakers, times of words and named letters", "[captions]")
{
    const CaptionFile file =
        vtt("WEBVTT - made by hand\n\nSTYLE\n::cue { color: red }\n\nNOTE not a cue\n\nintro\n"
            "00:01.000 --> 00:03.000 align:start line:0\n<v Mara>Two <00:01.500>words "
            "<00:02.250>&amp; <c.yellow>more</c>\n\n01:00:00.000 --> 01:00:01.000\nlate\n");
    REQUIRE(file.cues.size() == 2);
    const Caption& first = file.cues[0].caption;
    CHECK(first.speaker == "Mara");
    CHECK(text_of(first) == "Two words & more");
    REQUIRE(first.words.size() == 2);
    CHECK(text_of(first).substr(first.words[0].begin, first.words[0].end - first.words[0].begin) ==
          "words ");
    CHECK(first.words[0].from == 24000);
    CHECK(first.words[0].to == 60000);
    CHECK(first.words[1].to == 96000);
    CHECK(look(file, first.runs[0]).side == CaptionStyle::Side::left);
    CHECK(look(file, first.runs[0]).place == CaptionStyle::Place::top);
    CHECK(look(file, first.runs[1]).colour == "#FFFF00");
    CHECK(file.cues[1].begin == Time(3600));
    REQUIRE(file.not_carried.size() == 1);
    CHECK(file.not_carried[0].find("style sheet") != std::string::npos);
}

TEST_CASE("an ASS file gives its styles, overrides and sung words", "[captions]")
{
    const CaptionFile file =
        ass(ass_head + "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not shown\n"
                       "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Bo,0,0,0,,a, b\\N"
                       "{\\i1}c{\\i0} {\\fad(100,100)}d\n"
                       "Dialogue: 0,0:00:03.00,0:00:05.00,Sign,,0,0,0,,{\\k50}la {\\k25}li"
                       "{\\p1}m 0 0 l 9 9{\\p0}\n");
    REQUIRE(file.styles.size() >= 2);
    CHECK(file.styles[0].name == "Default");
    CHECK(file.styles[0].bold);
    CHECK(file.styles[0].colour == "#FFFF00");
    CHECK(file.styles[0].size == Approx(0.05));
    CHECK(file.styles[1].place == CaptionStyle::Place::top);
    REQUIRE(file.cues.size() == 2);
    CHECK(text_of(file.cues[0].caption) == "a, b\nc d");
    CHECK(file.cues[0].caption.speaker == "Bo");
    CHECK(look(file, file.cues[0].caption.runs[1]).italic);
    CHECK(text_of(file.cues[1].caption) == "la li");
    REQUIRE(file.cues[1].caption.words.size() == 2);
    CHECK(file.cues[1].caption.words[1].from == 24000);
    CHECK(file.cues[1].caption.words[1].to == 36000);
    const CaptionStyle sung = look(file, file.cues[1].caption.runs[0]);
    CHECK(sung.said == "#FFFFFF");
    CHECK(sung.colour == "#808080");
    REQUIRE(file.not_carried.size() == 2);
    CHECK(file.not_carried[0].find("override tags") != std::string::npos);
    CHECK(file.not_carried[1].find("drawings") != std::string::npos);
}

TEST_CASE("captions go out and come back on the same frames in every format", "[captions]")
{
    for (const Time& rate : {Time(24000, 1001), Time(24), Time(25), Time(30000, 1001), Time(50)}) {
        for (const auto format : {CaptionFormat::srt, CaptionFormat::vtt, CaptionFormat::ass}) {
            const CaptionFile out = plain_file(rate, 7);
            std::vector<std::string> lost;
            const CaptionFile back =
                read_captions(write_captions(out, format, lost), format, "back");
            CHECK(lost.empty());
            REQUIRE(back.cues.size() == out.cues.size());
            for (std::size_t i = 0; i < out.cues.size(); ++i) {
                CHECK(back.cues[i].begin.round_at(rate) == out.cues[i].begin.round_at(rate));
                CHECK(back.cues[i].end.round_at(rate) == out.cues[i].end.round_at(rate));
                CHECK(text_of(back.cues[i].caption) == text_of(out.cues[i].caption));
            }
        }
    }
}

TEST_CASE("what a format can say of words, speakers and looks comes back the same", "[captions]")
{
    const CaptionFile web =
        vtt("WEBVTT\n\n00:01.000 --> 00:03.000 line:5%\n<v Mara><b>Two</b> <00:01.500>words "
            "<00:02.250><i><c.red>more</c></i>\n");
    std::vector<std::string> lost;
    const CaptionFile again = vtt(write_captions(web, CaptionFormat::vtt, lost));
    CHECK(lost.empty());
    REQUIRE(again.cues.size() == 1);
    CHECK(again.cues[0] == web.cues[0]);
    CHECK(again.styles == web.styles);

    const CaptionFile sung = ass(ass_head + "Dialogue: 0,0:00:03.00,0:00:05.00,Sign,Bo,0,0,0,,"
                                            "{\\k50}la {\\k25}li{\\r}{\\i1} end\n");
    const CaptionFile back = ass(write_captions(sung, CaptionFormat::ass, lost));
    CHECK(lost.empty());
    REQUIRE(back.cues.size() == 1);
    CHECK(text_of(back.cues[0].caption) == "la li end");
    CHECK(back.cues[0].caption.words == sung.cues[0].caption.words);
    CHECK(back.cues[0].caption.speaker == "Bo");
    // from ASS to SubRip what SubRip has no words for is named
    (void)write_captions(sung, CaptionFormat::srt, lost);
    CHECK(lost.size() == 3);
}

TEST_CASE("a caption file that cannot be read says where and what to do", "[captions]")
{
    const auto says = [](const std::string& text, CaptionFormat format, const std::string& what) {
        INFO(text.substr(0, 80));
        CHECK_THROWS_WITH(read_captions(text, format, "subs"), Catch::Contains(what));
    };
    says("", CaptionFormat::srt, "subs holds no caption");
    says("1\nhello\n", CaptionFormat::srt, "subs, line 2: \"hello\" stands where the times");
    says("1\n00:00:02,000 --> 00:00:01,000\nx\n", CaptionFormat::srt, "ends before it begins");
    says("1\n00:00:99,000 --> 00:00:01,000\nx\n", CaptionFormat::srt, "line 2");
    says("1\n00:00:00,000 --> 00:00:01,000\ncaf\xe9\n",
         CaptionFormat::srt,
         "line 3: a letter is not UTF-8");
    says(std::string("1\n\0\0", 4), CaptionFormat::srt, "not UTF-8");
    says("hello", CaptionFormat::vtt, "does not begin with WEBVTT");
    says("WEBVTT\n\nname\n00:01 -> 00:02\nx\n", CaptionFormat::vtt, "line 4");
    says("plain text", CaptionFormat::ass, "no section");
    says("[Events]\nDialogue: 0,a,b,c\n", CaptionFormat::ass, "before the events' Format line");
    says(
        ass_head + "Dialogue: 0,soon,late,Default,,0,0,0,,x\n", CaptionFormat::ass, "has no times");
    says(std::string((std::size_t{16} << 20) + 1, ' '), CaptionFormat::srt, "larger than 16 MiB");
    CHECK_THROWS_WITH(caption_format("film.mp4"), Catch::Contains("no caption file"));
}

TEST_CASE("SubRip from Windows in UTF-16 is read", "[captions]")
{
    const std::u16string text = u"1\r\n00:00:01,000 --> 00:00:02,000\r\ncaf\u00e9 \U0001F600\r\n";
    std::string bytes = "\xff\xfe";
    for (const char16_t unit : text) {
        bytes.push_back(static_cast<char>(unit & 0xff));
        bytes.push_back(static_cast<char>(unit >> 8));
    }
    CHECK(text_of(srt(bytes).cues.at(0).caption) == "caf\xc3\xa9 \xf0\x9f\x98\x80");
}

TEST_CASE("damaged caption files are read or refused, never more", "[captions]")
{
    const std::vector<std::pair<CaptionFormat, std::string>> good{
        {CaptionFormat::srt,
         "1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<i>a</i> <font "
         "color='red'>b</font>\n\n2\n00:00:03,000 --> 00:00:04,000\nc\n"},
        {CaptionFormat::vtt,
         "WEBVTT\n\n1\n00:01.000 --> 00:03.000 line:-1 align:end\n<v A>b "
         "<00:02.000>c <c.red.blue>d</c> &amp;\n"},
        {CaptionFormat::ass,
         ass_head + "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\k10}a"
                    "{\\c&HFF&\\b1}b\\N{\\rSign}c{\\p1}m{\\p0}\n"}};
    std::mt19937 random(3);
    int read = 0;
    for (int i = 0; i < 6000; ++i) {
        auto [format, text] = good[static_cast<std::size_t>(i) % good.size()];
        for (int k = 1 + static_cast<int>(random() % 4); k > 0; --k) {
            const std::size_t at = random() % text.size();
            switch (random() % 4) {
            case 0:
                text[at] = static_cast<char>(random() % 256);
                break;
            case 1:
                text.erase(at, random() % 8);
                text += " ";
                break;
            case 2:
                text.insert(at, text.substr(random() % text.size(), random() % 20));
                break;
            default:
                text.insert(at, 1, "<>{}\\:,.&-0"[random() % 11]);
            }
        }
        try {
            for (const Cue& cue : read_captions(text, format, "x").cues) {
                CHECK(cue.begin <= cue.end);
                for (const CaptionWord& word : cue.caption.words) {
                    CHECK(word.end <= text_of(cue.caption).size());
                }
            }
            ++read;
        } catch (const EditorError& error) {
            CHECK(std::string(error.what()).find(';') != std::string::npos);
        }
    }
    CHECK(read > 1000);
}

TEST_CASE("the name of a caption file says its format and its language", "[captions]")
{
    CHECK(is_caption_file("film.de.SRT"));
    CHECK_FALSE(is_caption_file("film.mp4"));
    CHECK(caption_language("film.de.srt") == "de");
    CHECK(caption_language("film.pt-BR.vtt") == "pt-BR");
    CHECK(caption_language("film.srt") == "und");
    CHECK(caption_language("film.final.srt") == "und");
    CHECK_FALSE(is_language(""));
    CHECK_FALSE(is_language("e1"));
    CHECK_FALSE(is_language("en-"));
}

TEST_CASE("a caption that is rewritten keeps its looks and words where it stays", "[captions]")
{
    const Caption before{{{"one ", ""}, {"two", "loud"}, {" three", ""}},
                         {{0, 4, 0, 10}, {4, 7, 10, 20}, {8, 13, 20, 30}},
                         "Bo"};
    const Caption after = with_text(before, "one toooo three");
    REQUIRE(after.runs.size() == 3);
    CHECK(after.runs[1].text == "toooo");
    CHECK(after.runs[1].style == "loud");
    CHECK(after.speaker == "Bo");
    REQUIRE(after.words.size() == 2);
    CHECK(text_of(after).substr(after.words[1].begin, 5) == "three");
    CHECK(text_of(with_text(before, "")).empty());
    CHECK(text_of(with_text({}, "new")) == "new");
    // letters of several bytes are not taken apart: é and è share their first byte
    const Caption accent = with_text({{{"caf\xc3\xa9", ""}}, {}, ""}, "caf\xc3\xa8");
    CHECK(text_of(accent) == "caf\xc3\xa8");
    std::mt19937 random(5);
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (int k = static_cast<int>(random() % 14); k > 0; --k) {
            text += "one two threé"[random() % 13];
        }
        CHECK(text_of(with_text(before, text)) == text);
    }
}
