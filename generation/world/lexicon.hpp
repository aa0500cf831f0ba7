#pragma once

#include "generation/world/scene.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::generation::world {

/// What a surface word means.
struct Meaning {
    std::string concept_name; ///< "kind.dog"; empty for words that say nothing
    int token = 0;            ///< 0: none
    std::optional<Axis> axis;
    int value = -1;
    bool stands_in = false;
};

/// The word lists of lexicon.txt.
struct Lexicon {
    std::map<std::string, std::vector<Meaning>, std::less<>> surfaces;
    std::set<std::string, std::less<>> unpictured; ///< spelt right, not drawn
    std::set<std::string, std::less<>> written;    ///< every single word of any surface
};

/// Reads the format described at the top of lexicon.txt. Throws std::runtime_error with the line
/// that is wrong.
[[nodiscard]] Lexicon read_lexicon(std::string_view text);

/// The embedded lexicon, read once.
[[nodiscard]] const Lexicon& the_lexicon();

} // namespace rushlight::generation::world
