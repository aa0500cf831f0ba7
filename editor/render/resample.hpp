#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rushlight::editor {

/// Where the samples of a result lie on one axis of a source: sample i at index start + i · step.
struct Grid {
    double start = 0;
    double step = 1;

    bool operator==(const Grid&) const = default;
};

/// Lanczos weights (a = 3; wider by the step where the picture shrinks) of every sample of a
/// result, in 1/16384, each set summing to that. Source samples beyond the edge repeat the edge.
class Filter {
public:
    Filter(const Grid& grid, int count, int source_count);

    [[nodiscard]] int taps() const { return taps_; }

    [[nodiscard]] int count() const { return static_cast<int>(first_.size()); }

    /// First source sample of a result's sample; all its taps lie inside the source or are 0.
    [[nodiscard]] int first(int i) const { return first_[static_cast<std::size_t>(i)]; }

    [[nodiscard]] const std::int16_t* weights(int i) const
    {
        return &weights_[static_cast<std::size_t>(i) * static_cast<std::size_t>(taps_)];
    }

private:
    int taps_ = 0;
    std::vector<int> first_;
    std::vector<std::int16_t> weights_;
};

/// A plane of 8-bit samples.
struct PlaneIn {
    const std::uint8_t* data = nullptr;
    std::ptrdiff_t stride = 0;
};

/// Resamples a plane to across.count() × down.count() samples, rows first.
void resample(const PlaneIn& source,
              const Filter& across,
              const Filter& down,
              std::uint8_t* out,
              std::ptrdiff_t out_stride);

} // namespace rushlight::editor
