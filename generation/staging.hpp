#pragma once

#include "generation/protocol/request.hpp"
#include "generation/world/parse.hpp"
#include "generation/world/scene.hpp"

#include <string>
#include <vector>

namespace rushlight::generation {

/// The camera moves of the drawn world, by the names that requests use.
[[nodiscard]] const std::vector<std::string>& world_cameras();

/// The move of a camera's name; still for any other.
[[nodiscard]] world::Move move_named(const std::string& name);

/// A prompt's whole scene: what it and the request's first camera say stands, what is left open
/// comes from the request's seed (stream "completer").
[[nodiscard]] world::Scene
staged(world::Parsed parsed, const Request& request, world::World world = world::World::v0);

} // namespace rushlight::generation
