#include "storage/library_schema.hpp"

namespace rushlight::storage {

const Schema& library_schema()
{
    static const Schema schema{
        "library",
        0x5253484C, // "RSHL"
        {{1,
          1,
          {
              "CREATE TABLE settings ("
              " key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID",

              "CREATE TABLE projects ("
              " path TEXT PRIMARY KEY, name TEXT NOT NULL, opened INTEGER NOT NULL) STRICT",

              "CREATE TABLE models ("
              " path TEXT PRIMARY KEY, name TEXT NOT NULL, family TEXT NOT NULL,"
              " size INTEGER NOT NULL, mtime INTEGER NOT NULL, hash TEXT NOT NULL,"
              " added INTEGER NOT NULL) STRICT",
              "CREATE INDEX models_by_hash ON models (hash)",

              "CREATE TABLE cast_members ("
              " handle TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL,"
              " sealed BLOB NOT NULL, grant_bytes BLOB NOT NULL,"
              " created INTEGER NOT NULL, changed INTEGER NOT NULL) STRICT",

              "CREATE TABLE use_log ("
              " seq INTEGER PRIMARY KEY, prev BLOB NOT NULL, entry BLOB NOT NULL,"
              " hash BLOB NOT NULL, sig BLOB NOT NULL) STRICT",
          }}}};
    return schema;
}

} // namespace rushlight::storage
