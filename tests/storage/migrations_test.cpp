#include "storage/migrations.hpp"
#include "storage/project_schema.hpp"
#include "storage/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::storage;
using Code = StorageError::Code;
using rushlight::test::TemporaryFolder;

namespace {

const Migration first{1, 1, {"CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"}};
const Migration second{
    2, 1, {"ALTER TABLE a ADD COLUMN y", "UPDATE a SET y = 2", "CREATE TABLE b (z)"}};
const Migration third{3, 3, {"DROP TABLE b", "CREATE TABLE c (z)"}};

Schema schema(std::vector<Migration> steps)
{
    return {"project", 77, std::move(steps)};
}

std::string schema_text(Database& database)
{
    std::string text;
    Statement rows =
        database.prepare("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name");
    while (rows.step()) {
        text += rows.text(0) + "\n";
    }
    return text + std::to_string(*database.integer("PRAGMA user_version"));
}

template <class Work>
Code code_of(Work work)
{
    try {
        work();
    } catch (const StorageError& error) {
        return error.code();
    }
    FAIL("no error");
    return {};
}

} // namespace

TEST_CASE("an older file is migrated after its backup, a new one without", "[storage][migrations]")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", {.create = true});
    int backups = 0;
    CHECK(standing(database, schema({first})) == Standing::empty);
    migrate(database, schema({first}), [&] { ++backups; });
    CHECK(backups == 0);
    CHECK(standing(database, schema({first, second})) == Standing::older);
    migrate(database, schema({first, second, third}), [&] { ++backups; });
    CHECK(backups == 1);
    CHECK(standing(database, schema({first, second, third})) == Standing::current);
    CHECK(database.integer("SELECT y FROM a") == 2);
    migrate(database, schema({first, second, third}), [&] { ++backups; });
    CHECK(backups == 1);
}

TEST_CASE("a migration that fails at any statement leaves the old file as it was",
          "[storage][migrations]")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", {.create = true});
    migrate(database, schema({first}));
    const std::string before = schema_text(database);
    const std::vector<Migration> good{first, second, third};
    for (std::size_t step = 1; step < good.size(); ++step) {
        for (std::size_t at = 0; at <= good[step].statements.size(); ++at) {
            auto steps = good;
            auto& statements = steps[step].statements;
            statements.insert(statements.begin() + static_cast<std::ptrdiff_t>(at),
                              "INSERT INTO nowhere VALUES (1)");
            CHECK_THROWS_AS(migrate(database, schema(steps)), StorageError);
            CHECK(schema_text(database) == before);
            CHECK(database.integer("SELECT x FROM a") == 1);
            CHECK(database.problems().empty());
        }
    }
    CHECK_THROWS_AS(migrate(database, schema(good), [] { throw StorageError(Code::full, "full"); }),
                    StorageError);
    CHECK(schema_text(database) == before);
    migrate(database, schema(good));
}

TEST_CASE("a newer file opens for reading while its min_reader is not above ours",
          "[storage][migrations]")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", {.create = true});
    migrate(database, schema({first, second}));
    CHECK(standing(database, schema({first})) == Standing::readable);
    migrate(database, schema({first})); // and is left alone
    CHECK(database.integer("PRAGMA user_version") == 2);
    migrate(database, schema({first, second, third}));
    CHECK(code_of([&] { static_cast<void>(standing(database, schema({first, second}))); }) ==
          Code::newer);
}

TEST_CASE("a database of another program is refused", "[storage][migrations]")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", {.create = true});
    database.execute("CREATE TABLE theirs (x)");
    CHECK(code_of([&] { migrate(database, project_schema()); }) == Code::damaged);
    database.execute("PRAGMA application_id=5");
    CHECK(code_of([&] { migrate(database, project_schema()); }) == Code::damaged);
    CHECK(database.integer("SELECT count(*) FROM theirs") == 0);
}
