#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::test {

/// What in a value does not fit a JSON Schema file, a line each. Knows the words that
/// packaging/schemas uses, $ref into the same and into neighbouring files among them; any other
/// word is reported too, so that no rule is passed over in silence.
[[nodiscard]] std::vector<std::string> misfits(const nlohmann::json& value,
                                               const std::filesystem::path& schema_file);

} // namespace rushlight::test
