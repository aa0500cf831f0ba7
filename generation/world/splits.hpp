#pragma once

#include "generation/world/scene.hpp"

#include <cstdint>

namespace rushlight::generation::world {

/// Seeds [first, last) of a split.
struct SeedRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    [[nodiscard]] constexpr bool contains(std::uint64_t seed) const
    {
        return seed >= first && seed < last;
    }
};

inline constexpr SeedRange training_seeds{0, 1ULL << 30};
inline constexpr SeedRange validation_seeds{1ULL << 30, (1ULL << 30) + (1ULL << 26)};
inline constexpr SeedRange test_seeds{1ULL << 31, (1ULL << 31) + (1ULL << 26)};

/// Whether a pair of values is kept out of training: 10 % of (kind × colour), (kind × action),
/// (place × time), (move × shot) and (style × kind).
[[nodiscard]] bool held_out_pair(Axis a, int value_a, Axis b, int value_b);
/// Whether a character's discrete genes are kept out of training (15 % of them).
[[nodiscard]] bool held_out(const Genome& genome);
/// Whether the scene holds a pair or a genome that is kept out of training.
[[nodiscard]] bool held_out(const Scene& scene);

} // namespace rushlight::generation::world
