// A rooftop and a country road.

#include "generation/world/render/places.hpp"

#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double roof_edge = 3.3;

/// How deep a house beyond the edge goes down before the parapet hides it, from where the camera
/// is. In units of the scene's scale, not above the roof.
double foot_behind_parapet(const Dresser& d, const Scene& scene, double front)
{
    double foot = -40;
    for (const double seconds : {0.0, scene.seconds}) {
        const CameraPose pose = camera_at(scene, seconds);
        const double up = pose.position[1] / d.scale;
        const double z = pose.position[2] / d.scale;
        const double slope = (0.3 - up) / std::max(roof_edge - z, 0.5);
        foot = std::max(foot, up + slope * (front - z));
    }
    return std::min(foot, 0.0);
}

void tower(Dresser& d, const Scene& scene, double x, double z, double w, double h, const Rgb& wall)
{
    Builder b(d, x, 0, z);
    const double foot = foot_behind_parapet(d, scene, z - w);
    b.box({0, (h + foot) / 2, 0}, {w, (h - foot) / 2, w}, wall);
    if (d.random.chance(0.4)) {
        b.box({0, h + 0.35, 0}, {0.55 * w, 0.4, 0.55 * w}, wall * 0.9F);
    }
    const int rows = std::clamp(static_cast<int>((h - foot) / 0.95), 2, 8);
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < 3; ++i) {
            const double left = (-0.78 + 0.56 * i) * w;
            const double low = h - 0.85 - 0.95 * j;
            const bool lit = is_dark(scene) && d.random.chance(0.55);
            b.sheet(left,
                    low,
                    left + 0.42 * w,
                    low + 0.5,
                    w + 0.02,
                    lit ? hex(0xFFD98A) : mix(wall, hex(0x5B7590), 0.6F))
                .glow = lit;
        }
    }
}

void chimney(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    const double h = d.random.uniform(0.9, 1.3);
    b.box({0, h / 2, 0}, {0.34, h / 2, 0.3}, hex(0xB0604A));
    b.stroke({-0.32, 0.35 * h, 0.31}, {0.32, 0.35 * h, 0.31}, 0.012, hex(0xD08A70));
    b.stroke({-0.32, 0.65 * h, 0.31}, {0.32, 0.65 * h, 0.31}, 0.012, hex(0xD08A70));
    b.group(1);
    b.box({0, h + 0.04, 0}, {0.4, 0.06, 0.36}, hex(0x8E8A86));
    for (const double side : {-0.17, 0.17}) {
        b.rod({side, h + 0.08, 0}, 0.1, {side, h + 0.36, 0}, 0.08, hex(0xC77A52));
    }
}

void aerial(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    const Rgb steel = hex(0x4A4F58);
    b.rod({0, 0, 0}, 0.035, {0, 2.6, 0}, 0.025, steel);
    b.rod({-0.6, 2.35, 0}, 0.02, {0.6, 2.35, 0}, 0.02, steel);
    for (int i = 0; i < 5; ++i) {
        const double side = -0.5 + 0.25 * i;
        b.rod({side, 2.35 - 0.22 + 0.02 * i, 0},
              0.016,
              {side, 2.35 + 0.22 - 0.02 * i, 0},
              0.016,
              steel);
    }
}

void water_tank(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    const Rgb wood = hex(0x9A6B45);
    for (const double sx : {-0.6, 0.6}) {
        for (const double sz : {-0.45, 0.45}) {
            b.rod({sx, 0, sz}, 0.055, {sx * 0.9, 1.5, sz * 0.9}, 0.055, hex(0x4A4440));
        }
    }
    b.rod({-0.6, 0.15, 0.45}, 0.03, {0.54, 1.4, 0.42}, 0.03, hex(0x4A4440));
    b.rod({0.6, 0.15, 0.45}, 0.03, {-0.54, 1.4, 0.42}, 0.03, hex(0x4A4440));
    b.group(1);
    b.hull({{-0.85, 1.5, 0.3},
            {0.85, 1.5, 0.3},
            {-0.5, 1.5, 0.75},
            {0.5, 1.5, 0.75},
            {-0.85, 2.9, 0.3},
            {0.85, 2.9, 0.3},
            {-0.5, 2.9, 0.75},
            {0.5, 2.9, 0.75}},
           wood);
    b.stroke({-0.84, 1.85, 0.6}, {0.84, 1.85, 0.6}, 0.03, hex(0x5A4034));
    b.stroke({-0.84, 2.55, 0.6}, {0.84, 2.55, 0.6}, 0.03, hex(0x5A4034));
    b.group(2);
    b.hull({{-0.98, 2.92, 0.2},
            {0.98, 2.92, 0.2},
            {-0.55, 2.86, 0.85},
            {0.55, 2.86, 0.85},
            {0, 3.65, 0.2}},
           hex(0x6F5A50));
}

