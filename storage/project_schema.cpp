#include "storage/project_schema.hpp"

namespace rushlight::storage {

const Schema& project_schema()
{
    static const Schema schema{
        "project",
        0x52534850, // "RSHP"
        {{1,
          1,
          {
              "CREATE TABLE recipes ("
              " id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE,"
              " json TEXT NOT NULL, created INTEGER NOT NULL) STRICT",

              "CREATE TABLE assets ("
              " id INTEGER PRIMARY KEY AUTOINCREMENT,"
              " state TEXT NOT NULL CHECK (state IN ('pending','ready','failed','missing')),"
              " kind TEXT NOT NULL, name TEXT NOT NULL,"
              " hash TEXT, extension TEXT, size INTEGER,"
              " linked_path TEXT, linked_size INTEGER, linked_mtime INTEGER, linked_ends TEXT,"
              " probe TEXT NOT NULL, recipe INTEGER REFERENCES recipes,"
              " error TEXT NOT NULL, created INTEGER NOT NULL) STRICT",
              "CREATE INDEX assets_by_hash ON assets (hash)",

              "CREATE TABLE asset_files ("
              " asset INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE, role TEXT NOT NULL,"
              " hash TEXT NOT NULL, extension TEXT NOT NULL, size INTEGER NOT NULL,"
              " PRIMARY KEY (asset, role)) STRICT, WITHOUT ROWID",

              "CREATE TABLE takes ("
              " id INTEGER PRIMARY KEY AUTOINCREMENT, clip TEXT NOT NULL,"
              " asset INTEGER NOT NULL REFERENCES assets,"
              " recipe INTEGER REFERENCES recipes,"
              " parent INTEGER REFERENCES takes ON DELETE SET NULL,"
              " chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),"
              " rating INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 5),"
              " note TEXT NOT NULL, created INTEGER NOT NULL) STRICT",
              "CREATE INDEX takes_by_clip ON takes (clip, id)",
              "CREATE INDEX takes_by_asset ON takes (asset)",
              "CREATE UNIQUE INDEX takes_one_chosen ON takes (clip) WHERE chosen = 1",

              "CREATE TABLE cast_links ("
              " take INTEGER NOT NULL REFERENCES takes ON DELETE CASCADE, handle TEXT NOT NULL,"
              " PRIMARY KEY (take, handle)) STRICT, WITHOUT ROWID",
              "CREATE INDEX cast_links_by_handle ON cast_links (handle)",

              "CREATE TABLE jobs ("
              " id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, request TEXT NOT NULL,"
              " asset INTEGER REFERENCES assets, state TEXT NOT NULL CHECK (state IN"
              " ('queued','assigned','running','done','failed','cancelled','quarantined')),"
              " position INTEGER NOT NULL, attempt INTEGER NOT NULL,"
              " workers_killed INTEGER NOT NULL, worker INTEGER, progress REAL NOT NULL,"
              " stage TEXT NOT NULL, error_code TEXT NOT NULL, error TEXT NOT NULL,"
              " created INTEGER NOT NULL, started INTEGER, finished INTEGER) STRICT",
              "CREATE INDEX jobs_by_state ON jobs (state, position)",

              "CREATE TABLE media_use ("
              // columns in the key's order: quick_check of SQLite 3.40 takes others for NULL
              " owner TEXT NOT NULL, asset INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE,"
              " PRIMARY KEY (owner, asset)) STRICT, WITHOUT ROWID",
              "CREATE INDEX media_use_by_asset ON media_use (asset)",

              // no index on the hash: children are named by row id and proved by hash, so that a
              // commit appends to one place
              "CREATE TABLE nodes ("
              " id INTEGER PRIMARY KEY, hash BLOB NOT NULL, data BLOB NOT NULL) STRICT",

              "CREATE TABLE versions ("
              " id INTEGER PRIMARY KEY AUTOINCREMENT,"
              " parent INTEGER REFERENCES versions ON DELETE SET NULL,"
              " next INTEGER REFERENCES versions ON DELETE SET NULL,"
              " label TEXT NOT NULL, created INTEGER NOT NULL, settings TEXT NOT NULL) STRICT",
              "CREATE INDEX versions_by_parent ON versions (parent)",
              "CREATE INDEX versions_by_next ON versions (next)",

              "CREATE TABLE version_timelines ("
              " version INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,"
              " timeline INTEGER NOT NULL, node INTEGER NOT NULL, hash BLOB NOT NULL,"
              " PRIMARY KEY (version, timeline)) STRICT, WITHOUT ROWID",
          }}}};
    return schema;
}

} // namespace rushlight::storage
