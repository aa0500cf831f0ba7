#pragma once

#include "generation/protocol/limits.hpp"
#include "generation/protocol/recipe.hpp"
#include "generation/protocol/request.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::generation {

/// A JSON text that is not what it should be. `problems` names the fields by
/// JSON pointer; the whole text is the pointer "". At most 64 problems are
/// kept.
class BadJson : public std::runtime_error {
public:
    explicit BadJson(std::vector<Problem> problems);
    std::vector<Problem> problems;
};

/// Canonical JSON: keys sorted by bytes, no white space, doubles in their
/// shortest round-trip form, every field written (except unset optionals), so
/// equal values give equal bytes: hash this. Throws std::invalid_argument when
/// a number is not finite or a text is not UTF-8.
[[nodiscard]] std::string to_json(const Request& request);
[[nodiscard]] std::string to_json(const Limits& limits);
[[nodiscard]] std::string to_json(const Recipe& recipe);

/// Strict: unknown fields, wrong types, doubled keys, numbers out of range,
/// nesting over 32 and texts over 1 MiB throw BadJson. A field that is not
/// there keeps its default. What is read may still be impossible to make: see
/// `validate`.
[[nodiscard]] Request request_from_json(std::string_view text);
[[nodiscard]] Limits limits_from_json(std::string_view text);
[[nodiscard]] Recipe recipe_from_json(std::string_view text);

/// Any JSON text in the canonical form above. Throws BadJson.
[[nodiscard]] std::string canonical_json(std::string_view text);

/// True when the bytes are UTF-8 without overlong forms or surrogates.
[[nodiscard]] bool is_utf8(std::string_view text);

} // namespace rushlight::generation
