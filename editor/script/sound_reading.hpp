#pragma once

#include "editor/script/reading.hpp"

namespace rushlight::editor {

// Edits of a script that change what sound goes through. Each throws Refusal where what it names is
// not there or a value does not fit.

[[nodiscard]] std::optional<Timeline> with_clip_sound(const Reading& reading);
[[nodiscard]] std::optional<Timeline> with_track_sound(const Reading& reading);
[[nodiscard]] std::optional<Timeline> with_fades(const Reading& reading);

} // namespace rushlight::editor
