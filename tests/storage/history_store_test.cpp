#include "storage/history_store.hpp"
#include "tests/storage/project_database.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::storage;
using rushlight::test::ProjectDatabase;

namespace {

constexpr Moment start{std::chrono::hours(24 * 20'000)};

std::vector<TimelineRoot> timeline_of(Database& database, std::int64_t clips)
{
    TreeStore trees(database);
    std::vector<Item> items;
    for (std::int64_t i = 0; i < clips; ++i) {
        items.push_back({i + 1, 10, Bytes{1, 2, 3}});
    }
    return {{1, trees.put({1, {}, {{1, {}, trees.build(items)}}})}};
}

std::int64_t clips_in(Database& database, const Version& version)
{
    TreeStore trees(database);
    return trees.timeline(version.timelines.at(0).node).tracks.at(0).tree.count;
}

} // namespace

TEST_CASE("undo and redo walk the versions, also after a restart", "[storage][history]")
{
    ProjectDatabase project;
    {
        HistoryStore history(project.database);
        CHECK_FALSE(history.head());
        CHECK_FALSE(history.undo());
        for (std::int64_t i = 1; i <= 3; ++i) {
            history.commit("edit " + std::to_string(i),
                           timeline_of(project.database, i * 100),
                           R"({"rate":"24/1"})",
                           start);
        }
        CHECK(history.undo()->label == "edit 2");
    }
    project.database = Database(project.folder / "project.db");
    HistoryStore history(project.database);
    CHECK(history.head()->label == "edit 2");
    CHECK(history.head()->settings == R"({"rate":"24/1"})");
    CHECK(clips_in(project.database, *history.head()) == 200);
    CHECK(history.next()->label == "edit 3");
    CHECK(history.undo()->label == "edit 1");
    CHECK_FALSE(history.undo());
    CHECK(history.redo()->label == "edit 2");
    CHECK(clips_in(project.database, *history.redo()) == 300);
    CHECK_FALSE(history.redo());
}

TEST_CASE("an edit after an undo begins another line, and the line left is still there",
          "[storage][history]")
{
    ProjectDatabase project;
    HistoryStore history(project.database);
    history.commit("a", {}, "{}", start);
    const std::int64_t left = history.commit("b", {}, "{}", start);
    history.undo();
    history.commit("c", {}, "{}", start);
    CHECK_FALSE(history.redo());
    CHECK(history.undo()->label == "a");
    CHECK(history.redo()->label == "c");
    CHECK(history.go_to(left));
    CHECK(history.undo()->label == "a");
    CHECK(history.redo()->label == "b");
    CHECK_FALSE(history.go_to(999));
}

TEST_CASE("pruning keeps the newest of the line and young branches, and frees only their nodes",
          "[storage][history]")
{
    ProjectDatabase project;
    HistoryStore history(project.database);
    for (std::int64_t i = 1; i <= 5; ++i) {
        history.commit(
            "line " + std::to_string(i), timeline_of(project.database, i * 200), "{}", start);
    }
    history.undo();
    history.commit(
        "young", timeline_of(project.database, 10), "{}", start + std::chrono::hours(40));
    // "line 5" is now a branch left at `start`
    const HistoryPolicy policy{3, std::chrono::hours(24)};
    const std::int64_t before = *project.database.integer("SELECT count(*) FROM nodes");

    CHECK(history.prune(policy, start + std::chrono::hours(48)) == 3); // line 1, 2 and 5

    std::vector<std::string> labels;
    for (const Version& version : history.list()) {
        labels.push_back(version.label);
    }
    CHECK(labels == std::vector<std::string>{"young", "line 4", "line 3"});
    CHECK(*project.database.integer("SELECT count(*) FROM nodes") < before);
    for (const Version& version : history.list()) {
        TreeStore(project.database).verify(history.version(version.id)->timelines.at(0).node);
    }
    CHECK(history.undo()->label == "line 4");
    CHECK(history.undo()->label == "line 3");
    CHECK_FALSE(history.undo());
}

TEST_CASE("pruning never removes head, however far it was undone", "[storage][history]")
{
    ProjectDatabase project;
    HistoryStore history(project.database);
    for (int i = 0; i < 6; ++i) {
        history.commit(std::to_string(i), timeline_of(project.database, 3), "{}", start);
    }
    for (int i = 0; i < 4; ++i) {
        history.undo();
    }
    history.prune({2, std::chrono::hours(1)}, start + std::chrono::hours(100));
    CHECK(history.head()->label == "1");
    int redone = 0;
    while (history.redo()) {
        ++redone;
    }
    CHECK(redone == 4);
}

TEST_CASE("a version that is not committed leaves nothing behind", "[storage][history]")
{
    ProjectDatabase project;
    HistoryStore history(project.database);
    history.commit("kept", timeline_of(project.database, 3), "{}", start);
    const std::int64_t nodes = *project.database.integer("SELECT count(*) FROM nodes");
    {
        Transaction transaction(project.database);
        history.commit("dropped", timeline_of(project.database, 500), "{}", start);
    }
    CHECK(history.head()->label == "kept");
    CHECK(*project.database.integer("SELECT count(*) FROM nodes") == nodes);
}
