#include "generation/world/render/palette.hpp"

#include "generation/world/render/inks.hpp"

#include <algorithm>

namespace rushlight::generation::world {

namespace {

Palette palette_of(TimeOfDay time)
{
    switch (time) {
    case TimeOfDay::dawn:
        return {hex(0x6E7FA8),
                hex(0xF2C6A0),
                hex(0x7C8A6A),
                hex(0x4A5568),
                hex(0xFFD9B0),
                hex(0xE27D60),
                0.94F};
    case TimeOfDay::morning:
        return {hex(0x7FB2DE),
                hex(0xF0EEE2),
                hex(0x86B07A),
                hex(0x56708F),
                hex(0xEEF3FF),
                hex(0xE0533D),
                1};
    case TimeOfDay::noon:
        return {hex(0x6FA8DC),
                hex(0xDDEBF5),
                hex(0x8FB36B),
                hex(0x5B6E8C),
                hex(0xFFF6E0),
                hex(0xE0533D),
                1};
    case TimeOfDay::golden_hour:
        return {hex(0xC9A27E),
                hex(0xFFD08A),
                hex(0xA58B4F),
                hex(0x5E4B56),
                hex(0xFFC46B),
                hex(0x3E6C8F),
                1};
    case TimeOfDay::dusk:
        return {hex(0x3D3A66),
                hex(0xE58F65),
                hex(0x5B5A66),
                hex(0x2E2B45),
                hex(0xFFB27A),
                hex(0xF2D95C),
                0.76F};
    case TimeOfDay::night:
        return {hex(0x0E1730),
                hex(0x2B3A67),
                hex(0x24304A),
                hex(0x0A0F1F),
                hex(0x9FB8E8),
                hex(0xFFCF6B),
                0.66F};
    }
    return {};
}

} // namespace

Palette palette_of(TimeOfDay time, Weather weather)
{
    Palette palette = palette_of(time);
    if (weather == Weather::clear || weather == Weather::wind) {
        return palette;
    }
    // Overcast replaces sky, light and shadow, as bright as the hour allows.
    const float light = time == TimeOfDay::night  ? 0.26F
                        : time == TimeOfDay::dusk ? 0.52F
                        : time == TimeOfDay::dawn ? 0.88F
                                                  : 1.0F;
    const float hour = time == TimeOfDay::noon || time == TimeOfDay::morning ? 0.12F : 0.5F;
    palette.sky_top = mix(hex(0x9AA5AE) * light, palette.sky_top, hour);
    palette.sky_low = mix(hex(0xC9CFD2) * light, palette.sky_low, hour);
    palette.shadow = mix(hex(0x5F6A70) * light, palette.shadow, hour);
    palette.key = mix(hex(0xE6E9E6), palette.key, hour);
    palette.ground = mix(palette.ground, hex(0x9AA5AE) * light, 0.22F);
    palette.exposure *= 0.95F;
    if (weather == Weather::storm) {
        palette.sky_top = palette.sky_top * Rgb{0.44F, 0.46F, 0.52F};
        palette.sky_low = palette.sky_low * Rgb{0.6F, 0.63F, 0.66F};
        palette.shadow = palette.shadow * 0.7F;
        palette.key = palette.key * Rgb{0.9F, 0.95F, 1};
        palette.exposure *= 0.82F;
    }
    return palette;
}

Rgb ink(ColourName colour)
{
    switch (colour) {
    case ColourName::red:
        return hex(0xD8402F);
    case ColourName::orange:
        return hex(0xEE8A2B);
    case ColourName::yellow:
        return hex(0xF2CB3D);
    case ColourName::green:
        return hex(0x4C9A46);
    case ColourName::teal:
        return hex(0x1FA3A0);
    case ColourName::blue:
        return hex(0x3569C8);
    case ColourName::purple:
        return hex(0x7B4FB5);
    case ColourName::pink:
        return hex(0xEE82B0);
    case ColourName::brown:
        return hex(0x80522F);
    case ColourName::black:
        return hex(0x2A2A30);
    case ColourName::white:
        return hex(0xF4F1EA);
    case ColourName::grey:
        return hex(0x8C9198);
    }
    return {};
}

Rgb styled(const Rgb& colour, Style style, bool subject)
{
    switch (style) {
    case Style::pencil: {
        // Graphite on paper; the subject is washed with coloured pencil.
        const float l = luma(colour);
        const Rgb grey{l, l * 0.99F, l * 0.965F};
        const Rgb tinted = mix(grey, colour, subject ? 0.8F : 0.3F);
        return mix(tinted, hex(0xF3EFE6), subject ? 0.08F : 0.34F);
    }
    case Style::watercolour:
        return mix(colour, hex(0xF7F3EA), subject ? 0.06F : 0.2F);
    default:
        return restyled(colour, style, subject);
    }
}

Tones tones(
    const Rgb& material, const Palette& palette, Style style, float depth_share, bool subject)
{
    // The key's hue without its brightness, so that a colour keeps its name in any light.
    const float strength = std::max({palette.key.r, palette.key.g, palette.key.b, 0.01F});
    const Rgb key = mix(palette.key * (1 / strength), {1, 1, 1}, subject ? 0.3F : 0.1F);
    const float exposure = palette.exposure * (subject ? 1.0F : 0.97F);
    Tones tones;
    tones.lit = material * key * exposure;
    tones.shade = mix(tones.lit * 0.7F, palette.shadow, 0.34F);
    tones.rim = mix(tones.lit, palette.key, 0.6F);
    const Rgb cooled = tones.lit * Rgb{0.24F, 0.24F, 0.32F};
    tones.line = mix(cooled, palette.shadow * 0.45F, 0.45F);
    const float air = std::clamp(depth_share, 0.0F, 1.0F) * 0.82F;
    for (Rgb* tone : {&tones.lit, &tones.shade, &tones.rim, &tones.line}) {
        *tone = drawn(World::v0, Axis::style, static_cast<int>(style))
                    ? styled(mix(*tone, palette.sky_low, air), style, subject)
                    : mix(*tone, palette.sky_low, air);
    }
    if (style == Style::pencil) {
        tones.line = mix(hex(0x3E3E45), hex(0xC9C6BF), air);
        tones.shade = mix(tones.lit * 0.84F, tones.shade, 0.4F);
    } else if (style == Style::marker) {
        tones.line = mix(hex(0x23252D), tones.line, 0.45F + 0.5F * air);
    } else if (style == Style::flat) {
        tones.rim = tones.lit;
    } else if (style == Style::watercolour) {
        tones.line = mix(tones.shade * 0.75F, tones.lit, air);
        tones.rim = mix(tones.lit, hex(0xF7F3EA), 0.35F);
    }
    return restyled(tones, material, palette, style, air, subject);
}

} // namespace rushlight::generation::world
