// The light of noir.

#include "generation/world/render/props.hpp"

namespace rushlight::generation::world {

void blinds(Dresser& d, double wall)
{
    constexpr int slats = 7;
    const double s = d.scale;
    const double wide = 3.2 * s;
    const double slant = 0.42 * s;
    Random random(d.random.next(), 3);
    Sculptor t = d.begin(random.uniform(-0.6, 1.4), 1.75, wall / s - 0.05);
    for (int i = 0; i < slats; ++i) {
        const double y = (i - slats / 2) * 0.24 * s;
        const double half = 0.07 * s;
        t.hull({{-0.5 * wide * d.mirror_, y - half - slant, 0},
                {0.5 * wide * d.mirror_, y - half, 0},
                {-0.5 * wide * d.mirror_, y + half - slant, 0},
                {0.5 * wide * d.mirror_, y + half, 0}},
               0.004,
               hex(0xFFFFFF),
               PixelPart::none);
        Solid& slat = d.stage_.props.back().figure.back();
        slat.decal = true;
        slat.glow = true;
        slat.alpha = 0.5F;
    }
}

} // namespace rushlight::generation::world
