#pragma once

#include "generation/world/render/canvas.hpp"
#include "generation/world/render/figures.hpp"
#include "generation/world/render/view.hpp"

#include <optional>

namespace rushlight::generation::world {

inline constexpr double nearest = 0.12; ///< metres; what is closer is not drawn

/// A solid's shape in the picture; nothing where a part of it is too near.
[[nodiscard]] std::optional<Shape> projected(const Solid& solid, const View& view);

} // namespace rushlight::generation::world
