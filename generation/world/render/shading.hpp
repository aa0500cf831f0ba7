#pragma once

#include "generation/world/render/canvas.hpp"

namespace rushlight::generation::world {

/// The sideways part of the normal of a shape that bulges towards the viewer: 0 in its middle,
/// 1 at its edge.
void bulge_row(const Shape& shape, float x0, float y, int count, float* nx, float* ny);

/// Soft light on a bulging shape: shade, lit and a dull highlight in the rim's colour.
void blend_round_row(const Fill& fill,
                     const float* distance,
                     const float* nx,
                     const float* ny,
                     int count,
                     float* r,
                     float* g,
                     float* b);

/// Two tones, whose border dissolves into the dots of a halftone screen. `far` as for two tones;
/// `screen` lies in −0.5 … 0.5; band: pixels over which dots grow.
void blend_dots_row(const Fill& fill,
                    const float* distance,
                    const float* far,
                    const float* screen,
                    float band,
                    int count,
                    float* r,
                    float* g,
                    float* b);

/// The dots of a halftone screen at 45°, −0.5 … 0.5, row after row.
[[nodiscard]] std::vector<float> halftone_screen(int width, int height);

/// Blends a colour in by one share a pixel.
void tint_row(const Rgb& colour, const float* share, int count, float* r, float* g, float* b);

/// Shares for the surroundings of a line that runs across the picture (the top of a silhouette):
/// `most` at the line, 0 `wide` pixels above it (below: under it), and 0 on its other side.
void fringe_row(
    const float* line, float y, float wide, bool below, float most, int count, float* share);

/// Shares for a line of its own width in each column, under the top of a silhouette.
void edge_row(const float* line, const float* wide, float y, int count, float* share);

/// A sky of torn paper strips: share 0 at the horizon … 1 at the top, in how many strips, which
/// waver along the row. `angle` is the first pixel's, `step` the next's distance, in radians;
/// `soft`: shares over which a strip's shadow fades.
void strips_row(
    float share, float angle, float step, float soft, int count, float* level, float* shadow);
/// Dots of a screen that grow with the share, over `soft` of the screen's range.
void dots_row(float share, float soft, const float* screen, int count, float* dots);

} // namespace rushlight::generation::world
