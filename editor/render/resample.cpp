#include "editor/render/resample.hpp"

#include "editor/render/clones.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::editor {

namespace {

constexpr int one = 1 << 14;

double lanczos(double x)
{
    if (x == 0) {
        return 1;
    }
    if (std::abs(x) >= 3) {
        return 0;
    }
    const double px = std::numbers::pi * x;
    return 3 * std::sin(px) * std::sin(px / 3) / (px * px);
}

/// One row across: each result sample is a sum of taps; kept with 6 more bits.
RUSHLIGHT_CLONES
void filter_row(const std::uint8_t* in,
                const int* first,
                const std::int16_t* weights,
                int taps,
                int count,
                std::int16_t* out)
{
    for (int i = 0; i < count; ++i) {
        const std::uint8_t* from = in + first[i];
        const std::int16_t* w = weights + static_cast<std::ptrdiff_t>(i) * taps;
        int sum = 1 << 7;
        for (int k = 0; k < taps; ++k) {
            sum += from[k] * w[k];
        }
        out[i] = static_cast<std::int16_t>(std::clamp(sum >> 8, -32768, 32767));
    }
}

RUSHLIGHT_CLONES
void add_row(std::int32_t* __restrict sums, const std::int16_t* row, int weight, int count)
{
    for (int i = 0; i < count; ++i) {
        sums[i] += row[i] * weight;
    }
}

RUSHLIGHT_CLONES
void finish_row(const std::int32_t* sums, std::uint8_t* __restrict out, int count)
{
    for (int i = 0; i < count; ++i) { // 14 bits of weight and 6 of the row
        const std::int32_t value = (sums[i] + (1 << 19)) >> 20;
        out[i] = static_cast<std::uint8_t>(value < 0 ? 0 : value > 255 ? 255 : value);
    }
}

} // namespace

Filter::Filter(const Grid& grid, int count, int source_count)
{
    const double widen = std::max(1.0, grid.step);
    const double reach = 3 * widen;
    taps_ = std::min(source_count, static_cast<int>(std::ceil(2 * reach)) + 1);
    first_.resize(static_cast<std::size_t>(count));
    weights_.assign(static_cast<std::size_t>(count) * static_cast<std::size_t>(taps_), 0);
    std::vector<double> exact(static_cast<std::size_t>(taps_));
    for (int i = 0; i < count; ++i) {
        const double centre = grid.start + i * grid.step;
        const int from = static_cast<int>(std::ceil(centre - reach));
        const int to = static_cast<int>(std::floor(centre + reach));
        const int first = std::clamp(from, 0, source_count - taps_);
        std::fill(exact.begin(), exact.end(), 0.0);
        double total = 0;
        for (int k = from; k <= to; ++k) {
            const double weight = lanczos((k - centre) / widen);
            // beyond the edge the edge is repeated
            const int index = std::clamp(std::clamp(k, 0, source_count - 1) - first, 0, taps_ - 1);
            exact[static_cast<std::size_t>(index)] += weight;
            total += weight;
        }
        std::int16_t* w = &weights_[static_cast<std::size_t>(i) * static_cast<std::size_t>(taps_)];
        int sum = 0;
        int largest = 0;
        for (int k = 0; k < taps_; ++k) {
            w[k] = static_cast<std::int16_t>(
                std::lround(exact[static_cast<std::size_t>(k)] / total * one));
            sum += w[k];
            largest = w[k] > w[largest] ? k : largest;
        }
        w[largest] = static_cast<std::int16_t>(w[largest] + one - sum); // flat stays flat
        first_[static_cast<std::size_t>(i)] = first;
    }
}

void resample(const PlaneIn& source,
              const Filter& across,
              const Filter& down,
              std::uint8_t* out,
              std::ptrdiff_t out_stride)
{
    const int width = across.count();
    const auto row_size = static_cast<std::size_t>(width);
    // a ring of filtered rows: as many as one result row needs
    const int taps = down.taps();
    std::vector<std::int16_t> ring(static_cast<std::size_t>(taps) * row_size);
    std::vector<int> held(static_cast<std::size_t>(taps), -1);
    std::vector<std::int32_t> sums(row_size);
    std::vector<int> first(row_size);
    for (int i = 0; i < width; ++i) {
        first[static_cast<std::size_t>(i)] = across.first(i);
    }
    for (int y = 0; y < down.count(); ++y) {
        std::fill(sums.begin(), sums.end(), 0);
        for (int k = 0; k < taps; ++k) {
            const int weight = down.weights(y)[k];
            if (weight == 0) {
                continue;
            }
            const int row = down.first(y) + k;
            const auto slot = static_cast<std::size_t>(row % taps);
            if (held[slot] != row) {
                filter_row(source.data + row * source.stride,
                           first.data(),
                           across.weights(0),
                           across.taps(),
                           width,
                           &ring[slot * row_size]);
                held[slot] = row;
            }
            add_row(sums.data(), &ring[slot * row_size], weight, width);
        }
        finish_row(sums.data(), out + y * out_stride, width);
    }
}

} // namespace rushlight::editor
