#include "generation/world/roles.hpp"

#include <initializer_list>

namespace rushlight::generation::world {

namespace {

// Numbers in Genome::hat, headwear and pattern (render/hair.cpp, render/wardrobe.hpp).
enum Hat : std::uint8_t { bare, cap, top_hat, beanie, crown };

enum Headwear : std::uint8_t { none, straw_hat, helmet, witch_hat, hood, bow };

enum Cut : std::uint8_t {
    plain,
    stripes,
    dots,
    coat,
    dress,
    overalls,
    hooded,
    apron,
    suit,
    jersey,
    cape,
    waistcoat,
    poncho
};

struct Role {
    std::initializer_list<std::string_view> words;
    Hat hat;
    Headwear headwear;
    Cut cut;
};

const Role roles[] = {
    {{"knight", "guard", "viking", "samurai"}, bare, helmet, cape},
    {{"soldier", "policeman", "police officer", "officer"}, cap, none, suit},
    {{"firefighter", "worker", "miner"}, bare, helmet, overalls},
    {{"astronaut", "pilot", "cyclist", "driver"}, bare, helmet, overalls},
    {{"king", "prince"}, crown, none, cape},
    {{"queen", "princess"}, crown, none, dress},
    {{"wizard"}, bare, witch_hat, cape},
    {{"witch"}, bare, witch_hat, dress},
    {{"magician"}, top_hat, none, cape},
    {{"detective", "detectives", "spy"}, top_hat, none, coat},
    {{"gentleman", "groom"}, top_hat, none, suit},
    {{"sailor", "captain"}, cap, none, stripes},
    {{"pirate"}, bare, none, stripes},
    {{"farmer", "gardener"}, bare, straw_hat, overalls},
    {{"cowboy", "rider"}, bare, straw_hat, poncho},
    {{"fisherman", "shepherd", "tourist", "hiker"}, bare, straw_hat, coat},
    {{"chef", "cook", "baker", "waiter", "barista"}, bare, none, apron},
    {{"doctor", "scientist", "nurse"}, bare, none, coat},
    {{"businessman", "lawyer", "judge", "boss", "businesswoman"}, bare, none, suit},
    {{"thief", "burglar", "ninja", "monk", "ghost"}, bare, hood, hooded},
    {{"superhero", "hero", "heroine", "vampire"}, bare, none, cape},
    {{"runner", "boxer", "skater"}, bare, none, jersey},
    {{"clown"}, bare, bow, dots},
    {{"dancer", "bride", "actress", "fairy"}, bare, bow, dress},
};

bool one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    for (const std::string_view one : words) {
        if (word == one) {
            return true;
        }
    }
    return false;
}

bool is_woman(std::string_view word)
{
    return one_of(word,
                  {"woman",       "women",  "lady",      "girl",        "girls", "mother",
                   "mum",         "mom",    "wife",      "daughter",    "queen", "princess",
                   "heroine",     "witch",  "actress",   "schoolgirl",  "bride", "businesswoman",
                   "grandmother", "granny", "old woman", "young woman", "fairy", "mermaid"});
}

bool is_man(std::string_view word)
{
    return one_of(word, {"man",     "men",    "guy",       "gentleman",   "boy",         "boys",
                         "father",  "dad",    "husband",   "son",         "king",        "prince",
                         "wizard",  "groom",  "fisherman", "businessman", "grandfather", "grandpa",
                         "old man", "cowboy", "schoolboy", "young man",   "policeman",   "monk"});
}

} // namespace

void dress_as(std::string_view word, Genome& genome)
{
    if (word.empty()) {
        return;
    }
    for (const Role& role : roles) {
        if (one_of(word, role.words)) {
            genome.hat = role.hat;
            genome.headwear = role.headwear;
            genome.pattern = role.cut;
            genome.held = 0;
            genome.bag = false;
        }
    }
    if (is_woman(word)) {
        constexpr std::uint8_t long_hair[] = {2, 3, 4, 5, 7, 8};
        genome.hair = long_hair[genome.hair % 6];
        genome.beard = false;
    } else if (is_man(word)) {
        constexpr std::uint8_t short_hair[] = {0, 1, 6, 9};
        genome.hair = short_hair[genome.hair % 4];
        if (genome.headwear == bow) {
            genome.headwear = none;
        }
        if (genome.pattern == dress) {
            genome.pattern = waistcoat;
        }
    }
    if (one_of(word, {"wizard", "king", "grandfather", "grandpa", "old man", "pirate", "viking"})) {
        genome.beard = true;
    }
    if (one_of(word, {"boy", "boys", "schoolboy", "son", "child", "kid", "children"})) {
        genome.beard = false;
    }
    if (one_of(word, {"teacher", "scientist", "professor", "student", "granny", "grandmother"})) {
        genome.glasses = true;
    }
}

} // namespace rushlight::generation::world