/// Washing between two poles.
void washing(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    for (const double side : {-1.25, 1.25}) {
        b.rod({side, 0, 0}, 0.04, {side, 1.75, 0}, 0.035, hex(0x6E5B4A));
    }
    b.rod({-1.25, 1.68, 0}, 0.012, {1.25, 1.68, 0}, 0.012, hex(0x3E3E46));
    Builder cloths(d, x, 1.68, z - 0.01);
    for (int i = 0; i < 4; ++i) {
        const double left = -1.1 + 0.56 * i;
        const double h = d.random.uniform(0.4, 0.75);
        const Rgb cloth =
            mix(ink(static_cast<ColourName>(d.random.below(11))), hex(0xF4F1EA), 0.25F);
        cloths.hull({{left, 0, 0}, {left + 0.42, 0, 0}, {left + 0.02, -h, 0}, {left + 0.4, -h, 0}},
                    cloth);
    }
    cloths.prop().supple = 1;
}

void fence(Dresser& d, double from, double to, double z)
{
    const Rgb wood = hex(0xA98A66);
    for (double x = from; x < to; x += 1.6) {
        Builder b(d, x + 0.8, 0, z);
        const double tilt = d.random.uniform(-0.05, 0.05);
        b.rod({-0.8, 0, 0}, 0.055, {-0.8 + tilt, 0.82, 0}, 0.05, wood);
        b.rod({-0.8, 0.62, 0.04}, 0.035, {0.8, 0.62 + tilt, 0.04}, 0.035, wood);
        b.rod({-0.8, 0.34, 0.04}, 0.035, {0.8, 0.34 - tilt, 0.04}, 0.035, wood);
    }
}

void telegraph_poles(Dresser& d, double z)
{
    constexpr double apart = 6.5;
    const double first = d.random.uniform(-2.2, -1.4);
    for (int i = -3; i <= 3; ++i) {
        Builder b(d, first + apart * i, 0, z);
        b.rod({0, 0, 0}, 0.09, {0, 4.4, 0}, 0.065, hex(0x6E5644));
        b.rod({-0.5, 4.05, 0}, 0.045, {0.5, 4.05, 0}, 0.045, hex(0x6E5644));
        for (const double side : {-0.42, 0.42}) { // wires that hang
            const auto sag = [&](double share) {
                return 4.15 - 0.55 * 4 * share * (1 - share);
            };
            for (int k = 0; k < 4; ++k) {
                b.stroke({side + apart * k / 4, sag(k / 4.0), 0},
                         {side + apart * (k + 1) / 4, sag((k + 1) / 4.0), 0},
                         0.014,
                         hex(0x4A4A52));
            }
        }
    }
}

