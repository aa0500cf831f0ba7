#include "editor/effects/grain.hpp"

#include "editor/render/clones.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace rushlight::editor {

namespace {

/// A 32-bit mix in which each bit of the input turns about half of the result's.
inline std::uint32_t mixed(std::uint32_t x)
{
    x ^= x >> 16;
    x *= 0x7FEB352DU;
    x ^= x >> 15;
    x *= 0x846CA68BU;
    x ^= x >> 16;
    return x;
}

std::uint32_t key_of(const Grain& grain, const Time& time)
{
    std::uint32_t key = mixed(grain.seed + 0x9E3779B9U);
    for (const std::int64_t part : {time.numerator(), time.denominator()}) {
        const auto bits = static_cast<std::uint64_t>(part);
        key = mixed(key ^ static_cast<std::uint32_t>(bits));
        key = mixed(key ^ static_cast<std::uint32_t>(bits >> 32));
    }
    return key;
}

/// Lattice values first, first + 1, … of one row: four bytes of a hash added up are nearly normal.
RUSHLIGHT_CLONES
void lattice_row(float* __restrict out, int count, std::uint32_t first, std::uint32_t key)
{
    constexpr float deviation = 147.8F; // of the sum of four even bytes
    for (int i = 0; i < count; ++i) {
        const std::uint32_t bits = mixed((first + static_cast<std::uint32_t>(i)) ^ key);
        const auto sum = static_cast<std::int32_t>((bits & 255U) + ((bits >> 8) & 255U) +
                                                   ((bits >> 16) & 255U) + (bits >> 24));
        out[i] = static_cast<float>(sum - 510) * (1 / deviation);
    }
}

RUSHLIGHT_CLONES
void mix_rows(float* __restrict out,
              const float* __restrict a,
              const float* __restrict b,
              int count,
              float share)
{
    for (int i = 0; i < count; ++i) {
        out[i] = a[i] + (b[i] - a[i]) * share;
    }
}

RUSHLIGHT_CLONES
void strength_row(float* __restrict out,
                  const float* __restrict r,
                  const float* __restrict g,
                  const float* __restrict b,
                  int count,
                  float amount)
{
    for (int i = 0; i < count; ++i) {
        const float luma = 0.2126F * r[i] + 0.7152F * g[i] + 0.0722F * b[i];
        const float away = 2 * held_in_unit(luma) - 1;
        out[i] = amount * (1 - 0.75F * away * away);
    }
}

/// c += strength · (all · shared + own · each)
RUSHLIGHT_CLONES
void strew(float* __restrict c,
           const float* __restrict strength,
           const float* __restrict shared,
           const float* __restrict each,
           int count,
           float all,
           float own)
{
    for (int i = 0; i < count; ++i) {
        c[i] += strength[i] * (all * shared[i] + own * each[i]);
    }
}

/// Deviation of lattice noise between its values: √(s² + (1 − s)²) each way.
float evened(double share)
{
    return static_cast<float>(1 / std::sqrt(share * share + (1 - share) * (1 - share)));
}

class Strewer {
public:
    Strewer(const Grain& grain, const Moment& moment)
        : grain_(grain)
        , cell_(std::max(1.0, grain.size * moment.canvas.height))
        , key_(key_of(grain, moment.time))
    {
    }

    void operator()(const RgbaRow& row)
    {
        const auto count = static_cast<std::size_t>(row.count);
        strength_.resize(count);
        strength_row(
            strength_.data(), row.r, row.g, row.b, row.count, static_cast<float>(grain_.amount));
        const auto colour = static_cast<float>(grain_.colour);
        // both parts together keep the deviation
        const float norm = 1 / std::sqrt(colour * colour + (1 - colour) * (1 - colour));
        const float all = (1 - colour) * norm;
        const float own = colour * norm;
        make_noise(row, 0);
        float* const planes[] = {row.r, row.g, row.b};
        for (std::uint32_t i = 0; i < 3; ++i) {
            if (own > 0) {
                make_noise(row, i + 1);
            }
            strew(planes[i],
                  strength_.data(),
                  noise_[0].data(),
                  noise_[own > 0 ? i + 1 : 0].data(),
                  row.count,
                  all,
                  own);
        }
    }

private:
    /// Noise of a row; stream 0 is for all channels, 1 to 3 for each.
    void make_noise(const RgbaRow& row, std::uint32_t stream)
    {
        const double down = (row.y + 0.5) / cell_;
        const auto first = static_cast<std::int64_t>((row.x + 0.5) / cell_);
        const int columns =
            static_cast<int>((row.x + row.count) / cell_) - static_cast<int>(first) + 2;
        const auto lattice = static_cast<std::uint32_t>(down);
        const double share_down = cell_ > 1 ? down - std::floor(down) : 0;
        rows_[0].resize(static_cast<std::size_t>(columns));
        rows_[1].resize(static_cast<std::size_t>(columns));
        for (std::uint32_t i = 0; i < 2; ++i) {
            lattice_row(rows_[i].data(),
                        columns,
                        static_cast<std::uint32_t>(first),
                        mixed(key_ ^ mixed(4 * (lattice + i) + stream)));
        }
        std::vector<float>& noise = noise_[stream];
        noise.resize(static_cast<std::size_t>(row.count));
        const float even = evened(share_down);
        if (cell_ <= 1) {
            std::copy_n(rows_[0].begin(), row.count, noise.begin());
            return;
        }
        std::vector<float>& mix = rows_[2];
        mix.resize(static_cast<std::size_t>(columns));
        mix_rows(
            mix.data(), rows_[0].data(), rows_[1].data(), columns, static_cast<float>(share_down));
        for (int i = 0; i < row.count; ++i) {
            const double at = (row.x + i + 0.5) / cell_ - static_cast<double>(first);
            const auto column = static_cast<std::size_t>(at);
            const double share = at - static_cast<double>(column);
            const auto part = static_cast<float>(share);
            noise[static_cast<std::size_t>(i)] =
                even * evened(share) * (mix[column] + (mix[column + 1] - mix[column]) * part);
        }
    }

    Grain grain_;
    double cell_; ///< pixels
    std::uint32_t key_;
    std::vector<float> strength_;
    std::array<std::vector<float>, 4> noise_;
    std::array<std::vector<float>, 3> rows_;
};

} // namespace

EffectKind grain_kind()
{
    return {"grain",
            1,
            {number_parameter("amount", "share of white", 0, 0.5, 0.03),
             number_parameter("size", "share of height", 0.0002, 0.05, 0.0014),
             number_parameter("colour", "share", 0, 1, 0),
             number_parameter("seed", "", 0, 1000000, 0)}};
}

Grain grain_at(const Effect& effect, const Time& time)
{
    static const EffectKind kind = grain_kind();
    return {number_of(effect, kind, "amount", time),
            number_of(effect, kind, "size", time),
            number_of(effect, kind, "colour", time),
            static_cast<std::uint32_t>(number_of(effect, kind, "seed", time))};
}

RowWork rows_of(const Grain& grain, const Moment& moment)
{
    return Strewer(grain, moment);
}

} // namespace rushlight::editor
