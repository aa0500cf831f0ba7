#pragma once

#include "editor/timeline/timeline.hpp"

#include <functional>

using cairo_t = struct _cairo;

namespace rushlight::editor {

/// Draws a soft dark glow under text, so that it reads on bright pictures and vanishes on dark
/// ones. `letters` is the text's size in pixels; `draw` draws the text once.
void draw_shadow(cairo_t* cairo,
                 Size size,
                 double letters,
                 const std::function<void(cairo_t*)>& draw);

} // namespace rushlight::editor
