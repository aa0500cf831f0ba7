// The papers of neon, noir, cutout, clay and blueprint.

#include "generation/world/render/papers.hpp"

#include "generation/world/random.hpp"
#include "generation/world/render/clones.hpp"
#include "generation/world/render/grain.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

namespace {

RUSHLIGHT_CLONES void
dents_row(float v, float unit, float phase, int count, float* __restrict tooth)
{
    const float bend = 2.3F * sine(v * 0.053F + phase);
    const float small_bend = 2.6F * sine(v * 0.113F);
    for (int x = 0; x < count; ++x) {
        const float u = (static_cast<float>(x) + 0.5F) * unit;
        const float dents =
            sine(u * 0.11F + bend) * sine(v * 0.09F + 2.1F * sine(u * 0.047F + phase)) +
            0.45F * sine(u * 0.29F + small_bend) *
                sine(v * 0.23F + 2.2F * sine(u * 0.131F + phase));
        tooth[x] = 1 + 0.036F * dents;
    }
}

/// One of the papers while it is made. u and v: pixels at 256 lines.
struct Mill {
    Sheet& sheet;
    int width;
    int height;
    float unit; ///< of u and v, a pixel
    std::uint32_t seed;

    template <class Value>
    void fill(std::vector<float>& plane, const Value& value) const
    {
        plane.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        std::size_t i = 0;
        for (int y = 0; y < height; ++y) {
            const float v = (static_cast<float>(y) + 0.5F) * unit;
            for (int x = 0; x < width; ++x) {
                plane[i++] = value(x, y, (static_cast<float>(x) + 0.5F) * unit, v);
            }
        }
    }

    [[nodiscard]] float noise(int x, int y) const
    {
        return noise_at(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), seed);
    }

    /// A lens that darkens towards the corners.
    void noir() const
    {
        const float wide = static_cast<float>(width) * unit;
        fill(sheet.tooth, [&](int, int, float u, float v) {
            const float x = (u / wide - 0.5F) * 1.5F;
            const float y = (v / 256 - 0.5F) * 1.6F;
            return 1.12F - 0.62F * limited((x * x + y * y - 0.1F) * 1.2F);
        });
        const float strength = 0.03F + 0.025F * limited(1.3F - 0.3F * unit);
        fill(sheet.grain, [&](int x, int y, float, float) {
            return strength * (noise(x, y) + noise(y + 7919, x) - 1);
        });
    }

    /// Fibres lie in all directions; some are long.
    void cutout() const
    {
        const auto phase = static_cast<float>(seed % 63) * 0.1F;
        fill(sheet.tooth, [&](int x, int y, float u, float v) {
            const float along = noise(x >> 2, y) + noise(x, y >> 2) - 1;
            const float pulp = sine(u * 0.31F + 2 * sine(v * 0.23F + phase)) *
                               sine(v * 0.37F + 2 * sine(u * 0.19F));
            return 1 + 0.045F * along + 0.012F * pulp;
        });
    }

    /// Thumbs have pressed it flat: soft dents, and prints here and there.
    void clay() const
    {
        const auto phase = static_cast<float>(seed % 63) * 0.1F;
        const auto columns = static_cast<std::size_t>(width);
        sheet.tooth.resize(columns * static_cast<std::size_t>(height));
        for (int y = 0; y < height; ++y) {
            dents_row((static_cast<float>(y) + 0.5F) * unit,
                      unit,
                      phase,
                      width,
                      &sheet.tooth[static_cast<std::size_t>(y) * columns]);
        }
        Random random(seed, 21);
        const float wide = static_cast<float>(width) * unit;
        const int prints = static_cast<int>(26 * wide / 256);
        for (int i = 0; i < prints; ++i) {
            const auto cu = static_cast<float>(random.uniform()) * wide;
            const auto cv = static_cast<float>(random.uniform()) * 256;
            const auto turn = static_cast<float>(random.uniform(0, 6.28));
            print(cu, cv, std::cos(turn), std::sin(turn));
        }
    }

    void print(float cu, float cv, float cosine, float sine_of_turn) const
    {
        constexpr float radius = 11;
        const auto pixel = [&](float at, int most) {
            return std::clamp(static_cast<int>(at / unit), 0, most);
        };
        for (int y = pixel(cv - radius, height); y < pixel(cv + radius, height); ++y) {
            for (int x = pixel(cu - radius, width); x < pixel(cu + radius, width); ++x) {
                const float du = (static_cast<float>(x) + 0.5F) * unit - cu;
                const float dv = (static_cast<float>(y) + 0.5F) * unit - cv;
                const float a = (du * cosine + dv * sine_of_turn) * 1.35F;
                const float c = dv * cosine - du * sine_of_turn;
                const float press = limited(1.3F - 1.3F * std::sqrt(a * a + c * c) / radius);
                const float arch = std::sqrt(a * a + (c + 6) * (c + 6));
                sheet.tooth[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                            static_cast<std::size_t>(x)] += 0.055F * press * sine(arch * 2.1F);
            }
        }
    }

