#include "cameo/grant/wording.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace rushlight::cameo {

namespace {

/// Base letters of U+00C0 … U+024F and U+1E00 … U+1EFF by Unicode's decompositions; '*' stands for
/// one of `ligatures`, '-' for a letter that stays as it is.
constexpr std::string_view latin_extended =
    "aaaaaa*ceeeeiiiidnooooo-ouuuuy**aaaaaa*ceeeeiiiidnooooo-ouuuuy*yaaaaaaccccccccddddeeeeeeeeee"
    "gggggggghhhhiiiiiiiiii**jjkk-llllllllllnnnnnn-nnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyy"
    "zzzzzzs--------------------------------oo-------------uu-------------------*********aaiioouu"
    "uuuuuuuu-aaaa----ggkkoooo--j***gg--nnaa----aaaaeeeeiiiioooorrrruuuusstt--hh------aaeeoooooooo"
    "yy----------------------------";
constexpr std::string_view latin_additional =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrr"
    "rrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy-s--*-aaaaaaaaaaaaaaaaaaaaaaaaee"
    "eeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy------";
static_assert(latin_extended.size() == 0x250 - 0xc0 && latin_additional.size() == 0x100);

constexpr std::array<std::pair<char32_t, std::string_view>, 21> ligatures{{
    {0xc6, "ae"},  {0xde, "th"},  {0xdf, "ss"},   {0xe6, "ae"},  {0xfe, "th"},  {0x132, "ij"},
    {0x133, "ij"}, {0x152, "oe"}, {0x153, "oe"},  {0x1c4, "dz"}, {0x1c5, "dz"}, {0x1c6, "dz"},
    {0x1c7, "lj"}, {0x1c8, "lj"}, {0x1c9, "lj"},  {0x1ca, "nj"}, {0x1cb, "nj"}, {0x1cc, "nj"},
    {0x1f1, "dz"}, {0x1f2, "dz"}, {0x1e9e, "ss"},
}};

/// Greek and Cyrillic letters (small, without accents) that look like Latin ones.
constexpr std::array<std::pair<char32_t, char>, 16> look_alikes{{
    {0x3b1, 'a'},
    {0x3b9, 'i'},
    {0x3bd, 'v'},
    {0x3bf, 'o'},
    {0x3c1, 'p'},
    {0x430, 'a'},
    {0x435, 'e'},
    {0x43e, 'o'},
    {0x440, 'p'},
    {0x441, 'c'},
    {0x443, 'y'},
    {0x445, 'x'},
    {0x451, 'e'},
    {0x455, 's'},
    {0x456, 'i'},
    {0x458, 'j'},
}};

/// Greek letters with an accent → without, small.
constexpr std::array<std::pair<char32_t, char32_t>, 15> greek_accents{{
    {0x386, 0x3b1},
    {0x388, 0x3b5},
    {0x389, 0x3b7},
    {0x38a, 0x3b9},
    {0x38c, 0x3bf},
    {0x38e, 0x3c5},
    {0x38f, 0x3c9},
    {0x3ac, 0x3b1},
    {0x3ad, 0x3b5},
    {0x3ae, 0x3b7},
    {0x3af, 0x3b9},
    {0x3cc, 0x3bf},
    {0x3cd, 0x3c5},
    {0x3ce, 0x3c9},
    {0x3c2, 0x3c3},
}};

/// Past and other forms that no rule gives → the plain form.
constexpr std::array<std::pair<std::string_view, std::string_view>, 66> irregular{{
    {"ate", "eat"},       {"beaten", "beat"},   {"bit", "bite"},     {"bitten", "bite"},
    {"bled", "bleed"},    {"broke", "break"},   {"broken", "break"}, {"brought", "bring"},
    {"built", "build"},   {"bought", "buy"},    {"caught", "catch"}, {"children", "child"},
    {"drank", "drink"},   {"drawn", "draw"},    {"drew", "draw"},    {"driven", "drive"},
    {"drove", "drive"},   {"drunk", "drink"},   {"dying", "die"},    {"eaten", "eat"},
    {"fallen", "fall"},   {"feet", "foot"},     {"fell", "fall"},    {"flew", "fly"},
    {"flown", "fly"},     {"fought", "fight"},  {"geese", "goose"},  {"gone", "go"},
    {"held", "hold"},     {"hid", "hide"},      {"hidden", "hide"},  {"knelt", "kneel"},
    {"left", "leave"},    {"lying", "lie"},     {"men", "man"},      {"mice", "mouse"},
    {"oxen", "ox"},       {"people", "person"}, {"ran", "run"},      {"ridden", "ride"},
    {"rode", "ride"},     {"sang", "sing"},     {"sank", "sink"},    {"sat", "sit"},
    {"shot", "shoot"},    {"slept", "sleep"},   {"slid", "slide"},   {"spoke", "speak"},
    {"spoken", "speak"},  {"stole", "steal"},   {"stolen", "steal"}, {"stood", "stand"},
    {"struck", "strike"}, {"sung", "sing"},     {"swam", "swim"},    {"swum", "swim"},
    {"swung", "swing"},   {"teeth", "tooth"},   {"threw", "throw"},  {"thrown", "throw"},
    {"torn", "tear"},     {"tying", "tie"},     {"went", "go"},      {"wept", "weep"},
    {"women", "woman"},   {"wore", "wear"},
}};

template <class Table, class Key>
auto look_up(const Table& table, const Key& key)
{
    const auto found = std::ranges::find(table, key, [](const auto& row) { return row.first; });
    using Result = std::optional<std::remove_cvref_t<decltype(found->second)>>;
    return found == table.end() ? Result() : Result(found->second);
}

/// Decodes one character; nothing for a byte that is not UTF-8. Moves `at` on.
std::optional<char32_t> next_character(std::string_view text, std::size_t& at)
{
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint8_t>(text[i]);
    };
    const std::uint8_t first = byte(at++);
    const int more = first < 0x80             ? 0
                     : (first & 0xe0) == 0xc0 ? 1
                     : (first & 0xf0) == 0xe0 ? 2
                     : (first & 0xf8) == 0xf0 ? 3
                                              : -1;
    if (more < 0) {
        return std::nullopt;
    }
    char32_t character = more == 0 ? first : first & (0x3fU >> more);
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (byte(at) & 0xc0) != 0x80) {
            return std::nullopt;
        }
        character = character << 6 | (byte(at++) & 0x3fU);
    }
    return character;
}

