#pragma once

#include "generation/world/scene.hpp"

namespace rushlight::generation::world {

/// Metres of an entity that pictures are framed by.
[[nodiscard]] double body_of(const Entity& entity);
/// Metres that a shot shows of the subject's surroundings, before room for what it does.
[[nodiscard]] double shown(World world, Shot shot, const Entity& subject);

} // namespace rushlight::generation::world
