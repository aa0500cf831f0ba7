#pragma once

#include "editor/script/reading.hpp"

namespace rushlight::editor {

// Edits of a script that change how fast a clip runs. Each throws Refusal where a number does not
// fit, and gives none where the edit does not.

[[nodiscard]] std::optional<Timeline> with_speed_set(const Reading& reading);
[[nodiscard]] std::optional<Timeline> with_speed_ramp(const Reading& reading);
[[nodiscard]] std::optional<Timeline> with_frame_frozen(const Reading& reading);

} // namespace rushlight::editor
