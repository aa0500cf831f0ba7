#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace rushlight::generation {

/// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): ten rounds of
/// a counter-based generator.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key);

/// The standard normal quantile of (bits + 1/2) / 2³² by one fixed rational polynomial (Acklam
/// 2003, relative error 1.2e-9), evaluated in double and rounded once: the same bits on every
/// machine.
[[nodiscard]] float normal_of(std::uint32_t bits);

/// Noise of one named stream of one seed. A value depends on its coordinates alone, so a longer,
/// re-ranged or resized take begins from the same noise ("philox-1"). Pure; any thread.
class NoiseStream {
public:
    NoiseStream(std::uint64_t seed, std::string_view stream);

    /// 32 uniform bits at (latent frame, channel, y, x)
    [[nodiscard]] std::uint32_t
    bits(std::uint32_t frame, std::uint32_t channel, std::uint32_t y, std::uint32_t x) const;

    /// Uniform in 0 … 1, both ends excluded
    [[nodiscard]] double
    uniform(std::uint32_t frame, std::uint32_t channel, std::uint32_t y, std::uint32_t x) const;

    [[nodiscard]] float
    normal(std::uint32_t frame, std::uint32_t channel, std::uint32_t y, std::uint32_t x) const;

    /// A whole latent of standard normal noise, [1, channels, frames, height, width] fp32 on the
    /// CPU
    [[nodiscard]] at::Tensor latent(std::int64_t channels,
                                    std::int64_t frames,
                                    std::int64_t height,
                                    std::int64_t width) const;

private:
    std::array<std::uint32_t, 2> key_;
};

/// The same shape from torch's own mt19937 generator, for parity with other programs ("torch-cpu").
[[nodiscard]] at::Tensor torch_noise(std::uint64_t seed,
                                     std::int64_t channels,
                                     std::int64_t frames,
                                     std::int64_t height,
                                     std::int64_t width);

} // namespace rushlight::generation
