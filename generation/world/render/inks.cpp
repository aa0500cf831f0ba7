// The inks of outlined, neon, noir, cutout, clay and blueprint.

#include "generation/world/render/inks.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

namespace {

constexpr Rgb black{0, 0, 0};
constexpr Rgb white{1, 1, 1};
constexpr Rgb comic_ink = hex(0x161A30);
constexpr Rgb dark_room = hex(0x0A0A16);
constexpr Rgb blueprint_paper = hex(0x1E5190);
constexpr Rgb chalk = hex(0xE9F4FF);

float brightest(const Rgb& c)
{
    return std::max({c.r, c.g, c.b});
}

Rgb saturated(const Rgb& colour, float amount)
{
    const float l = luma(colour);
    const Rgb c = mix({l, l, l}, colour, amount);
    return {std::clamp(c.r, 0.0F, 1.0F), std::clamp(c.g, 0.0F, 1.0F), std::clamp(c.b, 0.0F, 1.0F)};
}

Rgb grey(float value)
{
    return {value, value, value};
}

/// The tube that glows in a material's colour: its hue at full strength. Dark things glow dimly,
/// black ones violet.
Rgb tube(const Rgb& material)
{
    const float value = brightest(material);
    const float least = std::min({material.r, material.g, material.b});
    if (value < 0.22F) {
        return hex(0x5C5F8A);
    }
    const float colourful = (value - least) / value;
    const float veil = 0.62F * least * std::min(1.0F, 1.6F * colourful);
    const Rgb pure{material.r - veil, material.g - veil, material.b - veil};
    return pure * ((0.42F + 0.58F * value) / std::max(brightest(pure), 0.05F));
}

bool is_red(const Rgb& c)
{
    return c.r > 0.35F && c.r - std::max(c.g, c.b) > 0.56F * c.r;
}

Tones comic(const Tones& hour, const Rgb& material, const Palette& palette, float air, bool subject)
{
    Tones t;
    t.lit =
        saturated(mix(hour.lit, material, subject ? 0.3F * (1 - air) : 0), subject ? 1.2F : 1.1F);
    t.shade = saturated(mix(t.lit * 0.58F, palette.shadow * 0.8F, 0.22F), 1.15F);
    t.rim = t.lit;
    t.line = mix(comic_ink, hour.lit, 0.75F * air);
    return t;
}

Tones neon(const Rgb& material, const Palette& palette, float air, bool subject)
{
    const Rgb distance = restyled(palette.sky_low, Style::neon, false);
    const Rgb glow = tube(material);
    Tones t;
    t.lit = mix(dark_room, glow, subject ? 0.24F : 0.11F);
    t.shade = mix(dark_room, glow, subject ? 0.1F : 0.05F);
    t.rim = mix(t.lit, glow, 0.5F);
    t.line = subject ? mix(glow, white, 0.12F) : mix(dark_room, glow, 0.62F);
    for (Rgb* tone : {&t.lit, &t.shade, &t.rim, &t.line}) {
        *tone = mix(*tone, distance, air * (subject ? 0.6F : 1));
    }
    return t;
}

Tones noir(const Rgb& material, const Palette& palette, float air, bool subject)
{
    const float l = luma(material);
    const Rgb distance = restyled(palette.sky_low, Style::noir, false);
    Tones t;
    if (subject) {
        const bool red = is_red(material);
        t.lit = red ? Rgb{0.82F, 0.1F, 0.09F} : grey(0.2F + 0.78F * l);
        t.shade = red ? Rgb{0.3F, 0.02F, 0.03F} : grey(0.035F + 0.24F * l);
        t.rim = red ? Rgb{1, 0.42F, 0.38F} : grey(0.55F + 0.45F * l);
    } else {
        const float light = l * palette.exposure;
        t.lit = grey(0.06F + 0.66F * light * light);
        t.shade = grey(0.015F + 0.1F * light);
        t.rim = grey(0.1F + 0.75F * light);
    }
    t.line = grey(0.012F);
    for (Rgb* tone : {&t.lit, &t.shade, &t.rim, &t.line}) {
        *tone = mix(*tone, distance, air);
    }
    return t;
}

Tones paper(const Tones& hour, const Rgb& material, const Palette& palette, float air, bool subject)
{
    // A subject's paper is lit a little more than the hour allows.
    const Rgb lit = subject ? mix(hour.lit, material, 0.42F * (1 - air)) : hour.lit;
    Tones t;
    t.lit = saturated(lit, 1.08F);
    t.shade = t.lit * 0.8F;
    t.rim = mix(t.lit, mix(white, palette.key, 0.5F), 0.42F);
    t.line = mix(palette.shadow * 0.35F, hour.lit, 0.6F * air);
    return t;
}

Tones plasticine(
    const Tones& hour, const Rgb& material, const Palette& palette, float air, bool subject)
{
    const Rgb warm{1.03F, 1, 0.95F};
    const Rgb lit = subject ? mix(hour.lit, material, 0.55F * (1 - air)) : hour.lit;
    Tones t;
    t.lit = saturated(lit * warm, 1.12F);
    t.shade = mix(saturated(t.lit, 1.1F) * Rgb{0.4F, 0.36F, 0.43F}, palette.shadow * 0.6F, 0.12F);
    t.shade = mix(t.shade, hour.lit, 0.5F * air);
    t.rim = mix(t.lit, hex(0xFFF6E6), 0.42F);
    t.line = mix(t.shade * 0.45F, hour.lit, air);
    return t;
}

/// A wash of the paper's own blue: by it alone a drawing tells light from dark.
Rgb wash(float light)
{
    return blueprint_paper * (0.52F + 0.62F * light);
}

Tones blueprint(const Rgb& material, float air, bool subject)
{
    const float l = luma(material);
    const Rgb distance = wash(0.78F);
    Tones t;
    t.lit = wash(subject ? 0.12F + 0.95F * l : 0.5F + 0.4F * l);
    t.shade = t.lit * (subject ? 0.62F : 0.8F);
    t.rim = t.lit;
    t.line = mix(subject ? chalk : mix(blueprint_paper, chalk, 0.72F), distance, air);
    for (Rgb* tone : {&t.lit, &t.shade, &t.rim}) {
        *tone = mix(*tone, distance, air);
    }
    return t;
}

} // namespace

