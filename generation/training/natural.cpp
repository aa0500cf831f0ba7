#include "generation/training/natural.hpp"

#include "generation/world/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>
#include <vector>

namespace rushlight::generation::training {

namespace {

using world::Random;
using Colour = std::array<float, 3>;

constexpr double pi = std::numbers::pi;

/// Value noise on a grid of 2ⁿ cells, octave by octave half as strong: about 1/f.
class Texture {
public:
    explicit Texture(std::uint64_t seed)
        : seed_(seed)
    {
    }

    /// u, v in pictures; about −1 … 1.
    [[nodiscard]] float at(double u, double v, int octaves) const
    {
        float sum = 0;
        double cells = 3;
        float strength = 0.6F;
        for (int i = 0; i < octaves; ++i) {
            sum += strength * cell(u * cells, v * cells, i);
            cells *= 2.07;
            strength *= 0.62F;
        }
        return sum;
    }

private:
    [[nodiscard]] float corner(std::int64_t x, std::int64_t y, int octave) const
    {
        const std::uint64_t key = static_cast<std::uint64_t>(x) * 0x9e3779b1U ^
                                  static_cast<std::uint64_t>(y) * 0x85ebca77c2b2ae63ULL ^ seed_ ^
                                  static_cast<std::uint64_t>(octave) << 56;
        return static_cast<float>(world::hashed(key) >> 40) / float(1 << 23) - 1;
    }

    [[nodiscard]] float cell(double x, double y, int octave) const
    {
        const double fx = std::floor(x), fy = std::floor(y);
        const auto ix = static_cast<std::int64_t>(fx), iy = static_cast<std::int64_t>(fy);
        const auto eased = [](double t) {
            return static_cast<float>(t * t * (3 - 2 * t));
        };
        const float tx = eased(x - fx), ty = eased(y - fy);
        const float top = std::lerp(corner(ix, iy, octave), corner(ix + 1, iy, octave), tx);
        const float low = std::lerp(corner(ix, iy + 1, octave), corner(ix + 1, iy + 1, octave), tx);
        return std::lerp(top, low, ty);
    }

    std::uint64_t seed_;
};

/// A picture in floats that is drawn once and then looked at by a moving camera.
class Scenery {
public:
    Scenery(Random& random, int width, int height)
        : width_(width)
        , height_(height)
        , pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))
    {
        for (Colour& ink : inks_) { // a photograph has few hues
            const auto grey = static_cast<float>(random.uniform(0.05, 0.95));
            const auto warm = static_cast<float>(0.16 * random.bell());
            const auto green = static_cast<float>(0.09 * random.bell());
            ink = {grey + warm, grey + green, grey - warm};
        }
        ground(random);
        const double kind = random.uniform();
        if (kind < 0.7) {
            leaves(random, random.chance(0.5) ? 350 : 90);
        }
        if (random.chance(0.3)) {
            lettering(random);
        }
    }

    /// Bilinear, mirrored at the border; x, y in pixels.
    [[nodiscard]] Colour look(double x, double y) const
    {
        const auto folded = [](double at, int size) {
            const double span = 2.0 * (size - 1);
            const double wrapped = at - span * std::floor(at / span);
            return wrapped < size - 1 ? wrapped : span - wrapped;
        };
        const double fx = folded(x, width_), fy = folded(y, height_);
        const int ix = std::min(static_cast<int>(fx), width_ - 2);
        const int iy = std::min(static_cast<int>(fy), height_ - 2);
        const auto tx = static_cast<float>(fx - ix), ty = static_cast<float>(fy - iy);
        const Colour* const top = &pixels_[static_cast<std::size_t>(iy * width_ + ix)];
        const Colour* const low = top + width_;
        Colour seen;
        for (std::size_t c = 0; c < 3; ++c) {
            seen[c] = std::lerp(
                std::lerp(top[0][c], top[1][c], tx), std::lerp(low[0][c], low[1][c], tx), ty);
        }
        return seen;
    }

private:
    [[nodiscard]] const Colour& ink(Random& random) const
    {
        return inks_[static_cast<std::size_t>(random.below(static_cast<int>(inks_.size())))];
    }

