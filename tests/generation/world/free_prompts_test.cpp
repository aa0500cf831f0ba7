#include "generation/world/free_prompts.hpp"
#include "generation/world/parse.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::generation::world;
using Catch::Matchers::Contains;

namespace {

std::string said(const Slots& slots, Axis axis)
{
    return slots.has(axis) ? std::string(name(axis, slots[axis])) : "nothing";
}

/// Reads every second prompt, from the first (0) or the second (1); misses become messages.
Agreement measured(std::size_t first)
{
    const auto& prompts = the_free_prompts();
    Agreement sum;
    for (std::size_t i = first; i < prompts.size(); i += 2) {
        const Slots& marked = prompts[i].slots;
        const Slots read = parse_prompt(prompts[i].text, World::v1).slots;
        sum += agreement(marked, read);
        std::string misses;
        for (int a = 0; a < axis_count; ++a) {
            const auto axis = static_cast<Axis>(a);
            if ((marked.has(axis) || claims(marked, read, axis)) && marked[axis] != read[axis]) {
                misses += "\n    " + std::string(name(axis)) + ": " + said(read, axis) + " for " +
                          said(marked, axis);
            }
        }
        if (!misses.empty()) {
            UNSCOPED_INFO(i + 1 << ": " << prompts[i].text << misses);
        }
    }
    UNSCOPED_INFO("recall " << sum.recall() << " (" << sum.right << " of " << sum.marked
                            << "), precision " << sum.precision() << " (of " << sum.claimed << ")");
    return sum;
}

} // namespace

TEST_CASE("free prompts are read with their marks", "[world][free]")
{
    const auto prompts = read_free_prompts("# a comment\n\n"
                                           "  a dog | kind=dog \r\n"
                                           "left | right | direction=left, count = two\n"
                                           "a fox |");
    REQUIRE(prompts.size() == 3);
    CHECK(prompts[0].text == "a dog");
    CHECK(prompts[0].slots[Axis::kind] == static_cast<int>(Kind::dog));
    CHECK(prompts[1].text == "left | right");
    CHECK(prompts[1].slots[Axis::count] == 2);
    CHECK(prompts[2].slots == Slots());
    CHECK(read_free_prompts("").empty());
    CHECK(the_free_prompts().size() == 200);
}

TEST_CASE("a malformed free prompt is refused with its line", "[world][free]")
{
    const auto refused = [](const std::string& line, const std::string& what) {
        INFO(line);
        CHECK_THROWS_WITH(read_free_prompts("a dog | kind=dog\n" + line),
                          Contains("line 2") && Contains(what));
    };
    refused("a cat", "need a |");
    refused("| kind=cat", "no prompt");
    refused("a cat | kind", "needs a =");
    refused("a cat | kind=cat,, count=one", "needs a =");
    refused("a cat | sort=cat", "no axis sort");
    refused("a cat | kind=gnu", "kind has no value gnu");
    refused("a cat | kind=", "kind has no value");
    refused("a cat | kind=cat, kind=dog", "marked twice");
}

TEST_CASE("a reading is compared slot by slot, and what follows from other slots is no claim",
          "[world][free]")
{
    const Slots marked =
        read_free_prompts("x | kind=dog, count=two, move=static, time=dusk")[0].slots;
    Slots read = read_free_prompts("x | kind=dog, count=two, move=static, time=night")[0].slots;
    Agreement found = agreement(marked, read);
    CHECK(found.marked == 4);
    CHECK(found.claimed == 4);
    CHECK(found.right == 3);
    read.set(Axis::second_kind, static_cast<int>(Kind::dog));
    read.set(Axis::way, 1);
    CHECK(agreement(marked, read).claimed == 4);
    read.set(Axis::second_kind, static_cast<int>(Kind::cat));
    read.set(Axis::way, 2);
    CHECK(agreement(marked, read).claimed == 6);
    found += found;
    CHECK(found.recall() == Approx(0.75));
    CHECK(found.precision() == Approx(0.75));
    CHECK(Agreement().recall() == Approx(1));
}

// The misses of the odd prompts guided the parser; those of the even ones were not looked at. But
// one author wrote all prompts and then the words of the lexicon, some with even ones in mind: the
// second figures flatter, and only prompts of others can say by how much.
// As first read on 2026-11-29, and after:
//   odd  recall 0.850, precision 0.794, then 0.959 and 0.900
//   even recall 0.818, precision 0.775, then 0.949 and 0.860
TEST_CASE("the slots of free prompts are found", "[world][free]")
{
    const Agreement odd = measured(0);
    CHECK(odd.recall() >= 0.93);
    CHECK(odd.precision() >= 0.87);
}

TEST_CASE("the slots of free prompts that are only measured are found", "[world][free]")
{
    const Agreement even = measured(1);
    CHECK(even.recall() >= 0.925);
    CHECK(even.precision() >= 0.84);
}
