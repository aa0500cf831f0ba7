#pragma once

#include "generation/world/render/palette.hpp"

#include <cstdint>

namespace rushlight::generation::world {

/// One row of the ground: where its pixels lie in the world and how large they are.
struct GroundRow {
    float start_x = 0, start_z = 0; ///< metres, of the first pixel
    float step_x = 0, step_z = 0;   ///< metres from pixel to pixel
    float across = 0.01F;           ///< metres a pixel is wide
    float along = 0.01F;            ///< metres a pixel is deep
    int width = 0;
    float* r = nullptr;
    float* g = nullptr;
    float* b = nullptr;
};

/// The sea beyond a shoreline; wave moves its edge, time its ripples.
void paint_sea(const GroundRow& row,
               float shoreline,
               float wave,
               float time,
               const Rgb& water,
               const Rgb& crest,
               const Rgb& foam);
/// Pavement, kerb and a dashed line, in units of `scale` metres.
void paint_road(
    const GroundRow& row, float scale, const Rgb& walk, const Rgb& kerb, const Rgb& line);
/// Seams of floor boards.
void paint_boards(const GroundRow& row, const Rgb& seam);
/// Soft patches: long and low (sand, snow) or round (grass).
void paint_patches(const GroundRow& row, bool low, float strength, const Rgb& patch);

/// What is painted on the ground over its colour.
struct Pattern {
    enum class Form : std::uint8_t {
        band,    ///< between `from` and `to` in depth, dashed where `size` is not 0
        checks,  ///< squares of `size`
        seams,   ///< lines `from` wide around squares of `size`
        furrows, ///< lines into the depth, between `from` and `to`
        patches, ///< soft and round, of `size`
        ripples  ///< light on the sea's floor; moves
    };
    Form form = Form::patches;
    Rgb colour;
    float strength = 1;
    double size = 0; ///< metres
    double from = 0; ///< metres
    double to = 0;   ///< metres
    double skew = 0; ///< of furrows, metres sideways a metre of depth
};

/// Over a row whose pattern colour is already in its light; time moves ripples.
void paint_pattern(const GroundRow& row, const Pattern& pattern, const Rgb& colour, float time);

/// One row of a silhouette, column by column: its top, its base and how far down the snow lies.
struct RidgeRow {
    float y = 0; ///< the row's middle
    int count = 0;
    const float* top = nullptr;
    const float* base = nullptr;
    const float* snow = nullptr;
    Rgb fill, cap, ink;
    float line = 0; ///< pixels of outline along the top
};

void paint_ridge(const RidgeRow& row, float* r, float* g, float* b);

} // namespace rushlight::generation::world
