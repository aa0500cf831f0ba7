// Trees, rocks, houses, furniture and the sky's own things.

#include "generation/world/render/props.hpp"

namespace rushlight::generation::world {

void round_tree(Dresser& d, double x, double z, const Rgb& leaf)
{
    const double s = d.scale;
    const double h = d.random.uniform(3.4, 5.4) * s;
    const double w = h * d.random.uniform(0.2, 0.27);
    Sculptor t = d.begin(x, 0, z);
    d.stage_.props.back().supple = 0.45;
    t.capsule({0, 0, 0}, 0.055 * h, {0, 0.55 * h, 0}, 0.04 * h, hex(0x6E5038), PixelPart::leg);
    t.ellipsoid({-0.55 * w, 0.58 * h, 0}, w * 0.85, w * 0.75, w * 0.8, leaf, PixelPart::body);
    t.ellipsoid({0.6 * w, 0.62 * h, 0}, w * 0.8, w * 0.75, w * 0.8, leaf, PixelPart::body);
    t.ellipsoid({0, 0.8 * h, 0}, w, w * 0.9, w, leaf, PixelPart::body);
}

void pine(Dresser& d, double x, double z, const Rgb& leaf, bool snowy)
{
    const double s = d.scale;
    const double h = d.random.uniform(3.6, 6.2) * s;
    Sculptor t = d.begin(x, 0, z);
    d.stage_.props.back().supple = 0.3;
    t.capsule({0, 0, 0}, 0.035 * h, {0, 0.3 * h, 0}, 0.03 * h, hex(0x5E4632), PixelPart::leg);
    for (int i = 0; i < 3; ++i) {
        const double low = (0.14 + 0.25 * i) * h;
        const double w = (0.21 - 0.05 * i) * h;
        t.hull({{-w, low, 0}, {w, low, 0}, {0, low, w}, {0, low, -w}, {0, low + 0.38 * h, 0}},
               0.015 * h,
               mix(leaf, hex(0xF1F4F7), snowy && i > 0 ? 0.62F : 0.04F * static_cast<float>(i)),
               PixelPart::body);
    }
}

void rock(Dresser& d, double x, double z, const Rgb& colour)
{
    const double s = d.scale * d.random.uniform(0.25, 0.8);
    Sculptor t = d.begin(x, 0, z);
    t.ellipsoid({0, 0.2 * s, 0}, 0.75 * s, 0.5 * s, 0.5 * s, colour, PixelPart::body);
    t.ellipsoid({0.5 * s, 0.1 * s, -0.1}, 0.45 * s, 0.3 * s, 0.4 * s, colour, PixelPart::body);
}

void tuft(Dresser& d, double x, double z, const Rgb& colour, const Rgb* flower)
{
    const double s = d.scale;
    Sculptor t = d.begin(x, 0, z);
    d.stage_.props.back().supple = 1;
    const double h = d.random.uniform(0.13, 0.3) * s;
    for (int i = -1; i <= 1; ++i) {
        t.capsule({0.05 * s * i, 0, 0},
                  0.016 * s,
                  {(0.05 * i + 0.06 * i) * s, h * (i == 0 ? 1 : 0.75), 0},
                  0.006 * s,
                  colour,
                  PixelPart::none);
    }
    if (flower != nullptr) {
        t.ellipsoid({0, h * 1.05, 0}, 0.055 * s, 0.055 * s, 0.055 * s, *flower, PixelPart::none);
    }
}

void house(Dresser& d, double x, double z, double w, double h, const Rgb& wall, bool lights)
{
    const double s = d.scale;
    Sculptor t = d.begin(x, 0, z);
    w *= s;
    h *= s;
    const double deep = 2 * s;
    t.box({0, h / 2, -deep}, w / 2, h / 2, deep, 0.02, wall, PixelPart::body);
    t.box({0, h + 0.08 * s, -deep},
          w / 2 + 0.12 * s,
          0.1 * s,
          deep + 0.1 * s,
          0.02,
          wall * 0.72F,
          PixelPart::hair);
    const int columns = std::max(2, static_cast<int>(w / (1.15 * s)));
    const int rows = std::max(1, static_cast<int>(h / (1.5 * s)));
    t.group = 1;
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            const double cx = ((i + 0.5) / columns - 0.5) * w;
            const double cy = (j + 0.62) / rows * h;
            const bool lit = lights && d.random.chance(0.6);
            const bool door = j == 0 && i == columns / 2;
            const double hw = 0.27 * s;
            const double hh = door ? 0.85 * s : 0.38 * s;
            const double y = door ? 0.85 * s : cy;
            t.hull({{cx - hw, y - hh, 0.01},
                    {cx + hw, y - hh, 0.01},
                    {cx - hw, y + hh, 0.01},
                    {cx + hw, y + hh, 0.01}},
                   0.01,
                   door  ? hex(0x6B4430)
                   : lit ? hex(0xFFD98A)
                         : hex(0x7C94A6),
                   PixelPart::face);
            auto& solid = d.stage_.props.back().figure.back();
            solid.decal = true;
            solid.glow = lit && !door;
        }
    }
}

