// Row loops of the styles that shade with bulges, dots and layers of paper.

#include "generation/world/render/shading.hpp"

#include "generation/world/render/clones.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

namespace {

RUSHLIGHT_CLONES void capsule_bulge(
    const Shape& s, float x0, float y, int count, float* __restrict nx, float* __restrict ny)
{
    const float bax = s.bx - s.ax;
    const float bay = s.by - s.ay;
    const float squared = bax * bax + bay * bay;
    const float inverse = squared > 1e-6F ? 1 / squared : 0;
    const float py = y - s.ay;
    const float widening = s.rb - s.ra;
    const float ax = s.ax;
    const float ra = s.ra + 0.05F;
    for (int i = 0; i < count; ++i) {
        const float px = x0 + static_cast<float>(i) - ax;
        const float h = limited((px * bax + py * bay) * inverse);
        const float out = 1 / (ra + widening * h);
        nx[i] = (px - bax * h) * out;
        ny[i] = (py - bay * h) * out;
    }
}

RUSHLIGHT_CLONES void ellipse_bulge(
    const Shape& s, float x0, float y, int count, float* __restrict nx, float* __restrict ny)
{
    const float py = y - s.ay;
    const float ixx = s.ixx;
    const float ixy = s.ixy;
    const float iyy = s.iyy;
    const float ax = s.ax;
    for (int i = 0; i < count; ++i) {
        const float px = x0 + static_cast<float>(i) - ax;
        const float gx = ixx * px + ixy * py;
        const float gy = ixy * px + iyy * py;
        const float f = std::sqrt(px * gx + py * gy + 1e-9F);
        const float scale = f / std::sqrt(gx * gx + gy * gy + 1e-12F);
        nx[i] = gx * scale;
        ny[i] = gy * scale;
    }
}

/// Each edge bends the surface near it.
RUSHLIGHT_CLONES void polygon_bulge(
    const Shape& s, float x0, float y, int count, float* __restrict nx, float* __restrict ny)
{
    for (int i = 0; i < count; ++i) {
        nx[i] = 0;
        ny[i] = 0;
    }
    const float inverse = 1 / std::max(0.8F * s.thickness, 0.5F);
    for (int e = 0; e < s.edges; ++e) {
        const auto k = static_cast<std::size_t>(e);
        const float ex = s.nx[k];
        const float ey = s.ny[k];
        const float start = ex * x0 + ey * y - s.offset[k] - s.ra;
        for (int i = 0; i < count; ++i) {
            const float near = limited(1 + (start + ex * static_cast<float>(i)) * inverse);
            const float bend = near * near;
            nx[i] += ex * bend;
            ny[i] += ey * bend;
        }
    }
}

} // namespace

void bulge_row(const Shape& s, float x0, float y, int count, float* nx, float* ny)
{
    switch (s.form) {
    case Shape::Form::capsule:
        capsule_bulge(s, x0, y, count, nx, ny);
        break;
    case Shape::Form::ellipse:
        ellipse_bulge(s, x0, y, count, nx, ny);
        break;
    case Shape::Form::polygon:
        polygon_bulge(s, x0, y, count, nx, ny);
        break;
    }
}

RUSHLIGHT_CLONES void blend_round_row(const Fill& f,
                                      const float* __restrict d,
                                      const float* __restrict nx,
                                      const float* __restrict ny,
                                      int count,
                                      float* __restrict r,
                                      float* __restrict g,
                                      float* __restrict b)
{
    const float sharp = 1 / f.soft;
    const float alpha = f.alpha;
    const float lx = 0.62F * f.light_x;
    const float ly = 0.62F * f.light_y;
    const Rgb lit = f.lit;
    const Rgb shade = f.shade;
    const Rgb rim = f.rim;
    for (int i = 0; i < count; ++i) {
        const float a = limited(0.5F - d[i] * sharp) * alpha;
        const float out = limited(nx[i] * nx[i] + ny[i] * ny[i]);
        const float light = lx * nx[i] + ly * ny[i] + 0.74F * std::sqrt(1 - out);
        const float s = limited(0.16F + 1.05F * light);
        const float soft = s * s * (3 - 2 * s);
        const float dull = limited((light - 0.82F) * 6);
        const float n = 0.7F * dull * dull;
        const float cr = shade.r + (lit.r - shade.r) * soft + (rim.r - lit.r) * n;
        const float cg = shade.g + (lit.g - shade.g) * soft + (rim.g - lit.g) * n;
        const float cb = shade.b + (lit.b - shade.b) * soft + (rim.b - lit.b) * n;
        r[i] += (cr - r[i]) * a;
        g[i] += (cg - g[i]) * a;
        b[i] += (cb - b[i]) * a;
    }
}

