#include "generation/world/render/skeleton.hpp"

#include "generation/world/render/figures.hpp"

#include <algorithm>

namespace rushlight::generation::world {

std::vector<Bone> skeleton_of(const Entity& entity, double seconds)
{
    if (!is_person(entity.kind)) {
        return {};
    }
    // Where sculpt_person puts them: limbs 0 and 1 are the legs, 4 and 5 the arms, each two
    // capsules from the body outwards; 3 is the head on its neck.
    const Figure figure = figure_of(entity, seconds, {0, 1, -50});
    const auto limb = [&](int group, PixelPart part, std::size_t which) -> const Solid* {
        for (const Solid& solid : figure) {
            if (solid.group == group && solid.part == part && solid.form == Solid::Form::capsule &&
                which-- == 0) {
                return &solid;
            }
        }
        return nullptr;
    };
    const Solid* const neck = limb(3, PixelPart::head, 0);
    if (neck == nullptr) {
        return {};
    }
    using Colour = std::array<std::uint8_t, 3>;

    struct Side {
        int arm, leg;
        Colour shoulder, upper, fore, hip, thigh, shin;
    };

    // OpenPose's right is the body's own: its arm 5 and leg 1 here.
    constexpr Side sides[2] = {
        {5, 1, {153, 0, 0}, {153, 102, 0}, {153, 153, 0}, {0, 153, 0}, {0, 153, 51}, {0, 153, 102}},
        {4,
         0,
         {153, 51, 0},
         {102, 153, 0},
         {51, 153, 0},
         {0, 153, 153},
         {0, 102, 153},
         {0, 51, 153}}};
    std::vector<Bone> bones;
    for (const Side& side : sides) {
        const Solid* const upper = limb(side.arm, PixelPart::arm, 0);
        const Solid* const fore = limb(side.arm, PixelPart::arm, 1);
        const Solid* const thigh = limb(side.leg, PixelPart::leg, 0);
        const Solid* const shin = limb(side.leg, PixelPart::leg, 1);
        if (upper != nullptr && fore != nullptr) {
            bones.push_back({neck->a, upper->a, side.shoulder});
            bones.push_back({upper->a, upper->b, side.upper});
            bones.push_back({fore->a, fore->b, side.fore});
        }
        if (thigh != nullptr && shin != nullptr) {
            bones.push_back({neck->a, thigh->a, side.hip});
            bones.push_back({thigh->a, thigh->b, side.thigh});
            bones.push_back({shin->a, shin->b, side.shin});
        }
    }
    bones.push_back({neck->a, neck->b, {0, 0, 153}});
    return bones;
}

} // namespace rushlight::generation::world
