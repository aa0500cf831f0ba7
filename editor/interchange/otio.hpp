#pragma once

#include "editor/interchange/exchange.hpp"

#include <string_view>

namespace rushlight::editor {

/// OpenTimelineIO's JSON: a Timeline.1 with Clip.2. Times are written at the film's rate where they
/// lie on it, else at one that holds them exactly.
[[nodiscard]] Written write_otio(const Exchange& exchange);

/// Reads a Timeline.1 (or the first one of a SerializableCollection.1) with Clip.1 or Clip.2. A
/// nested stack or track becomes a gap of its length and is listed, like every effect but constant
/// speed.
/// Throws EditorError (unreadable) with a sentence that names the field.
[[nodiscard]] Exchange read_otio(std::string_view text);

} // namespace rushlight::editor
