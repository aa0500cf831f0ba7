#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::editor {

/// One thing wrong with a file that a person wrote.
struct TextProblem {
    int line = 0;         ///< from 1; 0 where the file as a whole is meant
    std::string field;    ///< JSON pointer, "/shots/2/seconds"; empty for the whole
    std::string sentence; ///< what is wrong and the way out

    bool operator==(const TextProblem&) const = default;
};

/// "line 14, /shots/2/seconds: …"
[[nodiscard]] std::string to_string(const TextProblem& problem);

/// A JSON text with the line of each of its values.
class JsonText {
public:
    /// Reads at most 4 MiB of UTF-8, at most 32 levels deep, no name twice in an object. What is
    /// wrong is added to `problems`, and then there is no value.
    JsonText(std::string_view text, std::vector<TextProblem>& problems);

    [[nodiscard]] const std::optional<nlohmann::json>& value() const { return value_; }

    /// Of the value at a JSON pointer, or of the nearest one around it.
    [[nodiscard]] int line_of(std::string pointer) const;

private:
    std::map<std::string, int> lines_;
    std::optional<nlohmann::json> value_;
};

/// Holds a value against a schema (the words that our schemas use: type, const, enum, anyOf, $ref,
/// properties, required, additionalProperties, items, minItems …, minimum, maximum, minLength,
/// maxLength, pattern). Each mistake is told once, at the innermost field.
void check(const nlohmann::json& value,
           const nlohmann::json& schema,
           const JsonText& text,
           std::vector<TextProblem>& problems);

} // namespace rushlight::editor
