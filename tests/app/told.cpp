#include "tests/app/told.hpp"

#include "tests/app/schema.hpp"

#include <catch2/catch.hpp>

namespace rushlight::test {

nlohmann::json told(const Program& program, std::vector<std::string> words, int code)
{
    words.insert(words.begin(), "--json");
    const Outcome outcome = program.run(words);
    INFO(outcome.out << outcome.err);
    REQUIRE(outcome.code == code);
    const auto end = outcome.out.find_last_not_of('\n');
    const auto line = outcome.out.rfind('\n', end);
    auto last = nlohmann::json::parse(outcome.out.substr(line == std::string::npos ? 0 : line + 1));
    CHECK(misfits(last, RUSHLIGHT_SOURCE "/packaging/schemas/events.schema.json").empty());
    return last;
}

} // namespace rushlight::test
