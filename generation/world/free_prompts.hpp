#pragma once

#include "generation/world/captions.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rushlight::generation::world {

/// A prompt in somebody's own words and the slots that a careful reader says it states.
struct FreePrompt {
    std::string text;
    Slots slots;
};

/// Reads the format described at the top of free_prompts.txt. Throws std::runtime_error with the
/// line that is wrong.
[[nodiscard]] std::vector<FreePrompt> read_free_prompts(std::string_view text);

/// The embedded prompts, read once.
[[nodiscard]] const std::vector<FreePrompt>& the_free_prompts();

/// How far a reading of prompts agrees with their marks.
struct Agreement {
    int marked = 0;  ///< slots that the marks state
    int claimed = 0; ///< slots that the reading states
    int right = 0;   ///< slots that both state, with the same value

    [[nodiscard]] double recall() const;
    [[nodiscard]] double precision() const;
    Agreement& operator+=(const Agreement& other);
};

/// Compares one reading with its marks. A number of things that is only counted from their kinds,
/// a second of the same kind in "two dogs", and the missing way of a move without one are not
/// claims.
[[nodiscard]] Agreement agreement(const Slots& marked, const Slots& read);

/// Whether the reading claims a value of this axis (see agreement).
[[nodiscard]] bool claims(const Slots& marked, const Slots& read, Axis axis);

} // namespace rushlight::generation::world
