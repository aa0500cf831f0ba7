#include "storage/takes_table.hpp"

#include <set>

namespace rushlight::storage {

namespace {

const std::string columns =
    "id, clip, asset, recipe, parent, chosen, rating, note, created FROM takes ";

TakeRow read(Database& database, const Statement& row)
{
    TakeRow take;
    take.id = row.integer(0);
    take.clip = row.text(1);
    take.asset = row.integer(2);
    take.recipe = row.integer_if(3);
    take.parent = row.integer_if(4);
    take.chosen = row.integer(5) != 0;
    take.rating = static_cast<int>(row.integer(6));
    take.note = row.text(7);
    take.created = row.moment(8);
    Statement cast =
        database.prepare("SELECT handle FROM cast_links WHERE take = ?1 ORDER BY handle");
    cast.with(take.id);
    while (cast.step()) {
        take.cast.push_back(cast.text(0));
    }
    return take;
}

} // namespace

std::int64_t add_take(Database& database, const TakeRow& take)
{
    Transaction transaction(database);
    if (take.chosen) {
        database.run("UPDATE takes SET chosen = 0 WHERE clip = ?1 AND chosen = 1", take.clip);
    }
    database.run("INSERT INTO takes (clip, asset, recipe, parent, chosen, rating, note, created)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                 take.clip,
                 take.asset,
                 take.recipe,
                 take.parent,
                 take.chosen,
                 take.rating,
                 take.note,
                 take.created);
    const std::int64_t id = database.last_id();
    for (const std::string& handle : take.cast) {
        database.run("INSERT OR IGNORE INTO cast_links (take, handle) VALUES (?1, ?2)", id, handle);
    }
    transaction.commit();
    return id;
}

bool choose_take(Database& database, std::int64_t id)
{
    Transaction transaction(database);
    database.run("UPDATE takes SET chosen = 0 WHERE chosen = 1 AND id <> ?1"
                 " AND clip = (SELECT clip FROM takes WHERE id = ?1)",
                 id);
    const bool found = database.run("UPDATE takes SET chosen = 1 WHERE id = ?1", id) > 0;
    transaction.commit();
    return found;
}

bool rate_take(Database& database, std::int64_t id, int rating, const std::string& note)
{
    if (rating < 0 || rating > 5) {
        throw StorageError(StorageError::Code::invalid,
                           "a rating of " + std::to_string(rating) + " is not between 0 and 5");
    }
    return database.run("UPDATE takes SET rating = ?2, note = ?3 WHERE id = ?1", id, rating, note) >
           0;
}

bool set_take_recipe(Database& database, std::int64_t id, std::int64_t recipe)
{
    return database.run("UPDATE takes SET recipe = ?2 WHERE id = ?1", id, recipe) > 0;
}

bool remove_take(Database& database, std::int64_t id)
{
    return database.run("DELETE FROM takes WHERE id = ?1", id) > 0;
}

std::optional<TakeRow> find_take(Database& database, std::int64_t id)
{
    Statement found = database.prepare("SELECT " + columns + "WHERE id = ?1");
    return found.with(id).step() ? std::optional(read(database, found)) : std::nullopt;
}

std::vector<TakeRow> takes_of_clip(Database& database, const std::string& clip)
{
    Statement found = database.prepare("SELECT " + columns + "WHERE clip = ?1 ORDER BY id");
    found.with(clip);
    std::vector<TakeRow> takes;
    while (found.step()) {
        takes.push_back(read(database, found));
    }
    return takes;
}

std::optional<TakeRow> chosen_take(Database& database, const std::string& clip)
{
    Statement found = database.prepare("SELECT " + columns + "WHERE clip = ?1 AND chosen = 1");
    return found.with(clip).step() ? std::optional(read(database, found)) : std::nullopt;
}

std::vector<TakeRow> lineage(Database& database, std::int64_t id)
{
    std::vector<TakeRow> line;
    std::set<std::int64_t> seen; // a damaged or hostile project may hold a cycle
    std::optional<std::int64_t> next = id;
    while (next && seen.insert(*next).second) {
        auto take = find_take(database, *next);
        if (!take) {
            break;
        }
        next = take->parent;
        line.push_back(std::move(*take));
    }
    return line;
}

std::vector<std::int64_t> takes_with_cast(Database& database, const std::string& handle)
{
    Statement found = database.prepare(
        "WITH RECURSIVE cast_takes (id) AS (SELECT take FROM cast_links WHERE handle = ?1"
        " UNION SELECT takes.id FROM takes JOIN cast_takes ON takes.parent = cast_takes.id)"
        " SELECT id FROM cast_takes ORDER BY id");
    found.with(handle);
    std::vector<std::int64_t> takes;
    while (found.step()) {
        takes.push_back(found.integer(0));
    }
    return takes;
}

} // namespace rushlight::storage
