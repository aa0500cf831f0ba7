#include "storage/assets_table.hpp"
#include "storage/history_store.hpp"
#include "storage/project.hpp"
#include "storage/takes_table.hpp"
#include "tests/storage/memory_folder.hpp"
#include "tests/storage/sample_project.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>

using namespace rushlight::storage;
using namespace rushlight::test;
using Code = StorageError::Code;
namespace fs = std::filesystem;

namespace {

/// A project of 30 edits, with a backup of the first 20, closed out of order.
void make_project(const fs::path& path)
{
    Project project = Project::create(path, small);
    for (int i = 1; i <= 30; ++i) {
        add_edit(project, i, 500);
        if (i == 20) {
            REQUIRE(project.back_up_if_due(project.database()));
        }
    }
    project.close();
    Database database(path / "project.db");
    database.run("UPDATE meta SET value = 0 WHERE key = 'closed'");
}

/// Overwrites the pages that hold a table's rows.
void destroy_table(const fs::path& file, const std::string& table)
{
    std::vector<std::int64_t> pages;
    {
        Database database(file, {.read_only = true});
        Statement found = database.prepare("SELECT pageno FROM dbstat WHERE name = ?1");
        found.with(table);
        while (found.step()) {
            pages.push_back(found.integer(0));
        }
    }
    for (const std::int64_t page : pages) {
        for (std::uint64_t i = 0; i < 4096; i += 3) {
            flip_byte(file, static_cast<std::uint64_t>(page - 1) * 4096 + i);
        }
    }
}

} // namespace

TEST_CASE("a damaged project is refused, recovered from its backup, and the damaged file is kept",
          "[storage][recovery]")
{
    const MemoryFolder folder;
    const fs::path path = folder / "p.rushlight";
    make_project(path);
    destroy_table(path / "project.db", "takes");
    const std::string damaged = content_of(path / "project.db");

    CHECK(code_of([&] { Project::open(path, small); }) == Code::damaged);
    CHECK(content_of(path / "project.db") == damaged); // looked at, not touched
    const Recovery recovery = Project::recover(path);

    CHECK(content_of(recovery.kept / "project.db") == damaged);
    REQUIRE(recovery.backup);
    CHECK(recovery.rows > 0);
    CHECK(recovery.lost_versions == 0);
    CHECK_THAT(recovery.sentence, Catch::Contains(recovery.kept.string()));
    Project project = Project::open(path, small);
    CHECK_FALSE(project.read_only());
    // versions, assets and media of all 30 edits; the takes of the first 20 from the backup
    CHECK(edits_in(project) == 30);
    CHECK(list_assets(project.database()).size() == 30);
    CHECK(project.check_media().empty());
    CHECK(takes_of_clip(project.database(), "shot 20").size() == 1);
    CHECK(takes_of_clip(project.database(), "shot 21").empty());
    CHECK(project.database().problems().empty());
}

TEST_CASE("a project whose file is all zeros comes back as its backup", "[storage][recovery]")
{
    const MemoryFolder folder;
    const fs::path path = folder / "p.rushlight";
    make_project(path);
    const auto size = fs::file_size(path / "project.db");
    fs::resize_file(path / "project.db", 0);
    fs::resize_file(path / "project.db", size);
    CHECK(code_of([&] { Project::open(path, small); }) == Code::damaged);
    Project::recover(path);
    Project project = Project::open(path, small);
    CHECK(edits_in(project) == 20);
    CHECK(check_edits(project).empty());
}

TEST_CASE("without a backup the readable rows are read out, and head is a whole version",
          "[storage][recovery]")
{
    const MemoryFolder folder;
    const fs::path path = folder / "p.rushlight";
    make_project(path);
    fs::remove_all(path / "backups");
    {
        Database database(path / "project.db");
        const auto node = database.integer("SELECT max(id) FROM nodes");
        database.run("DELETE FROM nodes WHERE id = ?1", *node); // the newest version's timeline
    }
    destroy_table(path / "project.db", "jobs");
    const Recovery recovery = Project::recover(path);
    CHECK_FALSE(recovery.backup);
    CHECK(recovery.lost_versions == 1);
    Project project = Project::open(path, small);
    CHECK(HistoryStore(project.database()).head()->label == "edit 29");
    CHECK(takes_of_clip(project.database(), "shot 30").size() == 1);
}

TEST_CASE("a project that is open is not recovered", "[storage][recovery]")
{
    const MemoryFolder folder;
    const Project project = Project::create(folder / "p.rushlight", small);
    CHECK(code_of([&] { Project::recover(folder / "p.rushlight"); }) == Code::busy);
}

TEST_CASE("a flipped byte in project.db never crashes, and no edit is silently another",
          "[storage][recovery]")
{
    const MemoryFolder folder;
    const fs::path original = folder / "p.rushlight";
    make_project(original);
    const fs::path path = folder / "flipped.rushlight";
    fs::copy(original, path, fs::copy_options::recursive);
    const std::string content = content_of(original / "project.db");
    std::mt19937_64 random(11);
    int detected = 0;
    int harmless = 0;
    for (int i = 0; i < 300; ++i) {
        fs::remove(path / "project.db-wal");
        fs::remove(path / "project.db-shm");
        fs::copy_file(
            original / "project.db", path / "project.db", fs::copy_options::overwrite_existing);
        flip_byte(path / "project.db",
                  random() % content.size(),
                  static_cast<std::uint8_t>(1U << random() % 8));
        try {
            Project project = Project::open(path, {.read_only = true, .reserve_bytes = 0});
            if (!project.database().problems().empty()) {
                ++detected;
                continue;
            }
            const auto wrong = check_edits(project);
            (wrong.empty() && edits_in(project) == 30 ? harmless : detected) += 1;
        } catch (const StorageError&) {
            ++detected;
        }
    }
    CHECK(detected + harmless == 300);
    CHECK(detected > 10);
}
