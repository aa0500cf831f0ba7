#include "generation/world/random.hpp"
#include "generation/world/words.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rushlight::generation::world;

TEST_CASE("synonyms, plurals and endings share a token", "[world][words]")
{
    const auto dog = tokenize("dog");
    REQUIRE(dog.size() == 2);
    CHECK(dog[0] == start_token);
    for (const char* word : {"Dogs", "puppy", "PUPPIES", "dog's", "the hound", "doggs", "dög"}) {
        INFO(word);
        const auto tokens = tokenize(word);
        CHECK(tokens.at(1) == dog[1]);
    }
    CHECK(tokenize("walking") == tokenize("walks"));
    CHECK(tokenize("push-in") == tokenize("Dolly in"));
    CHECK(tokenize("2 dogs") == tokenize("two dogs"));
}

TEST_CASE("tokens are stable", "[world][words]")
{
    CHECK(tokenize("person") == std::vector<int>{1, 100});
    CHECK(tokenize("red dog") == std::vector<int>{1, 300, 103});
    CHECK(tokenize("a meadow, at night") == std::vector<int>{1, 600, stop_token, 745});
}

TEST_CASE("spelling is forgiven to two letters and no further", "[world][words]")
{
    CHECK(tokenize("ballon") == tokenize("balloon"));
    CHECK(tokenize("mountians") == tokenize("mountains"));
    const auto unknown = tokenize("qwzxkv");
    REQUIRE(unknown.size() > 1);
    CHECK(unknown[1] >= concept_tokens);
    CHECK(unknown[1] < token_count);
}

TEST_CASE("a misspelt word of a phrase is mended before the phrase is looked for", "[world][words]")
{
    CHECK(tokenize("low agle") == tokenize("low angle"));
    const auto words = understand("low agle");
    REQUIRE(words.size() == 1);
    CHECK(words[0].corrected);
    CHECK(words[0].surface == "low agle");
}

TEST_CASE("a word that is spelt right is never taken for another", "[world][words]")
{
    for (const char* text : {"swings", "opposite", "rears", "the corner", "fence", "nothing"}) {
        INFO(text);
        for (const Word& word : understand(text)) {
            CHECK_FALSE(word.corrected);
        }
    }
    REQUIRE(understand("it rears").back().known == false);
}

TEST_CASE("dashes end clauses, and abbreviations and curved marks are read", "[world][words]")
{
    CHECK(understand("a dog - night").back().clause == 1);
    CHECK(understand("a dog \u2014 night").back().clause == 1);
    CHECK(understand("push-in").back().clause == 0);
    CHECK(tokenize("C.U.") == tokenize("CU"));
    CHECK(tokenize("the dog\u2019s hat") == tokenize("the dog's hat"));
    CHECK(tokenize("2d") != tokenize("two"));
}

TEST_CASE("the longest phrase wins", "[world][words]")
{
    CHECK(tokenize("golden hour") != tokenize("golden"));
    CHECK(tokenize("to the left of") != tokenize("to the left"));
    CHECK(tokenize("pencil storyboard") == tokenize("pencil"));
}

TEST_CASE("a cast member's handle is not read as a word", "[world][words]")
{
    CHECK(tokenize("@red_dog, a blue cat") == tokenize(", a blue cat"));
    CHECK(understand("@wick-2").empty());
}

TEST_CASE("the lexicon knows at least 1,500 words and phrases", "[world][words]")
{
    CHECK(known_surfaces() >= 1500);
}

TEST_CASE("any bytes make at most the tokens asked for, all in range", "[world][words]")
{
    Random random(5);
    for (int round = 0; round < 400; ++round) {
        std::string text(static_cast<std::size_t>(random.below(300)), ' ');
        for (char& c : text) {
            c = static_cast<char>(random.below(256));
        }
        const auto tokens = tokenize(text);
        REQUIRE(tokens.size() <= 64);
        REQUIRE(std::all_of(
            tokens.begin(), tokens.end(), [](int t) { return t > 0 && t < token_count; }));
    }
    CHECK(tokenize("").size() == 1);
    CHECK(tokenize(std::string(1000000, 'a')).size() <= 64);
    CHECK(tokenize("red dog", 0).size() == 1);
    CHECK(tokenize("red dog", 2).size() == 2);
}
