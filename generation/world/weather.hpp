#pragma once

#include "generation/world/scene.hpp"

#include <vector>

namespace rushlight::generation::world {

/// How long a flash of lightning is seen: two frames of twelve a second.
inline constexpr double flash_seconds = 1.0 / 6;

/// Which way wind blows across the place: −1 to the left, 1 to the right.
[[nodiscard]] int wind_direction(const Scene& scene);

/// The instants in [0, seconds) at which lightning strikes, by time; none without a storm. The
/// first comes within the first two seconds, then about one every three.
[[nodiscard]] std::vector<double> lightning(const Scene& scene, double seconds);

/// How far away a strike is, in metres: its thunder comes a third of a second later for every
/// hundred.
[[nodiscard]] double lightning_distance(const Scene& scene, double struck);

/// Where it is seen in the sky: a point far ahead and high up.
[[nodiscard]] Vec3 lightning_place(const Scene& scene, double struck);

} // namespace rushlight::generation::world
