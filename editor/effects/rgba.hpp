#pragma once

#include "editor/timeline/timeline.hpp"

#include <bit>
#include <cstdint>
#include <functional>
#include <vector>

namespace rushlight::editor {

/// A row of a picture that effects change: R'G'B' as displayed (sRGB's curve, black 0, white 1;
/// more and less is kept between effects) and alpha 0 … 1. The colours are whole, not
/// premultiplied.
struct RgbaRow {
    float* r;
    float* g;
    float* b;
    float* a;
    int count;
    int x; ///< of the first pixel, on the canvas
    int y;
};

/// Rows of a picture one above the other.
struct RgbaPicture {
    int width = 0;
    int height = 0;
    int x = 0; ///< of its corner, on the canvas
    int y = 0;
    std::vector<float> planes; ///< red, green, blue, alpha, each width × height

    RgbaPicture(int wide, int high, int left, int top)
        : width(wide)
        , height(high)
        , x(left)
        , y(top)
        , planes(4 * size())
    {
    }

    [[nodiscard]] std::size_t size() const
    {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }

    [[nodiscard]] float* plane(int index)
    {
        return planes.data() + static_cast<std::size_t>(index) * size();
    }

    [[nodiscard]] RgbaRow row(int index)
    {
        float* first =
            planes.data() + static_cast<std::size_t>(index) * static_cast<std::size_t>(width);
        return {first, first + size(), first + 2 * size(), first + 3 * size(), width, x, y + index};
    }
};

/// Where and when an effect works.
struct Moment {
    Size canvas;
    Time time; ///< of the source
};

/// What an effect that looks at one pixel alone does to a row. Rows come from the top down.
using RowWork = std::function<void(const RgbaRow&)>;

// Powers in plain arithmetic, so that a loop over a row becomes vector code and every processor
// gives the same bits. Relative error below 2e-6 where the result is 1e-6 … 1e6.

/// One of two by their bits: where one is a constant, a conditional becomes a jump, and then the
/// loop around it no vector code.
inline float chosen(bool first, float a, float b)
{
    const std::int32_t mask = -static_cast<std::int32_t>(first);
    return std::bit_cast<float>((std::bit_cast<std::int32_t>(a) & mask) |
                                (std::bit_cast<std::int32_t>(b) & ~mask));
}

/// Held in 0 … 1.
inline float held_in_unit(float v)
{
    return chosen(v > 1, 1.0F, chosen(v < 0, 0.0F, v));
}

/// log₂ x by the series of artanh; x > 0.
inline float log2_of(float x)
{
    const auto bits = std::bit_cast<std::int32_t>(x);
    const std::int32_t up = (bits - 0x3F3504F3) >> 23; // so that the mantissa is √½ … √2
    const float m = std::bit_cast<float>(bits - (up << 23));
    const float t = (m - 1) / (m + 1);
    const float s = t * t;
    const float series =
        t * (2.8853900818F +
             s * (0.9617966939F + s * (0.5770780164F + s * (0.4121985831F + s * 0.3205988980F))));
    return static_cast<float>(up) + series;
}

/// 2 to the x, −126 ≤ x ≤ 126; beyond that as at its ends.
inline float exp2_of(float x)
{
    const float held = chosen(x > 126, 126.0F, chosen(x < -126, -126.0F, x));
    const float shifted = held + 12582912.0F; // 1.5 · 2²³: the nearest whole number in its low bits
    const float part = held - (shifted - 12582912.0F);
    const float series =
        1 + part * (0.6931471806F +
                    part * (0.2402265070F +
                            part * (0.0555041087F +
                                    part * (0.0096181291F +
                                            part * (0.0013333558F + part * 0.0001540353F)))));
    const std::int32_t up = std::bit_cast<std::int32_t>(shifted) << 23;
    return std::bit_cast<float>(std::bit_cast<std::int32_t>(series) + up);
}

/// x to the power y for x ≥ 0; 0 stays 0.
inline float power_of(float x, float y)
{
    const bool none = x < 1e-30F;
    return chosen(none, 0.0F, exp2_of(y * log2_of(chosen(none, 1e-30F, x))));
}

/// sRGB's curve, IEC 61966-2-1: from displayed to linear light. What is below black stays below.
inline float linear_of(float v)
{
    const float curved = power_of((v + 0.055F) * (1 / 1.055F), 2.4F);
    return chosen(v <= 0.04045F, v * (1 / 12.92F), curved);
}

/// From linear light to displayed.
inline float displayed_of(float v)
{
    const float curved = 1.055F * power_of(v, 1 / 2.4F) - 0.055F;
    return chosen(v <= 0.0031308F, v * 12.92F, curved);
}

} // namespace rushlight::editor
