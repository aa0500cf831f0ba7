#pragma once

#include "generation/world/render/people.hpp"

namespace rushlight::generation::world {

inline constexpr Rgb linen = hex(0xF4F1EA);

/// Numbers in Genome::pattern; 0 is world v0's plain shirt.
enum Pattern : std::uint8_t {
    plain,
    stripes,
    dots,
    coat,
    dress_cut,
    overalls,
    hooded,
    apron,
    suit,
    jersey,
    cape,
    waistcoat,
    poncho
};

/// A colour that can be told from another: `colour` itself where it can.
[[nodiscard]] Rgb apart(const Rgb& colour, const Rgb& from);

} // namespace rushlight::generation::world