    /// A grid, a frame with marks, and lines to hatch with.
    void blueprint() const
    {
        const float wide = static_cast<float>(width) * unit;
        const float hair = std::max(0.5F, 0.4F / unit); // half a line, in pixels
        const auto every = [&](float at, float spacing) {
            const float turns = at / spacing;
            return limited(0.5F + hair - magnitude(turns - nearest_whole(turns)) * spacing / unit);
        };
        const auto line = [&](float at, float where) {
            return limited(0.5F + hair - magnitude(at - where) / unit);
        };
        const bool fine = 8 / unit >= 5;
        const float coarse = fine ? 0.13F : 0.07F;
        const auto grid = [&](int count) {
            std::vector<float> lines(static_cast<std::size_t>(count));
            for (int i = 0; i < count; ++i) {
                const float at = (static_cast<float>(i) + 0.5F - 0.5F * static_cast<float>(count));
                lines[static_cast<std::size_t>(i)] =
                    std::max(coarse * every(at * unit, 32), fine ? 0.05F * every(at * unit, 8) : 0);
            }
            return lines;
        };
        const std::vector<float> columns = grid(width);
        const std::vector<float> rows = grid(height);
        constexpr float inset = 7;
        fill(sheet.ink, [&](int x, int y, float u, float v) {
            const float w = v - 128;
            float share =
                std::max(columns[static_cast<std::size_t>(x)], rows[static_cast<std::size_t>(y)]);
            const float from_side = std::min(u, wide - u);
            const float from_end = std::min(v, 256 - v);
            if (std::min(from_side, from_end) > inset + 2 * unit) {
                return share;
            }
            const bool across = from_end > inset - 1;
            const bool along = from_side > inset - 1;
            // the frame
            if (along && across) {
                share = std::max(
                    {share, 0.75F * line(from_side, inset), 0.75F * line(from_end, inset)});
            }
            // marks outside of it: short ones, and a long one every fourth
            const float su = u - 0.5F * wide;
            const float long_u = every(su, 64);
            const float long_w = every(w, 64);
            if (along && from_end < inset && from_end > (long_u > 0 ? 1.5F : 4.0F)) {
                share = std::max(share, 0.7F * (long_u > 0 ? long_u : every(su, 16)));
            }
            if (across && from_side < inset && from_side > (long_w > 0 ? 1.5F : 4.0F)) {
                share = std::max(share, 0.7F * (long_w > 0 ? long_w : every(w, 16)));
            }
            return share;
        });
        const auto stretch = 0.7071F / std::max(4.2F, 3 * unit);
        const float pixels = 1 / (stretch * 1.4142F * unit); // of a turn
        fill(sheet.hatch, [&](int, int, float u, float v) {
            const float turns = (u + v) * stretch;
            return limited(0.5F + hair - pixels * magnitude(turns - nearest_whole(turns)));
        });
        fill(sheet.tooth, [&](int x, int y, float u, float v) {
            return 0.985F + 0.03F * noise(x, y) +
                   0.02F * sine(u * 0.027F + sine(v * 0.021F)) * sine(v * 0.031F);
        });
    }
};

RUSHLIGHT_CLONES void factor_row(const float* __restrict tooth,
                                 int count,
                                 float* __restrict r,
                                 float* __restrict g,
                                 float* __restrict b)
{
    for (int i = 0; i < count; ++i) {
        r[i] *= tooth[i];
        g[i] *= tooth[i];
        b[i] *= tooth[i];
    }
}

RUSHLIGHT_CLONES void grain_row(const float* __restrict grain,
                                int count,
                                float* __restrict r,
                                float* __restrict g,
                                float* __restrict b)
{
    for (int i = 0; i < count; ++i) {
        r[i] += grain[i];
        g[i] += grain[i];
        b[i] += grain[i];
    }
}

RUSHLIGHT_CLONES void chalk_row(const float* __restrict ink,
                                const float* __restrict hatch,
                                int count,
                                float* __restrict r,
                                float* __restrict g,
                                float* __restrict b)
{
    const Rgb chalk = hex(0xE9F4FF);
    for (int i = 0; i < count; ++i) {
        const float light = 0.299F * r[i] + 0.587F * g[i] + 0.114F * b[i];
        const float dark = limited((0.245F - light) * 9);
        // Dark tones become lines on a tone that is less dark.
        const float lines = hatch[i] * dark * 0.42F;
        const float a = lines + ink[i] * (1 - lines);
        const float back = 1 + 0.35F * dark;
        r[i] = r[i] * back + (chalk.r - r[i]) * a;
        g[i] = g[i] * back + (chalk.g - g[i]) * a;
        b[i] = b[i] * back + (chalk.b - b[i]) * a;
    }
}

/// Sums of what is brighter than the dark, a cell a block.
RUSHLIGHT_CLONES void gather_row(const float* __restrict row, int count, float* __restrict sums)
{
    for (int i = 0; i < count; ++i) {
        const float over = row[i] - 0.3F;
        sums[i] += over > 0 ? over : 0;
    }
}

