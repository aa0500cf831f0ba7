#include "generation/noise.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/randn.h>

#include <cmath>
#include <cstring>

namespace rushlight::generation {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key)
{
    constexpr std::uint64_t multiplier_0 = 0xD2511F53;
    constexpr std::uint64_t multiplier_1 = 0xCD9E8D57;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product_0 = multiplier_0 * counter[0];
        const std::uint64_t product_1 = multiplier_1 * counter[2];
        counter = {static_cast<std::uint32_t>(product_1 >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(product_1),
                   static_cast<std::uint32_t>(product_0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(product_0)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return counter;
}

namespace {

/// ln by range reduction and an odd series in (m − 1) / (m + 1): no libm, so no machine differs.
double natural_log(double x)
{
    std::uint64_t bits = 0;
    std::memcpy(&bits, &x, sizeof(bits));
    int exponent = static_cast<int>(bits >> 52) - 1023;
    bits = (bits & 0x000FFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL;
    double mantissa = 0;
    std::memcpy(&mantissa, &bits, sizeof(mantissa));
    if (mantissa > 1.4142135623730951) {
        mantissa *= 0.5;
        ++exponent;
    }
    const double s = (mantissa - 1) / (mantissa + 1);
    const double square = s * s;
    double sum = 0;
    for (int k = 21; k >= 1; k -= 2) {
        sum = sum * square + 1.0 / k;
    }
    return 2 * s * sum + exponent * 0.6931471805599453;
}

double tail(double q)
{
    constexpr double c[6] = {-7.784894002430293e-03,
                             -3.223964580411365e-01,
                             -2.400758277161838e+00,
                             -2.549732539343734e+00,
                             4.374664141464968e+00,
                             2.938163982698783e+00};
    constexpr double d[4] = {
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00};
    return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
           ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
}

double quantile(double p)
{
    constexpr double a[6] = {-3.969683028665376e+01,
                             2.209460984245205e+02,
                             -2.759285104469687e+02,
                             1.383577518672690e+02,
                             -3.066479806614716e+01,
                             2.506628277459239e+00};
    constexpr double b[5] = {-5.447609879822406e+01,
                             1.615858368580409e+02,
                             -1.556989798598866e+02,
                             6.680131188771972e+01,
                             -1.328068155288572e+01};
    constexpr double low = 0.02425;
    if (p < low) {
        return tail(std::sqrt(-2 * natural_log(p)));
    }
    if (p > 1 - low) {
        return -tail(std::sqrt(-2 * natural_log(1 - p)));
    }
    const double q = p - 0.5;
    const double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
           (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

/// FNV-1a of the stream's name: stable, and only has to keep a handful of names apart
std::uint64_t hash_of(std::string_view name)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char letter : name) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3ULL;
    }
    return hash;
}

} // namespace

float normal_of(std::uint32_t bits)
{
    return static_cast<float>(quantile((bits + 0.5) / 4294967296.0));
}

NoiseStream::NoiseStream(std::uint64_t seed, std::string_view stream)
{
    // the stream's hash is the counter of one draw from the seed, so streams of one seed and equal
    // streams of neighbouring seeds share no key
    const std::uint64_t hash = hash_of(stream);
    const auto mixed =
        philox({static_cast<std::uint32_t>(hash),
                static_cast<std::uint32_t>(hash >> 32),
                0x72757368,
                0x6C696768},
               {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    key_ = {mixed[0], mixed[1]};
}

std::uint32_t NoiseStream::bits(std::uint32_t frame,
                                std::uint32_t channel,
                                std::uint32_t y,
                                std::uint32_t x) const
{
    return philox({frame, channel, y, x}, key_)[0];
}

double NoiseStream::uniform(std::uint32_t frame,
                            std::uint32_t channel,
                            std::uint32_t y,
                            std::uint32_t x) const
{
    return (bits(frame, channel, y, x) + 0.5) / 4294967296.0;
}

float NoiseStream::normal(std::uint32_t frame,
                          std::uint32_t channel,
                          std::uint32_t y,
                          std::uint32_t x) const
{
    return normal_of(bits(frame, channel, y, x));
}

at::Tensor NoiseStream::latent(std::int64_t channels,
                               std::int64_t frames,
                               std::int64_t height,
                               std::int64_t width) const
{
    at::Tensor values = at::empty({1, channels, frames, height, width}, at::kFloat);
    auto* data = values.mutable_data_ptr<float>();
    at::parallel_for(0, channels * frames, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t plane = begin; plane < end; ++plane) {
            const auto channel = static_cast<std::uint32_t>(plane / frames);
            const auto frame = static_cast<std::uint32_t>(plane % frames);
            float* out = data + plane * height * width;
            for (std::int64_t y = 0; y < height; ++y) {
                for (std::int64_t x = 0; x < width; ++x) {
                    *out++ = normal(frame,
                                    channel,
                                    static_cast<std::uint32_t>(y),
                                    static_cast<std::uint32_t>(x));
                }
            }
        }
    });
    return values;
}

at::Tensor torch_noise(std::uint64_t seed,
                       std::int64_t channels,
                       std::int64_t frames,
                       std::int64_t height,
                       std::int64_t width)
{
    at::Generator generator = at::detail::createCPUGenerator(seed);
    return at::randn({1, channels, frames, height, width}, generator, at::kFloat);
}

} // namespace rushlight::generation
