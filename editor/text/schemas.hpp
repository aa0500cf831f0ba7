#pragma once

#include <nlohmann/json.hpp>

namespace rushlight::editor {

// packaging/schemas/NAME.schema.json, built into the program.
[[nodiscard]] nlohmann::json storyboard_schema();
[[nodiscard]] nlohmann::json brush_schema();
[[nodiscard]] nlohmann::json edits_schema();

} // namespace rushlight::editor
