#pragma once

#include "generation/world/scene.hpp"

#include <cstdint>

namespace rushlight::generation::world {

/// sRGB, 0 … 1.
struct Rgb {
    float r = 0;
    float g = 0;
    float b = 0;
};

[[nodiscard]] constexpr Rgb hex(std::uint32_t value)
{
    return {static_cast<float>((value >> 16) & 255) / 255.0F,
            static_cast<float>((value >> 8) & 255) / 255.0F,
            static_cast<float>(value & 255) / 255.0F};
}

[[nodiscard]] constexpr Rgb mix(const Rgb& a, const Rgb& b, float share)
{
    return {a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share};
}

[[nodiscard]] constexpr Rgb operator*(const Rgb& a, const Rgb& b)
{
    return {a.r * b.r, a.g * b.g, a.b * b.b};
}

[[nodiscard]] constexpr Rgb operator*(const Rgb& a, float s)
{
    return {a.r * s, a.g * s, a.b * s};
}

[[nodiscard]] constexpr float luma(const Rgb& c)
{
    return 0.299F * c.r + 0.587F * c.g + 0.114F * c.b;
}

/// The inks of an hour.
struct Palette {
    Rgb sky_top;
    Rgb sky_low;
    Rgb ground;
    Rgb shadow;
    Rgb key;
    Rgb accent;
    float exposure = 1; ///< how bright a white thing is in the key light
};

/// The palette of an hour under a weather.
[[nodiscard]] Palette palette_of(TimeOfDay time, Weather weather);
[[nodiscard]] Rgb ink(ColourName colour);

/// A fill as it is drawn: two tones, rim and outline.
struct Tones {
    Rgb lit;
    Rgb shade;
    Rgb rim;
    Rgb line;
};

/// How a style turns a material into ink.
/// depth_share 0 at the subject … 1 at the horizon; subject: entities keep their colour.
[[nodiscard]] Tones
tones(const Rgb& material, const Palette& palette, Style style, float depth_share, bool subject);

/// A background colour in a style.
[[nodiscard]] Rgb styled(const Rgb& colour, Style style, bool subject);

} // namespace rushlight::generation::world
