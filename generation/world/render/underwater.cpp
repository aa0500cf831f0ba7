// The sea's floor.

#include "generation/world/render/places.hpp"

#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double whole_turn = 2 * std::numbers::pi;

void weed(Dresser& d, double x, double z, const Rgb& colour)
{
    Builder b(d, x, 0, z);
    const int stems = 2 + d.random.below(3);
    for (int i = 0; i < stems; ++i) {
        const double h = d.random.uniform(0.5, 2.1);
        const double side = 0.16 * (i - 0.5 * (stems - 1));
        constexpr int pieces = 5;
        const double thick = d.random.uniform(0.05, 0.08);
        const Rgb tint = i % 2 == 0 ? colour : colour * 0.85F;
        for (int k = 0; k < pieces; ++k) {
            const auto point = [&](int j) {
                return Vec3{side * (1 + 0.3 * j) + (j % 2 == 0 ? 0.05 : -0.05), h * j / pieces, 0};
            };
            b.rod(point(k),
                  thick * (1 - 0.08 * k),
                  point(k + 1),
                  thick * (k + 1 == pieces ? 0.2 : 0.92 - 0.08 * k),
                  tint);
        }
    }
    Sway& sway = b.prop().sway;
    sway.bend = 0.16 * d.mirror_;
    sway.pace = d.random.uniform(1.3, 1.9);
    sway.phase = d.random.uniform(0, whole_turn);
    sway.curl = 1.6 / d.scale;
}

void coral(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    const Rgb inks[5] = {hex(0xE2725B), hex(0xF0A24E), hex(0xD96C9A), hex(0xA87BC8), hex(0xE8C65A)};
    const Rgb colour = inks[d.random.below(5)];
    switch (d.random.below(3)) {
    case 0: // branches
        for (int i = -1; i <= 1; ++i) {
            const double h = d.random.uniform(0.35, 0.6);
            const Vec3 fork{0.22 * i, h, 0.06 * i};
            b.rod({0, 0, 0}, 0.09, fork, 0.07, colour);
            b.rod(fork, 0.07, fork + Vec3{0.18 + 0.05 * i, 0.3, 0}, 0.05, colour);
            b.rod(fork, 0.07, fork + Vec3{-0.16 + 0.05 * i, 0.34, 0.05}, 0.05, colour);
        }
        break;
    case 1: // a fan
        b.rod({0, 0, 0}, 0.07, {0, 0.3, 0}, 0.06, colour * 0.8F);
        b.ball({0, 0.65, 0}, {0.52, 0.46, 0.06}, colour);
        for (int i = -2; i <= 2; ++i) {
            b.stroke({0, 0.3, 0.07}, {0.19 * i, 0.98 - 0.06 * i * i, 0.07}, 0.018, colour * 0.72F);
        }
        break;
    default: // cushions
        b.ball({-0.25, 0.18, 0}, {0.34, 0.26, 0.3}, colour);
        b.ball({0.22, 0.14, 0.1}, {0.27, 0.2, 0.25}, mix(colour, hex(0xFFFFFF), 0.15F));
        b.ball({0.05, 0.34, -0.1}, {0.22, 0.2, 0.2}, colour);
        break;
    }
}

void bubbles(Dresser& d, double x, double z)
{
    const double from = d.random.uniform(0, 5);
    for (int i = 0; i < 4; ++i) {
        Builder b(d, x + 0.12 * d.random.uniform(-1, 1), 0, z);
        const double r = d.random.uniform(0.035, 0.085);
        const Rgb air = mix(d.stage_.palette.sky_top, hex(0xFFFFFF), 0.55F);
        b.disc({0, 0.2, 0}, r, r, air).alpha = 0.75F;
        b.disc({0, 0.2, 0.01},
               r * 0.72,
               r * 0.72,
               mix(d.stage_.palette.sky_top, d.stage_.palette.sky_low, 0.4F))
            .alpha = 0.6F;
        b.disc({-0.35 * r, 0.2 + 0.35 * r, 0.02}, r * 0.24, r * 0.24, hex(0xFFFFFF));
        for (Solid& solid : b.prop().figure) {
            solid.glow = true;
        }
        Sway& sway = b.prop().sway;
        sway.drift = {0, d.random.uniform(0.5, 0.75) * d.scale, 0};
        sway.span = 5 * d.scale;
        sway.start = (from + 0.45 * i) * d.scale;
    }
}

