#include "generation/world/splits.hpp"

#include "generation/world/random.hpp"

#include <algorithm>

namespace rushlight::generation::world {

bool held_out_pair(Axis a, int value_a, Axis b, int value_b)
{
    const auto pair = [](Axis x, Axis y, Axis first, Axis second) {
        return x == first && y == second;
    };
    if (!pair(a, b, Axis::kind, Axis::colour) && !pair(a, b, Axis::kind, Axis::action) &&
        !pair(a, b, Axis::place, Axis::time) && !pair(a, b, Axis::move, Axis::shot) &&
        !pair(a, b, Axis::style, Axis::kind)) {
        return false;
    }
    // What exists once per value (standing, a still camera, vehicles that only drive) stays in
    // training, or a single value would be missing there.
    if (b == Axis::action &&
        (value_b == static_cast<int>(Action::stand) || value_b == static_cast<int>(Action::drive) ||
         value_b == static_cast<int>(Action::roll) || value_b == static_cast<int>(Action::bounce) ||
         value_b == static_cast<int>(Action::fly))) {
        return false;
    }
    if (a == Axis::move &&
        (value_a == static_cast<int>(Move::still) || value_a == static_cast<int>(Move::follow))) {
        return false;
    }
    const std::uint64_t key =
        (static_cast<std::uint64_t>(a) << 48) | (static_cast<std::uint64_t>(value_a) << 32) |
        (static_cast<std::uint64_t>(b) << 16) | static_cast<std::uint64_t>(value_b);
    return hashed(key ^ 0x52757368ULL) % 10 == 0;
}

bool held_out(const Genome& genome)
{
    const std::uint64_t key = genome.hair | (genome.hair_colour << 4) | (genome.skin << 8) |
                              (genome.clothes << 12) | (genome.hat << 16);
    return hashed(key ^ 0x6c69676874ULL) % 100 < 15;
}

bool held_out(const Scene& scene)
{
    const auto pair = [](Axis a, auto value_a, Axis b, auto value_b) {
        return held_out_pair(a, static_cast<int>(value_a), b, static_cast<int>(value_b));
    };
    if (pair(Axis::place, scene.place, Axis::time, scene.time) ||
        pair(Axis::move, scene.move, Axis::shot, scene.shot)) {
        return true;
    }
    return std::any_of(scene.entities.begin(), scene.entities.end(), [&](const Entity& entity) {
        return held_out(entity.genome) ||
               pair(Axis::kind, entity.kind, Axis::colour, entity.colour) ||
               pair(Axis::kind, entity.kind, Axis::action, entity.action) ||
               pair(Axis::style, scene.style, Axis::kind, entity.kind);
    });
}

} // namespace rushlight::generation::world
