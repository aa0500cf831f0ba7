#pragma once

#include "generation/world/motion.hpp"

namespace rushlight::generation::world {

/// What an animal does once in a shot: turning round, sitting down, rearing up, looking.
void act_as_animal(const Entity& entity, double seconds, Moment& moment);

} // namespace rushlight::generation::world
