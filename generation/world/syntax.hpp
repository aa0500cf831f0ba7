#pragma once

#include "generation/world/words.hpp"

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace rushlight::generation::world {

// What stands around a word of an understood text, inside its clause. All pure.

[[nodiscard]] bool one_of(std::string_view word, std::initializer_list<std::string_view> words);

/// The next word of the same clause, or null.
[[nodiscard]] const Word* word_after(const std::vector<Word>& words, std::size_t at);

/// Whether a thing is named later in the clause, before anything is done and any place.
[[nodiscard]] bool kind_follows(const std::vector<Word>& words, std::size_t at);

/// As kind_follows, with nothing between but what describes the thing.
[[nodiscard]] bool describes_kind(const std::vector<Word>& words, std::size_t at);

/// "blue door", "gloomy street", "sad mood": the word is not about anybody.
[[nodiscard]] bool describes_scenery(const std::vector<Word>& words, std::size_t at);

/// "behind it", "to its left": a relation to what was spoken of before.
[[nodiscard]] bool refers_back(const std::vector<Word>& words, std::size_t at);

} // namespace rushlight::generation::world
