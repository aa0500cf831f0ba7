#include "storage/history_store.hpp"
#include "storage/project.hpp"
#include "tests/storage/disk/power_cut.hpp"
#include "tests/storage/memory_folder.hpp"
#include "tests/storage/sample_project.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <random>

using namespace rushlight::storage;
using namespace rushlight::test;
namespace fs = std::filesystem;

namespace {

/// RUSHLIGHT_POWER_CUTS=10000 for a long run.
int cut_points()
{
    const char* wish = std::getenv("RUSHLIGHT_POWER_CUTS");
    return wish != nullptr ? std::max(1, std::atoi(wish)) : 200;
}

struct Losses {
    int cuts = 0;
    int losses = 0; ///< an acknowledged edit is gone, or the project is not sound
    std::string first;
};

/// Cuts the power at random points of a recording, opens what is left as the studio would, and
/// holds it against what was acknowledged by then.
Losses cut_and_look(const std::vector<disk::Operation>& operations, int cuts)
{
    Losses found;
    std::mt19937_64 random(2026);
    for (int i = 0; i < cuts; ++i) {
        const std::size_t count = random() % (operations.size() + 1);
        const std::uint64_t seed = random();
        const std::uint64_t promised = disk::acknowledged(operations, count);
        const MemoryFolder folder;
        disk::cut_power(operations, count, seed, folder / "disk");
        std::string wrong;
        try {
            const fs::path path = folder / "disk" / "p.rushlight";
            if (promised > 0 || fs::exists(path)) {
                Project project = Project::open(path, small);
                const auto edits = static_cast<std::uint64_t>(edits_in(project));
                // number 1 acknowledges the making of the project, number n + 1 edit n
                if (edits + 1 < promised) {
                    wrong = std::to_string(promised - 1) + " edits were safe, " +
                            std::to_string(edits) + " are there";
                }
                for (const std::string& line : check_edits(project)) {
                    wrong += "; " + line;
                }
                for (const std::string& line : project.database().problems()) {
                    wrong += "; " + line;
                }
                add_edit(project, static_cast<int>(edits) + 1); // and it can be worked on
            }
        } catch (const std::exception& error) {
            wrong = error.what();
        }
        ++found.cuts;
        if (!wrong.empty()) {
            ++found.losses;
            if (found.first.empty()) {
                found.first = "cut after " + std::to_string(count) + " of " +
                              std::to_string(operations.size()) + ", seed " + std::to_string(seed) +
                              ": " + wrong;
            }
        }
    }
    return found;
}

/// Makes a project, edits it, closes it, opens it again and edits on, acknowledging each step.
std::vector<disk::Operation> record_edits(const std::function<void(disk::Recorder&)>& prepare,
                                          const std::function<void(Project&)>& weaken)
{
    const MemoryFolder folder;
    disk::Recorder recorder(folder.path());
    prepare(recorder);
    int number = 0;
    for (int session = 0; session < 2; ++session) {
        Project project = session == 0 ? Project::create(folder / "p.rushlight", small)
                                       : Project::open(folder / "p.rushlight", small);
        if (session == 0) {
            recorder.acknowledge(1);
        }
        weaken(project);
        for (int i = 0; i < 12; ++i) {
            ++number;
            add_edit(project, number, number % 5 == 0 ? 60'000 : 1500);
            recorder.acknowledge(static_cast<std::uint64_t>(number) + 1);
            if (i == 6) {
                project.database().empty_log(); // a checkpoint in the middle
            }
        }
    }
    return recorder.operations();
}

const auto as_it_is = [](auto&) {
};

} // namespace

TEST_CASE("no acknowledged edit is lost at any power cut", "[storage][power]")
{
    const auto operations = record_edits(as_it_is, as_it_is);
    const Losses found = cut_and_look(operations, cut_points());
    INFO(found.first);
    CHECK(found.losses == 0);
}

TEST_CASE("the simulator finds the losses of synchronous=OFF", "[storage][power]")
{
    const auto operations = record_edits(
        as_it_is, [](Project& project) { project.database().execute("PRAGMA synchronous=OFF"); });
    const Losses found = cut_and_look(operations, 60);
    CHECK(found.losses > 10);
}

TEST_CASE("the simulator finds the losses of synchronous=NORMAL", "[storage][power]")
{
    const auto operations = record_edits(as_it_is, [](Project& project) {
        project.database().execute("PRAGMA synchronous=NORMAL");
    });
    const Losses found = cut_and_look(operations, 60);
    CHECK(found.losses > 10);
}

TEST_CASE("the simulator finds the losses of a disk that does not sync", "[storage][power]")
{
    const auto operations =
        record_edits([](disk::Recorder& recorder) { recorder.forget_syncs(); }, as_it_is);
    const Losses found = cut_and_look(operations, 60);
    CHECK(found.losses > 30);
}

TEST_CASE("a power cut during a recovery leaves the project recovered or recoverable",
          "[storage][power]")
{
    const MemoryFolder folder;
    disk::Recorder recorder(folder.path());
    const fs::path path = folder / "p.rushlight";
    {
        Project project = Project::create(path, small);
        for (int number = 1; number <= 6; ++number) {
            add_edit(project, number);
        }
        REQUIRE(project.back_up_if_due(project.database()));
    }
    const int file = ::open((path / "project.db").c_str(), O_RDWR);
    const std::string zeros(4096, '\0');
    REQUIRE(::pwrite(file, zeros.data(), zeros.size(), 0) == 4096);
    ::fsync(file);
    ::close(file);
    const std::size_t before = recorder.operations().size();
    Project::recover(path);
    const auto operations = recorder.operations();

    std::mt19937_64 random(4);
    for (int i = 0; i < cut_points() / 4; ++i) {
        const std::size_t count = before + random() % (operations.size() - before + 1);
        const std::uint64_t seed = random();
        INFO("cut after " << count << " of " << operations.size() << ", seed " << seed);
        const MemoryFolder after;
        disk::cut_power(operations, count, seed, after / "disk");
        const fs::path left = after / "disk" / "p.rushlight";
        try {
            Project::open(left, small).close();
        } catch (const StorageError& error) {
            REQUIRE(error.code() == StorageError::Code::damaged);
            Project::recover(left);
        }
        Project project = Project::open(left, small);
        REQUIRE(edits_in(project) == 6);
        REQUIRE(check_edits(project).empty());
    }
}
