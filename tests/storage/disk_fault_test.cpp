#include "storage/project.hpp"
#include "tests/storage/disk/recorder.hpp"
#include "tests/storage/memory_folder.hpp"
#include "tests/storage/sample_project.hpp"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <random>
#include <thread>

using namespace rushlight::storage;
using namespace rushlight::test;
using Code = StorageError::Code;
using Calls = disk::Fault::Calls;
namespace fs = std::filesystem;

TEST_CASE("a disk that is full at any write loses nothing, and edits go on when there is space",
          "[storage][faults]")
{
    int last = 1;
    for (int after = 0; after < last; ++after) {
        const MemoryFolder folder;
        disk::Recorder recorder(folder.path());
        Project project = Project::create(folder / "p.rushlight", small);
        add_edit(project, 1);
        const int before = recorder.calls(Calls::writes);
        if (after == 0) { // once without a fault, to know how many writes there are
            add_edit(project, 2);
            last = recorder.calls(Calls::writes) - before;
            continue;
        }
        recorder.set_fault(disk::Fault{Calls::writes, after - 1, ENOSPC});
        INFO("full at write " << after << " of " << last);
        bool failed = false;
        try {
            add_edit(project, 2);
        } catch (const StorageError& error) {
            failed = true;
            CHECK(error.code() == Code::full);
            CHECK_THAT(error.what(), Catch::Contains("disk is full"));
        }
        CHECK(edits_in(project) == (failed ? 1 : 2));
        recorder.set_fault({});
        if (failed) {
            add_edit(project, 2);
        }
        project.close();
        Project again = Project::open(folder / "p.rushlight", small);
        REQUIRE(edits_in(again) == 2);
        REQUIRE(check_edits(again).empty());
    }
    CHECK(last > 10);
}

TEST_CASE("a disk that is full while a project is made leaves no half of one", "[storage][faults]")
{
    int failures = 0;
    for (int after = 0; after < 40; ++after) {
        const MemoryFolder folder;
        disk::Recorder recorder(folder.path());
        recorder.set_fault(disk::Fault{Calls::writes, after, ENOSPC});
        const fs::path path = folder / "p.rushlight";
        try {
            Project::create(path, small);
        } catch (const StorageError& error) {
            ++failures;
            // where a file cannot even be made, SQLite does not say why
            CHECK((error.code() == Code::full || error.code() == Code::io));
            CHECK_THAT(error.what(), Catch::Contains("space"));
        }
        recorder.set_fault({});
        if (fs::exists(path)) {
            CHECK_NOTHROW(Project::open(path, small));
        } else {
            CHECK_NOTHROW(Project::create(path, small));
        }
    }
    CHECK(failures > 5);
}

TEST_CASE("after a failed fsync the project takes no more writes, and what was safe is safe",
          "[storage][faults]")
{
    int refused = 0;
    for (int after = 0; after < 12; ++after) {
        const MemoryFolder folder;
        disk::Recorder recorder(folder.path());
        {
            Project project = Project::create(folder / "p.rushlight", small);
            add_edit(project, 1);
            recorder.set_fault(disk::Fault{Calls::syncs, after, EIO, false});
            try {
                add_edit(project, 2);
                add_edit(project, 3);
            } catch (const StorageError& error) {
                CHECK(error.code() == Code::io);
                if (project.database().read_only()) {
                    ++refused;
                    CHECK(code_of([&] { add_edit(project, 4); }) == Code::read_only);
                }
            }
            recorder.set_fault({});
        }
        Project again = Project::open(folder / "p.rushlight", small);
        CHECK(edits_in(again) >= 1);
        CHECK(check_edits(again).empty());
        CHECK_FALSE(again.read_only());
    }
    CHECK(refused > 0);
}

TEST_CASE("writes that the kernel cuts short are completed", "[storage][faults]")
{
    const MemoryFolder folder;
    disk::Recorder recorder(folder.path());
    recorder.shorten_writes(700);
    Project project = Project::create(folder / "p.rushlight", small);
    add_edit(project, 1, 100'000);
    CHECK(check_edits(project).empty());
}

TEST_CASE("a studio killed at any moment has lost no edit that it acknowledged",
          "[storage][faults]")
{
    const MemoryFolder folder;
    const fs::path path = folder / "p.rushlight";
    Project::create(path, small);
    std::mt19937 random(1);
    int acknowledged = 0;
    for (int round = 0; round < 30; ++round) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            try {
                Project project = Project::open(path, small);
                for (int number = edits_in(project) + 1;; ++number) {
                    add_edit(project, number, 2000);
                    if (::write(ends[1], &number, sizeof number) != sizeof number) {
                        break;
                    }
                }
            } catch (const std::exception&) {
            }
            ::_exit(1);
        }
        ::close(ends[1]);
        std::this_thread::sleep_for(std::chrono::milliseconds(3 + random() % 30));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(WIFSIGNALED(status)); // it was killed, it did not fail
        int number = 0;
        while (::read(ends[0], &number, sizeof number) == sizeof number) {
            acknowledged = number;
        }
        ::close(ends[0]);
        Project project = Project::open(path, small);
        REQUIRE_FALSE(project.read_only());
        REQUIRE(edits_in(project) >= acknowledged);
        REQUIRE(project.database().problems().empty());
    }
    Project project = Project::open(path, small);
    CHECK(check_edits(project).empty());
    CHECK(acknowledged > 30);
}
