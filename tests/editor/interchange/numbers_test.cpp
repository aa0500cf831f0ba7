#include "editor/interchange/numbers.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace rushlight::editor;

namespace {

const Time ntsc(30'000, 1001);

} // namespace

TEST_CASE("drop-frame timecode leaves out two numbers a minute, but in every tenth none",
          "[editor][interchange]")
{
    CHECK(timecode(1799, ntsc, true) == "00:00:59;29");
    CHECK(timecode(1800, ntsc, true) == "00:01:00;02");
    CHECK(timecode(17'981, ntsc, true) == "00:09:59;29");
    CHECK(timecode(17'982, ntsc, true) == "00:10:00;00");
    CHECK(timecode(107'892, ntsc, true) == "01:00:00;00");
    CHECK(timecode(2 * 1800 - 4, Time(60'000, 1001), true) == "00:00:59;56");
    CHECK(timecode(3600, Time(60'000, 1001), true) == "00:01:00;04");
    CHECK(timecode(1800, ntsc, false) == "00:01:00:00");
}

TEST_CASE("timecode goes round after 24 hours and below 0", "[editor][interchange]")
{
    CHECK(timecode(2'589'407, ntsc, true) == "23:59:59;29");
    CHECK(timecode(2'589'408, ntsc, true) == "00:00:00;00");
    CHECK(timecode(-1, ntsc, true) == "23:59:59;29");
    CHECK(timecode(24 * 86'400, 24, false) == "00:00:00:00");
    CHECK(timecode(-1, 24, false) == "23:59:59:23");
    CHECK(frame_of("24:00:00:00", 24) == 24 * 86'400);
}

TEST_CASE("every drop-frame timecode of two hours comes back as its frame", "[editor][interchange]")
{
    int wrong = 0;
    for (std::int64_t frame = 0; frame < 2 * 107'892; ++frame) {
        wrong += frame_of(timecode(frame, ntsc, true), ntsc) == frame ? 0 : 1;
    }
    CHECK(wrong == 0);
}

TEST_CASE("a timecode that does not exist is none", "[editor][interchange]")
{
    CHECK(frame_of("00:01:00;02", ntsc) == 1800);
    for (const char* text : {"00:01:00;00",
                             "00:00:00:30",
                             "00:60:00:00",
                             "00:00:60:00",
                             "25:00:00:00",
                             "00:00:00",
                             "",
                             "00:00:00:",
                             "00:00:00:0000",
                             "-1:00:00:00",
                             "a0:00:00:00"}) {
        INFO(text);
        CHECK_FALSE(frame_of(text, ntsc));
    }
}

TEST_CASE("rates and speeds written as decimals are exact fractions again", "[editor][interchange]")
{
    CHECK(exact_rate(23.976) == Time(24'000, 1001));
    CHECK(exact_rate(23.98) == Time(24'000, 1001));
    CHECK(exact_rate(24'000.0 / 1001) == Time(24'000, 1001));
    CHECK(exact_rate(29.97) == ntsc);
    CHECK(exact_rate(59.94) == Time(60'000, 1001));
    CHECK(exact_rate(25) == Time(25));
    CHECK(exact_rate(12.5) == Time(25, 2));
    CHECK(exact_rate(48'000) == Time(48'000));
    CHECK_FALSE(exact_rate(0));
    CHECK_FALSE(exact_rate(std::numeric_limits<double>::quiet_NaN()));
    CHECK(fraction_of(1.0 / 3) == Time(1, 3));
    CHECK(fraction_of(-2.5) == Time(-5, 2));
    CHECK_FALSE(fraction_of(std::numeric_limits<double>::infinity()));
}

TEST_CASE("what is no UTF-8 is told from what is", "[editor][interchange]")
{
    CHECK(is_utf8("Strand – 浜辺 🎬"));
    for (const char* text : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xe2\x82", "\xf5\x80\x80\x80"}) {
        CHECK_FALSE(is_utf8(text));
    }
    CHECK(tidy("a\tb\x01") == "a b ");
    CHECK(tidy(std::string(999, 'a') + "ß").size() == 999);
}
