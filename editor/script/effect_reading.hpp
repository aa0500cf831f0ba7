#pragma once

#include "editor/script/reading.hpp"

namespace rushlight::editor {

// What edits of effects name. Each throws Refusal where it is not there or does not fit.

/// An effect that is to be added to the clip, with the values that are given.
[[nodiscard]] Effect new_effect(const Reading& reading);

/// Where in its clip's list the effect is that "effect" names: the first of that name, or the one
/// at that place.
[[nodiscard]] std::size_t effect_place(const Reading& reading, const char* field = "effect");

/// A place in the clip's list.
[[nodiscard]] std::size_t place_among_effects(const Reading& reading, const char* field);

/// What set_effect makes: the named effect with the given values in place of its own, added where
/// the clip has none of that name.
[[nodiscard]] std::optional<Timeline> with_effect_set(const Reading& reading);

} // namespace rushlight::editor
