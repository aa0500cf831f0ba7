#include "editor/timeline/items.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rushlight::editor;

namespace {

Item gap(Id id, std::int64_t length)
{
    Item item;
    item.id = id;
    item.length = length;
    return item;
}

} // namespace

TEST_CASE("spliced items equal a plain list treated the same way", "[editor][items]")
{
    std::mt19937 dice(7);
    std::vector<Item> plain;
    Items items;
    for (Id id = 1; id < 2000; ++id) {
        const std::size_t first = plain.empty() ? 0 : dice() % (plain.size() + 1);
        const std::size_t last = std::min(plain.size(), first + dice() % 4);
        std::vector<Item> fresh;
        for (std::size_t i = dice() % 5; i > 0; --i) {
            fresh.push_back(gap(id * 8 + static_cast<Id>(i), 1 + dice() % 9));
        }
        items = items.spliced(first, last, fresh);
        plain.erase(plain.begin() + static_cast<std::ptrdiff_t>(first),
                    plain.begin() + static_cast<std::ptrdiff_t>(last));
        plain.insert(
            plain.begin() + static_cast<std::ptrdiff_t>(first), fresh.begin(), fresh.end());
    }
    REQUIRE(items.size() == plain.size());
    CHECK(items == Items(plain));
    std::int64_t start = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        REQUIRE(items.at(i) == plain[i]);
        REQUIRE(items.start_of(i) == start);
        REQUIRE(items.index_at(start) == i);
        REQUIRE(items.index_at(start + plain[i].length - 1) == i);
        start += plain[i].length;
    }
    CHECK(items.length() == start);
    CHECK_FALSE(items.index_at(start));
    CHECK_FALSE(items.index_at(-1));
    CHECK(items.find(plain[100].id) == std::size_t{100});
    CHECK_FALSE(items.find(1));
    CHECK_THROWS_AS(items.at(items.size()), std::out_of_range);
}

TEST_CASE("two versions tell what they share in front and behind", "[editor][items]")
{
    std::vector<Item> plain;
    for (Id id = 1; id <= 1000; ++id) {
        plain.push_back(gap(id, 5));
    }
    const Items before(plain);
    const Items after = before.spliced(400, 402, {gap(2000, 3)});
    CHECK(common_prefix(before, after) == 400);
    CHECK(common_suffix(before, after, 400) == 598);
    CHECK(common_prefix(before, before) == 1000);
}
