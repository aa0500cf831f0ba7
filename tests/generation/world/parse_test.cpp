#include "generation/world/parse.hpp"
#include "generation/world/random.hpp"
#include "generation/world/splits.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace rushlight::generation::world;

namespace {

using Marked = std::map<Axis, std::string>;

/// Free-form prompts of people, with what each states.
const std::vector<std::pair<std::string, Marked>> prompts{
    {"A red robot walks left through the rain.",
     {{Axis::kind, "robot"},
      {Axis::colour, "red"},
      {Axis::action, "walk"},
      {Axis::direction, "left"},
      {Axis::weather, "rain"}}},
    {"WS, low angle: a knight walks left. Slow push-in. Dusk, rain.",
     {{Axis::shot, "wide"},
      {Axis::angle, "low"},
      {Axis::kind, "person"},
      {Axis::action, "walk"},
      {Axis::direction, "left"},
      {Axis::move, "dolly"},
      {Axis::way, "forward"},
      {Axis::time, "dusk"},
      {Axis::weather, "rain"}}},
    {"close up of a dog, pencil sketch",
     {{Axis::shot, "close"}, {Axis::kind, "dog"}, {Axis::style, "pencil"}}},
    {"the cat is black and it jumps",
     {{Axis::kind, "cat"}, {Axis::colour, "black"}, {Axis::action, "jump"}}},
    {"a dog behind a blue car",
     {{Axis::kind, "dog"},
      {Axis::second_kind, "car"},
      {Axis::second_colour, "blue"},
      {Axis::relation, "in_front_of"}}},
    {"A yellow ball with a green balloon to its left",
     {{Axis::kind, "ball"},
      {Axis::colour, "yellow"},
      {Axis::second_kind, "balloon"},
      {Axis::second_colour, "green"},
      {Axis::relation, "left_of"}}},
    {"two rabbits in a meadow at dawn",
     {{Axis::kind, "rabbit"}, {Axis::count, "two"}, {Axis::place, "meadow"}, {Axis::time, "dawn"}}},
    {"girl waving at us, snow is falling, night",
     {{Axis::kind, "child"},
      {Axis::action, "wave"},
      {Axis::weather, "snow"},
      {Axis::time, "night"}}},
    {"an old woman strolls along the seaside, the camera pans to the right",
     {{Axis::kind, "person"},
      {Axis::action, "walk"},
      {Axis::place, "beach"},
      {Axis::move, "pan"},
      {Axis::way, "forward"}}},
    {"zoom out from a white lantern in a foggy forest",
     {{Axis::move, "zoom"},
      {Axis::way, "backward"},
      {Axis::kind, "lantern"},
      {Axis::colour, "white"},
      {Axis::weather, "fog"},
      {Axis::place, "forest"}}},
    {"handheld shot: a horse gallops away into the distance",
     {{Axis::move, "handheld"},
      {Axis::kind, "horse"},
      {Axis::action, "run"},
      {Axis::direction, "away"}}},
    {"An orange cat. Medium shot. Watercolor.",
     {{Axis::colour, "orange"},
      {Axis::kind, "cat"},
      {Axis::shot, "medium"},
      {Axis::style, "watercolour"}}},
    {"bird flying over the desert at sunset",
     {{Axis::kind, "bird"}, {Axis::action, "fly"}, {Axis::place, "desert"}, {Axis::time, "dusk"}}},
    {"yacht sails to the right, golden hour",
     {{Axis::kind, "boat"},
      {Axis::action, "drive"},
      {Axis::direction, "right"},
      {Axis::time, "golden_hour"}}},
    {"Camera orbits left around a spinning dancer indoors",
     {{Axis::move, "orbit"},
      {Axis::way, "backward"},
      {Axis::kind, "person"},
      {Axis::action, "spin"},
      {Axis::place, "room"}}},
    {"pink taxi driving down a city street at midnight, seen from above",
     {{Axis::kind, "car"},
      {Axis::colour, "pink"},
      {Axis::action, "drive"},
      {Axis::place, "street"},
      {Axis::time, "night"},
      {Axis::angle, "high"}}},
    {"a boy runs towards the camera, no rain",
     {{Axis::kind, "child"}, {Axis::action, "run"}, {Axis::direction, "toward"}}},
    {"purple beach ball bounces on the sand, static shot",
     {{Axis::kind, "ball"},
      {Axis::colour, "purple"},
      {Axis::action, "bounce"},
      {Axis::move, "static"}}},
    {"mountain pass, cloudy, a grey donkey stands still",
     {{Axis::place, "mountains"},
      {Axis::weather, "overcast"},
      {Axis::colour, "grey"},
      {Axis::kind, "horse"},
      {Axis::action, "stand"}}},
    {"teal bunny hopping in the snowy hills, marker drawing",
     {{Axis::kind, "rabbit"},
      {Axis::colour, "teal"},
      {Axis::action, "jump"},
      {Axis::place, "snow"},
      {Axis::style, "marker"}}},
    {"The camera follows a man who walks right while it rains",
     {{Axis::move, "follow"},
      {Axis::kind, "person"},
      {Axis::action, "walk"},
      {Axis::direction, "right"},
      {Axis::weather, "rain"}}},
    {"crane up, a robot dances on a city street",
     {{Axis::move, "crane"},
      {Axis::way, "forward"},
      {Axis::kind, "robot"},
      {Axis::action, "dance"},
      {Axis::place, "street"}}},
    {"brown hors runs leftwards, wide shoot",
     {{Axis::kind, "horse"},
      {Axis::colour, "brown"},
      {Axis::action, "run"},
      {Axis::direction, "left"},
      {Axis::shot, "wide"}}},
    {"flat cartoon of a blue hot air balloon floating above green fields at noon",
     {{Axis::style, "flat"},
      {Axis::colour, "blue"},
      {Axis::kind, "balloon"},
      {Axis::action, "fly"},
      {Axis::time, "noon"},
      {Axis::place, "meadow"}}},
    {"tilt down to a child in front of a lantern",
     {{Axis::move, "tilt"},
      {Axis::way, "backward"},
      {Axis::kind, "child"},
      {Axis::second_kind, "lantern"},
      {Axis::relation, "behind"}}},
};

} // namespace

