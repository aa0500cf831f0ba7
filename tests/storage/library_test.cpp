#include "storage/cast_table.hpp"
#include "storage/library.hpp"
#include "storage/library_schema.hpp"
#include "storage/migrations.hpp"
#include "storage/use_log.hpp"
#include "tests/storage/sample_project.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

using namespace rushlight::storage;
using namespace rushlight::test;
using Code = StorageError::Code;
namespace fs = std::filesystem;

namespace {

/// Stands in for cameo's Ed25519: any function of the hash will do here.
Bytes sign(const Hash& hash)
{
    const Hash again = sha256(hash);
    return {again.begin(), again.end()};
}

bool verify(const Hash& hash, const Bytes& signature)
{
    return signature == sign(hash);
}

} // namespace

TEST_CASE("the library is made once, for the user alone, and opened by several",
          "[storage][library]")
{
    const TemporaryFolder folder;
    Database first = open_library(folder / "data" / "rushlight");
    Database second = open_library(folder / "data" / "rushlight");
    CHECK((fs::status(folder / "data" / "rushlight").permissions() & fs::perms(0077)) ==
          fs::perms::none);
    set_setting(first, "theme", R"("dark")");
    set_setting(first, "theme", R"("light")");
    CHECK(setting(second, "theme") == R"("light")");
    CHECK_FALSE(setting(second, "none"));
    CHECK(remove_setting(second, "theme"));
    CHECK_FALSE(remove_setting(second, "theme"));
    CHECK_FALSE(setting(first, "theme"));
}

TEST_CASE("a library that several open for the first time at once is made once",
          "[storage][library]")
{
    for (int round = 0; round < 5; ++round) {
        const TemporaryFolder folder;
        std::atomic<int> opened = 0;
        {
            std::vector<std::thread> starts;
            for (int i = 0; i < 8; ++i) {
                starts.emplace_back([&, i] {
                    try {
                        Database library = open_library(folder / "a");
                        set_setting(library, "start " + std::to_string(i), "1");
                        ++opened;
                    } catch (const StorageError& error) {
                        static_cast<void>(std::fprintf(stderr, "%s\n", error.what()));
                    }
                });
            }
            for (std::thread& start : starts) {
                start.join();
            }
        }
        CHECK(opened == 8);
        Database library = open_library(folder / "a");
        CHECK(library.integer("SELECT count(*) FROM settings") == 8);
    }
}

TEST_CASE("a damaged or newer library is told, never overwritten", "[storage][library]")
{
    const TemporaryFolder folder;
    {
        Database library = open_library(folder / "a");
        set_meta(library, "min_reader", 1000);
        library.execute("PRAGMA user_version=1000");
    }
    CHECK(code_of([&] { open_library(folder / "a"); }) == Code::newer);
    for (std::uint64_t i = 0; i < 50; ++i) {
        flip_byte(folder / "a" / "library.db", i);
    }
    const std::string before = content_of(folder / "a" / "library.db");
    CHECK(code_of([&] { open_library(folder / "a"); }) == Code::damaged);
    CHECK(content_of(folder / "a" / "library.db") == before);
}

TEST_CASE("the data folder follows XDG_DATA_HOME, then HOME", "[storage][library]")
{
    const char* data = std::getenv("XDG_DATA_HOME");
    const std::string old_data = data != nullptr ? data : "";
    ::setenv("XDG_DATA_HOME", "/somewhere", 1);
    CHECK(user_data_folder() == "/somewhere/rushlight");
    ::setenv("HOME", "/home/somebody", 0); // only where there is none
    ::setenv("XDG_DATA_HOME", "relative", 1);
    CHECK(user_data_folder().string().find("relative") == std::string::npos);
    data != nullptr ? ::setenv("XDG_DATA_HOME", old_data.c_str(), 1) : ::unsetenv("XDG_DATA_HOME");
}