void street_lamp(Dresser& d, double x, double z, bool on)
{
    const double s = d.scale;
    Sculptor t = d.begin(x, 0, z);
    t.capsule({0, 0, 0}, 0.06 * s, {0, 3.1 * s, 0}, 0.04 * s, hex(0x3B4048), PixelPart::leg);
    t.capsule({0, 3.1 * s, 0},
              0.04 * s,
              {0.45 * s, 3.25 * s, 0},
              0.035 * s,
              hex(0x3B4048),
              PixelPart::arm);
    t.ellipsoid({0.5 * s, 3.16 * s, 0},
                0.17 * s,
                0.11 * s,
                0.17 * s,
                on ? hex(0xFFE7A6) : hex(0xD9DDE0),
                PixelPart::head);
    d.stage_.props.back().figure.back().glow = on;
}

void palm(Dresser& d, double x, double z)
{
    const double s = d.scale;
    const double h = d.random.uniform(3.4, 4.6) * s;
    const double bend = d.random.uniform(-0.22, 0.22) * h;
    Sculptor t = d.begin(x, 0, z);
    d.stage_.props.back().supple = 0.6;
    t.capsule(
        {0, 0, 0}, 0.13 * s, {bend * 0.4, 0.5 * h, 0}, 0.1 * s, hex(0x8A6A48), PixelPart::leg);
    t.capsule(
        {bend * 0.4, 0.5 * h, 0}, 0.1 * s, {bend, h, 0}, 0.08 * s, hex(0x8A6A48), PixelPart::leg);
    t.group = 1;
    for (int i = 0; i < 6; ++i) {
        const double a = i * 1.0472 + 0.3;
        const double out = 1.15 * s;
        const Vec3 knee{bend + 0.55 * out * std::cos(a),
                        h + 0.28 * s + 0.1 * s * std::sin(a),
                        0.5 * out * std::sin(a)};
        t.capsule({bend, h, 0}, 0.1 * s, knee, 0.13 * s, hex(0x4E8B4A), PixelPart::arm);
        t.capsule(knee,
                  0.13 * s,
                  {bend + 1.15 * out * std::cos(a), h - 0.25 * s, 1.1 * out * std::sin(a)},
                  0.02 * s,
                  hex(0x4E8B4A),
                  PixelPart::arm);
    }
}

void cactus(Dresser& d, double x, double z)
{
    const double s = d.scale;
    const double h = d.random.uniform(1.4, 2.8) * s;
    const double r = 0.16 * s;
    Sculptor t = d.begin(x, 0, z);
    const Rgb green = hex(0x5E8A57);
    t.capsule({0, 0, 0}, r, {0, h, 0}, r, green, PixelPart::body);
    for (const double side : {-1.0, 1.0}) {
        const double y = h * d.random.uniform(0.35, 0.6);
        t.capsule(
            {0, y, 0}, 0.7 * r, {side * 0.5 * s, y + 0.05 * s, 0}, 0.7 * r, green, PixelPart::arm);
        t.capsule({side * 0.5 * s, y + 0.05 * s, 0},
                  0.7 * r,
                  {side * 0.5 * s, y + 0.6 * s, 0},
                  0.65 * r,
                  green,
                  PixelPart::arm);
    }
}

