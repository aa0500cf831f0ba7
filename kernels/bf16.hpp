#pragma once

#include <bit>
#include <cstdint>

namespace rushlight::kernels {

// Everything here has internal linkage: each instruction set compiles its own copy, and the linker
// never mixes them.

/// The upper half of a float: 8 bits of exponent, 7 of mantissa.
using Bf16 = std::uint16_t;

[[nodiscard, gnu::always_inline]] static inline float to_float(Bf16 value)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}

/// Rounds to nearest, ties to even. NaN stays NaN.
[[nodiscard, gnu::always_inline]] static inline Bf16 to_bf16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7fffffffU) > 0x7f800000U) {
        return static_cast<Bf16>((bits >> 16) | 0x40U);
    }
    return static_cast<Bf16>((bits + 0x7fffU + ((bits >> 16) & 1U)) >> 16);
}

[[nodiscard, gnu::always_inline]] static inline float to_float(float value)
{
    return value;
}

template <class T>
[[nodiscard, gnu::always_inline]] static inline T from_float(float value)
{
    if constexpr (sizeof(T) == 2) {
        return to_bf16(value);
    } else {
        return value;
    }
}

} // namespace rushlight::kernels
