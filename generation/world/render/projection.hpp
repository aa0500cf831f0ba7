#pragma once

#include "generation/world/render/canvas.hpp"
#include "generation/world/render/figures.hpp"
#include "generation/world/render/view.hpp"

#include <optional>

namespace rushlight::generation::world {

inline constexpr double nearest = 0.12; ///< metres; what is closer is not drawn

/// A solid as the camera sees it; nothing where a part of it is too close.
[[nodiscard]] std::optional<Shape> projected(const Solid& solid, const View& view);

} // namespace rushlight::generation::world