Hand hand_of(Style style)
{
    Hand hand;
    switch (style) {
    case Style::marker:
    case Style::pencil:
        break;
    case Style::flat:
    case Style::watercolour:
        hand.subject_line = hand.scenery_line = hand.ridge_line = 0;
        hand.rim = style == Style::flat ? 0 : hand.rim;
        break;
    case Style::outlined:
        hand.subject_line = 2.5F;
        hand.scenery_line = 1.5F;
        hand.ridge_line = 1.5F;
        hand.least_line = 0.7F;
        hand.shading = Fill::Shading::dots;
        hand.shade = 0.68F;
        hand.head_shade = 0.45F;
        hand.rim = 0;
        hand.contact_soft = 1;
        hand.even_ridges = true;
        break;
    case Style::neon:
        hand.subject_line = 2.0F;
        hand.scenery_line = 1.1F;
        hand.ridge_line = 1.2F;
        hand.least_line = 0.8F;
        hand.rim = 0.3F;
        hand.most_rim = 2.2F;
        hand.contact_soft = 4;
        hand.contact_alpha = 0.2;
        hand.contact_layers = 4;
        hand.even_ridges = true;
        break;
    case Style::noir:
        hand.subject_line = 1.4F;
        hand.scenery_line = 0;
        hand.ridge_line = 0;
        hand.shade = 1.0F;
        hand.head_shade = 0.6F;
        hand.rim = 0.3F;
        hand.most_rim = 2.4F;
        hand.contact_soft = 4;
        hand.contact_alpha = 0.9;
        break;
    case Style::cutout:
        hand.under = Hand::Under::shadow;
        hand.pieces = 0.1F;
        hand.subject_line = 3.0F;
        hand.scenery_line = 2.2F;
        hand.ridge_line = 4;
        hand.most_shade = 0.8F;
        hand.rim = 0.42F;
        hand.most_rim = 0.9F;
        hand.contact_soft = 1.5;
        hand.contact_alpha = 0.42;
        break;
    case Style::clay:
        hand.under = Hand::Under::occlusion;
        hand.subject_line = 2.4F;
        hand.scenery_line = 2.0F;
        hand.ridge_line = 5;
        hand.shading = Fill::Shading::round;
        hand.contact_soft = 4;
        hand.contact_alpha = 0.5;
        hand.contact_layers = 3;
        break;
    case Style::blueprint:
        hand.subject_line = 1.9F;
        hand.scenery_line = 1.0F;
        hand.ridge_line = 1.0F;
        hand.least_line = 0.95F;
        hand.shade = 0.55F;
        hand.head_shade = 0.45F;
        hand.rim = 0;
        hand.contact_soft = 1;
        hand.contact_alpha = 0.6;
        hand.even_ridges = true;
        break;
    }
    return hand;
}

Tones restyled(const Tones& hour,
               const Rgb& material,
               const Palette& palette,
               Style style,
               float air,
               bool subject)
{
    switch (style) {
    case Style::outlined:
        return comic(hour, material, palette, air, subject);
    case Style::neon:
        return neon(material, palette, air, subject);
    case Style::noir:
        return noir(material, palette, air, subject);
    case Style::cutout:
        return paper(hour, material, palette, air, subject);
    case Style::clay:
        return plasticine(hour, material, palette, air, subject);
    case Style::blueprint:
        return blueprint(material, air, subject);
    default:
        return hour;
    }
}

