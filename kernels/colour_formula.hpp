#pragma once

#include <cstdint>

#ifdef __CUDACC__
#define RUSHLIGHT_HOST_DEVICE __host__ __device__
#else
#define RUSHLIGHT_HOST_DEVICE [[gnu::always_inline]]
#endif

/// BT.709 limited range in 16 fractional bits, shared by the CPU and CUDA kernels. Kr = 0.2126, Kb
/// = 0.0722.
namespace rushlight::kernels::colour_formula {

RUSHLIGHT_HOST_DEVICE static inline std::uint8_t clamp8(std::int32_t value)
{
    return static_cast<std::uint8_t>(value < 0 ? 0 : (value > 255 ? 255 : value));
}

RUSHLIGHT_HOST_DEVICE static inline void to_rgb(int luma, int blue, int red, std::uint8_t* rgb)
{
    // 255/219 = 1.164384; 2(1−Kr)·255/224 = 1.792741; 2(1−Kb)·255/224 = 2.112402; and their shares
    // in green
    const std::int32_t y = (luma - 16) * 76309 + 32768;
    const std::int32_t b = blue - 128;
    const std::int32_t r = red - 128;
    rgb[0] = clamp8((y + r * 117489) >> 16);
    rgb[1] = clamp8((y - b * 13975 - r * 34925) >> 16);
    rgb[2] = clamp8((y + b * 138438) >> 16);
}

RUSHLIGHT_HOST_DEVICE static inline std::uint8_t to_luma(const std::uint8_t* rgb)
{
    return static_cast<std::uint8_t>(
        (rgb[0] * 11966 + rgb[1] * 40254 + rgb[2] * 4064 + (16 << 16) + 32768) >> 16);
}

/// upper and lower: two neighbouring pixels each.
RUSHLIGHT_HOST_DEVICE static inline void to_chroma(const std::uint8_t* upper,
                                                   const std::uint8_t* lower,
                                                   std::uint8_t& blue,
                                                   std::uint8_t& red)
{
    const std::int32_t r = upper[0] + upper[3] + lower[0] + lower[3];
    const std::int32_t g = upper[1] + upper[4] + lower[1] + lower[4];
    const std::int32_t b = upper[2] + upper[5] + lower[2] + lower[5];
    blue = clamp8((-6596 * r - 22189 * g + 28785 * b + (128 << 18) + (1 << 17)) >> 18);
    red = clamp8((28785 * r - 26145 * g - 2640 * b + (128 << 18) + (1 << 17)) >> 18);
}

} // namespace rushlight::kernels::colour_formula

#undef RUSHLIGHT_HOST_DEVICE
