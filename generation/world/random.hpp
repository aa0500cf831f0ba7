#pragma once

#include <cmath>
#include <cstdint>

namespace rushlight::generation::world {

/// One round of splitmix64 (Steele, Lea & Flood 2014): a good hash of one number.
[[nodiscard]] constexpr std::uint64_t hashed(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// The world's own dice: the same numbers on every machine and with every library.
class Random {
public:
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0)
        : state_(hashed(seed ^ hashed(stream)))
    {
    }

    std::uint64_t next() { return hashed(state_ += 0x632be59bd9b4e019ULL); }

    /// In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    double uniform(double least, double most) { return least + (most - least) * uniform(); }

    /// In [0, count); count ≥ 1.
    int below(int count)
    {
        return static_cast<int>((next() >> 33) % static_cast<std::uint64_t>(count));
    }

    bool chance(double share) { return uniform() < share; }

    /// Sum of four uniforms: bell-shaped with unit variance, bounded by ±3.5.
    double bell()
    {
        return (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508075688772;
    }

private:
    std::uint64_t state_;
};

} // namespace rushlight::generation::world
