#pragma once

// Row loops that carry RUSHLIGHT_CLONES are compiled for three instruction sets; the loader picks
// one. Results differ by rounding only.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__)
#define RUSHLIGHT_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define RUSHLIGHT_CLONES
#endif

#define RUSHLIGHT_INLINE inline __attribute__((always_inline))

namespace rushlight::generation::world {

/// Cheap enough for every pixel, and vector code.
RUSHLIGHT_INLINE float limited(float value)
{
    value = value < 0 ? 0 : value;
    return value > 1 ? 1 : value;
}

RUSHLIGHT_INLINE float magnitude(float value)
{
    return value < 0 ? -value : value;
}

/// Nearest whole number, |value| < 4 million.
RUSHLIGHT_INLINE float nearest_whole(float value)
{
    constexpr float magic = 12582912.0F;
    return (value + magic) - magic;
}

/// Sine to about 1/500.
RUSHLIGHT_INLINE float sine(float x)
{
    float turn = x * 0.15915494F;
    turn -= nearest_whole(turn);
    const float y = turn * (8 - 16 * magnitude(turn));
    return y * (0.775F + 0.225F * magnitude(y));
}

} // namespace rushlight::generation::world
