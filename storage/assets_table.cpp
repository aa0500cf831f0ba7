#include "storage/assets_table.hpp"

#include "storage/enum_text.hpp"

#include <array>

namespace rushlight::storage {

namespace {

constexpr std::array<const char*, 4> state_words{"pending", "ready", "failed", "missing"};
constexpr std::array<const char*, 5> kind_words{"video", "audio", "image", "weights", "other"};

const std::string columns = "id, state, kind, name, hash, extension, size, linked_path,"
                            " linked_size, linked_mtime, linked_ends, probe, recipe, error,"
                            " created";

AssetRow read(const Statement& row)
{
    AssetRow asset;
    asset.id = row.integer(0);
    asset.state = from_word<AssetState>(state_words, row.text(1));
    asset.kind = from_word<AssetKind>(kind_words, row.text(2));
    asset.name = row.text(3);
    if (!row.is_null(4)) {
        asset.blob = Blob{row.text(4), row.text(5), row.integer(6)};
    }
    if (!row.is_null(7)) {
        asset.linked = LinkedFile{row.text(7), row.integer(8), row.integer(9), row.text(10)};
    }
    asset.probe = row.text(11);
    asset.recipe = row.integer_if(12);
    asset.error = row.text(13);
    asset.created = row.moment(14);
    return asset;
}

template <class T, class Member>
auto part(const std::optional<T>& whole, Member T::* member)
{
    return whole ? std::optional((*whole).*member) : std::nullopt;
}

Statement& with_fields(Statement& statement, const AssetRow& asset, std::optional<std::int64_t> id)
{
    return statement.with(id,
                          to_word(state_words, asset.state),
                          to_word(kind_words, asset.kind),
                          asset.name,
                          part(asset.blob, &Blob::hash),
                          part(asset.blob, &Blob::extension),
                          part(asset.blob, &Blob::size),
                          part(asset.linked, &LinkedFile::path),
                          part(asset.linked, &LinkedFile::size),
                          part(asset.linked, &LinkedFile::mtime_ns),
                          part(asset.linked, &LinkedFile::ends),
                          asset.probe,
                          asset.recipe,
                          asset.error,
                          asset.created);
}

} // namespace

std::int64_t add_asset(Database& database, const AssetRow& asset)
{
    Statement insert = database.prepare(
        "INSERT INTO assets (" + columns +
        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)");
    with_fields(insert, asset, std::nullopt).run();
    return database.last_id();
}

bool update_asset(Database& database, const AssetRow& asset)
{
    Statement update = database.prepare(
        "UPDATE assets SET state = ?2, kind = ?3, name = ?4, hash = ?5, extension = ?6,"
        " size = ?7, linked_path = ?8, linked_size = ?9, linked_mtime = ?10, linked_ends = ?11,"
        " probe = ?12, recipe = ?13, error = ?14, created = ?15 WHERE id = ?1");
    with_fields(update, asset, asset.id).run();
    return database.changes() > 0;
}

bool fill_asset(Database& database, std::int64_t id, const Blob& blob, const std::string& probe)
{
    return database.run("UPDATE assets SET state = 'ready', hash = ?2, extension = ?3, size = ?4,"
                        " probe = ?5, error = '' WHERE id = ?1 AND state = 'pending'",
                        id,
                        blob.hash,
                        blob.extension,
                        blob.size,
                        probe) > 0;
}

bool fail_asset(Database& database, std::int64_t id, const std::string& sentence)
{
    return database.run("UPDATE assets SET state = 'failed', error = ?2"
                        " WHERE id = ?1 AND state = 'pending'",
                        id,
                        sentence) > 0;
}

bool remove_asset(Database& database, std::int64_t id)
{
    return database.run("DELETE FROM assets WHERE id = ?1", id) > 0;
}

std::optional<AssetRow> find_asset(Database& database, std::int64_t id)
{
    Statement found = database.prepare("SELECT " + columns + " FROM assets WHERE id = ?1");
    return found.with(id).step() ? std::optional(read(found)) : std::nullopt;
}

std::optional<AssetRow> find_asset_by_hash(Database& database, const std::string& hash)
{
    Statement found =
        database.prepare("SELECT " + columns + " FROM assets WHERE hash = ?1 ORDER BY id LIMIT 1");
    return found.with(hash).step() ? std::optional(read(found)) : std::nullopt;
}

std::vector<AssetRow> list_assets(Database& database, std::optional<AssetState> state)
{
    Statement found = database.prepare("SELECT " + columns +
                                       " FROM assets WHERE ?1 IS NULL OR state = ?1 ORDER BY id");
    found.with(state ? std::optional(to_word(state_words, *state)) : std::nullopt);
    std::vector<AssetRow> assets;
    while (found.step()) {
        assets.push_back(read(found));
    }
    return assets;
}

void set_asset_file(Database& database, std::int64_t asset, std::string_view role, const Blob& file)
{
    database.run("INSERT INTO asset_files (asset, role, hash, extension, size)"
                 " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (asset, role) DO UPDATE SET"
                 " hash = excluded.hash, extension = excluded.extension, size = excluded.size",
                 asset,
                 role,
                 file.hash,
                 file.extension,
                 file.size);
}

std::optional<Blob> asset_file(Database& database, std::int64_t asset, std::string_view role)
{
    Statement found = database.prepare(
        "SELECT hash, extension, size FROM asset_files WHERE asset = ?1 AND role = ?2");
    return found.with(asset, role).step()
               ? std::optional(Blob{found.text(0), found.text(1), found.integer(2)})
               : std::nullopt;
}

std::set<std::string> used_hashes(Database& database)
{
    Statement found = database.prepare("SELECT hash FROM assets WHERE hash IS NOT NULL"
                                       " UNION SELECT hash FROM asset_files");
    std::set<std::string> hashes;
    while (found.step()) {
        hashes.insert(found.text(0));
    }
    return hashes;
}

void set_media_use(Database& database,
                   const std::string& owner,
                   const std::vector<std::int64_t>& assets)
{
    Transaction transaction(database);
    database.run("DELETE FROM media_use WHERE owner = ?1", owner);
    Statement insert =
        database.prepare("INSERT OR IGNORE INTO media_use (owner, asset) VALUES (?1, ?2)");
    for (const std::int64_t asset : assets) {
        insert.with(owner, asset).run();
    }
    transaction.commit();
}

std::vector<std::string> users_of_asset(Database& database, std::int64_t asset)
{
    Statement found =
        database.prepare("SELECT owner FROM media_use WHERE asset = ?1 ORDER BY owner");
    found.with(asset);
    std::vector<std::string> owners;
    while (found.step()) {
        owners.push_back(found.text(0));
    }
    return owners;
}

std::vector<std::int64_t> unused_assets(Database& database)
{
    Statement found = database.prepare(
        "SELECT id FROM assets WHERE id NOT IN (SELECT asset FROM media_use)"
        " AND id NOT IN (SELECT asset FROM takes)"
        " AND id NOT IN (SELECT asset FROM jobs WHERE asset IS NOT NULL) ORDER BY id");
    std::vector<std::int64_t> assets;
    while (found.step()) {
        assets.push_back(found.integer(0));
    }
    return assets;
}

} // namespace rushlight::storage