void shoal(Dresser& d, double y, double z)
{
    const double way = (d.random.chance(0.5) ? 1 : -1);
    Builder b(d, 0, y, z);
    const Rgb scales = ink(static_cast<ColourName>(d.random.below(7)));
    for (int i = 0; i < 7; ++i) {
        const double x = -4 + d.random.uniform(-0.9, 0.9);
        const double up = d.random.uniform(-0.45, 0.45);
        b.ball({x, up, 0}, {0.19, 0.085, 0.05}, scales);
        b.hull(
            {{x - way * 0.15, up, 0}, {x - way * 0.3, up + 0.1, 0}, {x - way * 0.3, up - 0.1, 0}},
            scales);
    }
    Sway& sway = b.prop().sway;
    sway.drift = {way * d.mirror_ * 0.55 * d.scale, 0, 0};
    sway.span = 9 * d.scale;
    sway.start = d.random.uniform(2.5, 6) * d.scale;
    if (way < 0) { // they begin on the other side
        for (Solid& solid : b.prop().figure) {
            const Vec3 across{8 * d.scale * d.mirror_, 0, 0};
            solid.a = solid.a + across;
            for (std::size_t i = 0; i < solid.count; ++i) {
                solid.points[i] = solid.points[i] + across;
            }
        }
    }
}

/// What a ship has lost: an anchor, an amphora or a chest.
void lost_thing(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    switch (d.random.below(3)) {
    case 0: {
        const Rgb iron = hex(0x5A5560);
        b.rod({0, 0.12, 0}, 0.06, {0.25, 1.15, 0}, 0.05, iron);
        b.rod({-0.02, 0.98, 0}, 0.045, {0.46, 0.86, 0}, 0.045, iron);
        b.rod({0, 0.12, 0}, 0.07, {-0.46, 0.36, 0}, 0.03, iron);
        b.rod({0, 0.12, 0}, 0.07, {0.5, 0.12, 0}, 0.03, iron);
        b.ball({0.28, 1.27, 0}, {0.13, 0.13, 0.05}, iron);
        b.disc({0.28, 1.27, 0.06}, 0.065, 0.065, d.stage_.palette.sky_low);
        break;
    }
    case 1: {
        const Rgb clay = hex(0xC07A4E);
        b.rod({0, 0.25, 0}, 0.1, {0.16, 0.62, 0}, 0.31, clay);
        b.rod({0.22, 0.85, 0}, 0.1, {0.3, 1.1, 0}, 0.1, clay);
        b.rod({0.29, 1.12, 0}, 0.14, {0.31, 1.16, 0}, 0.14, clay * 0.85F);
        b.rod({0.42, 1.02, 0}, 0.03, {0.5, 0.78, 0}, 0.03, clay * 0.85F);
        b.rod({0.1, 1.08, 0}, 0.03, {-0.08, 0.86, 0}, 0.03, clay * 0.85F);
        b.stroke({-0.12, 0.72, 0.31}, {0.44, 0.5, 0.31}, 0.035, hex(0x5A3A30));
        break;
    }
    default: {
        const Rgb wood = hex(0x8A5A3A);
        b.box({0, 0.24, 0}, {0.5, 0.24, 0.3}, wood);
        b.rod({-0.2, 0.46, 0}, 0.1, {0.2, 0.46, 0}, 0.1, hex(0xF2C94A)); // gold
        b.ball({0.3, 0.5, 0.05}, {0.12, 0.1, 0.12}, hex(0xF2C94A));
        b.sheet(-0.08, 0.22, 0.08, 0.4, 0.31, hex(0xD9B45E));
        b.sheet(-0.4, 0.02, -0.32, 0.46, 0.31, hex(0xD9B45E));
        b.sheet(0.32, 0.02, 0.4, 0.46, 0.31, hex(0xD9B45E));
        b.group(1);
        b.hull({{-0.5, 0.5, -0.3},
                {0.5, 0.5, -0.3},
                {-0.5, 0.95, -0.42},
                {0.5, 0.95, -0.42},
                {-0.46, 0.98, -0.2},
                {0.46, 0.98, -0.2}},
               wood * 0.85F);
        break;
    }
    }
}

} // namespace

