#pragma once

#include "generation/world/scene.hpp"

#include <string_view>

namespace rushlight::generation::world {

/// Gives a person what the word for it promises: a crown to a queen, a helmet to a knight, long
/// hair to a girl. Leaves the genome as it is for words that promise nothing.
void dress_as(std::string_view word, Genome& genome);

} // namespace rushlight::generation::world