void road_sign(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    b.rod({0, 0, 0}, 0.035, {0, 1.75, 0}, 0.035, hex(0x8C9198));
    b.group(1);
    switch (d.random.below(3)) {
    case 0:
        b.hull({{-0.36, 1.6, 0.05}, {0.36, 1.6, 0.05}, {0, 2.24, 0.05}}, hex(0xD8402F));
        b.hull({{-0.22, 1.68, 0.07}, {0.22, 1.68, 0.07}, {0, 2.08, 0.07}}, hex(0xF6F4EE)).decal =
            true;
        b.stroke({0, 1.84, 0.08}, {0, 1.96, 0.08}, 0.03, hex(0x2A2A30));
        b.disc({0, 1.75, 0.08}, 0.03, 0.03, hex(0x2A2A30));
        break;
    case 1:
        b.hull({{0, 1.55, 0.05}, {0.38, 1.93, 0.05}, {0, 2.31, 0.05}, {-0.38, 1.93, 0.05}},
               hex(0xF2C53D));
        b.stroke({-0.05, 1.76, 0.07}, {-0.05, 1.92, 0.07}, 0.03, hex(0x2A2A30));
        b.stroke({-0.05, 1.92, 0.07}, {0.1, 2.08, 0.07}, 0.03, hex(0x2A2A30));
        break;
    default:
        b.hull({{-0.5, 1.62, 0.05},
                {0.4, 1.62, 0.05},
                {-0.5, 2.0, 0.05},
                {0.4, 2.0, 0.05},
                {0.62, 1.81, 0.05}},
               hex(0xF1EFE6));
        b.stroke({-0.36, 1.87, 0.07}, {0.28, 1.87, 0.07}, 0.028, hex(0x33507A));
        b.stroke({-0.36, 1.75, 0.07}, {0.05, 1.75, 0.07}, 0.028, hex(0x33507A));
        break;
    }
}

void bale(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    b.ball({0, 0.5, -0.1}, {0.55, 0.52, 0.5}, hex(0xC9A24E));
    b.ball({0, 0.5, 0.3}, {0.5, 0.48, 0.08}, hex(0xE2C272));
    b.disc({0, 0.5, 0.4}, 0.3, 0.28, hex(0xC9A24E));
    b.disc({0, 0.5, 0.41}, 0.18, 0.16, hex(0xE2C272));
}

void windmill(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    b.hull({{-0.95, 0, 0.7},
            {0.95, 0, 0.7},
            {-0.6, 3.4, 0.5},
            {0.6, 3.4, 0.5},
            {-0.95, 0, -0.7},
            {0.95, 0, -0.7}},
           hex(0xE9DFCB));
    b.sheet(-0.24, 0.05, 0.24, 0.9, 0.72, hex(0x7A5236));
    b.sheet(-0.16, 1.7, 0.16, 2.15, 0.64, hex(0x6F8496));
    b.hull({{-0.72, 3.35, 0.5}, {0.72, 3.35, 0.5}, {-0.5, 3.9, 0.2}, {0.5, 3.9, 0.2}, {0, 4.15, 0}},
           hex(0x9A4A3E));
    b.group(1);
    const double turn = d.random.uniform(0.2, 1.3);
    for (int i = 0; i < 4; ++i) {
        const double a = turn + 0.5 * std::numbers::pi * i;
        const Vec3 arm{std::cos(a), std::sin(a), 0};
        const Vec3 side{-std::sin(a), std::cos(a), 0};
        const Vec3 hub{0, 3.5, 1.0};
        b.rod(hub, 0.05, hub + arm * 2.2, 0.04, hex(0x6E5644));
        b.hull({hub + arm * 0.6,
                hub + arm * 2.15,
                hub + arm * 0.6 + side * 0.42,
                hub + arm * 2.15 + side * 0.42},
               hex(0xF4EEDF));
    }
    b.ball({0, 3.5, 1.05}, {0.14, 0.14, 0.1}, hex(0x6E5644));
}

void barn(Dresser& d, double x, double z)
{
    Builder b(d, x, 0, z);
    const Rgb red = hex(0xB5443A);
    b.box({0, 1.1, 0}, {1.6, 1.1, 1.2}, red);
    b.hull({{-1.8, 2.15, 1.3},
            {1.8, 2.15, 1.3},
            {-1.5, 3.15, 0},
            {1.5, 3.15, 0},
            {-1.8, 2.15, -1.3},
            {1.8, 2.15, -1.3}},
           hex(0x6A5F62));
    b.sheet(-0.5, 0.05, 0.5, 1.3, 1.23, hex(0xF1E8D8));
    b.sheet(-0.42, 0.05, 0.42, 1.22, 1.24, hex(0x8E332C));
    b.stroke({-0.4, 0.08, 1.25}, {0.4, 1.18, 1.25}, 0.035, hex(0xF1E8D8));
    b.stroke({0.4, 0.08, 1.25}, {-0.4, 1.18, 1.25}, 0.035, hex(0xF1E8D8));
}

} // namespace

