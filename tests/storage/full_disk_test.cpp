#include "storage/assets_table.hpp"
#include "storage/project.hpp"
#include "tests/storage/sample_project.hpp"
#include "tests/support/small_disk.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::storage;
using namespace rushlight::test;
namespace fs = std::filesystem;

namespace {

/// Edits until the disk is full; the number of the edit that failed.
int fill(Project& project, int number)
{
    for (;; ++number) {
        try {
            add_edit(project, number, 20'000);
        } catch (const StorageError& error) {
            return error.code() == StorageError::Code::full ? number : -1;
        }
    }
}

} // namespace

TEST_CASE("on a disk that fills up every edit is kept, rows use the reserve, and space helps",
          "[storage][faults]")
{
    const TemporaryFolder folder;
    const int result = on_small_disk(folder.path(), "size=6m", [&] {
        const fs::path path = folder / "p.rushlight";
        const fs::path ballast = folder / "ballast";
        Project project = Project::create(path, {.reserve_bytes = 1 << 20});
        const Blob other = project.media().put(Bytes(1 << 20), "bin"); // to be deleted later
        const int failed = fill(project, 1);
        if (failed < 10 || edits_in(project) != failed - 1) {
            return false;
        }
        // no room for media, but rows are still written: first in what is left, then in the reserve
        for (int i = 0; i < 2000 && !project.reserve_used(); ++i) {
            project.write([](Database& database) { add_asset(database, {.name = "note"}); });
        }
        if (!project.reserve_used()) {
            return false;
        }
        if (!project.media().contains(other) || !fs::remove(project.media().path(other))) {
            return false;
        }
        add_edit(project, failed, 20'000);
        project.close();
        Project again = Project::open(path, small);
        return edits_in(again) == failed && check_edits(again).empty();
    });
    if (result == cannot_mount) {
        WARN("skipped: this system does not let a test mount a small disk");
        return;
    }
    CHECK(result == 0);
}
