#include "storage/migrations.hpp"

namespace rushlight::storage {

namespace {

constexpr const char* make_meta =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID";

} // namespace

Standing standing(Database& database, const Schema& schema)
{
    using Code = StorageError::Code;
    // one snapshot for all three: another program may be making the file between two of them
    database.execute("SAVEPOINT standing");
    const std::int64_t tables = database.integer("SELECT count(*) FROM sqlite_schema").value_or(0);
    const std::int64_t id = database.integer("PRAGMA application_id").value_or(0);
    const std::int64_t version = database.integer("PRAGMA user_version").value_or(0);
    database.execute("RELEASE standing");
    const std::string name = database.file().string();
    if (id == 0 && version == 0 && tables == 0) {
        return Standing::empty;
    }
    if (id != static_cast<std::int64_t>(schema.application_id)) {
        throw StorageError(Code::damaged,
                           name + " is not a Rushlight " + schema.noun + "; choose another");
    }
    if (version > schema.version()) {
        if (meta(database, "min_reader").value_or(version) > schema.version()) {
            throw StorageError(Code::newer,
                               name + " was written by a newer Rushlight (version " +
                                   std::to_string(version) + ", this one knows " +
                                   std::to_string(schema.version()) +
                                   "); open it with that version");
        }
        return Standing::readable;
    }
    return version == schema.version() ? Standing::current : Standing::older;
}

void migrate(Database& database, const Schema& schema, const std::function<void()>& before)
{
    const Standing stands = standing(database, schema);
    if (stands != Standing::empty && stands != Standing::older) {
        return;
    }
    if (stands == Standing::older && before) {
        before();
    }
    Transaction transaction(database);
    if (stands == Standing::empty) {
        database.execute("PRAGMA application_id=" + std::to_string(schema.application_id));
        database.execute(make_meta);
    }
    const std::int64_t version = database.integer("PRAGMA user_version").value_or(0);
    for (const Migration& step : schema.steps) {
        if (step.version <= version) {
            continue;
        }
        for (const std::string& statement : step.statements) {
            database.execute(statement);
        }
        set_meta(database, "min_reader", step.min_reader);
        database.execute("PRAGMA user_version=" + std::to_string(step.version));
    }
    transaction.commit();
}

std::optional<std::int64_t> meta(Database& database, std::string_view key)
{
    return database.integer("SELECT value FROM meta WHERE key = ?1", key);
}

void set_meta(Database& database, std::string_view key, std::int64_t value)
{
    database.run("INSERT INTO meta (key, value) VALUES (?1, ?2) "
                 "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                 key,
                 value);
}

} // namespace rushlight::storage
