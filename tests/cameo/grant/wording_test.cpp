#include "cameo/grant/wording.hpp"

#include <catch2/catch.hpp>

#include <random>

using rushlight::cameo::Wording;

namespace {

struct Row {
    const char* text;
    const char* term;
};

} // namespace

TEST_CASE("a term is found whatever its case, accents, plural or form", "[cameo][wording]")
{
    const Row row = GENERATE(values<Row>({
        {"a red DRAGON", "dragon"},
        {"Dragons!", "dragon"},
        {"one dragon's egg", "Dragons"},
        {"un café", "CAFE"},
        {"cafe\xcc\x81", "caf\xc3\xa9"}, // decomposed against composed
        {"Đavao i mačka", "davao"},
        {"die große Straße", "strasse"},
        {"knives on a table", "knife"},
        {"wolves", "wolf"},
        {"two boxes", "box"},
        {"cherries", "cherry"},
        {"the children play", "child"},
        {"firemen", "fireman"},
        {"he is fighting", "fight"},
        {"they fought", "fight"},
        {"he stopped", "stop"},
        {"running fast", "run"},
        {"they ran", "running"},
        {"dancing", "dance"},
        {"she carried it", "carry"},
        {"a machine-gun", "machine gun"},
        {"a machine  gun", "machine-guns"},
        {"dra\xe2\x80\x8bgon", "dragon"}, // zero-width space
        {"dr\xd0\xb0gon", "dragon"},      // Cyrillic a
        {"ｄｒａｇｏｎ", "dragon"},       // full width
        {"拿着枪的人", "枪"},
        {"a \xf0\x9f\x94\xab toy", "\xf0\x9f\x94\xab"},
        {"МАТЬ и дочь", "мать"},
        {"Ἀθήνα ή ΑΘΉΝΑ", "αθηνα"},
        {"dragon\xff", "dragon"}, // not UTF-8 after it
    }));
    CAPTURE(row.text, row.term);
    CHECK(Wording(row.text).contains(row.term));
}

TEST_CASE("a term is not found inside another word or scattered", "[cameo][wording]")
{
    const Row row = GENERATE(values<Row>({
        {"a dragonfly", "dragon"},
        {"the scar", "car"},
        {"carpet", "car"},
        {"a gun and a machine", "machine gun"},
        {"therapist", "rape"},
        {"grapes", "rape"},
        {"a boat", ""},
        {"", "boat"},
        {"a boat", " -, "},
        {"the class", "clas"},
    }));
    CAPTURE(row.text, row.term);
    CHECK_FALSE(Wording(row.text).contains(row.term));
}

TEST_CASE("any bytes can be a text", "[cameo][wording]")
{
    std::mt19937 random(2);
    for (int round = 0; round < 3000; ++round) {
        std::string text(random() % 64, ' ');
        for (char& c : text) {
            c = static_cast<char>(random());
        }
        CHECK_FALSE(Wording(text).contains("dragon"));
    }
}
