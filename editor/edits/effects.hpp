#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

// A clip's effects, which work on its picture one after the other. None where the clip is missing,
// a gap or on a locked track, where there is no such effect, or where nothing would change.

/// What a clip can have at most.
inline constexpr std::size_t effects_most = 32;

/// Adds an effect behind the others, or in front of the one at `place`.
/// | A: blur |  add_effect(A, grain) →  | A: blur, grain |
[[nodiscard]] std::optional<Timeline> add_effect(const Timeline& timeline,
                                                 Id clip,
                                                 const Effect& effect,
                                                 std::optional<std::size_t> place = {});

/// Replaces the effect at a place by another form of itself.
/// | A: blur 1 |  set_effect(A, 0, blur 2) →  | A: blur 2 |
[[nodiscard]] std::optional<Timeline>
set_effect(const Timeline& timeline, Id clip, std::size_t place, const Effect& effect);

/// Replaces the first effect of that name, or adds it.
[[nodiscard]] std::optional<Timeline>
set_effect(const Timeline& timeline, Id clip, const Effect& effect);

/// | A: blur, grain |  remove_effect(A, 0) →  | A: grain |
[[nodiscard]] std::optional<Timeline>
remove_effect(const Timeline& timeline, Id clip, std::size_t place);

/// Removes all effects of that name.
[[nodiscard]] std::optional<Timeline>
remove_effect(const Timeline& timeline, Id clip, const std::string& effect);

/// Lets an effect work earlier or later.
/// | A: blur, grain |  move_effect(A, 0, 1) →  | A: grain, blur |
[[nodiscard]] std::optional<Timeline>
move_effect(const Timeline& timeline, Id clip, std::size_t from, std::size_t to);

/// Gives a clip the effects of another instead of its own.
/// | A: blur | B |  copy_effects(A, B) →  | A: blur | B: blur |
[[nodiscard]] std::optional<Timeline> copy_effects(const Timeline& timeline, Id from, Id to);

} // namespace rushlight::editor
