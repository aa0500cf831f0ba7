#include "storage/recipes_table.hpp"

#include "storage/sha256.hpp"

namespace rushlight::storage {

namespace {

std::string hash_of(const std::string& json)
{
    return to_hex(sha256({reinterpret_cast<const std::uint8_t*>(json.data()), json.size()}));
}

std::optional<RecipeRow> read(Statement& statement)
{
    if (!statement.step()) {
        return std::nullopt;
    }
    RecipeRow row{statement.integer(0), statement.text(1), statement.text(2), statement.moment(3)};
    if (hash_of(row.json) != row.hash) {
        throw StorageError(StorageError::Code::damaged,
                           "recipe " + std::to_string(row.id) +
                               " is damaged; restore the project from a backup");
    }
    return row;
}

} // namespace

std::int64_t add_recipe(Database& database, const std::string& json, Moment created)
{
    const std::string hash = hash_of(json);
    Transaction transaction(database);
    auto id = database.integer("SELECT id FROM recipes WHERE hash = ?1", hash);
    if (!id) {
        database.run(
            "INSERT INTO recipes (hash, json, created) VALUES (?1, ?2, ?3)", hash, json, created);
        id = database.last_id();
    }
    transaction.commit();
    return *id;
}

std::optional<RecipeRow> find_recipe(Database& database, std::int64_t id)
{
    Statement found = database.prepare("SELECT id, hash, json, created FROM recipes WHERE id = ?1");
    return read(found.with(id));
}

std::optional<RecipeRow> find_recipe(Database& database, const std::string& hash)
{
    Statement found =
        database.prepare("SELECT id, hash, json, created FROM recipes WHERE hash = ?1");
    return read(found.with(hash));
}

} // namespace rushlight::storage
