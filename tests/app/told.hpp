#pragma once

#include "tests/app/program.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::test {

/// The last line of a run with --json, held against the schema of events; fails the test where the
/// exit code is another.
[[nodiscard]] nlohmann::json
told(const Program& program, std::vector<std::string> words, int code = 0);

} // namespace rushlight::test