    void ground(Random& random)
    {
        const Colour first = ink(random), last = ink(random);
        const Texture texture(random.next());
        const double angle = random.uniform(0, 2 * pi);
        const auto rough = static_cast<float>(random.chance(0.3) ? 0 : random.uniform(0, 0.35));
        const int octaves = 3 + random.below(5);
        for (int y = 0; y < height_; ++y) {
            for (int x = 0; x < width_; ++x) {
                const double u = static_cast<double>(x) / width_ - 0.5;
                const double v = static_cast<double>(y) / height_ - 0.5;
                const auto share = static_cast<float>(
                    std::clamp(0.5 + 0.8 * (u * std::cos(angle) + v * std::sin(angle)), 0.0, 1.0));
                const float grain = rough == 0 ? 0 : rough * texture.at(u + 2, v + 2, octaves);
                Colour& pixel = pixels_[static_cast<std::size_t>(y * width_ + x)];
                for (std::size_t c = 0; c < 3; ++c) {
                    pixel[c] = std::lerp(first[c], last[c], share) + grain;
                }
            }
        }
    }

    /// From the furthest to the nearest: discs, boxes and slivers, each shaded and textured, with a
    /// soft or a sharp edge.
    void leaves(Random& random, int count)
    {
        const double largest = 0.38 * std::min(width_, height_), smallest = 2.5;
        for (int i = 0; i < count; ++i) {
            const double u = random.uniform();
            // density r⁻³ between smallest and largest
            const double radius =
                1 / std::sqrt(u / (smallest * smallest) + (1 - u) / (largest * largest));
            const double cx = random.uniform(0, width_), cy = random.uniform(0, height_);
            const double turn = random.uniform(0, pi);
            const double wide = radius * (random.chance(0.4) ? 1 : random.uniform(0.25, 1));
            const bool box = random.chance(0.4);
            const double soft = random.chance(0.7) ? 0.7 : random.uniform(0.7, 0.25 * radius + 1);
            const Colour base = ink(random);
            const auto light = static_cast<float>(random.uniform(0, 0.25));
            const double from = random.uniform(0, 2 * pi);
            const Texture texture(random.next());
            const float rough =
                random.chance(0.5) ? static_cast<float>(0.15 * random.uniform()) : 0;
            const double reach = 1.45 * radius + soft + 1;
            const int left = std::max(0, static_cast<int>(cx - reach));
            const int right = std::min(width_ - 1, static_cast<int>(cx + reach));
            const int top = std::max(0, static_cast<int>(cy - reach));
            const int bottom = std::min(height_ - 1, static_cast<int>(cy + reach));
            for (int y = top; y <= bottom; ++y) {
                for (int x = left; x <= right; ++x) {
                    const double dx = x - cx, dy = y - cy;
                    const double a = dx * std::cos(turn) + dy * std::sin(turn);
                    const double b = dy * std::cos(turn) - dx * std::sin(turn);
                    const double out =
                        box ? std::max(std::abs(a) - radius, std::abs(b) - wide)
                            : (std::hypot(a / radius, b / wide) - 1) * std::min(radius, wide);
                    const auto cover =
                        static_cast<float>(std::clamp(0.5 - out / (2 * soft), 0.0, 1.0));
                    if (cover <= 0) {
                        continue;
                    }
                    float tone = light * static_cast<float>(
                                             (dx * std::cos(from) + dy * std::sin(from)) / radius);
                    if (rough > 0) {
                        tone += rough * texture.at(static_cast<double>(x) / width_ + 3,
                                                   static_cast<double>(y) / height_ + 3,
                                                   6);
                    }
                    Colour& pixel = pixels_[static_cast<std::size_t>(y * width_ + x)];
                    for (std::size_t c = 0; c < 3; ++c) {
                        pixel[c] = std::lerp(pixel[c], base[c] + tone, cover);
                    }
                }
            }
        }
    }

