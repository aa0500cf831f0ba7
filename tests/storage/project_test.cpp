#include "storage/assets_table.hpp"
#include "storage/history_store.hpp"
#include "storage/jobs_table.hpp"
#include "storage/migrations.hpp"
#include "storage/project.hpp"
#include "storage/project_schema.hpp"
#include "storage/takes_table.hpp"
#include "tests/storage/sample_project.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

using namespace rushlight::storage;
using namespace rushlight::test;
using Code = StorageError::Code;
namespace fs = std::filesystem;

TEST_CASE("a project that was made is opened again with all that was written", "[storage][project]")
{
    const TemporaryFolder folder;
    const fs::path path = folder / "Barn film.rushlight";
    {
        Project project = Project::create(path, small);
        CHECK_FALSE(project.read_only());
        CHECK(project.notice().empty());
        add_edit(project, 1);
        add_edit(project, 2);
    }
    CHECK_FALSE(fs::exists(path / "project.db-wal")); // closed in order: one file
    Project project = Project::open(path, small);
    CHECK(edits_in(project) == 2);
    CHECK(check_edits(project).empty());
    CHECK(HistoryStore(project.database()).undo()->label == "edit 1");
}

TEST_CASE("a project is not made over something that is there", "[storage][project]")
{
    const TemporaryFolder folder;
    fs::create_directory(folder / "a.rushlight");
    std::ofstream(folder / "a.rushlight" / "mine.txt") << "mine";
    CHECK(code_of([&] { Project::create(folder / "a.rushlight", small); }) == Code::conflict);
    CHECK(fs::exists(folder / "a.rushlight" / "mine.txt"));
    CHECK(code_of([&] { Project::create(folder / "none" / "b.rushlight", small); }) ==
          Code::missing);
    Project::create(folder / "c.rushlight/", small);
    CHECK(code_of([&] { Project::create(folder / "c.rushlight", small); }) == Code::conflict);
    CHECK(code_of([&] { Project::open(folder / "none.rushlight", small); }) == Code::missing);
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        CHECK(entry.path().filename().string().front() != '.'); // nothing half-made stays
    }
}

TEST_CASE("a second opener reads, is told who writes, and sees what the first commits",
          "[storage][project]")
{
    const TemporaryFolder folder;
    Project first = Project::create(folder / "p.rushlight", small);
    add_edit(first, 1);
    Project second = Project::open(folder / "p.rushlight", small);
    CHECK(second.read_only());
    CHECK_THAT(second.notice(),
               Catch::Contains("process " + std::to_string(::getpid()) + " on this computer"));
    CHECK(code_of([&] { add_edit(second, 2); }) == Code::read_only);
    CHECK(code_of([&] { queue_job(second.database(), "generate", "{}"); }) == Code::read_only);
    add_edit(first, 2);
    CHECK(edits_in(second) == 2);
    second.close();
    first.close();
    Project third = Project::open(folder / "p.rushlight", small);
    CHECK_FALSE(third.read_only());
    CHECK(check_edits(third).empty());
}

TEST_CASE("the lock of a process that was killed is free, its jobs return to the queue",
          "[storage][project]")
{
    const TemporaryFolder folder;
    const fs::path path = folder / "p.rushlight";
    Project::create(path, small);
    const pid_t child = ::fork();
    if (child == 0) {
        Project project = Project::open(path, small);
        const auto job = queue_job(project.database(), "generate", "{}");
        assign_job(project.database(), job, 1);
        run_job(project.database(), job);
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    Project project = Project::open(path, small);
    CHECK_FALSE(project.read_only());
    CHECK(list_jobs(project.database(), JobState::queued).size() == 1);
}

TEST_CASE("a project of a newer program opens for reading if it allows that, else says so",
          "[storage][project]")
{
    const TemporaryFolder folder;
    const fs::path path = folder / "p.rushlight";
    const int ours = project_schema().version();
    {
        Project project = Project::create(path, small);
        add_edit(project, 1);
        project.database().execute("PRAGMA user_version=" + std::to_string(ours + 1));
    }
    {
        Project project = Project::open(path, small);
        CHECK(project.read_only());
        CHECK_THAT(project.notice(), Catch::Contains("newer"));
        CHECK(edits_in(project) == 1);
    }
    {
        Database database(path / "project.db");
        set_meta(database, "min_reader", ours + 1);
    }
    CHECK(code_of([&] { Project::open(path, small); }) == Code::newer);
}

TEST_CASE("each thread has its own connection to the one project", "[storage][project]")
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.rushlight", small);
    Database connection = project.connect();
    std::int64_t asset = 0;
    {
        const std::jthread media_thread([&] { asset = add_asset(connection, {}); });
    }
    CHECK(find_asset(project.database(), asset));
}

TEST_CASE("media that is gone is marked as missing and found again when it returns",
          "[storage][project]")
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.rushlight", small);
    add_edit(project, 1);
    CHECK(project.check_media().empty());
    const AssetRow asset = list_assets(project.database()).front();
    const fs::path file = project.media().path(*asset.blob);
    fs::rename(file, folder / "away");
    CHECK(project.check_media() == std::vector<std::int64_t>{asset.id});
    CHECK(find_asset(project.database(), asset.id)->state == AssetState::missing);
    fs::rename(folder / "away", file);
    CHECK(project.check_media().empty());
    CHECK(find_asset(project.database(), asset.id)->state == AssetState::ready);
}

TEST_CASE("the sweep keeps what a row names", "[storage][project]")
{
    const TemporaryFolder folder;
    ProjectOptions options = small;
    Project project = Project::create(folder / "p.rushlight", options);
    add_edit(project, 1);
    project.media().put(Bytes{1, 2, 3}, "bin");
    project.close();
    options.clock = [] {
        return now() + std::chrono::hours(80);
    };
    Project later = Project::open(folder / "p.rushlight", options);
    CHECK(later.sweep().removed.size() == 1);
    CHECK(check_edits(later).empty());
}

TEST_CASE("work that meets a full disk is done again with the reserve's space",
          "[storage][project]")
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.rushlight", {.reserve_bytes = 1 << 20});
    REQUIRE(fs::exists(project.folder() / "media" / "reserve"));
    const auto full_while_reserved = [&](Database& database) {
        add_asset(database, {});
        if (fs::exists(project.folder() / "media" / "reserve")) {
            throw StorageError(Code::full, "no space left for this test");
        }
    };
    project.write(full_while_reserved);
    CHECK(project.reserve_used());
    CHECK(list_assets(project.database()).size() == 1); // not twice
    CHECK(code_of([&] {
              project.write([](Database&) { throw StorageError(Code::full, "still full, sorry"); });
          }) == Code::full);
}

TEST_CASE("a file that is no project is refused and left as it is", "[storage][project]")
{
    const TemporaryFolder folder;
    const fs::path path = folder / "p.rushlight";
    fs::create_directory(path);
    for (const std::string& content :
         {std::string(), std::string(9000, 'x'), std::string("SQLite")}) {
        std::ofstream(path / "project.db", std::ios::binary | std::ios::trunc) << content;
        CHECK(code_of([&] { Project::open(path, small); }) == Code::damaged);
        CHECK(code_of([&] { Project::recover(path); }) == Code::damaged);
        CHECK(content_of(path / "project.db") == content);
        CHECK_FALSE(fs::exists(path / "damaged"));
    }
    CHECK(code_of([&] { Project::recover(folder / "none.rushlight"); }) == Code::missing);
}
