#include "storage/database.hpp"
#include "storage/files.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace rushlight::storage;
using Code = StorageError::Code;
using rushlight::test::TemporaryFolder;

namespace {

template <class Work>
Code code_of(Work work)
{
    try {
        work();
    } catch (const StorageError& error) {
        INFO(error.what());
        CHECK(std::string(error.what()).size() > 20);
        return error.code();
    }
    FAIL("no error");
    return {};
}

} // namespace

TEST_CASE("every kind of value comes back as it was bound", "[storage][database]")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", {.create = true});
    database.execute("CREATE TABLE t (a, b, c, d, e, f)");
    const std::string text("with \0 inside and ü", 20);
    const Moment moment{std::chrono::milliseconds(1'790'000'000'123)};
    database.run("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                 INT64_MIN,
                 0.5,
                 text,
                 Bytes{0, 255, 7},
                 std::optional<int>(),
                 moment);
    Statement row = database.prepare("SELECT * FROM t");
    REQUIRE(row.step());
    CHECK(row.integer(0) == INT64_MIN);
    CHECK(row.real(1) == 0.5);
    CHECK(row.text(2) == text);
    CHECK(row.bytes(3) == Bytes{0, 255, 7});
    CHECK(row.is_null(4));
    CHECK(row.moment(5) == moment);
    CHECK_FALSE(row.step());
}

TEST_CASE("a transaction that is not committed leaves no row, an inner one only its own",
          "[storage][database]")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", {.create = true});
    database.execute("CREATE TABLE t (a)");
    {
        Transaction outer(database);
        database.run("INSERT INTO t VALUES (1)");
        {
            Transaction inner(database);
            database.run("INSERT INTO t VALUES (2)");
        }
        {
            Transaction inner(database);
            database.run("INSERT INTO t VALUES (3)");
            inner.commit();
        }
        outer.commit();
    }
    {
        Transaction dropped(database);
        database.run("INSERT INTO t VALUES (4)");
    }
    CHECK(database.integer("SELECT sum(a) FROM t") == 4);
}

TEST_CASE("a connection is durable, checks references and writes ahead", "[storage][database]")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", {.create = true});
    CHECK(database.integer("PRAGMA synchronous") == 2);
    CHECK(database.integer("PRAGMA foreign_keys") == 1);
    CHECK(database.integer("PRAGMA secure_delete") == 1);
    Statement mode = database.prepare("PRAGMA journal_mode");
    REQUIRE(mode.step());
    CHECK(mode.text(0) == "wal");

    Database remote(folder / "b.db", {.create = true, .network = true});
    CHECK(remote.integer("PRAGMA synchronous") == 3);
    Statement remote_mode = remote.prepare("PRAGMA journal_mode");
    REQUIRE(remote_mode.step());
    CHECK(remote_mode.text(0) == "delete");
    CHECK(is_network_type(0x6969));
    CHECK_FALSE(is_network_type(0xEF53)); // ext4
}

TEST_CASE("each failure of a file has its own code", "[storage][database]")
{
    const TemporaryFolder folder;
    CHECK(code_of([&] { Database(folder / "none.db"); }) == Code::missing);
    CHECK(code_of([&] { Database(folder / "none.db", {.read_only = true}); }) == Code::missing);
    CHECK(code_of([&] { Database(folder / "no" / "none.db", {.create = true}); }) == Code::missing);
    std::ofstream(folder / "text.db") << std::string(5000, 'x');
    CHECK(code_of([&] { Database(folder / "text.db"); }) == Code::damaged);
    CHECK(code_of([&] { Database(folder / "text.db", {.read_only = true}); }) == Code::damaged);

    Database writer(folder / "a.db", {.create = true});
    writer.execute("CREATE TABLE t (a UNIQUE)");
    writer.run("INSERT INTO t VALUES (1)");
    CHECK(code_of([&] { writer.run("INSERT INTO t VALUES (1)"); }) == Code::conflict);
    CHECK(code_of([&] { writer.run("INSERT INTO nowhere VALUES (1)"); }) == Code::damaged);
    CHECK(code_of([&] { writer.run("SELEKT"); }) == Code::invalid);

    Database reader(folder / "a.db", {.read_only = true});
    CHECK(reader.integer("SELECT a FROM t") == 1);
    CHECK(code_of([&] { reader.run("DELETE FROM t"); }) == Code::read_only);
    CHECK(code_of([&] { Transaction transaction(reader); }) == Code::read_only);

    Database other(folder / "a.db", {.busy_timeout = std::chrono::milliseconds(10)});
    const Transaction held(writer);
    CHECK(code_of([&] { Transaction transaction(other); }) == Code::busy);
}

TEST_CASE("a full database file is told as a full disk, and the rows before it stay",
          "[storage][database]")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", {.create = true});
    database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (x'01');");
    database.execute("PRAGMA max_page_count=4");
    CHECK(code_of([&] { database.run("INSERT INTO t VALUES (zeroblob(100000))"); }) == Code::full);
    CHECK(database.integer("SELECT count(*) FROM t") == 1);
}

TEST_CASE("a copy is the whole database and can be stopped", "[storage][database]")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", {.create = true});
    database.execute("CREATE TABLE t (a)");
    for (int i = 0; i < 100; ++i) {
        database.run("INSERT INTO t VALUES (?1)", Bytes(5000));
    }
    CHECK(database.copy_to(folder / "copy.db"));
    CHECK(Database(folder / "copy.db").integer("SELECT count(*) FROM t") == 100);
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(database.copy_to(folder / "stopped.db", true, stop.get_token()));
}

TEST_CASE("deleted bytes are gone from the file and its log after the log is emptied",
          "[storage][database]")
{
    const TemporaryFolder folder;
    const std::string secret = "the-likeness-of-somebody";
    Database database(folder / "a.db", {.create = true});
    database.execute("CREATE TABLE t (a)");
    database.run("INSERT INTO t VALUES (?1)", secret);
    database.empty_log();
    database.run("DELETE FROM t");
    database.empty_log();
    for (const char* name : {"a.db", "a.db-wal"}) {
        std::ifstream in(folder / name, std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(in)), {});
        CHECK(content.find(secret) == std::string::npos);
    }
}
