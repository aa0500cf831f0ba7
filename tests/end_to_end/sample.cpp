#include "tests/end_to_end/sample.hpp"

#include "tests/end_to_end/program.hpp"

#include <catch2/catch.hpp>

#include <ctime>

namespace rushlight::test {

const std::filesystem::path sample =
    std::filesystem::path(RUSHLIGHT_SOURCE) / "assets/samples/the-balloon-that-left";

namespace {

std::string today_plus_90()
{
    const std::time_t then = std::time(nullptr) + 90L * 24 * 3600;
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", std::gmtime(&then));
    return text;
}

} // namespace

void cast_wick(const std::filesystem::path& home)
{
    const auto added = rushlight({"cast",
                                  "add",
                                  "wick",
                                  "--kind",
                                  "animal",
                                  sample / "cast/wick-far.png",
                                  sample / "cast/wick-front.png",
                                  sample / "cast/wick-side.png"},
                                 home);
    INFO(added.err);
    REQUIRE(added.code == 0);
    const auto granted = rushlight({"cast", "grant", "wick", "--until", today_plus_90()}, home);
    INFO(granted.err);
    REQUIRE(granted.code == 0);
}

} // namespace rushlight::test