TEST_CASE("projects are listed as they were opened, once each", "[storage][library]")
{
    const TemporaryFolder folder;
    Database library = open_library(folder / "a");
    const Moment noon{std::chrono::hours(500'000)};
    note_project(library, "/films/Barn.rushlight", noon);
    note_project(library, "/films/Boat.rushlight", noon + std::chrono::hours(1));
    note_project(library, "/films/Barn.rushlight", noon + std::chrono::hours(2));
    const auto projects = recent_projects(library);
    REQUIRE(projects.size() == 2);
    CHECK(projects[0].name == "Barn");
    CHECK(projects[0].opened == noon + std::chrono::hours(2));
    CHECK(forget_project(library, "/films/Barn.rushlight"));
    CHECK(recent_projects(library).size() == 1);
}

TEST_CASE("a model is found by path and by hash", "[storage][library]")
{
    const TemporaryFolder folder;
    Database library = open_library(folder / "a");
    ModelEntry model{"/models/previs.safetensors", "previs-s", "previs", 12, 34, "ab"};
    register_model(library, model);
    model.hash = "cd";
    register_model(library, model);
    CHECK(list_models(library) == std::vector<ModelEntry>{model});
    CHECK(find_model(library, "cd") == model);
    CHECK_FALSE(find_model(library, "ab"));
    CHECK(forget_model(library, model.path));
}

TEST_CASE("a cast member is kept, changed, and gone from every file after it is erased",
          "[storage][library]")
{
    const TemporaryFolder folder;
    Database library = open_library(folder / "a");
    const std::string secret = "sealed-bytes-of-a-likeness";
    CastRow mila{"mila", "animal", "active", Bytes(secret.begin(), secret.end()), {}};
    add_cast_member(library, mila);
    CHECK(code_of([&] { add_cast_member(library, mila); }) == Code::conflict);
    mila.grant = {1, 2, 3};
    mila.state = "revoked";
    CHECK(update_cast_member(library, mila));
    CHECK(find_cast_member(library, "mila") == mila);
    CHECK(list_cast_members(library).size() == 1);
    library.empty_log();
    CHECK(content_of(folder / "a" / "library.db").find(secret) != std::string::npos);

    CHECK(erase_cast_member(library, "mila"));
    for (const auto& entry : fs::directory_iterator(folder / "a")) {
        CHECK(content_of(entry.path()).find(secret) == std::string::npos);
    }
    CHECK_FALSE(find_cast_member(library, "mila"));
    CHECK_FALSE(erase_cast_member(library, "mila"));
    CHECK_FALSE(update_cast_member(library, mila));
}

TEST_CASE("any changed, removed or swapped line of the use log is found", "[storage][library]")
{
    const TemporaryFolder folder;
    Database library = open_library(folder / "a");
    Transaction transaction(library);
    for (std::uint8_t i = 0; i < 100; ++i) {
        const UseLine line = append_use(library, Bytes{i, 1, 2}, sign);
        CHECK(line.seq == i + 1);
    }
    REQUIRE_FALSE(first_broken_use(library, verify));
    CHECK(list_uses(library, 99).size() == 2);
    CHECK(last_use(library)->entry == Bytes{99, 1, 2});
    std::mt19937 random(5);
    for (int i = 0; i < 200; ++i) {
        const Transaction undone(library);
        const auto seq = static_cast<std::int64_t>(1 + random() % 99);
        switch (random() % 5) {
        case 0:
            library.run("UPDATE use_log SET entry = x'00' WHERE seq = ?1", seq);
            break;
        case 1:
            library.run("DELETE FROM use_log WHERE seq = ?1", seq);
            break;
        case 2:
            library.run("UPDATE use_log SET sig = x'00' WHERE seq = ?1", seq);
            break;
        case 3:
            library.run("UPDATE use_log SET seq = -1 WHERE seq = ?1", seq);
            library.run("UPDATE use_log SET seq = ?1 WHERE seq = ?2", seq, seq + 1);
            library.run("UPDATE use_log SET seq = ?1 WHERE seq = -1", seq + 1);
            break;
        default: // a whole line made anew, with a hash of its own
            const auto line = list_uses(library, seq).front();
            library.run("UPDATE use_log SET entry = x'01', hash = ?2, sig = ?3 WHERE seq = ?1",
                        seq,
                        Sha256().update(line.prev).update(Bytes{1}).digest(),
                        sign(Sha256().update(line.prev).update(Bytes{1}).digest()));
        }
        const auto broken = first_broken_use(library, verify);
        REQUIRE(broken);
        REQUIRE((*broken == seq || *broken == seq + 1));
    }
}