void set_underwater(Dresser& d, const Scene& scene)
{
    Stage& stage = d.stage_;
    Palette& p = stage.palette;
    const Palette hour = p;
    const float light = scene.time == TimeOfDay::night  ? 0.3F
                        : scene.time == TimeOfDay::dusk ? 0.6F
                        : scene.time == TimeOfDay::dawn ? 0.85F
                                                        : 1.0F;
    p.sky_top = mix(hex(0x86DCD6), hour.sky_low, 0.4F) * light;
    p.sky_low = mix(hex(0x1F7890), hour.sky_top, 0.1F) * (0.25F + 0.75F * light);
    p.shadow = hex(0x174A62) * (0.35F + 0.65F * light);
    p.key = mix(hex(0xD8FFF2), hour.key, 0.5F);
    p.ground = hex(0x6FA8A0);
    p.exposure = 0.55F + 0.4F * light;
    const double s = d.scale;
    stage.fog = 0.45F;
    stage.fog_range = 42 * s;
    stage.ground_near = mix(hex(0xDCCB9A), p.sky_low, 0.22F);
    stage.ground_far = mix(hex(0xB9BC98), p.sky_low, 0.45F);
    const Rgb pale = mix(stage.ground_near, hex(0xF4FFF0), 0.6F);
    stage.patterns.push_back(
        {Pattern::Form::patches, stage.ground_near * 0.84F, 0.55F, 2.3 * s, 0, 0});
    stage.patterns.push_back({Pattern::Form::ripples, pale, 0.2F + 0.4F * light, 1.5 * s, 0, 0});
    for (int i = 0; i < 7; ++i) { // shafts of light
        Builder b(d, -104 + 34 * i + d.random.uniform(-9, 9), 0, 140, true);
        const double w = d.random.uniform(5, 11);
        const double lean = 22;
        Solid& shaft = b.hull({{lean - 0.5 * w, 130, 0},
                               {lean + 0.5 * w, 130, 0},
                               {-lean - w, 4, 0},
                               {-lean + w, 4, 0}},
                              mix(p.sky_top, hex(0xFFFFFF), 0.35F));
        shaft.decal = true;
        shaft.glow = true;
        shaft.alpha = 0.08F + 0.12F * light;
        Sway& sway = b.prop().sway;
        sway.bend = 0.03 * d.mirror_;
        sway.pace = d.random.uniform(0.5, 0.9);
        sway.phase = d.random.uniform(0, whole_turn);
    }
    add_ridge(stage, scene, Ridge::Form::hills, 60, 15, 9, hex(0x2F6F7E), 0.8F);
    add_ridge(stage, scene, Ridge::Form::hills, 24, 4.2, 10, hex(0x3F7478), 0.5F);
    shoal(d, d.random.uniform(1.6, 2.6), d.random.uniform(3.5, 6));
    shoal(d, d.random.uniform(2.2, 3.6), d.random.uniform(6, 9));
    double x = 0;
    double z = 0;
    for (int i = 0; i < 5; ++i) {
        d.spot(0.4, 8, x, z);
        rock(d, x, z, hex(0x6F7F7C));
    }
    const Rgb greens[3] = {hex(0x4F8F5A), hex(0x7A8A3E), hex(0x3F7F6A)};
    for (int i = 0; i < 11; ++i) {
        d.spot(0.7, 9, x, z);
        weed(d, x, z, greens[d.random.below(3)]);
    }
    for (int i = 0; i < 9; ++i) {
        d.spot(-0.2, 6, x, z);
        coral(d, x, z);
    }
    lost_thing(
        d, (d.random.chance(0.5) ? 1 : -1) * d.random.uniform(1.8, 3), d.random.uniform(1, 3));
    for (int i = 0; i < 3; ++i) {
        d.spot(0.5, 4, x, z);
        bubbles(d, x, z);
    }
    for (int i = 0; i < 4; ++i) { // starfish and shells
        z = d.random.uniform(-1.4, 2.4);
        x = d.random.uniform(-2.4, 2.4);
        Builder b(d, x, 0.02, z);
        b.prop().flat = true;
        const Rgb colour = hex(i % 2 == 0 ? 0xE2784E : 0xF0DCC0);
        const double turn = d.random.uniform(0, whole_turn);
        for (int k = 0; k < 5; ++k) {
            const double a = turn + whole_turn * k / 5;
            b.rod({0, 0, 0}, 0.05, {0.16 * std::cos(a), 0, 0.16 * std::sin(a)}, 0.02, colour);
        }
    }
}

} // namespace rushlight::generation::world
