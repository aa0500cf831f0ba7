// A moon: dust, craters, a planet above.

#include "generation/world/render/places.hpp"

#include <numbers>

namespace rushlight::generation::world {

namespace {

void planet(Dresser& d, const Scene& scene)
{
    const double key = scene.key_from_left != scene.mirror ? -1 : 1;
    Builder b(d, -key * d.random.uniform(26, 50), d.random.uniform(38, 56), 150, true);
    const double r = d.random.uniform(15, 21);
    const int sort = d.random.below(3);
    const Rgb seas[3] = {hex(0x3F7FC4), hex(0xD9A866), hex(0xC2614A)};
    const Rgb land[3] = {hex(0x7FA85E), hex(0xB98550), hex(0x9A4438)};
    b.disc({0, 0, 0}, r * 1.08, r * 1.08, mix(seas[sort], hex(0xFFFFFF), 0.4F)).alpha = 0.3F;
    if (sort == 1) { // the far half of its rings
        b.disc({0, 0, 0.1}, r * 1.95, r * 0.42, hex(0xBFA27E));
        b.disc({0, 0, 0.2}, r * 1.5, r * 0.27, hex(0x10142A));
    }
    b.disc({0, 0, 0.3}, r, r, seas[sort]);
    for (int i = 0; i < 4; ++i) {
        const double up = (-0.62 + 0.4 * i) * r;
        const double wide = std::sqrt(r * r - up * up);
        if (sort == 0) {
            const double x = d.random.uniform(-0.45, 0.45) * wide;
            b.disc({x, up, 0.4}, 0.42 * wide, 0.14 * r, land[0]);
            b.disc({x + 0.2 * wide, up + 0.1 * r, 0.4}, 0.24 * wide, 0.13 * r, land[0]);
        } else {
            b.disc({0, up, 0.4}, 0.94 * wide, d.random.uniform(0.05, 0.1) * r, land[sort]);
        }
    }
    if (sort == 0) {
        b.disc({0, 0.82 * r, 0.5}, 0.36 * r, 0.1 * r, hex(0xF4F7FA));
        b.disc({-0.2 * r, 0.12 * r, 0.5}, 0.55 * r, 0.05 * r, hex(0xF4F7FA)).alpha = 0.7F;
    }
    // night side: a crescent of dark, in steps
    for (int i = 0; i < 3; ++i) {
        const double shift = -key * (0.3 + 0.17 * i) * r;
        b.disc({shift, -0.1 * r, 0.6}, r * (0.72 - 0.17 * i), r * (0.94 - 0.17 * i), hex(0x0B1024))
            .alpha = 0.28F;
    }
    if (sort == 1) { // the near half
        for (int i = 0; i < 9; ++i) {
            const double a = std::numbers::pi * (1 + (i + 0.0) / 9);
            const double e = std::numbers::pi * (1 + (i + 1.0) / 9);
            b.stroke({r * 1.72 * std::cos(a), r * 0.35 * std::sin(a), 0.8},
                     {r * 1.72 * std::cos(e), r * 0.35 * std::sin(e), 0.8},
                     0.06 * r,
                     hex(0xD8BC92));
        }
    }
    for (Solid& solid : b.prop().figure) {
        solid.glow = true;
    }
}

void crater(Dresser& d, double x, double z, double r)
{
    Builder b(d, x, 0, z);
    b.prop().flat = true;
    const Rgb dust = d.stage_.ground_near;
    b.disc({0, 0, 0}, 0, 0, dust);
    Figure& figure = b.prop().figure;
    figure.clear();
    const auto ring = [&](double dx, double dz, double size, const Rgb& colour) {
        Solid& solid = b.ball({dx, 0.002, dz}, {r * size, 0.0005, r * size}, colour);
        solid.decal = true;
    };
    ring(0, 0, 1.16, mix(dust, hex(0xFFFFFF), 0.3F));
    ring(0, 0, 1, dust * 0.62F);
    ring(0.05 * r, -0.12 * r, 0.84, dust * 0.84F);
}

void lander(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    const Rgb foil = hex(0xD9A94A);
    for (const double sx : {-1.0, 1.0}) {
        for (const double sz : {-0.8, 0.8}) {
            b.rod({sx * 0.5, 1.0, sz * 0.4}, 0.05, {sx * 1.15, 0.06, sz}, 0.05, hex(0x8A8F98));
            b.ball({sx * 1.15, 0.05, sz}, {0.2, 0.05, 0.2}, hex(0x8A8F98));
        }
    }
    b.group(1);
    b.box({0, 1.0, 0}, {0.75, 0.4, 0.6}, foil);
    b.box({0, 1.85, 0}, {0.62, 0.45, 0.5}, hex(0xE2E4E8), 0.72);
    b.disc({-0.2, 1.9, 0.5}, 0.14, 0.14, hex(0x2E3442));
    b.sheet(0.08, 1.5, 0.38, 2.0, 0.5, hex(0x9AA0AA));
    b.rod({0.3, 2.3, 0}, 0.025, {0.45, 2.75, 0}, 0.025, hex(0xB8BCC4));
    b.ball({0.48, 2.82, 0}, {0.24, 0.1, 0.2}, hex(0xF0F1F4));
}

} // namespace

void set_space(Dresser& d, const Scene& scene)
{
    Stage& stage = d.stage_;
    Palette& p = stage.palette;
    const Palette hour = p;
    const bool night = scene.time == TimeOfDay::night;
    p.sky_top = hex(0x060914);
    p.sky_low = mix(hex(0x0D1228), hour.sky_low, night ? 0.08F : 0.2F);
    p.shadow = hex(0x1B2036);
    p.key = mix(hex(0xF6F4FF), hour.key, 0.6F);
    p.exposure = night ? 0.62F : scene.time == TimeOfDay::dusk ? 0.8F : 0.96F;
    const Rgb dusts[3] = {hex(0xB4B2B0), hex(0xA6A9B6), hex(0xBFA995)};
    const Rgb dust = dusts[d.random.below(3)];
    stage.ground_near = dust;
    stage.ground_far = dust * 0.8F;
    stage.fog_range = 400;
    const double s = d.scale;
    stage.patterns.push_back({Pattern::Form::patches, dust * 0.8F, 0.5F, 3.1 * s, 0, 0});
    stage.patterns.push_back(
        {Pattern::Form::patches, mix(dust, hex(0xFFFFFF), 0.25F), 0.22F, 1.3 * s, 0, 0});
    {
        Builder stars(d, 0, 0, 150, true);
        for (int i = 0; i < 230; ++i) {
            const double r = d.random.uniform(0.3, 1) * (i % 9 == 0 ? 1.4 : 0.75);
            Solid& star = stars.disc(
                {d.random.uniform(-190, 190), 3 + 230 * std::pow(d.random.uniform(), 1.5), 0},
                r,
                r,
                mix(hex(0xFFFFFF), hex(i % 3 == 0 ? 0xFFD9A8 : 0xBFD2FF), 0.5F));
            star.glow = true;
            star.alpha = static_cast<float>(d.random.uniform(0.55, 1));
        }
    }
    planet(d, scene);
    { // a small moon
        Builder b(d, d.random.uniform(-55, 55), d.random.uniform(66, 88), 150, true);
        b.disc({0, 0, 0}, 3.6, 3.6, hex(0xC9C7C2)).glow = true;
        b.disc({1.1, 0.6, 0.1}, 0.8, 0.8, hex(0xA5A3A2)).glow = true;
        b.disc({-1.2, -0.9, 0.1}, 1.0, 1.0, hex(0xA5A3A2)).glow = true;
    }
    add_ridge(stage, scene, Ridge::Form::hills, 120, 13, 5, dust * 0.5F, 0.12F);
    add_ridge(stage, scene, Ridge::Form::hills, 52, 5, 7, dust * 0.72F, 0.05F);
    double x = 0;
    double z = 0;
    for (int i = 0; i < 16; ++i) {
        z = -1.6 + 15 * std::pow(d.random.uniform(), 1.5);
        x = d.random.uniform(-1, 1) * (3 + 0.9 * (z + 2));
        crater(d, x, z, d.random.uniform(0.18, 0.55) * (1 + 0.12 * z));
    }
    for (int i = 0; i < 8; ++i) {
        d.spot(-0.4, 11, x, z);
        rock(d, x, z, dust * 0.86F);
    }
    const double side = d.random.chance(0.5) ? 1 : -1;
    if (d.random.chance(0.6)) {
        lander(d, side * d.random.uniform(2.8, 3.8), d.random.uniform(3.4, 5));
    }
    if (d.random.chance(0.5)) { // a dish on three legs
        Builder b(d, -side * d.random.uniform(2.2, 3), 0, d.random.uniform(2.3, 3.2));
        for (int i = 0; i < 3; ++i) {
            b.rod({0, 0.7, 0},
                  0.03,
                  {0.35 * std::cos(2.1 * i + 0.5), 0, 0.35 * std::sin(2.1 * i + 0.5)},
                  0.03,
                  hex(0x8A8F98));
        }
        b.ball({0.1, 0.95, 0}, {0.42, 0.34, 0.14}, hex(0xE6E8EC));
        b.disc({0.13, 0.95, 0.12}, 0.3, 0.24, hex(0xC2C6CE));
        b.rod({0.12, 0.95, 0.1}, 0.02, {0.2, 1.0, 0.4}, 0.03, hex(0x8A8F98));
    }
}

} // namespace rushlight::generation::world
