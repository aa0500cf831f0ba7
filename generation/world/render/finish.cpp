// Weather in front of everything, and the style's paper.

#include "generation/world/random.hpp"
#include "generation/world/render/clones.hpp"
#include "generation/world/render/grain.hpp"
#include "generation/world/render/inks.hpp"
#include "generation/world/render/papers.hpp"
#include "generation/world/render/stage.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace rushlight::generation::world {

namespace {

RUSHLIGHT_CLONES void hatch_row(const float* __restrict tooth,
                                const float* __restrict first,
                                const float* __restrict second,
                                int count,
                                float* __restrict r,
                                float* __restrict g,
                                float* __restrict b)
{
    for (int i = 0; i < count; ++i) {
        const float light = 0.299F * r[i] + 0.587F * g[i] + 0.114F * b[i];
        const float graphite = limited((0.72F - light) * 1.5F) * first[i] +
                               limited((0.45F - light) * 1.8F) * second[i];
        const float factor = (1 - graphite) * tooth[i];
        r[i] *= factor;
        g[i] *= factor;
        b[i] *= factor;
    }
}

RUSHLIGHT_CLONES void paper_row(const float* __restrict tooth,
                                const float* __restrict border,
                                int count,
                                float* __restrict r,
                                float* __restrict g,
                                float* __restrict b)
{
    if (border == nullptr) {
        for (int i = 0; i < count; ++i) {
            r[i] *= tooth[i];
            g[i] *= tooth[i];
            b[i] *= tooth[i];
        }
        return;
    }
    const Rgb paper = hex(0xF3EFE6);
    for (int i = 0; i < count; ++i) {
        r[i] = paper.r + (r[i] * tooth[i] - paper.r) * border[i];
        g[i] = paper.g + (g[i] * tooth[i] - paper.g) * border[i];
        b[i] = paper.b + (b[i] * tooth[i] - paper.b) * border[i];
    }
}

RUSHLIGHT_CLONES void pack_row(const float* __restrict r,
                               const float* __restrict g,
                               const float* __restrict b,
                               int count,
                               std::uint8_t* __restrict rgb)
{
    // Rounded as vectors, then laid out three by three.
    constexpr int chunk = 256;
    std::uint8_t bytes[3][chunk];
    for (int first = 0; first < count; first += chunk) {
        const int some = count - first < chunk ? count - first : chunk;
        for (int i = 0; i < some; ++i) {
            bytes[0][i] =
                static_cast<std::uint8_t>(static_cast<int>(limited(r[first + i]) * 255 + 0.5F));
            bytes[1][i] =
                static_cast<std::uint8_t>(static_cast<int>(limited(g[first + i]) * 255 + 0.5F));
            bytes[2][i] =
                static_cast<std::uint8_t>(static_cast<int>(limited(b[first + i]) * 255 + 0.5F));
        }
        for (int i = 0; i < some; ++i) {
            rgb[3 * (first + i)] = bytes[0][i];
            rgb[3 * (first + i) + 1] = bytes[1][i];
            rgb[3 * (first + i) + 2] = bytes[2][i];
        }
    }
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
    const bool rain = scene.weather == Weather::rain;
    const bool snow = scene.weather == Weather::snow;
    const double slant = (scene.mirror ? -1 : 1) * random.uniform(-0.22, 0.22);
    const auto wrapped = [](double value, double period) {
        return value - period * std::floor(value / period);
    };
    if ((rain || snow) && has_weather(scene.place)) {
        const int drops = static_cast<int>((rain ? 130 : 120) * w / h);
        const Rgb light =
            weather_ink(mix(stage.palette.sky_low, hex(0xFFFFFF), rain ? 0.5F : 0.9F), scene.style);
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
    if (has_weather(scene.place)) {
        paint_wind(canvas, scene, stage, view, seconds);
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
            fill.alpha = 0.22F;
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
        const Tones dark = tones(is_indoors(scene.place)         ? hex(0x4A3A30)
                                 : scene.place == Place::space   ? hex(0x4A4A54)
                                 : scene.place == Place::rooftop ? hex(0x4E4642)
                                                                 : hex(0x34482F),
                                 stage.palette,
                                 scene.style,
                                 0,
                                 false);
        Fill fill;
        fill.lit = foreground_ink(dark, scene.style);
        fill.soft = static_cast<float>(9 * unit);
        fill.id = static_cast<std::uint8_t>(PixelClass::foreground);
        fill.depth = 0.8F;
        const double edge = left ? 0 : w;
        const double inward = left ? 1 : -1;
        double slide = -pan * 1.4;
        if (scene.world == World::v1) { // it may leave, and never comes before the subject
            slide = inward * std::min(inward * slide, 0.06 * w);
        }
        const bool post = is_indoors(scene.place) ||
                          (scene.world == World::v1 &&
                           (scene.place == Place::street || scene.place == Place::rooftop));
        if (post) {
            const double x = edge + inward * -0.02 * w + slide;
            const float xs[4] = {static_cast<float>(x - 0.09 * w),
                                 static_cast<float>(x + 0.09 * w),
                                 static_cast<float>(x - 0.09 * w),
                                 static_cast<float>(x + 0.09 * w)};
            const float ys[4] = {-40, -40, static_cast<float>(h + 40), static_cast<float>(h + 40)};
            canvas.draw(hull(xs, ys, 4, 0), fill);
        } else if (scene.world == World::v1 && scene.place != Place::space) {
            fill.soft = static_cast<float>(3.5 * unit);
            paint_growth(canvas, scene, {left, edge, slide, seconds}, fill);
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

Paper::Paper(const Scene& scene, int width, int height, bool cut_out)
    : style_(scene.style)
    , plain_(cut_out || (scene.style != Style::marker && scene.style != Style::pencil &&
                         scene.style != Style::watercolour))
{
    if (plain_) {
        if (!cut_out) {
            sheet_ = sheet_of(scene, width, height);
            halo_ = scene.style == Style::neon;
        }
        return;
    }
    const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    const float unit = 256.0F / static_cast<float>(height);
    const auto seed = static_cast<std::uint32_t>(scene.seed);
    const auto offset = static_cast<float>(seed % 63) * 0.1F;
    tooth_.resize(pixels);
    if (style_ == Style::pencil) {
        first_.resize(pixels);
        second_.resize(pixels);
    }
    if (style_ == Style::watercolour) {
        border_.resize(pixels);
    }
    for (int y = 0; y < height; ++y) {
        const float v = (static_cast<float>(y) + 0.5F) * unit;
        for (int x = 0; x < width; ++x) {
            const auto i = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                           static_cast<std::size_t>(x);
            const float u = (static_cast<float>(x) + 0.5F) * unit;
            const float grain =
                noise_at(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), seed);
            if (style_ == Style::marker) {
                // Strokes overlap a little.
                const float stroke = (u * 0.42F + v) * 0.085F;
                const float band = magnitude(stroke - nearest_whole(stroke));
                tooth_[i] = (band < 0.08F ? 0.955F : 1.0F) * (0.985F + 0.03F * grain);
            } else if (style_ == Style::pencil) {
                // Two directions of hatching, the second in deep tones only.
                const float a = 2 * magnitude((u + v) * 0.2F - nearest_whole((u + v) * 0.2F));
                const float c = 2 * magnitude((u - v) * 0.2F - nearest_whole((u - v) * 0.2F));
                const float pressure = 0.6F + 0.8F * grain;
                tooth_[i] = 0.95F + 0.08F * grain;
                first_[i] = 0.27F * limited((0.42F - a) * 4) * pressure;
                second_[i] = 0.22F * limited((0.36F - c) * 4) * pressure;
            } else {
                const auto wash = [&](float f, float phase) {
                    return sine(u * f + 1.7F * sine(v * f * 0.8F + phase)) *
                           sine(v * f * 0.9F + phase);
                };
                const float edge_x = std::min(u, static_cast<float>(width) * unit - u);
                const float rough =
                    5 + 2.2F * sine(u * 0.21F + offset) + 2.2F * sine(v * 0.17F + offset * 2);
                const float edge = std::min(edge_x, std::min(v, 256 - v)) - rough;
                // Pigment pools along the edge of the wash.
                tooth_[i] = (1 + 0.05F * wash(0.055F, offset) + 0.03F * wash(0.16F, offset + 2)) *
                            (0.98F + 0.04F * grain) *
                            (1 - 0.1F * limited(1 - magnitude(edge - 2.5F) / 2.5F));
                border_[i] = limited(edge * 0.6F);
            }
        }
    }
}

void Paper::finish(const Canvas& canvas, std::uint8_t* rgb) const
{
    const auto width = static_cast<std::size_t>(canvas.width());
    std::vector<float> row(width * 3);
    const auto halo = halo_ ? std::make_optional<Halo>(canvas) : std::nullopt;
    for (std::size_t y = 0; y < static_cast<std::size_t>(canvas.height()); ++y) {
        const std::size_t at = y * width;
        const int count = canvas.width();
        float* r = row.data();
        float* g = r + width;
        float* b = g + width;
        std::copy_n(&canvas.r[at], width, r);
        std::copy_n(&canvas.g[at], width, g);
        std::copy_n(&canvas.b[at], width, b);
        if (!plain_ && style_ == Style::pencil) {
            hatch_row(&tooth_[at], &first_[at], &second_[at], count, r, g, b);
        } else if (!plain_) {
            paper_row(&tooth_[at], border_.empty() ? nullptr : &border_[at], count, r, g, b);
        } else {
            if (halo) {
                halo->add(static_cast<int>(y), r, g, b);
            }
            press_row(sheet_, at, count, r, g, b);
        }
        pack_row(r, g, b, count, rgb + at * 3);
    }
}

} // namespace rushlight::generation::world
