// Weather in front of everything, and the style's paper.

#include "generation/world/random.hpp"
#include "generation/world/render/stage.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

namespace {

float noise_at(std::uint32_t x, std::uint32_t y, std::uint32_t seed)
{
    std::uint32_t h = x * 0x8da6b343U + y * 0xd8163841U + seed * 0xcb1ab31fU;
    h ^= h >> 15;
    h *= 0x2c1b3c6dU;
    h ^= h >> 12;
    h *= 0x297a2d39U;
    h ^= h >> 15;
    return static_cast<float>(h >> 8) * 0x1.0p-24F;
}

} // namespace

void paint_weather(
    Canvas& canvas, const Scene& scene, const Stage& stage, const View& view, double seconds)
{
    const auto w = static_cast<double>(canvas.width());
    const auto h = static_cast<double>(canvas.height());
    const double unit = h / 256;
    const double pan = std::atan2(view.forward.x, view.forward.z) * view.focal;
    Random random(scene.seed, 9);
    const bool rain = scene.weather == Weather::rain || scene.weather == Weather::storm;
    const bool snow = scene.weather == Weather::snow;
    const double slant = (scene.mirror ? -1 : 1) * random.uniform(-0.22, 0.22);
    const auto wrapped = [](double value, double period) {
        return value - period * std::floor(value / period);
    };
    if ((rain || snow) && !is_indoors(scene.place)) {
        const int drops = static_cast<int>((rain ? 130 : 120) * w / h);
        const Rgb light = styled(
            mix(stage.palette.sky_low, hex(0xFFFFFF), rain ? 0.5F : 0.9F), scene.style, false);
        for (int i = 0; i < drops; ++i) {
            const double near = random.uniform(0.35, 1);
            double x = random.uniform(-0.2, 1.2) * w;
            const double y0 = random.uniform() * h * 1.3;
            const double wander = random.uniform(0, 6.28);
            if (scene.mirror) {
                x = w - x;
            }
            Fill fill;
            fill.lit = light;
            fill.mapped = false;
            if (rain) {
                const double y = wrapped(y0 + seconds * h * 2.6 * near, h * 1.3) - 0.15 * h;
                const double px = wrapped(x + slant * y - pan * near * 0.3, w * 1.4) - 0.2 * w;
                const double l = 19 * unit * near;
                fill.alpha = static_cast<float>(0.62 * near);
                canvas.draw(capsule(static_cast<float>(px),
                                    static_cast<float>(y),
                                    static_cast<float>(0.62 * unit * near),
                                    static_cast<float>(px + slant * l),
                                    static_cast<float>(y + l),
                                    static_cast<float>(0.62 * unit * near)),
                            fill);
            } else {
                const double y = wrapped(y0 + seconds * h * 0.24 * near, h * 1.3) - 0.15 * h;
                const double px = wrapped(x + 7 * unit * std::sin(seconds * 1.6 + wander) +
                                              slant * seconds * 50 * unit - pan * near * 0.3,
                                          w * 1.4) -
                                  0.2 * w;
                const auto r = static_cast<float>((0.8 + 1.9 * near * near) * unit);
                fill.alpha = static_cast<float>(0.92 * near);
                canvas.draw(capsule(static_cast<float>(px),
                                    static_cast<float>(y),
                                    r,
                                    static_cast<float>(px),
                                    static_cast<float>(y),
                                    r),
                            fill);
            }
        }
    }
    if (scene.weather == Weather::fog) {
        const double key = scene.mirror ? -1 : 1;
        for (int i = 0; i < 7; ++i) {
            const double drift = key * seconds * random.uniform(4, 11) * unit;
            const double x = random.uniform(-0.1, 1.1) * w;
            const double y = random.uniform(0.38, 0.9) * h;
            const double wide = random.uniform(0.35, 0.7) * w;
            const double high = random.uniform(0.05, 0.1) * h;
            Fill fill;
            fill.lit = styled(mix(stage.palette.sky_low, hex(0xFFFFFF), 0.12F), scene.style, false);
            fill.alpha = 0.34F;
            fill.soft = static_cast<float>(high * 1.3);
            fill.mapped = false;
            const double at = (scene.mirror ? w - x : x) + drift - pan * 0.3;
            canvas.draw(ellipse(static_cast<float>(at),
                                static_cast<float>(y),
                                static_cast<float>(wide * wide),
                                0,
                                static_cast<float>(high * high)),
                        fill);
        }
    }
    if (scene.foreground) {
        // Out of focus at an edge: leaves outdoors, a door post in a room.
        const bool left = random.chance(0.5) != scene.mirror;
        const Tones dark = tones(is_indoors(scene.place) ? hex(0x4A3A30) : hex(0x34482F),
                                 stage.palette,
                                 scene.style,
                                 0,
                                 false);
        Fill fill;
        fill.lit = dark.shade * 0.55F;
        fill.soft = static_cast<float>(9 * unit);
        fill.id = static_cast<std::uint8_t>(PixelClass::foreground);
        fill.depth = 0.8F;
        const double edge = left ? 0 : w;
        const double inward = left ? 1 : -1;
        const double slide = -pan * 1.4;
        if (is_indoors(scene.place)) {
            const double x = edge + inward * -0.02 * w + slide;
            const float xs[4] = {static_cast<float>(x - 0.09 * w),
                                 static_cast<float>(x + 0.09 * w),
                                 static_cast<float>(x - 0.09 * w),
                                 static_cast<float>(x + 0.09 * w)};
            const float ys[4] = {-40, -40, static_cast<float>(h + 40), static_cast<float>(h + 40)};
            canvas.draw(hull(xs, ys, 4, 0), fill);
        } else {
            for (int i = 0; i < 5; ++i) {
                const double x = edge + inward * random.uniform(-0.04, 0.12) * w + slide;
                const double y = h * (1.02 - 0.09 * i) + 3 * unit * std::sin(seconds * 1.3 + i);
                const double r = random.uniform(0.06, 0.11) * h;
                canvas.draw(ellipse(static_cast<float>(x),
                                    static_cast<float>(y),
                                    static_cast<float>(r * r * 1.6),
                                    static_cast<float>(inward * -0.5 * r * r),
                                    static_cast<float>(r * r)),
                            fill);
            }
        }
    }
}

