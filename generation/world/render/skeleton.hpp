#pragma once

#include "generation/world/scene.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace rushlight::generation::world {

/// A bone of a body, in world metres.
struct Bone {
    Vec3 from, to;
    std::array<std::uint8_t, 3> colour{}; ///< OpenPose's of that limb (Cao et al. 2019)
};

/// The bones of a person as OpenPose draws them: neck to shoulders, arms, neck to hips, legs, neck
/// to nose; empty for everything else.
[[nodiscard]] std::vector<Bone> skeleton_of(const Entity& entity, double seconds);

} // namespace rushlight::generation::world