RUSHLIGHT_CLONES void add_between_row(
    const float* __restrict a, const float* __restrict b, float t, int count, float* __restrict out)
{
    for (int i = 0; i < count; ++i) {
        out[i] += a[i] + (b[i] - a[i]) * t;
    }
}

} // namespace

Sheet sheet_of(const Scene& scene, int width, int height)
{
    Sheet sheet;
    const Mill mill{sheet,
                    width,
                    height,
                    256.0F / static_cast<float>(height),
                    static_cast<std::uint32_t>(scene.seed)};
    switch (scene.style) {
    case Style::noir:
        mill.noir();
        break;
    case Style::cutout:
        mill.cutout();
        break;
    case Style::clay:
        mill.clay();
        break;
    case Style::blueprint:
        mill.blueprint();
        break;
    default:
        break;
    }
    return sheet;
}

void press_row(const Sheet& sheet, std::size_t at, int count, float* r, float* g, float* b)
{
    if (!sheet.tooth.empty()) {
        factor_row(&sheet.tooth[at], count, r, g, b);
    }
    if (!sheet.grain.empty()) {
        grain_row(&sheet.grain[at], count, r, g, b);
    }
    if (!sheet.ink.empty()) {
        chalk_row(&sheet.ink[at], &sheet.hatch[at], count, r, g, b);
    }
}

Halo::Halo(const Canvas& canvas)
    : width_(canvas.width())
    , block_(std::max(1, (canvas.height() + 32) / 64))
{
    const auto width = static_cast<std::size_t>(width_);
    const auto block = static_cast<std::size_t>(block_);
    // One cell more on each side.
    const std::size_t columns = (width + block - 1) / block + 2;
    const std::size_t rows = (static_cast<std::size_t>(canvas.height()) + block - 1) / block + 2;
    const float share = 1 / static_cast<float>(block_ * block_);
    const std::vector<float>* planes[3] = {&canvas.r, &canvas.g, &canvas.b};
    std::vector<float> sums(width);
    std::vector<float> cells(columns * rows);
    std::vector<float> blurred(columns * rows);
    constexpr float strength = 1.5F;
    for (std::size_t c = 0; c < 3; ++c) {
        std::fill(cells.begin(), cells.end(), 0.0F);
        for (std::size_t row = 1; row + 1 < rows; ++row) {
            std::fill(sums.begin(), sums.end(), 0.0F);
            const std::size_t first = (row - 1) * block;
            const std::size_t last =
                std::min(first + block, static_cast<std::size_t>(canvas.height()));
            for (std::size_t y = first; y < last; ++y) {
                gather_row(planes[c]->data() + y * width, width_, sums.data());
            }
            float* cell = cells.data() + row * columns + 1;
            for (std::size_t x = 0; x < width; x += block, ++cell) {
                float sum = 0;
                for (std::size_t i = x; i < std::min(x + block, width); ++i) {
                    sum += sums[i];
                }
                *cell = sum * share;
            }
        }
        // Twice three by three: what leaves the picture is lost.
        for (int pass = 0; pass < 2; ++pass) {
            for (std::size_t i = 1; i + 1 < cells.size(); ++i) {
                blurred[i] = 0.25F * (cells[i - 1] + cells[i + 1]) + 0.5F * cells[i];
            }
            for (std::size_t i = columns; i + columns < cells.size(); ++i) {
                cells[i] =
                    0.25F * (blurred[i - columns] + blurred[i + columns]) + 0.5F * blurred[i];
            }
        }
        // Between the middles of two cells the light is linear.
        light_[c].resize(rows * width);
        const float half = block_ % 2 == 0 ? 0.5F : 0.0F;
        for (std::size_t row = 0; row < rows; ++row) {
            const float* cell = cells.data() + row * columns;
            float* out = light_[c].data() + row * width;
            int x = -(block_ / 2);
            for (std::size_t i = 0; x < width_ && i + 1 < columns; ++i, x += block_) {
                const float from = strength * cell[i];
                const float step = (strength * cell[i + 1] - from) / static_cast<float>(block_);
                for (int k = std::max(0, -x); k < std::min(block_, width_ - x); ++k) {
                    out[x + k] = from + step * (static_cast<float>(k) + half);
                }
            }
        }
    }
}

void Halo::add(int y, float* r, float* g, float* b) const
{
    const float at =
        (static_cast<float>(y) + 0.5F) / static_cast<float>(block_) + 0.5F; // in rows of cells
    const auto row = static_cast<std::size_t>(at);
    const float t = at - static_cast<float>(row);
    const auto width = static_cast<std::size_t>(width_);
    float* planes[3] = {r, g, b};
    for (std::size_t c = 0; c < 3; ++c) {
        const float* cells = light_[c].data() + row * width;
        add_between_row(cells, cells + width, t, width_, planes[c]);
    }
}

} // namespace rushlight::generation::world
