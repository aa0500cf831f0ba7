#include "generation/protocol/recipe.hpp"

namespace rushlight::generation {

bool answers(const Request& made, const Request& ordered)
{
    Request settled = ordered;
    const Request open;
    if (settled.steps == open.steps) {
        settled.steps = made.steps;
    }
    if (settled.guidance == open.guidance) {
        settled.guidance = made.guidance;
    }
    return made == settled;
}

} // namespace rushlight::generation