TEST_CASE("reading a caption gives back at least 95 % of what it states, on every axis",
          "[world][parse]")
{
    const auto world = GENERATE(World::v0, World::v1);
    std::map<Axis, std::pair<int, int>> right;
    for (std::uint64_t i = 0; i < 1500; ++i) {
        const Scene scene = sample_scene(test_seeds.first + i, world);
        const Caption caption = write_caption(scene, i, static_cast<Density>(i % 3));
        const Slots read = parse_prompt(caption.text, world).slots;
        for (int a = 0; a < axis_count; ++a) {
            const auto axis = static_cast<Axis>(a);
            if (caption.slots.has(axis)) {
                auto& [good, all] = right[axis];
                good += read[axis] == caption.slots[axis] ? 1 : 0;
                ++all;
            }
        }
    }
    CHECK(right.size() == (world == World::v0 ? axis_count - 2 : axis_count));
    for (const auto& [axis, counts] : right) {
        INFO(std::string(name(axis)) << " " << counts.first << " of " << counts.second);
        CHECK(counts.first >= 0.95 * counts.second);
    }
}

TEST_CASE("prompts as people write them are understood", "[world][parse]")
{
    int all = 0;
    int right = 0;
    for (const auto& [text, marks] : prompts) {
        const Slots slots = parse_prompt(text).slots;
        for (const auto& [axis, wanted] : marks) {
            ++all;
            const bool good = slots.has(axis) && name(axis, slots[axis]) == wanted;
            right += good ? 1 : 0;
            if (!good) {
                UNSCOPED_INFO(text << ": " << std::string(name(axis)) << " should be " << wanted);
            }
        }
    }
    CHECK(prompts.size() >= 25);
    CHECK(right >= 0.95 * all);
}

TEST_CASE("what is denied is not taken", "[world][parse]")
{
    const Parsed parsed = parse_prompt("a cat on a street without rain, no dog");
    CHECK_FALSE(parsed.slots.has(Axis::weather));
    CHECK_FALSE(parsed.slots.has(Axis::second_kind));
}

