#pragma once

#include "generation/protocol/request.hpp"

#include <string>
#include <vector>

namespace rushlight::editor {

/// The regions as a brush file (packaging/schemas/brush.schema.json, version 1) that `read_brush`
/// and `--brush` take. Masks are written as the paths that they are.
[[nodiscard]] std::string brush_text(const std::vector<generation::BrushRegion>& regions);

} // namespace rushlight::editor
