#include "generation/world/words.hpp"

#include "generation/world/lexicon.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace rushlight::generation::world {

namespace {

constexpr std::size_t most_bytes = 4000;
constexpr std::size_t most_words_in_phrase = 5;

struct Piece {
    std::string text;
    int clause = 0;
    std::string misspelt; ///< as it was written, where the spelling was guessed
};

/// Two bytes of Latin-1 in UTF-8 without their accents; 0 where it is no letter.
char unaccented(unsigned char second)
{
    constexpr std::string_view folded =
        "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";
    const std::size_t index = second & 63U;
    return index < folded.size() && folded[index] != ' ' ? folded[index] : '\0';
}

/// Whether the point at `at` stands between single letters: "C.U".
bool abbreviated(std::string_view text, std::size_t at)
{
    const auto letter = [&](std::size_t i) {
        return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
    };
    return at > 0 && letter(at - 1) && !(at > 1 && letter(at - 2)) && letter(at + 1) &&
           !letter(at + 2);
}

std::vector<Piece> split(std::string_view text)
{
    std::vector<Piece> pieces;
    std::string word;
    int clause = 0;
    const auto end_word = [&] {
        if (!word.empty()) {
            word.resize(std::min<std::size_t>(word.size(), 40));
            pieces.push_back({word, clause, {}});
            word.clear();
        }
    };
    text = text.substr(0, most_bytes);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')) {
            word += static_cast<char>(byte);
        } else if (byte >= 'A' && byte <= 'Z') {
            word += static_cast<char>(byte - 'A' + 'a');
        } else if (byte == '\'') {
            // "dog's" reads "dog s", and "don't" reads "dont"
            if (i + 1 < text.size() && (text[i + 1] == 's' || text[i + 1] == 'S')) {
                end_word();
            }
        } else if (byte == 0xC3 && i + 1 < text.size()) {
            const char letter = unaccented(static_cast<unsigned char>(text[++i]));
            if (letter != '\0') {
                word += letter;
            } else {
                end_word();
            }
        } else if (text.substr(i, 2) == "\xE2\x80" && i + 2 < text.size()) {
            const auto mark = static_cast<unsigned char>(text[i + 2]);
            if (mark == 0x98 || mark == 0x99) { // a curved apostrophe is a straight one
                if (i + 3 < text.size() && (text[i + 3] == 's' || text[i + 3] == 'S')) {
                    end_word();
                }
            } else {
                end_word();
                clause += mark == 0x93 || mark == 0x94 || mark == 0xA6 ? 1 : 0; // – — …
            }
            i += 2;
        } else if (byte >= 0x80) {
            word += static_cast<char>(byte); // another script: an unknown word
        } else if (byte == '@') {
            // A cast member's handle is not a word of the language.
            end_word();
            while (i + 1 < text.size() &&
                   (std::isalnum(static_cast<unsigned char>(text[i + 1])) != 0 ||
                    text[i + 1] == '_' || text[i + 1] == '-')) {
                ++i;
            }
        } else if (byte == '&') {
            end_word();
            pieces.push_back({"and", clause, {}});
        } else if (byte == '.' && abbreviated(text, i)) {
            continue; // "C.U." is one word
        } else {
            end_word();
            if ((byte == '-' && i > 0 && text[i - 1] == ' ' && i + 1 < text.size() &&
                 text[i + 1] == ' ') ||
                byte == '.' || byte == ',' || byte == ';' || byte == ':' || byte == '!' ||
                byte == '?' || byte == '\n' || byte == '(' || byte == ')') {
                ++clause;
            }
        }
    }
    end_word();
    return pieces;
}

const std::array<std::string_view, 11> digits{
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};

