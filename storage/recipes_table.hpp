#pragma once

#include "storage/database.hpp"

#include <optional>
#include <string>

namespace rushlight::storage {

/// How something was made, as the JSON text that generation::Recipe is written to.
struct RecipeRow {
    std::int64_t id = 0;
    std::string hash; ///< SHA-256 of the text, hexadecimal
    std::string json;
    Moment created;
};

/// Id of the recipe with this text; the same text is stored once.
std::int64_t add_recipe(Database& database, const std::string& json, Moment created = now());

/// Throws damaged when the text no longer has its hash.
[[nodiscard]] std::optional<RecipeRow> find_recipe(Database& database, std::int64_t id);
[[nodiscard]] std::optional<RecipeRow> find_recipe(Database& database, const std::string& hash);

} // namespace rushlight::storage
