#include "assets/time.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace rushlight::assets;

TEST_CASE("a time is kept as a reduced fraction with a positive denominator", "[assets][time]")
{
    CHECK(Time(2, -4) == Time(-1, 2));
    CHECK(Time(2, -4).denominator() == 2);
    CHECK(Time(0, 7) == Time());
    CHECK_THROWS_AS(Time(1, 0), std::invalid_argument);
}

TEST_CASE("sums of frame times at 29.97 stay exact over 24 hours", "[assets][time]")
{
    const Time rate(30000, 1001);
    const std::int64_t frames = 24LL * 3600 * 30;
    CHECK(frame_time(frames, rate).floor_at(rate) == frames);
    CHECK(frame_time(frames - 1, rate) + Time(1) / rate == frame_time(frames, rate));
}

TEST_CASE("an overflow throws and is never a wrong time", "[assets][time]")
{
    const Time large(std::numeric_limits<std::int64_t>::max());
    CHECK_THROWS_AS(large + large, TimeOverflow);
    CHECK_THROWS_AS(Time(1, std::numeric_limits<std::int64_t>::max()) * Time(1, 2), TimeOverflow);
}

TEST_CASE("frame n begins at sample floor(n·48000/rate)", "[assets][time]")
{
    CHECK(frame_sample(1, Time(24)) == 2000);
    CHECK(frame_sample(1, Time(30000, 1001)) == 1601);
    CHECK(frame_sample(5, Time(30000, 1001)) == 8008);
}

TEST_CASE("floor, ceiling and rounding go towards the right integer on both sides of zero",
          "[assets][time]")
{
    CHECK(Time(-1, 2).floor_at(Time(1)) == -1);
    CHECK(Time(-1, 2).ceil_at(Time(1)) == 0);
    CHECK(Time(-1, 2).round_at(Time(1)) == 0);
    CHECK(Time(1, 2).round_at(Time(1)) == 1);
}

TEST_CASE("a time written as text is read back the same, and nonsense is refused with a sentence",
          "[assets][time]")
{
    CHECK(parse_time(to_string(Time(1001, 30000))) == Time(1001, 30000));
    CHECK(parse_time("24") == Time(24));
    for (const char* bad : {"", "x", "1/", "1/0", "1/2/3", "1.5"}) {
        CHECK_THROWS_AS(parse_time(bad), std::invalid_argument);
    }
}
