#pragma once

#include <nlohmann/json.hpp>

namespace rushlight::editor {

/// packaging/schemas/storyboard.schema.json and brush.schema.json, built into the program.
[[nodiscard]] nlohmann::json storyboard_schema();
[[nodiscard]] nlohmann::json brush_schema();

} // namespace rushlight::editor
