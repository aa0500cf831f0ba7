// What rooms share: walls, windows, lamps, tables and chairs.

#include "generation/world/render/places.hpp"

namespace rushlight::generation::world {

void window(Dresser& d, const Scene& scene, double x, double y, double w, double h, Outlook outlook)
{
    const Palette& p = d.stage_.palette;
    Builder b(d, x, y, wall_z);
    b.hang();
    b.box({0, 0, 0}, {w + 0.09, h + 0.09, 0.05}, hex(0xEFE9DE));
    b.box({0, -h - 0.12, 0.08}, {w + 0.18, 0.05, 0.1}, hex(0xEFE9DE));
    constexpr int bands = 4;
    for (int i = 0; i < bands; ++i) {
        const double low = -h + 2 * h * i / bands;
        b.sheet(-w,
                low,
                w,
                low + 2 * h / bands,
                0.07,
                mix(p.sky_low, p.sky_top, 0.28F * static_cast<float>(i)))
            .glow = true;
    }
    const double side = (scene.key_from_left != scene.mirror ? -1 : 1) * 0.55 * w;
    const bool high = scene.time == TimeOfDay::night || scene.time == TimeOfDay::noon;
    b.disc({side, (high ? 0.5 : -0.1) * h, 0.07},
           0.13,
           0.13,
           scene.time == TimeOfDay::night ? hex(0xF1F0DC) : hex(0xFFE9B0))
        .glow = true;
    const Rgb far = mix(p.sky_low, p.shadow, 0.45F);
    if (outlook == Outlook::garden) {
        const Rgb leaf = mix(hex(0x5E8F55) * p.exposure, far, is_dark(scene) ? 0.75F : 0.25F);
        for (int i = 0; i < 3; ++i) {
            const double c = (i - 1) * 0.62 * w;
            const double r = 0.36 * w;
            const double top = -h + d.random.uniform(0.35, 0.8) * h;
            Solid& bush = b.hull({{c - r, -h, 0.07},
                                  {c - 0.85 * r, 0.4 * -h + 0.6 * top, 0.07},
                                  {c - 0.3 * r, top, 0.07},
                                  {c + 0.35 * r, top, 0.07},
                                  {c + 0.85 * r, 0.4 * -h + 0.6 * top, 0.07},
                                  {c + r, -h, 0.07}},
                                 mix(leaf, far, i == 1 ? 0.4F : 0.0F));
            bush.decal = true;
            bush.glow = true;
        }
    } else {
        constexpr int towers = 5;
        for (int i = 0; i < towers; ++i) {
            const double left = -w + 2 * w * i / towers;
            const double right = left + 2 * w / towers * d.random.uniform(0.75, 1.0);
            const double top = -h + d.random.uniform(0.35, 1.25) * h;
            b.sheet(left, -h, right, top, 0.07, mix(far, p.shadow, i % 2 == 0 ? 0.1F : 0.4F)).glow =
                true;
            if (is_dark(scene)) {
                b.sheet(left + 0.08, top - 0.22, left + 0.15, top - 0.12, 0.07, hex(0xFFD98A))
                    .glow = true;
                b.sheet(left + 0.08, top - 0.42, left + 0.15, top - 0.32, 0.07, hex(0xFFD98A))
                    .glow = true;
            }
        }
    }
    b.sheet(-0.03, -h, 0.03, h, 0.08, hex(0xEFE9DE));
    b.sheet(-w, -0.03, w, 0.03, 0.08, hex(0xEFE9DE));
}

void side_windows(Dresser& d, const Scene& scene)
{
    const Palette& p = d.stage_.palette;
    const double side = d.mirror_ * (scene.key_from_left ? -1 : 1); // where the key comes from
    const double x = 6.02;
    constexpr double half = 0.62;
    for (const double z : {-0.1, 1.9}) {
        Builder b(d, side * x, 0, z);
        b.hang();
        b.hull({{0, 1.0, half + 0.1},
                {0, 1.0, -half - 0.1},
                {0, 2.75, half + 0.1},
                {0, 2.75, -half - 0.1}},
               hex(0xEFE9DE));
        constexpr int bands = 3;
        for (int i = 0; i < bands; ++i) {
            const double low = 1.08 + 1.6 * i / bands;
            const double high = 1.08 + 1.6 * (i + 1) / bands;
            Solid& sky =
                b.hull({{0, low, half}, {0, low, -half}, {0, high, half}, {0, high, -half}},
                       mix(p.sky_low, p.sky_top, 0.35F * static_cast<float>(i)));
            sky.decal = true;
            sky.glow = true;
        }
        b.stroke({0, 1.08, 0}, {0, 2.68, 0}, 0.03, hex(0xEFE9DE));
        b.stroke({0, 1.88, half}, {0, 1.88, -half}, 0.03, hex(0xEFE9DE));
        if (is_dark(scene)) {
            continue;
        }
        Builder sun(d, side * 3.6, 0.002, z - 0.2);
        sun.prop().flat = true;
        for (const double bar : {-0.33, 0.33}) { // what it throws on the floor, in two panes
            Solid& light = sun.hull({{side * 1.3, 0, bar - 0.27},
                                     {side * 1.3, 0, bar + 0.27},
                                     {side * -1.1, 0, bar - 0.02},
                                     {side * -1.1, 0, bar + 0.52}},
                                    mix(p.key, hex(0xFFFFFF), 0.3F));
            light.decal = true;
            light.glow = true;
            light.alpha = 0.3F;
        }
    }
}

void wall_clock(Dresser& d, double x, double y)
{
    Builder b(d, x, y, wall_z);
    b.hang();
    b.ball({0, 0, 0}, {0.22, 0.22, 0.04}, hex(0x3E4450));
    b.disc({0, 0, 0.05}, 0.17, 0.17, hex(0xF4F1EA));
    const double turn = d.random.uniform(0, 6.28);
    b.stroke(
        {0, 0, 0.05}, {0.12 * std::sin(turn), 0.12 * std::cos(turn), 0.05}, 0.012, hex(0x2A2A30));
    b.stroke({0, 0, 0.05},
             {0.08 * std::sin(turn * 5), 0.08 * std::cos(turn * 5), 0.05},
             0.016,
             hex(0x2A2A30));
}

void hanging_lamp(Dresser& d, double x, double y, double z, const Rgb& shade, bool on)
{
    Builder b(d, x, y, z);
    b.rod({0, 0.25, 0}, 0.015, {0, room_high - y, 0}, 0.015, hex(0x4A4038));
    b.hull({{-0.34, 0, 0.2},
            {0.34, 0, 0.2},
            {-0.34, 0, -0.2},
            {0.34, 0, -0.2},
            {-0.1, 0.26, 0.05},
            {0.1, 0.26, 0.05},
            {-0.1, 0.26, -0.05},
            {0.1, 0.26, -0.05}},
           shade);
    Solid& bulb = b.ball({0, -0.02, 0}, {0.13, 0.1, 0.13}, on ? hex(0xFFE7A6) : hex(0xF0ECE0));
    bulb.glow = on;
    bulb.part = PixelPart::head;
}

void wainscot(Dresser& d, double high, const Rgb& colour)
{
    Builder b(d, 0, 0, wall_z + 0.06);
    b.hang();
    b.box({0, high / 2, 0}, {6.2, high / 2, 0.03}, colour);
    b.box({0, 0.06, 0.03}, {6.2, 0.06, 0.03}, colour * 0.7F);
}

void door(Dresser& d, double x, const Rgb& wood)
{
    Builder b(d, x, 0, wall_z);
    b.hang();
    b.box({0, 1.12, 0}, {0.62, 1.12, 0.05}, hex(0xEFE9DE));
    b.sheet(-0.5, 0, 0.5, 2.08, 0.07, wood);
    for (const double side : {-0.24, 0.24}) {
        b.sheet(side - 0.17, 1.2, side + 0.17, 1.9, 0.08, wood * 0.86F);
        b.sheet(side - 0.17, 0.2, side + 0.17, 0.95, 0.08, wood * 0.86F);
    }
    b.disc({0.41, 1.05, 0.09}, 0.045, 0.045, hex(0xE8C878));
}

void table(Dresser& d, double x, double z, double w, double deep, double h, const Rgb& wood)
{
    Builder b(d, x, 0, z);
    for (const double sx : {-1.0, 1.0}) {
        for (const double sz : {-1.0, 1.0}) {
            b.rod({sx * (w - 0.08), 0, sz * (deep - 0.07)},
                  0.035,
                  {sx * (w - 0.08), h - 0.05, sz * (deep - 0.07)},
                  0.04,
                  wood * 0.8F);
        }
    }
    b.group(1);
    b.box({0, h - 0.03, 0}, {w, 0.04, deep}, wood);
}

void chair(Dresser& d, double x, double z, const Rgb& wood, double back)
{
    Builder b(d, x, 0, z);
    for (const double sx : {-0.19, 0.19}) {
        b.rod({sx, 0, -0.18 * back}, 0.025, {sx, 0.45, -0.18 * back}, 0.025, wood * 0.8F);
        b.rod({sx, 0, 0.18 * back}, 0.025, {sx, 0.95, 0.2 * back}, 0.025, wood * 0.8F);
    }
    b.box({0, 0.47, 0}, {0.23, 0.03, 0.22}, wood);
    b.box({0, 0.82, 0.2 * back}, {0.21, 0.13, 0.025}, wood);
}

bool is_dark(const Scene& scene)
{
    return scene.time == TimeOfDay::night || scene.time == TimeOfDay::dusk;
}

void enclose(Stage& stage, const Rgb& walls, double high)
{
    stage.room = {6.1 * stage.scale,
                  3.6 * stage.scale,
                  high * stage.scale,
                  walls,
                  mix(walls, hex(0xF4F1EA), 0.55F)};
    stage.fog = 0;
    stage.fog_range = 1e6;
}

} // namespace rushlight::generation::world
