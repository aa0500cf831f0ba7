#pragma once

#include "storage/database.hpp"
#include "storage/project_schema.hpp"
#include "tests/support/temporary_folder.hpp"

namespace rushlight::test {

/// A fresh database with the project's tables, gone at the end.
struct ProjectDatabase {
    TemporaryFolder folder;
    storage::Database database{folder / "project.db", {.create = true}};

    ProjectDatabase() { storage::migrate(database, storage::project_schema()); }
};

} // namespace rushlight::test
