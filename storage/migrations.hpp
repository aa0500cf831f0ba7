#pragma once

#include "storage/database.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::storage {

/// One step to a schema version. Never edited once released: a change is a new step.
struct Migration {
    int version;                         ///< the version that the step leads to
    int min_reader;                      ///< the oldest version whose program can still read it
    std::vector<std::string> statements; ///< one SQL statement each
};

/// What a database file of ours is: SQLite's application_id marks it, user_version its step.
struct Schema {
    std::string noun; ///< "project", for sentences
    std::uint32_t application_id;
    std::vector<Migration> steps; ///< ascending

    [[nodiscard]] int version() const { return steps.empty() ? 0 : steps.back().version; }
};

/// How a file stands to the schema that this program knows.
enum class Standing {
    empty,   ///< a new file
    older,   ///< to be migrated
    current, ///< the same version
    readable ///< newer, but its min_reader lets us read it
};

/// Throws StorageError: damaged (not a file of this schema), newer (min_reader is above ours).
[[nodiscard]] Standing standing(Database& database, const Schema& schema);

/// Brings an empty or older file up to the schema in one transaction: any failure leaves it as it
/// was. `before` is called first for an older file (the backup). Does nothing for others.
void migrate(Database& database, const Schema& schema, const std::function<void()>& before = {});

/// Small values beside the rows (table meta): min_reader, the clean-close flag, the head version.
[[nodiscard]] std::optional<std::int64_t> meta(Database& database, std::string_view key);
void set_meta(Database& database, std::string_view key, std::int64_t value);

} // namespace rushlight::storage
