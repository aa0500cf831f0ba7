#include "storage/salvage.hpp"

#include "storage/history_store.hpp"
#include "storage/migrations.hpp"
#include "storage/sha256.hpp"

#include <array>
#include <unordered_set>

namespace rushlight::storage {

namespace {

struct Table {
    const char* name;
    const char* key; ///< the order in which to read, once up and once down
    int data = -1;   ///< column whose SHA-256 …
    int hash = -1;   ///< … stands in this one
    bool hexadecimal = false;
};

constexpr std::array<Table, 10> tables{{{"recipes", "id", 2, 1, true},
                                        {"assets", "id"},
                                        {"asset_files", "asset"},
                                        {"takes", "id"},
                                        {"cast_links", "take"},
                                        {"jobs", "id"},
                                        {"media_use", "owner"},
                                        {"nodes", "id", 2, 1, false},
                                        {"versions", "id"},
                                        {"version_timelines", "version"}}};

constexpr std::array<const char*, 12> repairs{
    "UPDATE assets SET recipe = NULL WHERE recipe NOT IN (SELECT id FROM recipes)",
    "DELETE FROM takes WHERE asset NOT IN (SELECT id FROM assets)",
    "UPDATE takes SET recipe = NULL WHERE recipe NOT IN (SELECT id FROM recipes)",
    "UPDATE takes SET parent = NULL WHERE parent NOT IN (SELECT id FROM takes)",
    "DELETE FROM asset_files WHERE asset NOT IN (SELECT id FROM assets)",
    "DELETE FROM cast_links WHERE take NOT IN (SELECT id FROM takes)",
    "UPDATE jobs SET asset = NULL WHERE asset NOT IN (SELECT id FROM assets)",
    "DELETE FROM media_use WHERE asset NOT IN (SELECT id FROM assets)",
    "DELETE FROM version_timelines WHERE version NOT IN (SELECT id FROM versions)",
    "UPDATE versions SET parent = NULL WHERE parent NOT IN (SELECT id FROM versions)",
    "UPDATE versions SET next = NULL WHERE next NOT IN (SELECT id FROM versions)",
    "DELETE FROM meta WHERE key = 'head' AND value NOT IN (SELECT id FROM versions)"};

bool hash_fits(const Table& table, const Statement& row)
{
    if (table.hash < 0) {
        return true;
    }
    const Hash hash = sha256(row.bytes(table.data));
    return table.hexadecimal ? row.text(table.hash) == to_hex(hash)
                             : row.bytes(table.hash) == Bytes(hash.begin(), hash.end());
}

/// One pass over the table in one direction, as far as it goes. True when it reached the end.
bool read_rows(Database& damaged,
               Database& sound,
               const Table& table,
               const char* direction,
               std::int64_t& rows)
{
    try {
        Statement row = damaged.prepare(std::string("SELECT * FROM ") + table.name + " ORDER BY " +
                                        table.key + " " + direction);
        std::string values = "?1";
        for (int i = 2; i <= row.columns(); ++i) {
            values += ", ?" + std::to_string(i);
        }
        Statement insert = sound.prepare(std::string("INSERT OR REPLACE INTO ") + table.name +
                                         " VALUES (" + values + ")");
        while (row.step()) {
            if (!hash_fits(table, row)) {
                continue;
            }
            try {
                insert.reset();
                for (int i = 0; i < row.columns(); ++i) {
                    insert.bind_column(i + 1, row, i);
                }
                insert.run();
                ++rows;
            } catch (const StorageError& refused) {
                if (refused.code() != StorageError::Code::conflict) {
                    throw;
                }
                insert.reset(); // a row that breaks a rule of the schema is damage too
            }
        }
        return true;
    } catch (const StorageError& end) {
        if (end.code() == StorageError::Code::full) {
            throw;
        }
        return false;
    }
}

} // namespace

Salvaged salvage(Database& damaged, Database& sound)
{
    Salvaged salvaged;
    sound.execute("PRAGMA foreign_keys=OFF");
    Transaction transaction(sound);
    // two chosen takes of a clip, one from each file, must not push one another out
    sound.execute("DROP INDEX IF EXISTS takes_one_chosen");
    for (const Table& table : tables) {
        std::int64_t rows = 0;
        if (!read_rows(damaged, sound, table, "ASC", rows)) {
            read_rows(damaged, sound, table, "DESC", rows);
        }
        salvaged.rows += rows;
    }
    sound.execute("UPDATE takes SET chosen = 0 WHERE chosen = 1 AND id NOT IN"
                  " (SELECT max(id) FROM takes WHERE chosen = 1 GROUP BY clip)");
    sound.execute("CREATE UNIQUE INDEX takes_one_chosen ON takes (clip) WHERE chosen = 1");
    for (const char* repair : repairs) {
        sound.run(repair);
    }

    HistoryStore history(sound);
    TreeStore trees(sound);
    std::unordered_set<std::int64_t> whole;
    std::int64_t newest = 0;
    for (const Version& listed : history.list(-1)) {
        bool complete = true;
        try {
            const auto version = history.version(listed.id);
            for (const TimelineRoot& root : version->timelines) {
                complete = complete && trees.is_whole(root.node, whole);
            }
        } catch (const StorageError&) {
            complete = false;
        }
        if (!complete) {
            sound.run("DELETE FROM version_timelines WHERE version = ?1", listed.id);
            sound.run("DELETE FROM versions WHERE id = ?1", listed.id);
            ++salvaged.lost_versions;
        } else if (newest == 0) {
            newest = listed.id;
        }
    }
    for (const char* repair : repairs) {
        sound.run(repair);
    }
    std::optional<std::int64_t> head;
    try {
        head = meta(damaged, "head");
    } catch (const StorageError&) {
        // the newest version will do
    }
    if ((!head || !history.go_to(*head)) && newest != 0) {
        history.go_to(newest);
    }
    transaction.commit();
    sound.execute("PRAGMA foreign_keys=ON");
    return salvaged;
}

} // namespace rushlight::storage
