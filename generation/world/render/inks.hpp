#pragma once

#include "generation/world/render/canvas.hpp"
#include "generation/world/render/palette.hpp"

namespace rushlight::generation::world {

/// How a style's hand draws a figure. Widths in pixels at 256 lines.
struct Hand {
    /// What is drawn under the solids of a group before they are filled.
    enum class Under : std::uint8_t { line, shadow, occlusion };

    Under under = Under::line;
    float subject_line = 2.0F; ///< 0: no ink
    float scenery_line = 1.2F; ///< nothing at the horizon
    float ridge_line = 0.9F;
    float least_line = 0; ///< of the subject, in pixels of any picture
    Fill::Shading shading = Fill::Shading::two_tones;
    float shade = 0.42F;      ///< shadow at the far side, in shares of a solid's thickness
    float head_shade = 0.42F; ///< the same on heads
    float most_shade = 1e9F;
    float rim = 0.12F; ///< light at the near side, in shares of a solid's thickness
    float most_rim = 1.6F;
    double contact_soft = 2.5; ///< edge of the shadow on the ground
    double contact_alpha = 0.5;
    int contact_layers = 1;   ///< more: it fades out further
    float pieces = 0;         ///< how much the tone varies from solid to solid
    bool even_ridges = false; ///< silhouettes' lines are as wide on slopes as on the level
};

[[nodiscard]] Hand hand_of(Style style);

/// The inks of the styles that only world v1 draws, from the tones of the hour. `air` as for
/// `tones`.
[[nodiscard]] Tones restyled(const Tones& tones,
                             const Rgb& material,
                             const Palette& palette,
                             Style style,
                             float air,
                             bool subject);
[[nodiscard]] Rgb restyled(const Rgb& colour, Style style, bool subject);

/// What is painted on a figure without an outline: eyes, stripes, windows.
[[nodiscard]] Rgb decal_ink(const Tones& tones, const Rgb& material, Style style);
/// What gives its own light: lamps, lit windows, the moon.
[[nodiscard]] Rgb light_ink(const Rgb& colour, Style style, bool subject);
/// The light that a lamp throws round itself.
[[nodiscard]] Rgb halo_ink(const Rgb& colour, Style style);
/// Rain and snow.
[[nodiscard]] Rgb weather_ink(const Rgb& colour, Style style);
/// Lines on the ground: crests and foam, road marks, seams of boards.
[[nodiscard]] Rgb mark_ink(const Rgb& colour, Style style);
/// The shadow that a figure of one colour casts on the ground.
[[nodiscard]] Rgb contact_ink(const Rgb& shadow, ColourName colour, Style style);
/// The shape out of focus in front.
[[nodiscard]] Rgb foreground_ink(const Tones& tones, Style style);

/// Draws what lies between a shape and what is behind it where a hand uses no line: the shadow of
/// paper, or of a soft body. `line` is the fill that its outline would have.
void lay_under(
    Canvas& canvas, const Shape& shape, const Fill& line, const Hand& hand, float light_x);

} // namespace rushlight::generation::world