TEST_CASE("what is denied stays denied through its colour and through or", "[world][parse]")
{
    CHECK_FALSE(parse_prompt("a forest, no red dog").slots.has(Axis::kind));
    CHECK_FALSE(parse_prompt("a forest, no dogs or cats").slots.has(Axis::kind));
    CHECK(parse_prompt("no dog, a cat").slots[Axis::kind] == static_cast<int>(Kind::cat));
}

TEST_CASE("what is named again with an article is the same thing", "[world][parse]")
{
    const Parsed parsed = parse_prompt("A dog and a cat. The dog jumps.", World::v1);
    CHECK(parsed.slots[Axis::count] == 2);
    CHECK(parsed.slots[Axis::action] == static_cast<int>(Action::jump));
    CHECK(parse_prompt("A dog. A dog.", World::v1).slots[Axis::count] == 2);
}

TEST_CASE("a number belongs to the thing that it stands before", "[world][parse]")
{
    const Parsed parsed = parse_prompt("two red dogs and a cat", World::v1);
    CHECK(parsed.slots[Axis::kind] == static_cast<int>(Kind::dog));
    CHECK(parsed.slots[Axis::second_kind] == static_cast<int>(Kind::cat));
    CHECK(parsed.slots[Axis::count] == 3);
    CHECK(parsed.others == std::vector<Other>{{static_cast<int>(Kind::dog), 0}});
    CHECK(parse_prompt("a dog waits two minutes", World::v1).slots[Axis::count] == 1);
    CHECK(parse_prompt("dogs, three of them", World::v1).slots[Axis::count] == 3);
    CHECK(parse_prompt("four dogs and four cats", World::v1).slots[Axis::count] == 4);
}

TEST_CASE("a relation holds between the first and the second, and no other", "[world][parse]")
{
    const auto relation = [](const char* text) {
        const Slots slots = parse_prompt(text, World::v1).slots;
        return slots.has(Axis::relation) ? std::string(name(Axis::relation, slots[Axis::relation]))
                                         : std::string("none");
    };
    CHECK(relation("A table with a cup on it.") == "on");
    CHECK(relation("A man and a dog in front of a row of shops.") == "none");
    CHECK(relation("A woman. A car behind her.") == "behind");
    CHECK(relation("A man, a phone, a bus behind him.") == "none");
    CHECK(relation("A man looks at a cup, mountains behind.") == "none");
    CHECK(relation("A cat sits on a chair.") == "on");
}

TEST_CASE("words about the camera and words about others leave the subject alone", "[world][parse]")
{
    CHECK_FALSE(parse_prompt("We fly over the forest. A dog.").slots.has(Axis::action));
    CHECK_FALSE(
        parse_prompt("A girl sits, a ball rolls into frame.", World::v1).slots.has(Axis::passage));
    CHECK_FALSE(parse_prompt("A boy, a train goes left.").slots.has(Axis::direction));
    CHECK_FALSE(parse_prompt("A dog, a frightened man.", World::v1).slots.has(Axis::expression));
    CHECK_FALSE(parse_prompt("A dog in a gloomy street.", World::v1).slots.has(Axis::expression));
    CHECK_FALSE(parse_prompt("A dog before a blue door.").slots.has(Axis::colour));
    CHECK_FALSE(parse_prompt("A bell sits there.", World::v1).slots.has(Axis::action));
    const Slots wide = parse_prompt("A man stands close, a bird flies overhead.").slots;
    CHECK_FALSE(wide.has(Axis::shot));
    CHECK_FALSE(wide.has(Axis::angle));
}

TEST_CASE("who is given something is the second, and clothes colour their wearer", "[world][parse]")
{
    const Slots given = parse_prompt("A girl hands a flower to a robot.", World::v1).slots;
    CHECK(given[Axis::action] == static_cast<int>(Action::hand_over));
    CHECK(given[Axis::second_kind] == static_cast<int>(Kind::robot));
    const Slots worn = parse_prompt("A man throws a ball, blue shirt.", World::v1).slots;
    CHECK(worn[Axis::colour] == static_cast<int>(ColourName::blue));
    CHECK_FALSE(worn.has(Axis::second_colour));
}