void furnish(Dresser& d, const Scene& scene)
{
    const double s = d.scale;
    const double wall = 3.4;
    const bool bright = scene.time == TimeOfDay::noon || scene.time == TimeOfDay::morning;
    // window: the hour is seen through it
    const double wx = d.random.uniform(-0.6, 0.6) - 1.3;
    {
        Sculptor t = d.begin(wx, 1.75, wall);
        t.box({0, 0, 0}, 0.95 * s, 0.85 * s, 0.05, 0.02, hex(0xEFE9DE), PixelPart::body);
        t.group = 1;
        for (const double sx : {-0.44, 0.44}) {
            for (const double sy : {-0.39, 0.39}) {
                t.hull(
                    {{(sx - 0.38) * s, (sy - 0.34) * s, 0.08},
                     {(sx + 0.38) * s, (sy - 0.34) * s, 0.08},
                     {(sx - 0.38) * s, (sy + 0.34) * s, 0.08},
                     {(sx + 0.38) * s, (sy + 0.34) * s, 0.08}},
                    0.01,
                    mix(d.stage_.palette.sky_low, d.stage_.palette.sky_top, sy > 0 ? 0.85F : 0.2F),
                    PixelPart::face);
                d.stage_.props.back().figure.back().decal = true;
                d.stage_.props.back().figure.back().glow = true;
            }
        }
    }
    { // picture
        Sculptor t = d.begin(wx + 2.6, 1.8, wall);
        t.box({0, 0, 0}, 0.5 * s, 0.38 * s, 0.03, 0.02, hex(0x7A5433), PixelPart::body);
        t.group = 1;
        t.hull({{-0.42 * s, -0.3 * s, 0.06},
                {0.42 * s, -0.3 * s, 0.06},
                {-0.42 * s, 0.3 * s, 0.06},
                {0.42 * s, 0.3 * s, 0.06}},
               0.01,
               ink(static_cast<ColourName>(d.random.below(9))),
               PixelPart::face);
        d.stage_.props.back().figure.back().decal = true;
    }
    { // shelf or cupboard
        Sculptor t = d.begin(wx + 4.2, 0, wall - 0.5);
        t.box({0, 0.75 * s, 0}, 0.6 * s, 0.75 * s, 0.3 * s, 0.03, hex(0x9A6B42), PixelPart::body);
        t.group = 1;
        t.ellipsoid({0, 1.62 * s, 0}, 0.16 * s, 0.14 * s, 0.16 * s, hex(0xC9785A), PixelPart::body);
        t.ellipsoid({0, 1.95 * s, 0}, 0.3 * s, 0.28 * s, 0.3 * s, hex(0x5E8F55), PixelPart::body);
    }
    { // armchair
        Sculptor t = d.begin(wx - 1.6, 0, wall - 1.0);
        const Rgb cloth = ink(static_cast<ColourName>(d.random.below(9)));
        t.box({0, 0.72 * s, -0.25 * s}, 0.6 * s, 0.5 * s, 0.14 * s, 0.08, cloth, PixelPart::body);
        t.box({0, 0.3 * s, 0}, 0.62 * s, 0.22 * s, 0.42 * s, 0.08, cloth, PixelPart::body);
        t.box({-0.58 * s, 0.45 * s, 0}, 0.12 * s, 0.3 * s, 0.4 * s, 0.08, cloth, PixelPart::body);
        t.box({0.58 * s, 0.45 * s, 0}, 0.12 * s, 0.3 * s, 0.4 * s, 0.08, cloth, PixelPart::body);
    }
    { // standing lamp
        Sculptor t = d.begin(wx + 1.35, 0, wall - 0.4);
        t.capsule({0, 0, 0}, 0.03 * s, {0, 1.45 * s, 0}, 0.03 * s, hex(0x4A4038), PixelPart::leg);
        t.hull({{-0.32 * s, 1.4 * s, 0.1},
                {0.32 * s, 1.4 * s, 0.1},
                {-0.18 * s, 1.85 * s, 0},
                {0.18 * s, 1.85 * s, 0},
                {-0.3 * s, 1.4 * s, -0.1},
                {0.3 * s, 1.4 * s, -0.1}},
               0.02,
               bright ? hex(0xE9DFC8) : hex(0xFFDF9A),
               PixelPart::head);
        d.stage_.props.back().figure.back().glow = !bright;
    }
}

