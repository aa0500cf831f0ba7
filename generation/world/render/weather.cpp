// What wind and storm do: bent trees, leaves and dust in the air, slanting rain, lightning.

#include "generation/world/weather.hpp"

#include "generation/world/random.hpp"
#include "generation/world/render/stage.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

double wrapped(double value, double period)
{
    return value - period * std::floor(value / period);
}

float f(double value)
{
    return static_cast<float>(value);
}

struct Air {
    Canvas& canvas;
    const Scene& scene;
    const Stage& stage;
    double width, height, unit, pan, seconds;
    int wind;

    void stroke(double ax, double ay, double bx, double by, double radius, const Fill& fill) const
    {
        canvas.draw(capsule(f(ax), f(ay), f(radius), f(bx), f(by), f(radius)), fill);
    }

    void storm() const
    {
        Random random(scene.seed, 23);
        const double slant = -wind * random.uniform(0.42, 0.62);
        const int drops = static_cast<int>(190 * width / height);
        Fill fill;
        fill.lit = styled(mix(stage.palette.sky_low, hex(0xFFFFFF), 0.45F), scene.style, false);
        fill.mapped = false;
        for (int i = 0; i < drops; ++i) {
            const double near = random.uniform(0.35, 1);
            const double x = random.uniform() * width;
            const double start = random.uniform() * height * 1.4;
            const double y =
                wrapped(start + seconds * height * 3.1 * near, height * 1.4) - 0.2 * height;
            const double left =
                wrapped(x - slant * y - pan * near * 0.3, width * 1.4) - 0.2 * width;
            const double l = 27 * unit * near;
            fill.alpha = f(0.6 * near);
            stroke(left, y, left - slant * l, y + l, 0.6 * unit * near, fill);
        }
    }

    void leaves(int count, bool dust) const
    {
        Random random(scene.seed, 24);
        constexpr std::uint32_t leaf[4] = {0xC9772F, 0x9A8A3A, 0x6F8A42, 0xB5542E};
        const Rgb grit = stage.ground_near * 0.86F;
        for (int i = 0; i < count; ++i) {
            const double near = random.uniform(0.4, 1);
            const double way = random.uniform() + seconds * near * random.uniform(0.75, 1.25);
            const double x = wrapped(wind * way - pan * near * 0.3 / width, 1.3) - 0.15;
            const double phase = random.uniform(0, 2 * std::numbers::pi);
            const double y = random.uniform(dust ? 0.45 : 0.12, 1) +
                             0.05 * std::sin(2.7 * seconds / near + phase);
            const double turn = phase + 7 * seconds * near;
            const double r = (dust ? 1.5 : 4.4) * unit * near;
            const double flat = dust ? 1 : 0.25 + 0.6 * std::abs(std::sin(1.3 * turn));
            const Rgb colour = hex(leaf[random.below(4)]);
            const Tones inks = tones(dust ? grit : colour, stage.palette, scene.style, 0, false);
            Fill fill;
            fill.lit = inks.lit;
            fill.mapped = false;
            fill.alpha = dust ? 0.75F : 0.95F;
            // a turned ellipse
            const double c = std::cos(turn) * r;
            const double s = std::sin(turn) * r;
            canvas.draw(ellipse(f(x * width),
                                f(y * height),
                                f(c * c + s * s * flat * flat * 0.3),
                                f(c * s * (1 - flat * flat * 0.3)),
                                f(s * s + c * c * flat * flat * 0.3)),
                        fill);
        }
    }

    /// Long pale strokes that curl at their end.
    void streaks() const
    {
        Random random(scene.seed, 25);
        Fill fill;
        fill.lit = styled(mix(stage.palette.sky_low, hex(0xFFFFFF), 0.75F), scene.style, false);
        fill.mapped = false;
        for (int i = 0; i < 7; ++i) {
            const double near = random.uniform(0.5, 1);
            const double way = random.uniform(0, 1.9) + seconds * near * 1.15;
            const double head = wind * (wrapped(way, 1.9) - 0.45) + (wind < 0 ? 1 : 0);
            const double y0 = random.uniform(0.1, 0.85);
            const double wave = random.uniform(0, 6.28);
            constexpr int pieces = 5;
            const double piece = 0.075 * near;
            double bx = head;
            double by = y0 + 0.014 * std::sin(wave);
            for (int k = 1; k <= pieces; ++k) {
                const double ax = head - wind * piece * k;
                const double ay = y0 + 0.014 * std::sin(wave + 0.9 * k);
                fill.alpha = f(0.62 * near * (1 - (k - 1.0) / pieces));
                stroke(ax * width, ay * height, bx * width, by * height, 1.05 * unit * near, fill);
                bx = ax;
                by = ay;
            }
        }
    }
};

} // namespace