RUSHLIGHT_CLONES void blend_dots_row(const Fill& f,
                                     const float* __restrict d,
                                     const float* __restrict far,
                                     const float* __restrict screen,
                                     float band,
                                     int count,
                                     float* __restrict r,
                                     float* __restrict g,
                                     float* __restrict b)
{
    const float sharp = 1 / f.soft;
    const float alpha = f.alpha;
    const Rgb lit = f.lit;
    const Rgb shade = f.shade;
    for (int i = 0; i < count; ++i) {
        const float a = limited(0.5F - d[i] * sharp) * alpha;
        const float s = limited(0.5F + far[i] + band * screen[i]);
        const float cr = lit.r + (shade.r - lit.r) * s;
        const float cg = lit.g + (shade.g - lit.g) * s;
        const float cb = lit.b + (shade.b - lit.b) * s;
        r[i] += (cr - r[i]) * a;
        g[i] += (cg - g[i]) * a;
        b[i] += (cb - b[i]) * a;
    }
}

std::vector<float> halftone_screen(int width, int height)
{
    const float unit = static_cast<float>(height) / 256;
    // Coarse dots of small pictures are weak: they must not fray a silhouette.
    const float strength = 0.25F * limited(1.6F * unit);
    const float turns = 6.2831853F / std::max(4.0F * unit, 3.2F);
    std::vector<float> screen(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        for (int x = 0; x < width; ++x) {
            const auto u = 0.7071F * static_cast<float>(x + y);
            const auto v = 0.7071F * static_cast<float>(x - y);
            screen[at + static_cast<std::size_t>(x)] =
                strength * (sine(turns * u) + sine(turns * v));
        }
    }
    return screen;
}

RUSHLIGHT_CLONES void tint_row(const Rgb& colour,
                               const float* __restrict share,
                               int count,
                               float* __restrict r,
                               float* __restrict g,
                               float* __restrict b)
{
    const Rgb c = colour;
    for (int i = 0; i < count; ++i) {
        r[i] += (c.r - r[i]) * share[i];
        g[i] += (c.g - g[i]) * share[i];
        b[i] += (c.b - b[i]) * share[i];
    }
}

RUSHLIGHT_CLONES void fringe_row(const float* __restrict line,
                                 float y,
                                 float wide,
                                 bool below,
                                 float most,
                                 int count,
                                 float* __restrict share)
{
    const float side = below ? 1.0F : -1.0F;
    const float inverse = 1 / wide;
    for (int i = 0; i < count; ++i) {
        const float away = side * (y - line[i]);
        const float fade = limited(1 - away * inverse);
        share[i] = limited(0.5F + away) * fade * fade * most;
    }
}

RUSHLIGHT_CLONES void edge_row(const float* __restrict line,
                               const float* __restrict wide,
                               float y,
                               int count,
                               float* __restrict share)
{
    for (int i = 0; i < count; ++i) {
        const float away = y - line[i];
        share[i] = limited(0.5F + away) * limited(0.5F + wide[i] - away);
    }
}

RUSHLIGHT_CLONES void strips_row(float share,
                                 float angle,
                                 float step,
                                 float soft,
                                 int count,
                                 float* __restrict level,
                                 float* __restrict shadow)
{
    constexpr float strips = 5;
    const float inverse = 1 / soft;
    for (int i = 0; i < count; ++i) {
        const float x = angle + step * static_cast<float>(i);
        const float at = strips * (share + 0.035F * sine(5.3F * x) + 0.018F * sine(13.7F * x + 2));
        const float strip = nearest_whole(at);
        level[i] = limited(strip / strips);
        // The upper strip hangs in front and darkens what is just under its edge.
        const float under = limited(1 - (strip + 0.5F - at) * inverse / strips);
        shadow[i] = under * under;
    }
}

RUSHLIGHT_CLONES void
dots_row(float share, float soft, const float* __restrict screen, int count, float* __restrict dots)
{
    const float sharp = 1 / soft;
    const float threshold = share - 0.5F;
    for (int i = 0; i < count; ++i) {
        dots[i] = limited(0.5F + (threshold - screen[i]) * sharp);
    }
}

} // namespace rushlight::generation::world