void append_utf8(std::string& out, char32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr std::array<std::uint8_t, 4> lead{0, 0xc0, 0xe0, 0xf0};
    out += static_cast<char>(lead.at(static_cast<std::size_t>(more)) | (c >> (6 * more)));
    for (int i = more - 1; i >= 0; --i) {
        out += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3f));
    }
}

bool is_invisible(char32_t c)
{
    return c == 0xad || c == 0x34f || (c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x1ab0 && c <= 0x1aff) ||
           (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
           (c >= 0xe0000 && c <= 0xe0fff);
}

bool is_word_of_its_own(char32_t c)
{
    return (c >= 0xe00 && c <= 0xeff) || (c >= 0x1000 && c <= 0x109f) ||
           (c >= 0x1780 && c <= 0x17ff) || (c >= 0x2600 && c <= 0x27bf) ||
           (c >= 0x2e80 && c <= 0x2fff) || (c >= 0x3005 && c <= 0xd7af) ||
           (c >= 0xf900 && c <= 0xfaff) || c >= 0x1f000;
}

bool is_letter(char32_t c)
{
    if (c < 0x80) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }
    return c >= 0xc0 && c != 0xd7 && c != 0xf7 && (c < 0x2000 || c > 0x2bff) &&
           (c < 0x3000 || c > 0x3004) && (c < 0xe000 || c > 0xf8ff) && (c < 0xfe10 || c > 0xfe6f) &&
           (c < 0xff00 || c > 0xff65);
}