/// Words that a written form may come from by its ending.
std::vector<std::string> stems(const std::string& word)
{
    std::vector<std::string> found;
    const auto ends = [&](std::string_view ending) {
        return word.size() > ending.size() + 2 &&
               word.compare(word.size() - ending.size(), ending.size(), ending) == 0;
    };
    const auto without = [&](std::size_t count) {
        return word.substr(0, word.size() - count);
    };
    const auto doubled = [](const std::string& s) {
        return s.size() > 2 && s[s.size() - 1] == s[s.size() - 2] ? s.substr(0, s.size() - 1) : s;
    };
    if (ends("ies")) {
        found.push_back(without(3) + "y");
    }
    if (ends("es")) {
        found.push_back(without(2));
    }
    if (ends("s")) {
        found.push_back(without(1));
    }
    for (const std::string_view ending : {"ing", "ed", "er", "est"}) {
        if (ends(ending)) {
            const std::string stem = without(ending.size());
            found.push_back(stem);
            found.push_back(stem + "e");
            found.push_back(doubled(stem));
        }
    }
    if (ends("ly")) {
        found.push_back(without(2));
    }
    if (ends("y")) {
        found.push_back(without(1));
        found.push_back(doubled(without(1)));
    }
    if (ends("ish")) {
        found.push_back(without(3));
    }
    return found;
}

/// Edit distance with neighbours exchanged, given up beyond `most`.
int edits(std::string_view a, std::string_view b, int most)
{
    const auto n = a.size();
    const auto m = b.size();
    if (n > m + static_cast<std::size_t>(most) || m > n + static_cast<std::size_t>(most) ||
        n > 40 || m > 40) {
        return most + 1;
    }
    std::array<std::array<int, 41>, 3> rows{};
    for (std::size_t j = 0; j <= m; ++j) {
        rows[0][j] = static_cast<int>(j);
    }
    for (std::size_t i = 1; i <= n; ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& before = rows[(i + 1) % 3];
        row[0] = static_cast<int>(i);
        int least = row[0];
        for (std::size_t j = 1; j <= m; ++j) {
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
            least = std::min(least, row[j]);
        }
        if (least > most) {
            return most + 1;
        }
    }
    return rows[n % 3][m];
}

Word word_of(const Meaning& meaning, const std::string& surface, int clause)
{
    Word word;
    word.surface = surface;
    word.idea = meaning.concept_name;
    word.clause = clause;
    if (meaning.token > 0) {
        word.tokens.push_back(meaning.token);
    }
    word.axis = meaning.axis;
    word.value = meaning.value;
    word.stands_in = meaning.stands_in;
    word.negates = meaning.concept_name == "function.no";
    word.joins = meaning.concept_name == "function.and";
    word.camera = meaning.concept_name == "function.camera";
    return word;
}

std::vector<int> buckets(const std::string& word)
{
    std::vector<int> tokens;
    const std::string padded = "^" + word + "$";
    for (std::size_t i = 0; i + 3 <= padded.size() && tokens.size() < 4; i += 2) {
        std::uint32_t hash = 2166136261U;
        for (std::size_t k = i; k < i + 3; ++k) {
            hash = (hash ^ static_cast<unsigned char>(padded[k])) * 16777619U;
        }
        tokens.push_back(concept_tokens + static_cast<int>((hash >> 7) % unknown_buckets));
    }
    return tokens;
}