TEST_CASE("a pronoun alone is a person, unless somebody is called by name", "[world][parse]")
{
    CHECK(parse_prompt("She turns.").slots[Axis::kind] == static_cast<int>(Kind::person));
    CHECK_FALSE(parse_prompt("@rex runs, he barks.").slots.has(Axis::kind));
    CHECK_FALSE(parse_prompt("It turns.").slots.has(Axis::kind));
}

TEST_CASE("who enters from the left goes to the right", "[world][parse]")
{
    for (const char* text : {"A dog enters from the left.", "A dog enters frame left."}) {
        const Slots slots = parse_prompt(text, World::v1).slots;
        INFO(text);
        CHECK(slots[Axis::passage] == static_cast<int>(Passage::enters));
        CHECK(slots[Axis::direction] == static_cast<int>(Direction::right));
    }
}

TEST_CASE("the grounding report names stand-ins and what was not understood", "[world][parse]")
{
    const auto lines = parse_prompt("a melancholic dragon flies").grounding;
    const auto has = [&](const std::string& part) {
        return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.find(part) != std::string::npos;
        });
    };
    CHECK(has("not understood: melancholic"));
    CHECK(has("dragon: drawn as"));
    CHECK(parse_prompt("a red dog").grounding.empty());
}

TEST_CASE("a completed scene keeps what was said and draws only what is drawn", "[world][parse]")
{
    for (const auto& [text, marks] : prompts) {
        const Parsed parsed = parse_prompt(text);
        const Scene scene = complete(parsed, 3);
        const Slots truth = slots_of(scene);
        for (int a = 0; a < axis_count; ++a) {
            const auto axis = static_cast<Axis>(a);
            if (truth.has(axis)) {
                REQUIRE(drawn(World::v0, axis, truth[axis]));
            }
            // Actions may be impossible for a kind; weather is not seen indoors.
            if (parsed.slots.has(axis) && axis != Axis::action && truth.has(axis)) {
                INFO(text << ": " << std::string(name(axis)));
                CHECK(truth[axis] == nearest_drawn(World::v0, axis, parsed.slots[axis]));
            }
        }
        CHECK(complete(parsed, 3) == scene);
        CHECK_FALSE(complete(parsed, 4) == scene);
    }
}

TEST_CASE("a dense caption reads back as the scene that it describes", "[world][parse]")
{
    const auto world = GENERATE(World::v0, World::v1);
    for (std::uint64_t i = 0; i < 600; ++i) {
        const Scene scene = sample_scene(i, world);
        const std::string text = dense_caption(scene);
        INFO(text);
        const Parsed parsed = parse_prompt(text, world);
        REQUIRE(parsed.slots == slots_of(scene));
        REQUIRE(parsed.others.size() == std::max<std::size_t>(scene.entities.size(), 2) - 2);
        CHECK(parsed.grounding.empty());
    }
}

TEST_CASE("no bytes make the parser or the completer fail", "[world][parse]")
{
    Random random(9);
    const std::vector<std::string> seeds{
        "a red dog walks left, zoom in", "no no without not", "left of behind camera pans"};
    for (int round = 0; round < 300; ++round) {
        std::string text = seeds[static_cast<std::size_t>(random.below(3))];
        for (int k = random.below(12); k >= 0; --k) {
            text.insert(static_cast<std::size_t>(random.below(static_cast<int>(text.size() + 1))),
                        1,
                        static_cast<char>(random.below(256)));
        }
        for (const World world : {World::v0, World::v1}) {
            const Scene scene =
                complete(parse_prompt(text, world), static_cast<std::uint64_t>(round), world);
            REQUIRE_FALSE(scene.entities.empty());
        }
    }
    CHECK(parse_prompt("").slots == Slots());
    CHECK(parse_prompt(std::string(200000, '\xff')).grounding.size() <= 40);
    CHECK_FALSE(complete(parse_prompt(std::string("\0\0", 2)), 1).entities.empty());
}
