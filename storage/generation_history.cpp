#include "storage/generation_history.hpp"

#include "storage/recipes_table.hpp"

namespace rushlight::storage {

namespace {

const char* word(AssetState state)
{
    switch (state) {
    case AssetState::pending:
        return "pending";
    case AssetState::ready:
        return "ready";
    case AssetState::failed:
        return "failed";
    case AssetState::missing:
        return "missing";
    }
    return "";
}

} // namespace

std::vector<HistoryEntry> generation_history(Database& database, const HistoryFilter& filter)
{
    // instr on lower() instead of LIKE: no escaping of % and _
    Statement found = database.prepare(
        "SELECT takes.id FROM takes JOIN assets ON assets.id = takes.asset"
        " LEFT JOIN recipes ON recipes.id = takes.recipe"
        " WHERE (?1 = '' OR instr(lower(coalesce(recipes.json, '')), lower(?1)) > 0"
        "   OR instr(lower(takes.note), lower(?1)) > 0)"
        " AND (?2 IS NULL OR takes.clip = ?2)"
        " AND (?3 IS NULL OR takes.id IN (SELECT take FROM cast_links WHERE handle = ?3))"
        " AND (?4 IS NULL OR assets.state = ?4)"
        " AND (?5 = 0 OR takes.chosen = 1) AND takes.rating >= ?6"
        " AND (?7 IS NULL OR takes.created >= ?7) AND (?8 IS NULL OR takes.created < ?8)"
        " ORDER BY takes.created DESC, takes.id DESC LIMIT ?9 OFFSET ?10");
    found.with(filter.text,
               filter.clip,
               filter.cast,
               filter.state ? std::optional(word(*filter.state)) : std::nullopt,
               filter.chosen_only,
               filter.min_rating,
               filter.since,
               filter.until,
               filter.limit,
               filter.offset);
    std::vector<HistoryEntry> entries;
    while (found.step()) {
        auto take = find_take(database, found.integer(0));
        auto asset = take ? find_asset(database, take->asset) : std::nullopt;
        if (!asset) {
            continue;
        }
        HistoryEntry entry{std::move(*take), std::move(*asset), {}, {}};
        if (entry.take.recipe) {
            if (auto recipe = find_recipe(database, *entry.take.recipe)) {
                entry.recipe_hash = std::move(recipe->hash);
                entry.recipe = std::move(recipe->json);
            }
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace rushlight::storage