void finish(
    const Canvas& canvas, const Scene& scene, const Stage& stage, bool cut_out, std::uint8_t* rgb)
{
    const int width = canvas.width();
    const int height = canvas.height();
    const float unit = 256.0F / static_cast<float>(height);
    const auto seed = static_cast<std::uint32_t>(scene.seed);
    const Style style = scene.style;
    std::vector<float> row(static_cast<std::size_t>(width) * 3);
    const float paper_r = 0.953F;
    const float paper_g = 0.937F;
    const float paper_b = 0.902F;
    for (int y = 0; y < height; ++y) {
        const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        const float v = (static_cast<float>(y) + 0.5F) * unit;
        const float edge_y = std::min(v, 256 - v);
        for (int x = 0; x < width; ++x) {
            const auto i = at + static_cast<std::size_t>(x);
            float r = canvas.r[i];
            float g = canvas.g[i];
            float b = canvas.b[i];
            const float u = (static_cast<float>(x) + 0.5F) * unit;
            if (!cut_out && style == Style::marker) {
                // Strokes overlap a little; the paper is slightly warm.
                const float stroke = (u * 0.42F + v) * 0.085F;
                const float band = stroke - std::floor(stroke);
                const float overlap = band < 0.16F ? 0.955F : 1.0F;
                const float grain = 0.985F + 0.03F * noise_at(static_cast<std::uint32_t>(x),
                                                              static_cast<std::uint32_t>(y),
                                                              seed);
                r *= overlap * grain;
                g *= overlap * grain;
                b *= overlap * grain;
            } else if (!cut_out && style == Style::pencil) {
                const float light = 0.299F * r + 0.587F * g + 0.114F * b;
                const float grain =
                    noise_at(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), seed);
                // Two directions of hatching, the second in deep tones only.
                const float a = std::abs((u + v) * 0.2F - std::floor((u + v) * 0.2F) - 0.5F) * 2;
                const float c = std::abs((u - v) * 0.2F - std::floor((u - v) * 0.2F) - 0.5F) * 2;
                const float first = std::clamp((0.72F - light) * 1.5F, 0.0F, 1.0F) *
                                    std::clamp((0.42F - a) * 4, 0.0F, 1.0F);
                const float second = std::clamp((0.45F - light) * 1.8F, 0.0F, 1.0F) *
                                     std::clamp((0.36F - c) * 4, 0.0F, 1.0F);
                const float graphite = 1 - (0.2F * first + 0.18F * second) * (0.6F + 0.8F * grain);
                const float tooth = 0.975F + 0.04F * grain;
                r *= graphite * tooth;
                g *= graphite * tooth;
                b *= graphite * tooth;
            } else if (!cut_out && style == Style::watercolour) {
                const auto wave = [&](float f, float phase) {
                    return std::sin(u * f + 1.7F * std::sin(v * f * 0.8F + phase)) *
                           std::sin(v * f * 0.9F + phase);
                };
                const auto offset = static_cast<float>(seed % 63) * 0.1F;
                const float pigment =
                    1 + 0.05F * wave(0.055F, offset) + 0.03F * wave(0.16F, offset + 2);
                const float grain = 0.98F + 0.04F * noise_at(static_cast<std::uint32_t>(x),
                                                             static_cast<std::uint32_t>(y),
                                                             seed);
                const float edge_x = std::min(u, static_cast<float>(width) * unit - u);
                const float rough = 5 + 2.2F * std::sin(u * 0.21F + offset) +
                                    2.2F * std::sin(v * 0.17F + offset * 2);
                const float border =
                    std::clamp((std::min(edge_x, edge_y) - rough) * 0.6F, 0.0F, 1.0F);
                const float pooled =
                    1 -
                    0.1F * std::clamp(1 - std::abs(std::min(edge_x, edge_y) - rough - 2.5F) / 2.5F,
                                      0.0F,
                                      1.0F);
                r = paper_r + (r * pigment * grain * pooled - paper_r) * border;
                g = paper_g + (g * pigment * grain * pooled - paper_g) * border;
                b = paper_b + (b * pigment * grain * pooled - paper_b) * border;
            }
            row[static_cast<std::size_t>(x) * 3] = r;
            row[static_cast<std::size_t>(x) * 3 + 1] = g;
            row[static_cast<std::size_t>(x) * 3 + 2] = b;
        }
        std::uint8_t* out = rgb + at * 3;
        for (std::size_t k = 0; k < row.size(); ++k) {
            const float value = row[k] * 255 + 0.5F;
            out[k] = static_cast<std::uint8_t>(value < 0 ? 0 : value > 255 ? 255 : value);
        }
    }
    (void)stage;
}

} // namespace rushlight::generation::world