void sky_things(Dresser& d, const Scene& scene, Stage& stage)
{
    // Distances on the sky do not follow the scene's scale.
    const double scale = d.scale;
    d.scale = 1;
    const double key = scene.key_from_left != scene.mirror ? -1 : 1;
    const bool clear = scene.weather == Weather::clear || scene.weather == Weather::wind;
    const bool night = scene.time == TimeOfDay::night;
    if (clear) {
        double up = 60;
        double size = 7;
        Rgb colour = hex(0xFFF3C4);
        if (scene.time == TimeOfDay::dawn || scene.time == TimeOfDay::dusk) {
            up = 13;
            size = 9;
            colour = scene.time == TimeOfDay::dawn ? hex(0xFFE3B8) : hex(0xFFB061);
        } else if (scene.time == TimeOfDay::golden_hour) {
            up = 24;
            size = 10;
            colour = hex(0xFFEFB0);
        } else if (night) {
            up = 58;
            size = 7;
            colour = hex(0xF1F0DC);
        }
        Sculptor t = d.begin(key * d.random.uniform(20, 55), up, 150, true);
        t.ellipsoid({0, 0, 0},
                    size * 1.7,
                    size * 1.7,
                    0.1,
                    mix(colour, stage.palette.sky_low, 0.4F),
                    PixelPart::none);
        stage.props.back().figure.back().alpha = 0.35F;
        t.ellipsoid({0, 0, 0}, size, size, 0.1, colour, PixelPart::none);
        if (night) { // a crescent
            t.ellipsoid({0.45 * size, 0.2 * size, -1},
                        size * 0.85,
                        size * 0.85,
                        0.1,
                        stage.palette.sky_top,
                        PixelPart::none);
            for (int i = 0; i < 40; ++i) {
                Sculptor star =
                    d.begin(d.random.uniform(-190, 190), d.random.uniform(18, 150), 150, true);
                const double r = d.random.uniform(0.35, 0.9);
                star.ellipsoid({0, 0, 0}, r, r, 0.1, hex(0xDDE6FF), PixelPart::none);
                stage.props.back().figure.back().glow = true;
            }
        }
        for (auto& prop : stage.props) {
            for (auto& solid : prop.figure) {
                solid.decal = true;
                solid.glow = true;
            }
        }
    }
    const int clouds = clear ? (night ? 2 : 5) : 9;
    const Rgb cloud = mix(stage.palette.sky_low,
                          night ? stage.palette.key : hex(0xFFFFFF),
                          night   ? 0.12F
                          : clear ? 0.62F
                                  : 0.22F);
    for (int i = 0; i < clouds; ++i) {
        Sculptor t = d.begin(d.random.uniform(-120, 120), d.random.uniform(30, 85), 120, true);
        const double w = d.random.uniform(8, 17);
        const double h = w * 0.3;
        t.ellipsoid({-w * 0.7, 0, 0}, w * 0.7, h * 0.7, 1, cloud, PixelPart::none);
        t.ellipsoid({w * 0.65, -h * 0.1, 0}, w * 0.75, h * 0.65, 1, cloud, PixelPart::none);
        t.ellipsoid({0, h * 0.4, 0}, w * 0.8, h, 1, cloud, PixelPart::none);
        for (auto& solid : stage.props.back().figure) {
            solid.decal = true;
            solid.glow = true;
            solid.alpha = 0.85F;
        }
    }
    d.scale = scale;
}

} // namespace rushlight::generation::world