    /// Lines of made-up letters: each two or three strokes between the corners of its box.
    void lettering(Random& random)
    {
        const double high = random.uniform(5, 0.16 * height_);
        const double thick = high * random.uniform(0.05, 0.13);
        const Colour colour = ink(random);
        const int lines = 1 + random.below(4);
        double y = random.uniform(0, 0.7 * height_);
        for (int line = 0; line < lines; ++line, y += 1.5 * high) {
            double x = random.uniform(0, 0.3 * width_);
            while (x < width_ - high) {
                const double wide = high * random.uniform(0.4, 0.75);
                for (int k = 1 + random.below(3); k >= 0; --k) {
                    const auto corner = [&] {
                        return std::pair{x + 0.5 * wide * random.below(3),
                                         y + 0.5 * high * random.below(3)};
                    };
                    stroke(corner(), corner(), thick, colour);
                }
                x += wide + high * (random.chance(0.15) ? 0.7 : 0.22);
            }
        }
    }

    void stroke(std::pair<double, double> from,
                std::pair<double, double> to,
                double radius,
                const Colour& colour)
    {
        const int left = std::max(0, static_cast<int>(std::min(from.first, to.first) - radius - 1));
        const int right =
            std::min(width_ - 1, static_cast<int>(std::max(from.first, to.first) + radius + 2));
        const int top =
            std::max(0, static_cast<int>(std::min(from.second, to.second) - radius - 1));
        const int bottom =
            std::min(height_ - 1, static_cast<int>(std::max(from.second, to.second) + radius + 2));
        const double ax = to.first - from.first, ay = to.second - from.second;
        const double square = ax * ax + ay * ay;
        for (int y = top; y <= bottom; ++y) {
            for (int x = left; x <= right; ++x) {
                const double px = x - from.first, py = y - from.second;
                const double t =
                    square > 0 ? std::clamp((px * ax + py * ay) / square, 0.0, 1.0) : 0;
                const double out = std::hypot(px - t * ax, py - t * ay) - radius;
                const auto cover = static_cast<float>(std::clamp(0.5 - out, 0.0, 1.0));
                Colour& pixel = pixels_[static_cast<std::size_t>(y * width_ + x)];
                for (std::size_t c = 0; c < 3; ++c) {
                    pixel[c] = std::lerp(pixel[c], colour[c], cover);
                }
            }
        }
    }

    int width_, height_;
    std::array<Colour, 9> inks_{};
    std::vector<Colour> pixels_;
};

} // namespace

world::RenderedClip natural_clip(std::uint64_t seed, int width, int height, int frames)
{
    if (width < 16 || height < 16 || frames < 1) {
        throw std::invalid_argument("a natural clip has sides of at least 16 pixels");
    }
    Random random(seed, 900);
    const Scenery scenery(random, width * 5 / 4, height * 5 / 4);
    const double turn = random.chance(0.5) ? 0 : 0.012 * random.bell();
    const double zoom = random.chance(0.5) ? 0 : 0.012 * random.bell();
    const double pan_x = 1.6 * random.bell(), pan_y = random.bell();
    const float noise = random.chance(0.5) ? 0 : static_cast<float>(random.uniform(0, 0.03));
    world::RenderedClip clip;
    clip.width = width;
    clip.height = height;
    clip.frames = frames;
    clip.rgb.resize(static_cast<std::size_t>(frames) * static_cast<std::size_t>(width * height) *
                    3);
    std::uint8_t* out = clip.rgb.data();
    for (int frame = 0; frame < frames; ++frame) {
        const double scale = std::exp(zoom * frame);
        const double cosine = scale * std::cos(turn * frame), sine = scale * std::sin(turn * frame);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const double dx = x - width / 2.0, dy = y - height / 2.0;
                const Colour seen =
                    scenery.look(width * 5 / 8 + dx * cosine - dy * sine + pan_x * frame,
                                 height * 5 / 8 + dx * sine + dy * cosine + pan_y * frame);
                for (const float value : seen) {
                    const float grain = noise == 0 ? 0 : noise * static_cast<float>(random.bell());
                    *out++ = static_cast<std::uint8_t>(
                        std::lround(255 * std::clamp(value + grain, 0.0F, 1.0F)));
                }
            }
        }
    }
    return clip;
}

} // namespace rushlight::generation::training
