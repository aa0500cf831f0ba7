#pragma once

#include "generation/world/scene.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::generation::world {

inline constexpr int pad_token = 0;
inline constexpr int start_token = 1;
inline constexpr int stop_token = 2; ///< between clauses
inline constexpr int concept_tokens = 3072;
inline constexpr int unknown_buckets = 512; ///< ids 3072 … 3583
inline constexpr int token_count = concept_tokens + unknown_buckets;

/// One word or phrase of a text and what it means.
struct Word {
    std::string surface;      ///< as written, in lower case
    std::string_view idea;    ///< "kind.dog", "detail.coat"; empty for words that say nothing
    std::vector<int> tokens;  ///< empty for words that say nothing about the picture
    std::optional<Axis> axis; ///< set where the word names a value of an axis
    int value = -1;
    bool stands_in = false; ///< drawn as something else of its sort ("wolf")
    bool known = true;
    bool corrected = false; ///< its spelling was guessed
    bool negates = false;
    bool joins = false;  ///< "and"
    bool camera = false; ///< the word "camera"
    int clause = 0;      ///< counts the punctuation before it
};

/// Reads a text: lower case, numbers, phrases, spelling to an edit distance of 2, endings. Safe for
/// any bytes; only the first 4,000 are read.
[[nodiscard]] std::vector<Word> understand(std::string_view text);

/// Token ids, beginning with start_token, at most `most` of them and not padded.
[[nodiscard]] std::vector<int> tokenize(std::string_view text, int most = 64);

/// Number of surface words and phrases that are understood as written.
[[nodiscard]] int known_surfaces();

} // namespace rushlight::generation::world
