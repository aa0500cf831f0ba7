#pragma once

#include "generation/world/scene.hpp"

namespace rushlight::generation::world {

/// 1 right, -1 left, 0 neither.
[[nodiscard]] double direction_sign(Direction direction);
/// Natural speed of an action in metres a second.
[[nodiscard]] double natural_speed(const Entity& entity);
/// Whether the kind does this here: nobody walks on a reef, nobody swims on a street.
[[nodiscard]] bool suits(Kind kind, Action action, Place place);
/// Actions for two.
[[nodiscard]] bool needs_partner(Action action);
/// Whether something can stand on it.
[[nodiscard]] bool carries(Kind kind);

} // namespace rushlight::generation::world