/// Small, without its accent, as its Latin look-alike; appended to a word.
void append_folded(std::string& word, char32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e) { // full-width forms of ASCII
        c -= 0xfee0;
    }
    if (c >= 'A' && c <= 'Z') {
        c += 32;
    } else if ((c >= 0xc0 && c < 0x250) || (c >= 0x1e00 && c < 0x1f00)) {
        if (const auto letters = look_up(ligatures, c)) {
            word += *letters;
            return;
        }
        const char letter = c < 0x250 ? latin_extended[c - 0xc0] : latin_additional[c - 0x1e00];
        if (letter != '-') {
            word += letter;
            return;
        }
    } else if (const auto plain = look_up(greek_accents, c)) {
        c = *plain;
    } else if ((c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f)) {
        c += 32;
    } else if (c >= 0x400 && c <= 0x40f) {
        c += 80;
    }
    if (c == 0x439) { // й without its breve
        c = 0x438;
    }
    if (const auto latin = look_up(look_alikes, c)) {
        word += *latin;
        return;
    }
    append_utf8(word, c);
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&] {
        if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto read = next_character(text, at);
        if (!read) {
            finish();
            continue;
        }
        char32_t c = *read;
        if (is_invisible(c)) {
            continue;
        }
        if (c >= 'A' && c <= 'Z') {
            c += 32;
        }
        if (is_word_of_its_own(c)) {
            finish();
            append_utf8(word, c);
            finish();
        } else if (is_letter(c) || (c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) ||
                   (c >= 0xff41 && c <= 0xff5a)) {
            append_folded(word, c);
        } else {
            finish();
        }
    }
    finish();
    return words;
}

/// "run" of running, "runn" …: what is left, what an e was dropped from, what was doubled.
void add_verb_stems(std::vector<std::string>& stems, const std::string& stem)
{
    if (stem.size() < 2) {
        return;
    }
    stems.push_back(stem);
    stems.push_back(stem + "e");
    if (stem.size() > 2 && stem[stem.size() - 1] == stem[stem.size() - 2]) {
        stems.push_back(stem.substr(0, stem.size() - 1));
    }
}

/// Every plain form that a word may be a form of, itself included. Too many is the safe side.
std::vector<std::string> stems_of(const std::string& word)
{
    std::vector<std::string> stems{word};
    const auto without = [&](std::size_t letters) {
        return word.substr(0, word.size() - letters);
    };
    if (const auto plain = look_up(irregular, std::string_view(word))) {
        stems.emplace_back(*plain);
    }
    if (word.size() > 3 && word.ends_with("ies")) {
        stems.push_back(without(3) + "y");
    }
    if (word.size() > 3 && word.ends_with("ied")) {
        stems.push_back(without(3) + "y");
    }
    if (word.size() > 4 && word.ends_with("ves")) {
        stems.push_back(without(3) + "f");
        stems.push_back(without(3) + "fe");
    }
    if (word.size() > 3 && word.ends_with("es")) {
        stems.push_back(without(2));
    }
    if (word.size() > 2 && word.ends_with("s") && !word.ends_with("ss")) {
        stems.push_back(without(1));
    }
    if (word.size() > 4 && word.ends_with("men")) {
        stems.push_back(without(2) + "an");
    }
    if (word.size() > 4 && word.ends_with("ing")) {
        add_verb_stems(stems, without(3));
    }
    if (word.size() > 3 && word.ends_with("ed")) {
        add_verb_stems(stems, without(2));
    }
    std::ranges::sort(stems);
    return stems;
}

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    return std::ranges::any_of(
        a, [&](const std::string& stem) { return std::ranges::binary_search(b, stem); });
}

} // namespace

Wording::Wording(std::string_view text)
    : words_(words_of(text))
{
    for (const std::string& word : words_) {
        stems_.push_back(stems_of(word));
    }
}

bool Wording::contains(std::string_view term) const
{
    std::vector<std::vector<std::string>> wanted;
    for (const std::string& word : words_of(term)) {
        wanted.push_back(stems_of(word));
    }
    return !wanted.empty() &&
           std::ranges::search(stems_, wanted, share_one).begin() != stems_.end();
}

} // namespace rushlight::cameo