void set_rooftop(Dresser& d, const Scene& scene)
{
    Stage& stage = d.stage_;
    const Palette& p = stage.palette;
    const double s = d.scale;
    stage.ground_near = mix(hex(0x9C948C), p.ground, 0.1F);
    stage.ground_far = mix(hex(0x938C86), p.ground, 0.1F);
    stage.patterns.push_back(
        {Pattern::Form::patches, stage.ground_near * 0.88F, 0.35F, 2.3 * s, 0, 0});
    stage.patterns.push_back(
        {Pattern::Form::seams, stage.ground_near * 0.66F, 0.75F, 1.3 * s, 0.05 * s, 0});
    stage.patterns.push_back(
        {Pattern::Form::band, mix(p.shadow, p.sky_low, 0.45F), 1, 0, roof_edge * s, 400});
    add_ridge(stage, scene, Ridge::Form::roofs, 110, 34, 18, hex(0x8A93A4), 0.72F);
    add_ridge(stage, scene, Ridge::Form::roofs, 48 * s, 9 * s, 15, hex(0x7C8594), 0.5F);
    const Rgb walls[5] = {
        hex(0xB98A74), hex(0xA9A49A), hex(0x8794A2), hex(0xC2AF8E), hex(0x9A7468)};
    for (int i = 0; i < 8; ++i) {
        const double z = i % 2 == 0 ? d.random.uniform(15, 22) : d.random.uniform(8.5, 11);
        const double x = (i - 3.5) * (i % 2 == 0 ? 5.4 : 3.7) + d.random.uniform(-1, 1);
        const double h = i % 2 == 0 ? d.random.uniform(4.5, 11) : d.random.uniform(1, 4);
        tower(d, scene, x, z, d.random.uniform(1.2, 1.8), h, walls[d.random.below(5)]);
    }
    for (int i = -6; i <= 6; ++i) { // parapet, stone by stone: what stands before it hides it
        Builder b(d, 2.6 * i, 0, roof_edge);
        b.box({0, 0.3, 0}, {1.31, 0.3, 0.13}, hex(0xAE8F7C));
        b.box({0, 0.64, 0}, {1.31, 0.06, 0.19}, hex(0xCFC6B8));
    }
    const double side = d.random.chance(0.5) ? 1 : -1;
    chimney(d, -side * d.random.uniform(2.1, 2.6), d.random.uniform(2.0, 2.6));
    chimney(d, side * d.random.uniform(4.6, 5.6), d.random.uniform(1.4, 2.4));
    aerial(d, -side * d.random.uniform(1.5, 1.8), d.random.uniform(2.5, 2.9));
    water_tank(d, side * d.random.uniform(2.9, 3.4), d.random.uniform(2.1, 2.5));
    if (d.random.chance(0.6)) {
        washing(d, -side * d.random.uniform(3.9, 4.4), 1.5);
    }
    { // a vent that turns the wind away
        Builder b(d, side * d.random.uniform(1.7, 2), 0, d.random.uniform(0.9, 1.5));
        b.rod({0, 0, 0}, 0.13, {0, 0.5, 0}, 0.13, hex(0x9AA2A8));
        b.ball({0, 0.58, 0}, {0.25, 0.13, 0.25}, hex(0xB4BBC0));
    }
    { // skylight
        Builder b(d, -side * d.random.uniform(2.2, 3), 0, d.random.uniform(0.2, 0.9));
        b.box({0, 0.14, 0}, {0.55, 0.14, 0.4}, hex(0x7E858C));
        b.group(1);
        Solid& glass = b.hull({{-0.48, 0.28, 0.34},
                               {0.48, 0.28, 0.34},
                               {-0.4, 0.5, -0.1},
                               {0.4, 0.5, -0.1},
                               {-0.48, 0.28, -0.34},
                               {0.48, 0.28, -0.34}},
                              is_dark(scene) ? hex(0xFFD98A) : hex(0xA9C4D4));
        glass.glow = is_dark(scene);
    }
}