/// The known word that is meant by a misspelt one, or nothing.
std::string guess(const Lexicon& lexicon, const std::string& word)
{
    const int most = word.size() >= 7 ? 2 : word.size() >= 4 ? 1 : 0;
    const bool letters =
        std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (most == 0 || !letters) {
        return {};
    }
    std::string best;
    int least = most + 1;
    for (const std::string& candidate : lexicon.written) {
        if (candidate.size() < 4) {
            continue;
        }
        int distance = edits(word, candidate, std::min(most, least));
        if (distance > 0 && distance <= most && candidate[0] != word[0]) {
            ++distance; // first letters are seldom wrong
        }
        if (distance <= most && distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

/// A word's own entry or that of the word that it comes from.
const std::vector<Meaning>* meanings_of(const Lexicon& lexicon, const std::string& word)
{
    if (const auto found = lexicon.surfaces.find(word); found != lexicon.surfaces.end()) {
        return &found->second;
    }
    if (lexicon.unpictured.count(word) > 0) {
        return nullptr;
    }
    for (const std::string& stem : stems(word)) {
        if (const auto found = lexicon.surfaces.find(stem); found != lexicon.surfaces.end()) {
            return &found->second;
        }
    }
    return nullptr;
}

bool spelt_right(const Lexicon& lexicon, const std::string& word)
{
    if (lexicon.written.count(word) > 0 || lexicon.unpictured.count(word) > 0 ||
        meanings_of(lexicon, word) != nullptr) {
        return true;
    }
    const std::vector<std::string> from = stems(word);
    return std::any_of(from.begin(), from.end(), [&](const std::string& stem) {
        return stem.size() >= 4 && lexicon.unpictured.count(stem) > 0;
    });
}

} // namespace

std::vector<Word> understand(std::string_view text)
{
    const Lexicon& lexicon = the_lexicon();
    std::vector<Piece> pieces = split(text);
    for (Piece& piece : pieces) {
        const bool number = std::all_of(
            piece.text.begin(), piece.text.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (number && piece.text.size() <= 2) {
            const auto value = static_cast<std::size_t>(std::stoi(piece.text));
            if (value < digits.size()) {
                piece.text = digits[value];
            }
        } else if (!spelt_right(lexicon, piece.text)) {
            if (std::string meant = guess(lexicon, piece.text); !meant.empty()) {
                piece.misspelt = std::exchange(piece.text, std::move(meant));
            }
        }
    }
    std::vector<Word> words;
    for (std::size_t i = 0; i < pieces.size();) {
        const std::vector<Meaning>* meanings = nullptr;
        std::string surface;
        std::size_t used = 1;
        std::size_t longest = 1;
        while (longest < most_words_in_phrase && i + longest < pieces.size() &&
               pieces[i + longest].clause == pieces[i].clause) {
            ++longest;
        }
        for (std::size_t n = longest; n >= 1 && meanings == nullptr; --n) {
            surface = pieces[i].text;
            for (std::size_t k = 1; k < n; ++k) {
                surface += " " + pieces[i + k].text;
            }
            const auto found = lexicon.surfaces.find(surface);
            if (found != lexicon.surfaces.end()) {
                meanings = &found->second;
                used = n;
            }
        }
        bool corrected = false;
        for (std::size_t k = 0; k < used && meanings != nullptr; ++k) {
            corrected = corrected || !pieces[i + k].misspelt.empty();
        }
        if (meanings == nullptr) {
            const Piece& piece = pieces[i];
            meanings = meanings_of(lexicon, piece.text);
            corrected = meanings != nullptr && !piece.misspelt.empty();
            surface = piece.misspelt.empty() ? piece.text : piece.misspelt;
        } else if (corrected) {
            surface.clear();
            for (std::size_t k = 0; k < used; ++k) {
                const Piece& piece = pieces[i + k];
                surface +=
                    (k > 0 ? " " : "") + (piece.misspelt.empty() ? piece.text : piece.misspelt);
            }
        }
        if (meanings == nullptr) {
            Word word;
            word.surface = surface;
            word.known = false;
            word.clause = pieces[i].clause;
            word.tokens = buckets(surface);
            words.push_back(word);
        } else {
            for (const Meaning& meaning : *meanings) {
                words.push_back(word_of(meaning, surface, pieces[i].clause));
                words.back().corrected = corrected;
            }
        }
        i += used;
    }
    return words;
}

std::vector<int> tokenize(std::string_view text, int most)
{
    std::vector<int> tokens;
    const auto room = static_cast<std::size_t>(std::max(most, 1));
    tokens.push_back(start_token);
    int clause = 0;
    for (const Word& word : understand(text)) {
        if (word.tokens.empty()) {
            continue;
        }
        if (word.clause != clause && tokens.size() > 1) {
            tokens.push_back(stop_token);
        }
        clause = word.clause;
        tokens.insert(tokens.end(), word.tokens.begin(), word.tokens.end());
        if (tokens.size() >= room) {
            tokens.resize(room);
            break;
        }
    }
    return tokens;
}

int known_surfaces()
{
    return static_cast<int>(the_lexicon().surfaces.size());
}

} // namespace rushlight::generation::world