void paint_wind(
    Canvas& canvas, const Scene& scene, const Stage& stage, const View& view, double seconds)
{
    const Air air{canvas,
                  scene,
                  stage,
                  static_cast<double>(canvas.width()),
                  static_cast<double>(canvas.height()),
                  canvas.height() / 256.0,
                  std::atan2(view.forward.x, view.forward.z) * view.focal,
                  seconds,
                  wind_direction(scene)};
    if (scene.weather == Weather::storm) {
        air.storm();
    } else if (scene.weather == Weather::wind) {
        const bool bare = scene.place == Place::desert || scene.place == Place::beach ||
                          scene.place == Place::snow;
        air.streaks();
        air.leaves(bare ? 70 : 20, bare);
    }
}

Prop lightning_bolt(const Scene& scene, double struck)
{
    Random random(scene.seed, 27 + static_cast<std::uint64_t>(struck * 100));
    Prop prop;
    prop.distant = true;
    const auto stroke = [&](const Vec3& from, const Vec3& to, double thick) {
        Solid solid;
        solid.a = from;
        solid.b = to;
        solid.ra = thick;
        solid.rb = thick * 0.75;
        solid.colour = hex(0xFBF8FF);
        solid.decal = true;
        solid.glow = true;
        prop.figure.push_back(solid);
    };
    const double side = scene.mirror ? -1 : 1;
    Vec3 at = lightning_place(scene, struck);
    prop.middle = at;
    constexpr int pieces = 7;
    for (int i = 0; i < pieces; ++i) {
        const double turn = i % 2 == 0 ? 1 : -1;
        const Vec3 next =
            at + Vec3{side * turn * random.uniform(3, 12), -random.uniform(16, 23), 0};
        const double thick = 1.5 - 0.13 * i;
        stroke(at, next, thick);
        if (i == 2 || i == 4) { // a branch
            const Vec3 knee = next + Vec3{side * turn * random.uniform(7, 12), -7, 0};
            stroke(next, knee, 0.7);
            stroke(knee, knee + Vec3{side * -turn * 3, -9, 0}, 0.5);
        }
        at = next;
    }
    return prop;
}

Palette lit_by_lightning(const Palette& palette, double flash)
{
    const float share = f(std::clamp(flash, 0.0, 1.0));
    Palette lit = palette;
    lit.sky_top = mix(palette.sky_top, hex(0xB9BCDD), 0.75F * share);
    lit.sky_low = mix(palette.sky_low, hex(0xE9E8F5), 0.75F * share);
    lit.key = mix(palette.key, hex(0xF0F0FF), share);
    lit.exposure = palette.exposure + 0.4F * share;
    return lit;
}

Figure swayed(const Prop& prop, double seconds, double round)
{
    const Sway& sway = prop.sway;
    Vec3 moved = sway.drift * seconds;
    if (sway.span > 0) {
        const double speed = length(sway.drift);
        const double rounds = std::floor((sway.start + speed * round) / sway.span);
        moved = sway.drift * (seconds + (sway.start - rounds * sway.span) / speed);
    }
    const auto bent = [&](const Vec3& point) { // the tip bends more; what hangs swings alike
        const double high = std::abs(point.y - prop.middle.y);
        const double swing = std::sin(sway.pace * seconds + sway.phase - sway.curl * high);
        const double side = high * high / (high + 1) * (sway.lean + sway.bend * swing);
        return point + moved + Vec3{side, 0, 0};
    };
    Figure figure = prop.figure;
    for (Solid& solid : figure) {
        solid.a = bent(solid.a);
        solid.b = bent(solid.b);
        for (std::size_t i = 0; i < solid.count; ++i) {
            solid.points[i] = bent(solid.points[i]);
        }
    }
    return figure;
}

} // namespace rushlight::generation::world
