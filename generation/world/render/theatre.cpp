// A theatre's stage: curtains, boards, footlights, a spot, and a painted cloth at the back.

#include "generation/world/render/places.hpp"

namespace rushlight::generation::world {

namespace {

void curtain(Dresser& d, double x, double z, double width, int folds, const Rgb& cloth)
{
    Builder b(d, x, 0, z);
    for (int i = 0; i < folds; ++i) {
        const double at = width * ((i + 0.5) / folds - 0.5);
        const Rgb fold = i % 2 == 0 ? cloth : cloth * 0.84F;
        const double r = 0.62 * width / folds;
        b.rod({at, 0.1, i % 2 == 0 ? 0.06 : 0}, r, {at * 0.9, 9, 0}, r * 0.9, fold);
    }
    b.stroke({-0.52 * width, 0.28, 0.25}, {0.52 * width, 0.28, 0.25}, 0.05, hex(0xE0B24E));
}

/// The hour as a scene painter sees it: sky in bands, hills, a sun or moon on two strings.
void back_cloth(Dresser& d, const Scene& scene)
{
    const Palette& p = d.stage_.palette;
    Builder b(d, 0, 0, 3.3);
    b.hang();
    b.box({0, 1.95, 0}, {4.2, 1.95, 0.03}, p.sky_low);
    constexpr int bands = 4;
    for (int i = 0; i < bands; ++i) {
        const double low = 0.7 + 0.8 * i;
        b.sheet(-4.1,
                low,
                4.1,
                low + 0.8,
                0.05,
                mix(p.sky_low, p.sky_top, 0.3F * static_cast<float>(i)));
    }
    const double side = d.random.uniform(1.1, 2.1) * (d.random.chance(0.5) ? 1 : -1);
    const bool high = scene.time == TimeOfDay::night || scene.time == TimeOfDay::noon;
    const double up = high ? 2.75 : 1.95;
    const Rgb orb = scene.time == TimeOfDay::night ? hex(0xF4F0D2) : hex(0xF7C65A);
    b.stroke({side - 0.15, up, 0.1}, {side - 0.15, 6, 0.1}, 0.012, p.shadow);
    b.stroke({side + 0.15, up, 0.1}, {side + 0.15, 6, 0.1}, 0.012, p.shadow);
    b.disc({side, up, 0.11}, 0.4, 0.4, orb * 0.86F).glow = true;
    b.disc({side, up, 0.12}, 0.32, 0.32, orb).glow = true;
    if (scene.time == TimeOfDay::night) {
        b.disc({side + 0.16, up + 0.08, 0.13}, 0.28, 0.28, p.sky_top).glow = true;
        for (int i = 0; i < 9; ++i) {
            b.disc(
                {d.random.uniform(-3.6, 3.6), d.random.uniform(1.9, 3.6), 0.1}, 0.045, 0.045, orb);
        }
    }
    for (int i = 0; i < 4; ++i) { // hills sawn from board
        Builder hill(d, -3 + 2 * i + d.random.uniform(-0.4, 0.4), 0, 3.05 - 0.12 * (i % 2));
        const double w = d.random.uniform(1.3, 1.9);
        const double h = d.random.uniform(0.6, 1.25);
        hill.hull({{-w, 0, 0},
                   {-0.8 * w, 0.55 * h, 0},
                   {-0.35 * w, 0.95 * h, 0},
                   {0.1 * w, h, 0},
                   {0.6 * w, 0.72 * h, 0},
                   {w, 0, 0}},
                  mix(hex(i % 2 == 0 ? 0x6F9A5A : 0x86AE66), p.sky_low, 0.15F));
    }
}

/// A tree or a house of painted board, with its prop behind.
void flat_scenery(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    if (d.random.chance(0.5)) {
        b.hull({{-0.1, 0, 0}, {0.1, 0, 0}, {-0.08, 0.9, 0}, {0.08, 0.9, 0}}, hex(0x8A5C3A));
        b.ball({0, 1.35, 0}, {0.55, 0.62, 0.04}, hex(0x4F8A56));
        b.disc({-0.15, 1.45, 0.06}, 0.2, 0.24, hex(0x6BA66A));
        for (int i = 0; i < 3; ++i) {
            b.disc({-0.25 + 0.25 * i, 1.2 + 0.2 * (i % 2), 0.07}, 0.06, 0.06, hex(0xD8402F));
        }
    } else {
        const Rgb wall = mix(ink(static_cast<ColourName>(d.random.below(8))), hex(0xF4EFE4), 0.45F);
        b.box({0, 0.55, 0}, {0.5, 0.55, 0.04}, wall);
        b.hull({{-0.62, 1.08, 0}, {0.62, 1.08, 0}, {0, 1.62, 0}}, hex(0xB5482F));
        b.sheet(-0.32, 0.5, -0.08, 0.8, 0.06, hex(0xFFE09A));
        b.sheet(0.1, 0.02, 0.36, 0.62, 0.06, hex(0x6B4430));
    }
}

} // namespace

void set_theatre(Dresser& d, const Scene& scene)
{
    Stage& stage = d.stage_;
    const Rgb cloths[3] = {hex(0xA8232B), hex(0x7A2350), hex(0x1F5A6E)};
    const Rgb cloth = cloths[d.random.chance(0.6) ? 0 : 1 + d.random.below(2)];
    stage.ground_near = hex(0xB5824E);
    stage.ground_far = hex(0xA37344);
    enclose(stage, hex(0x352A38), 40);
    const double s = d.scale;
    stage.patterns.push_back(
        {Pattern::Form::furrows, hex(0x8F6238), 0.4F, 0.36 * s, -1.3 * s, 9 * s});
    stage.patterns.push_back({Pattern::Form::band, hex(0x6E4426), 1, 0, -1.36 * s, -1.22 * s});
    stage.patterns.push_back({Pattern::Form::band, hex(0x231C28), 1, 0, -40 * s, -1.34 * s});
    back_cloth(d, scene);
    flat_scenery(d, -d.random.uniform(1.9, 2.4), 2.4);
    flat_scenery(d, d.random.uniform(1.9, 2.4), 2.4);
    for (const double side : {-1.0, 1.0}) {
        curtain(d, side * 3.75, 1.9, 1.5, 6, cloth * 0.86F);
        curtain(d, side * 3.65, 0.7, 1.7, 7, cloth);
    }
    { // the border above, in scallops
        Builder b(d, 0, 0, 1.5);
        for (int i = 0; i < 9; ++i) {
            b.ball({-4.0 + i, 3.75, 0}, {0.6, 0.62, 0.1}, i % 2 == 0 ? cloth : cloth * 0.88F);
        }
        b.box({0, 6.35, 0.05}, {4.8, 2.6, 0.1}, cloth);
        for (int i = 0; i < 9; ++i) {
            b.disc({-4.0 + i, 3.12, 0.15}, 0.1, 0.1, hex(0xE0B24E));
        }
    }
    { // where the spot falls
        Builder b(d, 0, 0.001, 0.1);
        Solid& pool = b.ball({0, 0, 0}, {1.75, 0.001, 0.95}, hex(0xFFE6AE));
        pool.decal = true;
        pool.glow = true;
        pool.alpha = 0.42F;
        b.prop().flat = true;
    }
    {
        Builder b(d, 0, 0, 1.25);
        const double from = d.random.chance(0.5) ? 2.2 : -2.2;
        Solid& beam =
            b.hull({{from - 0.15, 8.5, 0}, {from + 0.15, 8.5, 0}, {-1.7, 0, 0.9}, {1.7, 0, 0.9}},
                   hex(0xFFEFC8));
        beam.decal = true;
        beam.glow = true;
        beam.alpha = 0.13F;
    }
    { // what the footlights throw on the boards
        Builder b(d, 0, 0.001, -0.55);
        Solid& spill = b.ball({0, 0, 0}, {3.9, 0.001, 0.5}, hex(0xFFD98A));
        spill.decal = true;
        spill.glow = true;
        spill.alpha = 0.22F;
        b.prop().flat = true;
    }
    for (int i = 0; i < 9; ++i) { // footlights
        Builder b(d, -3.2 + 0.8 * i, 0, -1.1);
        b.ball({0, 0.1, -0.05}, {0.12, 0.09, 0.05}, hex(0xFFE29A)).glow = true;
        b.group(1);
        b.ball({0, 0.04, 0}, {0.14, 0.075, 0.07}, hex(0x8A5A34));
    }
}

} // namespace rushlight::generation::world