void set_road(Dresser& d, const Scene& scene)
{
    Stage& stage = d.stage_;
    const Palette& p = stage.palette;
    const double s = d.scale;
    const Rgb meadow = mix(hex(0x94AE5E), p.ground, 0.5F);
    const Rgb leaf = mix(hex(0x55804A), p.ground, 0.35F);
    const Rgb crops[3] = {hex(0xD9B85A), hex(0xA8B45A), hex(0x9C7A52)};
    const Rgb crop = mix(crops[d.random.below(3)], p.ground, 0.3F);
    const Rgb crop_two = mix(crops[d.random.below(3)], p.ground, 0.3F);
    const Rgb asphalt = mix(hex(0x77787E), p.ground, 0.06F);
    const Rgb gravel = mix(hex(0xBBAA88), p.ground, 0.15F);
    stage.ground_near = meadow;
    stage.ground_far = mix(meadow, p.sky_low, 0.2F);
    const auto band = [&](double from, double to, const Rgb& colour, double dash = 0) {
        stage.patterns.push_back({Pattern::Form::band, colour, 1, dash * s, from * s, to * s});
    };
    stage.patterns.push_back({Pattern::Form::patches, meadow * 0.86F, 0.5F, 2.4 * s, 0, 0});
    band(3.4, 9.5, crop);
    stage.patterns.push_back(
        {Pattern::Form::furrows, crop * 0.78F, 0.7F, 0.7 * s, 3.4 * s, 9.5 * s, 0.35});
    band(12, 24, crop_two);
    stage.patterns.push_back(
        {Pattern::Form::furrows, crop_two * 0.8F, 0.6F, 1.1 * s, 12 * s, 24 * s, -0.3});
    band(-2.35, 2.15, gravel);
    band(-2.05, 1.85, asphalt);
    band(1.62, 1.7, hex(0xE6E3D8));
    band(-1.9, -1.82, hex(0xE6E3D8));
    band(-0.16, -0.06, hex(0xECE7D8), 2.6);
    add_ridge(stage, scene, Ridge::Form::hills, 120, 19, 4, mix(leaf, hex(0x7A9A94), 0.5F), 0.62F);
    add_ridge(stage, scene, Ridge::Form::hills, 62, 6.5, 6, mix(meadow, leaf, 0.45F), 0.34F);
    add_ridge(stage, scene, Ridge::Form::trees, 40, 2.6, 30, mix(leaf, hex(0x3F6A50), 0.4F), 0.24F);
    telegraph_poles(d, 3.1);
    fence(d, -13, 13, 2.75);
    const double side = d.random.chance(0.5) ? 1 : -1;
    road_sign(d, side * d.random.uniform(1.9, 2.6), 2.3);
    if (d.random.chance(0.6)) {
        barn(d, -side * d.random.uniform(4.5, 8), d.random.uniform(11, 14));
    } else {
        windmill(d, -side * d.random.uniform(4, 7), d.random.uniform(11, 14));
    }
    double x = 0;
    double z = 0;
    for (int i = 0; i < 5; ++i) {
        bale(d, d.random.uniform(-8, 8), d.random.uniform(4.6, 9));
    }
    for (int i = 0; i < 4; ++i) {
        d.spot(9.8, 19, x, z);
        round_tree(d, x, z, leaf);
    }
    for (int i = 0; i < 14; ++i) {
        z = i % 3 == 0 ? d.random.uniform(-3.2, -2.5) : d.random.uniform(2.3, 3.2);
        const Rgb flower = ink(d.random.chance(0.5) ? ColourName::red : ColourName::white);
        tuft(d,
             d.random.uniform(-5, 5),
             z,
             mix(meadow, leaf, 0.6F),
             d.random.chance(0.4) ? &flower : nullptr);
    }
}

} // namespace rushlight::generation::world
