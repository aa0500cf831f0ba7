#pragma once

#include <cstdint>

namespace rushlight::generation::world {

/// White noise of a pixel, 0 … 1.
[[nodiscard]] inline float noise_at(std::uint32_t x, std::uint32_t y, std::uint32_t seed)
{
    std::uint32_t h = x * 0x8da6b343U + y * 0xd8163841U + seed * 0xcb1ab31fU;
    h ^= h >> 15;
    h *= 0x2c1b3c6dU;
    h ^= h >> 12;
    h *= 0x297a2d39U;
    h ^= h >> 15;
    return static_cast<float>(h >> 8) * 0x1.0p-24F;
}

} // namespace rushlight::generation::world
