#pragma once

#include "editor/storyboard/storyboard.hpp"

namespace rushlight::editor {

/// The same film as a family that draws from words alone can make it: every shot by its prompt,
/// with
/// @handles as what they are, its first camera move, length, title and transition; pictures,
/// strokes, sources, cast, motion and what must not show are left out. model: of that family. Pure.
[[nodiscard]] Storyboard blocking_of(Storyboard board, const std::string& model);

} // namespace rushlight::editor