Rgb restyled(const Rgb& colour, Style style, bool subject)
{
    const float l = luma(colour);
    switch (style) {
    case Style::outlined:
        return saturated(colour, 1.15F);
    case Style::neon:
        return mix(dark_room, saturated(colour, 1.7F), 0.03F + 0.2F * l);
    case Style::noir:
        return grey(subject ? l : 0.015F + 0.8F * std::pow(l, 1.8F));
    case Style::cutout:
        return saturated(colour, 1.05F);
    case Style::clay:
        return saturated(colour * Rgb{1.03F, 1, 0.94F}, 1.08F);
    case Style::blueprint:
        return wash(0.42F + 0.42F * l);
    default:
        return colour;
    }
}

Rgb decal_ink(const Tones& tones, const Rgb& material, Style style)
{
    const float l = luma(material);
    switch (style) {
    case Style::neon: // the darkest marks are what a face is read by: they glow
        return l < 0.22F ? hex(0xA9DDF2) : mix(tones.lit, tones.line, 0.45F);
    case Style::blueprint:
        return l < 0.22F ? chalk : mix(tones.lit, tones.line, 0.25F + 0.3F * l);
    case Style::noir:
        return l < 0.22F ? black : tones.lit;
    default:
        return tones.lit;
    }
}

Rgb light_ink(const Rgb& colour, Style style, bool subject)
{
    const bool bright = luma(colour) > 0.5F;
    switch (style) {
    case Style::neon:
        return bright ? mix(tube(colour), white, 0.2F) : restyled(colour, style, subject);
    case Style::noir:
        return bright ? grey(0.3F + 0.68F * luma(colour)) : restyled(colour, style, subject);
    case Style::blueprint:
        return bright ? mix(blueprint_paper, chalk, 0.55F) : restyled(colour, style, subject);
    default:
        return styled(colour, style, subject);
    }
}

Rgb halo_ink(const Rgb& colour, Style style)
{
    switch (style) {
    case Style::neon:
        return colour * 0.7F;
    case Style::noir:
        return grey(0.7F * luma(colour));
    case Style::blueprint:
        return mix(blueprint_paper, chalk, 0.35F);
    default:
        return colour;
    }
}

Rgb weather_ink(const Rgb& colour, Style style)
{
    switch (style) {
    case Style::neon:
        return mix(hex(0x59C8F0), white, 0.35F * luma(colour)) * (0.45F + 0.4F * luma(colour));
    case Style::noir:
        return grey(0.35F + 0.5F * luma(colour));
    case Style::blueprint:
        return mix(blueprint_paper, chalk, 0.8F);
    default:
        return styled(colour, style, false);
    }
}

Rgb mark_ink(const Rgb& colour, Style style)
{
    switch (style) {
    case Style::neon:
        return mix(dark_room, tube(colour), 0.25F + 0.3F * luma(colour));
    case Style::blueprint:
        return mix(blueprint_paper, chalk, 0.5F);
    default:
        return styled(colour, style, false);
    }
}

Rgb contact_ink(const Rgb& shadow, ColourName colour, Style style)
{
    switch (style) {
    case Style::neon: // light lies on the ground, not shadow
        return tube(ink(colour)) * 0.62F;
    case Style::noir:
        return grey(0.008F);
    case Style::clay:
        return styled(shadow, style, false) * 0.55F;
    case Style::blueprint:
        return wash(0);
    default:
        return styled(shadow, style, false);
    }
}

Rgb foreground_ink(const Tones& tones, Style style)
{
    switch (style) {
    case Style::neon:
        return dark_room * 0.6F;
    case Style::blueprint:
        return wash(0.1F);
    default:
        return tones.shade * 0.55F;
    }
}

void lay_under(
    Canvas& canvas, const Shape& shape, const Fill& line, const Hand& hand, float light_x)
{
    Fill fill = line;
    fill.mapped = false;
    if (hand.under == Hand::Under::shadow) {
        const float lift = line.grow;
        fill.grow = 0.25F * lift;
        fill.soft = std::max(1.0F, 1.1F * lift);
        fill.alpha = 0.48F * line.alpha;
        canvas.draw(moved(shape, (light_x < 0 ? 0.75F : -0.75F) * lift, 0.85F * lift), fill);
    } else {
        fill.soft = std::max(1.0F, 2.2F * line.grow);
        fill.grow = 0.6F * line.grow;
        fill.alpha = 0.38F * line.alpha;
        canvas.draw(shape, fill);
    }
}

} // namespace rushlight::generation::world
