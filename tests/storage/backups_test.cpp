#include "storage/backups.hpp"
#include "storage/project.hpp"
#include "tests/storage/sample_project.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::storage;
using namespace rushlight::test;
namespace fs = std::filesystem;

namespace {

constexpr Moment midnight{std::chrono::hours(24 * 20'000)};

} // namespace

TEST_CASE("of backups taken every ten minutes for a week, 6, 8 hourly and 5 daily ones stay",
          "[storage][backups]")
{
    std::vector<Moment> taken;
    for (int i = 0; i < 7 * 144; ++i) {
        taken.push_back(midnight + std::chrono::minutes(10) * i);
        const auto expired = expired_backups(taken);
        std::erase_if(taken, [&](Moment moment) {
            return std::find(expired.begin(), expired.end(), moment) != expired.end();
        });
    }
    // 7 days later at 23:50: 23:00 to 23:50; 22:50 … 16:50; four earlier days' 23:50
    REQUIRE(taken.size() == 6 + 7 + 4);
    CHECK(taken.back() == midnight + std::chrono::hours(7 * 24) - std::chrono::minutes(10));
    CHECK(taken.front() == midnight + std::chrono::hours(3 * 24) - std::chrono::minutes(10));
    CHECK(expired_backups({}).empty());
}

TEST_CASE("a backup made twice in ten minutes takes the place of the earlier one",
          "[storage][backups]")
{
    CHECK(expired_backups({midnight, midnight + std::chrono::minutes(1)}) ==
          std::vector<Moment>{midnight});
}

TEST_CASE("a backup is due after ten minutes, and when the clock went back", "[storage][backups]")
{
    const std::vector<Backup> one{{"x", midnight}};
    CHECK(backup_due({}, midnight));
    CHECK_FALSE(backup_due(one, midnight + std::chrono::minutes(9)));
    CHECK(backup_due(one, midnight + std::chrono::minutes(10)));
    CHECK(backup_due(one, midnight - std::chrono::hours(1)));
}

TEST_CASE("a backup is a sound copy under the name of its time", "[storage][backups]")
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.rushlight", small);
    add_edit(project, 1);
    const fs::path backups = project.folder() / "backups";
    CHECK(back_up(project.database(), backups, midnight));
    CHECK(back_up(project.database(), backups, midnight, {.before_migration = true}));
    add_edit(project, 2);
    CHECK(back_up(project.database(), backups, midnight + std::chrono::hours(1)));
    const auto listed = list_backups(backups);
    REQUIRE(listed.size() == 3);
    CHECK(listed.front().taken == midnight + std::chrono::hours(1));
    CHECK(Database(listed.front().file).integer("SELECT count(*) FROM takes") == 2);
    CHECK(Database(listed.back().file).integer("SELECT count(*) FROM takes") == 1);
    CHECK(stamp(midnight) == "20241004T000000Z");
}

TEST_CASE("closing a changed project backs it up, an unchanged one not", "[storage][backups]")
{
    const TemporaryFolder folder;
    const fs::path path = folder / "p.rushlight";
    Project::create(path, small).close();
    CHECK(list_backups(path / "backups").empty());
    {
        Project project = Project::open(path, small);
        add_edit(project, 1);
    }
    CHECK(list_backups(path / "backups").size() == 1);
    {
        Project project = Project::open(path, small); // within ten minutes
        add_edit(project, 2);
        CHECK_FALSE(project.back_up_if_due(project.database()));
    }
    CHECK(list_backups(path / "backups").size() == 1);
}
