#include "editor/effects/gaussian.hpp"

#include "editor/render/clones.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rushlight::editor {

namespace {

/// Weights from the middle outwards; the middle once and the others twice make 1.
std::vector<float> weights_of(double sigma)
{
    const int reach = std::max(1, static_cast<int>(std::ceil(3.5 * sigma)));
    std::vector<double> weights;
    double sum = 0;
    for (int i = 0; i <= reach; ++i) {
        weights.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
        sum += (i == 0 ? 1 : 2) * weights.back();
    }
    std::vector<float> result;
    for (const double weight : weights) {
        result.push_back(static_cast<float>(weight / sum));
    }
    return result;
}

/// out += (a + b) · weight
RUSHLIGHT_CLONES
void add_pair(float* __restrict out, const float* a, const float* b, int count, float weight)
{
    for (int i = 0; i < count; ++i) {
        out[i] += (a[i] + b[i]) * weight;
    }
}

RUSHLIGHT_CLONES
void scale_row(float* __restrict out, const float* in, int count, float weight)
{
    for (int i = 0; i < count; ++i) {
        out[i] = in[i] * weight;
    }
}

void blur_across(float* plane, int width, int height, const std::vector<float>& weights)
{
    const auto reach = static_cast<int>(weights.size()) - 1;
    std::vector<float> padded(static_cast<std::size_t>(width + 2 * reach));
    for (int y = 0; y < height; ++y) {
        float* const row = plane + static_cast<std::ptrdiff_t>(y) * width;
        std::fill_n(padded.begin(), reach, row[0]);
        std::copy_n(row, width, padded.begin() + reach);
        std::fill_n(padded.begin() + reach + width, reach, row[width - 1]);
        const float* const middle = padded.data() + reach;
        scale_row(row, middle, width, weights[0]);
        for (int i = 1; i <= reach; ++i) {
            add_pair(row, middle - i, middle + i, width, weights[static_cast<std::size_t>(i)]);
        }
    }
}

/// In stripes that stay in the cache.
void blur_down(float* plane, int width, int height, const std::vector<float>& weights)
{
    constexpr int stripe = 128;
    const auto reach = static_cast<int>(weights.size()) - 1;
    std::vector<float> rows(static_cast<std::size_t>(stripe) * static_cast<std::size_t>(height));
    for (int left = 0; left < width; left += stripe) {
        const int count = std::min(stripe, width - left);
        const auto kept = [&](int y) {
            return rows.data() + static_cast<std::ptrdiff_t>(std::clamp(y, 0, height - 1)) * stripe;
        };
        for (int y = 0; y < height; ++y) {
            std::copy_n(plane + static_cast<std::ptrdiff_t>(y) * width + left, count, kept(y));
        }
        for (int y = 0; y < height; ++y) {
            float* const out = plane + static_cast<std::ptrdiff_t>(y) * width + left;
            scale_row(out, kept(y), count, weights[0]);
            for (int i = 1; i <= reach; ++i) {
                add_pair(
                    out, kept(y - i), kept(y + i), count, weights[static_cast<std::size_t>(i)]);
            }
        }
    }
}

void blur_small(float* plane, int width, int height, double sigma)
{
    const std::vector<float> weights = weights_of(sigma);
    blur_across(plane, width, height, weights);
    blur_down(plane, width, height, weights);
}

/// Means of f × f pixels; the last ones reach over the edge.
std::vector<float> means_of(const float* plane, int width, int height, int f)
{
    const int columns = (width + f - 1) / f;
    const int rows = (height + f - 1) / f;
    std::vector<float> means;
    means.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    std::vector<float> sums(static_cast<std::size_t>(width));
    const float share = 1.0F / static_cast<float>(f * f);
    for (int row = 0; row < rows; ++row) {
        std::fill(sums.begin(), sums.end(), 0.0F);
        for (int i = 0; i < f; ++i) {
            const int y = std::min(row * f + i, height - 1);
            const float* const from = plane + static_cast<std::ptrdiff_t>(y) * width;
            for (int x = 0; x < width; ++x) {
                sums[static_cast<std::size_t>(x)] += from[x];
            }
        }
        for (int column = 0; column < columns; ++column) {
            float sum = 0;
            for (int i = 0; i < f; ++i) {
                sum += sums[static_cast<std::size_t>(std::min(column * f + i, width - 1))];
            }
            means.push_back(sum * share);
        }
    }
    return means;
}

/// The neighbours of a pixel on the small plane, and the share of the second.
struct Between {
    int first;
    int second;
    float share;
};

Between between(int i, int f, int count)
{
    const double at = (i + 0.5) / f - 0.5;
    const int first = static_cast<int>(std::floor(at));
    return {std::clamp(first, 0, count - 1),
            std::clamp(first + 1, 0, count - 1),
            static_cast<float>(at - first)};
}

void spread_out(float* plane, int width, int height, const std::vector<float>& small, int f)
{
    const int columns = (width + f - 1) / f;
    const int rows = (height + f - 1) / f;
    std::vector<Between> across;
    for (int x = 0; x < width; ++x) {
        across.push_back(between(x, f, columns));
    }
    std::vector<float> mixed(static_cast<std::size_t>(columns));
    for (int y = 0; y < height; ++y) {
        const Between down = between(y, f, rows);
        const float* const a = small.data() + static_cast<std::ptrdiff_t>(down.first) * columns;
        const float* const b = small.data() + static_cast<std::ptrdiff_t>(down.second) * columns;
        for (int x = 0; x < columns; ++x) {
            mixed[static_cast<std::size_t>(x)] = a[x] + (b[x] - a[x]) * down.share;
        }
        float* const out = plane + static_cast<std::ptrdiff_t>(y) * width;
        for (int x = 0; x < width; ++x) {
            const Between& place = across[static_cast<std::size_t>(x)];
            const float first = mixed[static_cast<std::size_t>(place.first)];
            const float second = mixed[static_cast<std::size_t>(place.second)];
            out[x] = first + (second - first) * place.share;
        }
    }
}

} // namespace

void blur_plane(float* plane, int width, int height, double sigma)
{
    constexpr double small_most = 6;
    if (sigma < 0.05 || width < 1 || height < 1) {
        return;
    }
    int f = 1;
    while (sigma / f > small_most) {
        f *= 2;
    }
    if (f == 1) {
        blur_small(plane, width, height, sigma);
        return;
    }
    // the means and the way back between them widen too: (f² − 1)/12 and f²/6 + 1/12
    const double rest = std::sqrt(sigma * sigma / (f * f) - 0.25);
    std::vector<float> small = means_of(plane, width, height, f);
    blur_small(small.data(), (width + f - 1) / f, (height + f - 1) / f, rest);
    spread_out(plane, width, height, small, f);
}

} // namespace rushlight::editor
