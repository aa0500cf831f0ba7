#include "storage/tree_store.hpp"
#include "tests/storage/project_database.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>

using namespace rushlight::storage;
using rushlight::test::ProjectDatabase;

namespace {

Item item(std::int64_t id, std::int64_t length, std::size_t payload = 40)
{
    return {id, length, Bytes(payload, static_cast<std::uint8_t>(id))};
}

std::vector<Item> clips(std::int64_t count, std::size_t payload = 40)
{
    std::vector<Item> items;
    for (std::int64_t i = 0; i < count; ++i) {
        items.push_back(item(i + 1, 24 + i % 50, payload));
    }
    return items;
}

StorageError::Code code_of(const std::function<void()>& work)
{
    try {
        work();
    } catch (const StorageError& error) {
        return error.code();
    }
    FAIL("no error");
    return {};
}

std::uintmax_t log_bytes(const Database& database)
{
    return std::filesystem::file_size(database.file().string() + "-wal");
}

} // namespace

TEST_CASE("a tree gives back the items it was built from, their count and their summed length",
          "[storage][tree]")
{
    ProjectDatabase project;
    TreeStore trees(project.database);
    for (const std::int64_t count : {0, 1, 128, 129, 10'000}) {
        const auto items = clips(count);
        const Tree tree = trees.build(items);
        CHECK(tree.count == count);
        CHECK(tree.length ==
              std::accumulate(items.begin(), items.end(), std::int64_t{0}, [](auto sum, auto& i) {
                  return sum + i.length;
              }));
        CHECK(trees.items(tree) == items);
    }
}

TEST_CASE("a thousand random splices leave the tree equal to a plain list, and old trees unchanged",
          "[storage][tree]")
{
    ProjectDatabase project;
    TreeStore trees(project.database);
    std::mt19937 random(7);
    std::vector<Item> list = clips(700, 100);
    const std::vector<Item> first_list = list;
    Transaction transaction(project.database);
    const Tree first_tree = trees.build(list);
    Tree tree = first_tree;
    std::int64_t next_id = 10'000;
    for (int step = 0; step < 1000; ++step) {
        const auto size = static_cast<std::int64_t>(list.size());
        const std::int64_t at = std::uniform_int_distribution<std::int64_t>(0, size)(random);
        const bool large = random() % 20 == 0;
        const std::int64_t removed = std::min<std::int64_t>(
            size - at, static_cast<std::int64_t>(random() % (large ? 300 : 4)));
        std::vector<Item> inserted;
        // some of the removed come back, as a trim or a move inside the range does
        for (std::int64_t i = 0; i < removed && random() % 2 == 0; ++i) {
            inserted.push_back(list[static_cast<std::size_t>(at + i)]);
            inserted.back().length += 1;
        }
        const auto fresh = static_cast<int>(random() % (large ? 300 : 4));
        for (int i = 0; i < fresh; ++i) {
            inserted.push_back(
                item(next_id++, static_cast<std::int64_t>(random() % 100), random() % 300));
        }
        std::shuffle(inserted.begin(), inserted.end(), random);
        tree = trees.splice(tree, at, removed, inserted);
        list.erase(list.begin() + at, list.begin() + at + removed);
        list.insert(list.begin() + at, inserted.begin(), inserted.end());
        REQUIRE(tree.count == static_cast<std::int64_t>(list.size()));
        if (step % 50 == 0 || step == 999) {
            REQUIRE(trees.items(tree) == list);
            trees.verify(trees.put({1, {}, {{1, {}, tree}}}));
            std::int64_t start = 0;
            for (std::size_t i = 0; i < list.size(); ++i) {
                if (i % 37 == 0) {
                    const auto found = trees.find(tree, list[i].id);
                    REQUIRE(found);
                    REQUIRE(found->index == static_cast<std::int64_t>(i));
                    REQUIRE(found->start == start);
                    REQUIRE(found->item == list[i]);
                    if (list[i].length > 0) {
                        REQUIRE(trees.at(tree, start + list[i].length - 1)->item == list[i]);
                    }
                }
                start += list[i].length;
            }
            REQUIRE_FALSE(trees.find(tree, next_id + 5));
            REQUIRE_FALSE(trees.at(tree, start));
        }
    }
    CHECK(trees.items(first_tree) == first_list);
    tree = trees.splice(tree, 0, tree.count, {});
    CHECK(tree == Tree{});
}

TEST_CASE("inserting again and again into one gap never runs out of labels nor rebuilds the track",
          "[storage][tree]")
{
    const bool onwards = GENERATE(false, true); // before the last one inserted, or after it
    ProjectDatabase project;
    TreeStore trees(project.database);
    Transaction transaction(project.database);
    std::vector<Item> list = clips(4000, 20);
    Tree tree = trees.build(list);
    std::int64_t most = 0;
    for (std::int64_t i = 0; i < 500; ++i) { // leaves of a few items: a split every few inserts
        const Item one = item(10'000 + i, 1, 3000);
        const std::int64_t at = 2000 + (onwards ? i : 0);
        const std::int64_t nodes = *project.database.integer("SELECT max(id) FROM nodes");
        tree = trees.splice(tree, at, 0, {{one}});
        most = std::max(most, *project.database.integer("SELECT max(id) FROM nodes") - nodes);
        list.insert(list.begin() + at, one);
    }
    CHECK(trees.items(tree) == list);
    trees.verify(trees.put({1, {}, {{1, {}, tree}}}));
    CHECK(most > 100); // labels did run out …
    CHECK(most < 500); // … and a part was given new ones
}

TEST_CASE("an edit of one clip among 100,000 commits at most 64 KB", "[storage][tree]")
{
    ProjectDatabase project;
    TreeStore trees(project.database);
    auto items = clips(100'000, 160);
    std::mt19937 random(3);
    std::shuffle(items.begin(), items.end(), random); // ids in no order: the dear case
    Tree tree = trees.build(items);
    project.database.empty_log();

    std::uintmax_t worst = 0;
    for (int step = 0; step < 400; ++step) {
        // the later half meets one place again and again, so that leaves split
        const std::int64_t at =
            step < 200 ? static_cast<std::int64_t>(random() % 100'000) : 50'000 + step % 5;
        const std::uintmax_t before = log_bytes(project.database);
        Transaction transaction(project.database);
        if (step % 2 == 0) { // trim
            Item clip;
            trees.for_each(tree, at, 1, [&](const Item& found) { clip = found; });
            clip.length += 1;
            tree = trees.splice(tree, at, 1, {{clip}});
        } else { // insert
            tree = trees.splice(tree, at, 0, {{item(1'000'000 + step, 10, 160)}});
        }
        static_cast<void>(trees.put({1, {}, {{1, {}, tree}}}));
        transaction.commit();
        worst = std::max(worst, log_bytes(project.database) - before);
        if (step % 20 == 0) {
            project.database.empty_log();
        }
    }
    INFO("largest commit: " << worst << " bytes");
    CHECK(worst <= 64 * 1024);
}

TEST_CASE("update writes only what differs between two lists", "[storage][tree]")
{
    ProjectDatabase project;
    TreeStore trees(project.database);
    const auto before = clips(1000);
    auto after = before;
    after[500].length = 99;
    after.erase(after.begin() + 502);
    const Tree tree = trees.build(before);
    CHECK(trees.update(tree, before, before) == tree);
    const std::int64_t nodes = *project.database.integer("SELECT count(*) FROM nodes");
    const Tree changed = trees.update(tree, before, after);
    CHECK(trees.items(changed) == after);
    CHECK(*project.database.integer("SELECT count(*) FROM nodes") - nodes <= 6);
    CHECK(code_of([&] { static_cast<void>(trees.update(tree, after, before)); }) ==
          StorageError::Code::invalid);
    auto repeated = before;
    repeated.insert(repeated.begin(), item(5000, 1));
    repeated.push_back(item(5001, 1));
    CHECK(trees.items(trees.update(tree, before, repeated)) == repeated);
    CHECK(trees.update(tree, before, {}) == Tree{});
}

TEST_CASE("a tree refuses what it cannot hold", "[storage][tree]")
{
    using Code = StorageError::Code;
    ProjectDatabase project;
    TreeStore trees(project.database);
    const Tree tree = trees.build(clips(300));
    CHECK(code_of([&] { static_cast<void>(trees.splice(tree, 0, 0, {{item(5, 1)}})); }) ==
          Code::invalid);
    CHECK(code_of([&] { static_cast<void>(trees.splice(tree, 299, 2, {})); }) == Code::invalid);
    CHECK(code_of([&] { static_cast<void>(trees.splice(tree, -1, 0, {})); }) == Code::invalid);
    CHECK(code_of([&] { static_cast<void>(trees.build({{item(1, -1)}})); }) == Code::invalid);
    CHECK(code_of([&] { static_cast<void>(trees.build({{item(1, 1), item(1, 2)}})); }) ==
          Code::invalid);
    CHECK(code_of([&] { static_cast<void>(trees.build({{item(1, 1, (1 << 20) + 1)}})); }) ==
          Code::invalid);
    CHECK(code_of([&] {
              static_cast<void>(trees.splice(tree, 0, 0, {{item(9000, INT64_MAX)}}));
          }) == Code::invalid);
    CHECK(trees.items(tree) == clips(300));
}

TEST_CASE("a flipped or missing node is named as damage", "[storage][tree]")
{
    ProjectDatabase project;
    TreeStore trees(project.database);
    const Tree tree = trees.build(clips(1000));
    const NodeRef timeline = trees.put({1, Bytes{1, 2}, {{7, Bytes{3}, tree}}});
    CHECK(trees.timeline(timeline).tracks.at(0).tree == tree);
    trees.verify(timeline);
    SECTION("a flipped byte")
    {
        project.database.run(
            "UPDATE nodes SET data = CAST(substr(data, 1, 99) || x'AA' || substr(data, 101) AS"
            " BLOB) WHERE id = 3");
    }
    SECTION("a payload whose last byte is another")
    {
        // the first leaf's last payload is 40 equal bytes; nothing but the hash can tell
        project.database.run("UPDATE nodes SET data = CAST(substr(data, 1, length(data) - 1) ||"
                             " x'FE' AS BLOB) WHERE id = 1");
    }
    SECTION("a missing node")
    {
        project.database.run("DELETE FROM nodes WHERE id = 3");
    }
    SECTION("a node cut short")
    {
        project.database.run("UPDATE nodes SET data = substr(data, 1, 10) WHERE id = 3");
    }
    CHECK(code_of([&] { static_cast<void>(trees.items(tree)); }) == StorageError::Code::damaged);
    CHECK(code_of([&] { trees.verify(timeline); }) == StorageError::Code::damaged);
}
