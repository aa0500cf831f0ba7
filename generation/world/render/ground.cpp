#include "generation/world/render/ground.hpp"

#include "generation/world/render/clones.hpp"

#include <algorithm>

namespace rushlight::generation::world {

namespace {

RUSHLIGHT_CLONES void sea_shares(const GroundRow& row,
                                 int first,
                                 int count,
                                 float shoreline,
                                 float wave,
                                 float time,
                                 float* __restrict wet,
                                 float* __restrict crest,
                                 float* __restrict foam)
{
    const float start_x = row.start_x;
    const float step_x = row.step_x;
    const float start_z = row.start_z;
    const float step_z = row.step_z;
    const float soft = 1 / std::max(row.along, 0.02F);
    const float foam_soft = 1 / std::max(0.13F, row.along);
    const float fade = 0.55F * limited(1.6F - 1.2F * row.along);
    for (int i = 0; i < count; ++i) {
        const auto x = static_cast<float>(first + i);
        const float wx = start_x + step_x * x;
        const float wz = start_z + step_z * x;
        const float edge = wz - shoreline - 0.14F * sine(wx * 1.3F) - wave;
        const float w = limited(0.5F + edge * soft);
        const float ripple =
            sine(wz * 2.1F + 0.7F * sine(wx * 0.55F) + time * 2.2F) * sine(wx * 0.9F + wz * 0.37F);
        wet[i] = w;
        crest[i] = limited((ripple - 0.45F) * 2.2F) * fade * w;
        foam[i] = limited(1 - magnitude(edge - 0.12F) * foam_soft) * 0.85F;
    }
}

RUSHLIGHT_CLONES void road_shares(const GroundRow& row,
                                  int first,
                                  int count,
                                  float scale,
                                  float* __restrict walk,
                                  float* __restrict kerb,
                                  float* __restrict line)
{
    const float start_x = row.start_x;
    const float step_x = row.step_x;
    const float start_z = row.start_z;
    const float step_z = row.step_z;
    const float soft = 1 / std::max(row.along, 0.02F);
    const float sharp = 1 / std::max(row.across, 0.01F);
    for (int i = 0; i < count; ++i) {
        const auto x = static_cast<float>(first + i);
        const float wx = start_x + step_x * x;
        const float wz = start_z + step_z * x;
        const float cycle = wx / (2.6F * scale);
        const float dash = limited(0.5F + (0.26F - magnitude(cycle - nearest_whole(cycle))) * 2.6F *
                                              scale * sharp);
        walk[i] = limited(0.5F + (wz - 1.35F * scale) * soft);
        kerb[i] = limited(0.5F + (0.12F * scale - magnitude(wz - 1.35F * scale)) * soft);
        line[i] = limited(0.5F + (0.08F * scale - magnitude(wz + 1.5F * scale)) * soft) * dash;
    }
}

RUSHLIGHT_CLONES void
board_shares(const GroundRow& row, int first, int count, float* __restrict seam)
{
    const float start_x = row.start_x;
    const float step_x = row.step_x;
    const float sharp = 1 / std::max(row.across, 0.004F);
    const float fade = 0.6F * limited(0.12F * sharp * 0.5F);
    for (int i = 0; i < count; ++i) {
        const float board = 2 * (start_x + step_x * static_cast<float>(first + i));
        const float away = 0.5F * magnitude(board - nearest_whole(board));
        seam[i] = limited(0.5F + (0.012F - away) * sharp) * fade;
    }
}

RUSHLIGHT_CLONES void patch_shares(
    const GroundRow& row, int first, int count, bool low, float strength, float* __restrict share)
{
    const float start_x = row.start_x;
    const float step_x = row.step_x;
    const float start_z = row.start_z;
    const float step_z = row.step_z;
    const float fz = low ? 3.1F : 1.1F;
    const float fx = low ? 0.33F : 0.8F;
    const float product = low ? 1 : 0;
    const float sum = low ? 0 : 0.5F;
    for (int i = 0; i < count; ++i) {
        const auto x = static_cast<float>(first + i);
        const float wx = start_x + step_x * x;
        const float wz = start_z + step_z * x;
        const float a = sine(wz * fz + 1.7F * sine(wx * 0.55F));
        const float b = sine(wx * fx + wz * 0.4F);
        const float wave = product * a * b + sum * (a + b);
        share[i] = limited((wave - 0.35F) * 2.2F) * strength;
    }
}

RUSHLIGHT_CLONES void
blend_shares(const GroundRow& row, int first, int count, const Rgb& c, const float* __restrict a)
{
    float* __restrict r = row.r + first;
    float* __restrict g = row.g + first;
    float* __restrict b = row.b + first;
    for (int i = 0; i < count; ++i) {
        r[i] += (c.r - r[i]) * a[i];
        g[i] += (c.g - g[i]) * a[i];
        b[i] += (c.b - b[i]) * a[i];
    }
}

constexpr int chunk = 256;

template <class Paint>
void in_chunks(const GroundRow& row, const Paint& paint)
{
    for (int first = 0; first < row.width; first += chunk) {
        paint(first, std::min(chunk, row.width - first));
    }
}

} // namespace

void paint_sea(const GroundRow& row,
               float shoreline,
               float wave,
               float time,
               const Rgb& water,
               const Rgb& crest,
               const Rgb& foam)
{
    float wet[chunk];
    float crests[chunk];
    float foams[chunk];
    in_chunks(row, [&](int first, int count) {
        sea_shares(row, first, count, shoreline, wave, time, wet, crests, foams);
        blend_shares(row, first, count, water, wet);
        blend_shares(row, first, count, crest, crests);
        blend_shares(row, first, count, foam, foams);
    });
}

void paint_road(
    const GroundRow& row, float scale, const Rgb& walk, const Rgb& kerb, const Rgb& line)
{
    float walks[chunk];
    float kerbs[chunk];
    float lines[chunk];
    in_chunks(row, [&](int first, int count) {
        road_shares(row, first, count, scale, walks, kerbs, lines);
        blend_shares(row, first, count, walk, walks);
        blend_shares(row, first, count, kerb, kerbs);
        blend_shares(row, first, count, line, lines);
    });
}

void paint_boards(const GroundRow& row, const Rgb& seam)
{
    float seams[chunk];
    in_chunks(row, [&](int first, int count) {
        board_shares(row, first, count, seams);
        blend_shares(row, first, count, seam, seams);
    });
}

void paint_patches(const GroundRow& row, bool low, float strength, const Rgb& patch)
{
    if (strength <= 0) {
        return;
    }
    float shares[chunk];
    in_chunks(row, [&](int first, int count) {
        patch_shares(row, first, count, low, strength, shares);
        blend_shares(row, first, count, patch, shares);
    });
}

RUSHLIGHT_CLONES void
paint_ridge(const RidgeRow& row, float* __restrict r, float* __restrict g, float* __restrict b)
{
    const float* __restrict top = row.top;
    const float* __restrict base = row.base;
    const float* __restrict snow = row.snow;
    const Rgb fill = row.fill;
    const Rgb cap = row.cap;
    const Rgb ink = row.ink;
    const float y = row.y;
    const float line = row.line;
    const float inked = line > 0 ? 0.75F : 0;
    for (int i = 0; i < row.count; ++i) {
        const float a = limited(0.5F + y - top[i]) * limited(0.5F + base[i] - y);
        const float s = 0.85F * limited(0.5F + snow[i] - y);
        const float l = inked * limited(0.5F + line - (y - top[i]));
        float cr = fill.r + (cap.r - fill.r) * s;
        float cg = fill.g + (cap.g - fill.g) * s;
        float cb = fill.b + (cap.b - fill.b) * s;
        cr += (ink.r - cr) * l;
        cg += (ink.g - cg) * l;
        cb += (ink.b - cb) * l;
        r[i] += (cr - r[i]) * a;
        g[i] += (cg - g[i]) * a;
        b[i] += (cb - b[i]) * a;
    }
}

} // namespace rushlight::generation::world
