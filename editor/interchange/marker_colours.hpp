#pragma once

#include <string>

namespace rushlight::editor {

/// The named marker colour of OpenTimelineIO that lies nearest to "#RRGGBB": "ORANGE".
[[nodiscard]] std::string marker_colour_name(const std::string& colour);

/// "#RRGGBB" of a named marker colour, in either case; the usual colour for what is no name.
[[nodiscard]] std::string marker_colour(const std::string& name);

} // namespace rushlight::editor
