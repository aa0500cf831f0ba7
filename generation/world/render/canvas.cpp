#include "generation/world/render/canvas.hpp"

#include "generation/world/render/clones.hpp"
#include "generation/world/render/shading.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rushlight::generation::world {

namespace {

constexpr int chunk = 256;

RUSHLIGHT_CLONES void
capsule_row(const Shape& s, float x0, float y, int count, float* __restrict distance)
{
    const float bax = s.bx - s.ax;
    const float bay = s.by - s.ay;
    const float squared = bax * bax + bay * bay;
    const float inverse = squared > 1e-6F ? 1 / squared : 0;
    const float py = y - s.ay;
    const float widening = s.rb - s.ra;
    const float ax = s.ax;
    const float ra = s.ra;
    for (int i = 0; i < count; ++i) {
        const float px = x0 + static_cast<float>(i) - ax;
        float h = (px * bax + py * bay) * inverse;
        h = h < 0 ? 0 : h;
        h = h > 1 ? 1 : h;
        const float dx = px - bax * h;
        const float dy = py - bay * h;
        distance[i] = std::sqrt(dx * dx + dy * dy) - ra - widening * h;
    }
}

RUSHLIGHT_CLONES void
ellipse_row(const Shape& s, float x0, float y, int count, float* __restrict distance)
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
        const float q = px * gx + py * gy + 1e-6F;
        const float f = std::sqrt(q);
        distance[i] = f * (f - 1) / std::sqrt(gx * gx + gy * gy + 1e-8F);
    }
}

RUSHLIGHT_CLONES void
polygon_row(const Shape& s, float x0, float y, int count, float* __restrict distance)
{
    for (int i = 0; i < count; ++i) {
        distance[i] = -1e9F;
    }
    for (int e = 0; e < s.edges; ++e) {
        const auto k = static_cast<std::size_t>(e);
        const float nx = s.nx[k];
        const float start = nx * x0 + s.ny[k] * y - s.offset[k] - s.ra;
        for (int i = 0; i < count; ++i) {
            const float d = start + nx * static_cast<float>(i);
            distance[i] = d > distance[i] ? d : distance[i];
        }
    }
}

void distance_row(const Shape& s, float x0, float y, int count, float* distance)
{
    switch (s.form) {
    case Shape::Form::capsule:
        capsule_row(s, x0, y, count, distance);
        break;
    case Shape::Form::ellipse:
        ellipse_row(s, x0, y, count, distance);
        break;
    case Shape::Form::polygon:
        polygon_row(s, x0, y, count, distance);
        break;
    }
}

/// One tone.
RUSHLIGHT_CLONES void blend_row(const Fill& f,
                                const float* __restrict d,
                                int count,
                                float* __restrict r,
                                float* __restrict g,
                                float* __restrict b)
{
    const float sharp = 1 / f.soft;
    const float grow = f.grow;
    const float alpha = f.alpha;
    const Rgb c = f.lit;
    for (int i = 0; i < count; ++i) {
        float a = 0.5F - (d[i] - grow) * sharp;
        a = a < 0 ? 0 : a;
        a = a > 1 ? 1 : a;
        a *= alpha;
        r[i] += (c.r - r[i]) * a;
        g[i] += (c.g - g[i]) * a;
        b[i] += (c.b - b[i]) * a;
    }
}

/// Two tones and a rim: `far` and `near` are the distances of points moved away from the key and
/// towards it.
RUSHLIGHT_CLONES void blend_lit_row(const Fill& f,
                                    const float* __restrict d,
                                    const float* __restrict far,
                                    const float* __restrict near,
                                    int count,
                                    float* __restrict r,
                                    float* __restrict g,
                                    float* __restrict b)
{
    const float sharp = 1 / f.soft;
    const float alpha = f.alpha;
    const Rgb lit = f.lit;
    const Rgb shade = f.shade;
    const Rgb rim = f.rim;
    for (int i = 0; i < count; ++i) {
        float a = 0.5F - d[i] * sharp;
        a = a < 0 ? 0 : a;
        a = a > 1 ? 1 : a;
        a *= alpha;
        float s = 0.5F + far[i];
        s = s < 0 ? 0 : s;
        s = s > 1 ? 1 : s;
        float n = 0.5F + near[i];
        n = n < 0 ? 0 : n;
        n = n > 1 ? 1 : n;
        n *= 1 - s;
        const float cr = lit.r + (shade.r - lit.r) * s + (rim.r - lit.r) * n;
        const float cg = lit.g + (shade.g - lit.g) * s + (rim.g - lit.g) * n;
        const float cb = lit.b + (shade.b - lit.b) * s + (rim.b - lit.b) * n;
        r[i] += (cr - r[i]) * a;
        g[i] += (cg - g[i]) * a;
        b[i] += (cb - b[i]) * a;
    }
}

} // namespace

Shape capsule(float ax, float ay, float ra, float bx, float by, float rb)
{
    Shape s;
    s.form = Shape::Form::capsule;
    s.ax = ax;
    s.ay = ay;
    s.ra = ra;
    s.bx = bx;
    s.by = by;
    s.rb = rb;
    s.left = std::min(ax - ra, bx - rb);
    s.right = std::max(ax + ra, bx + rb);
    s.top = std::min(ay - ra, by - rb);
    s.bottom = std::max(ay + ra, by + rb);
    s.thickness = std::max(ra, rb);
    return s;
}

Shape ellipse(float x, float y, float xx, float xy, float yy)
{
    // Never thinner than a hair: a disc seen from its edge stays a line.
    xx += 0.09F;
    yy += 0.09F;
    Shape s;
    s.form = Shape::Form::ellipse;
    s.ax = x;
    s.ay = y;
    const float det = std::max(xx * yy - xy * xy, 1e-9F);
    s.ixx = yy / det;
    s.ixy = -xy / det;
    s.iyy = xx / det;
    const float wide = std::sqrt(xx);
    const float high = std::sqrt(yy);
    s.left = x - wide;
    s.right = x + wide;
    s.top = y - high;
    s.bottom = y + high;
    s.thickness = std::min(wide, high);
    return s;
}

Shape hull(const float* xs, const float* ys, int count, float radius)
{
    Shape s;
    s.form = Shape::Form::polygon;
    s.ra = radius;
    constexpr int most = Shape::most_edges;
    count = std::min(count, most);
    std::array<int, most> order{};
    for (int i = 0; i < count; ++i) {
        order[static_cast<std::size_t>(i)] = i;
    }
    std::sort(order.begin(), order.begin() + count, [&](int a, int b) {
        return xs[a] < xs[b] || (xs[a] == xs[b] && ys[a] < ys[b]);
    });
    // Andrew's monotone chain
    std::array<int, 2 * most> ring{};
    int size = 0;
    const auto turn = [&](int o, int a, int b) {
        return (xs[a] - xs[o]) * (ys[b] - ys[o]) - (ys[a] - ys[o]) * (xs[b] - xs[o]);
    };
    const auto at = [](int i) {
        return static_cast<std::size_t>(i);
    };
    for (int i = 0; i < count; ++i) {
        while (size >= 2 && turn(ring[at(size - 2)], ring[at(size - 1)], order[at(i)]) <= 0) {
            --size;
        }
        ring[at(size++)] = order[at(i)];
    }
    const int lower = size + 1;
    for (int i = count - 2; i >= 0; --i) {
        while (size >= lower && turn(ring[at(size - 2)], ring[at(size - 1)], order[at(i)]) <= 0) {
            --size;
        }
        ring[at(size++)] = order[at(i)];
    }
    --size;
    s.left = s.top = std::numeric_limits<float>::max();
    s.right = s.bottom = std::numeric_limits<float>::lowest();
    float area = 0;
    float around = 0;
    for (int i = 0; i < size; ++i) {
        const int a = ring[at(i)];
        const int b = ring[at((i + 1) % size)];
        const float ex = xs[b] - xs[a];
        const float ey = ys[b] - ys[a];
        const float long_ = std::sqrt(ex * ex + ey * ey);
        area += 0.5F * (xs[a] * ys[b] - xs[b] * ys[a]);
        around += long_;
        s.left = std::min(s.left, xs[a]);
        s.right = std::max(s.right, xs[a]);
        s.top = std::min(s.top, ys[a]);
        s.bottom = std::max(s.bottom, ys[a]);
        if (long_ > 1e-4F && s.edges < most) {
            const auto e = at(s.edges++);
            s.nx[e] = ey / long_;
            s.ny[e] = -ex / long_;
            s.offset[e] = s.nx[e] * xs[a] + s.ny[e] * ys[a];
        }
    }
    if (size < 3 || s.edges < 3) {
        s.edges = 0;
        s.left = s.top = 0;
        s.right = s.bottom = -1;
        return s;
    }
    s.thickness = std::max(0.5F, 2 * std::abs(area) / std::max(around, 1.0F)) + radius;
    s.left -= radius;
    s.right += radius;
    s.top -= radius;
    s.bottom += radius;
    return s;
}

Shape moved(const Shape& shape, float x, float y)
{
    Shape s = shape;
    s.ax += x;
    s.bx += x;
    s.ay += y;
    s.by += y;
    s.left += x;
    s.right += x;
    s.top += y;
    s.bottom += y;
    for (std::size_t e = 0; e < static_cast<std::size_t>(s.edges); ++e) {
        s.offset[e] += s.nx[e] * x + s.ny[e] * y;
    }
    return s;
}

Canvas::Canvas(int width, int height, bool maps)
    : width_(width)
    , height_(height)
    , maps_(maps)
{
    const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    for (auto* plane : {&r, &g, &b}) {
        plane->assign(pixels, 0);
    }
    if (maps) {
        for (auto* plane : {&depth, &flow_x, &flow_y}) {
            plane->assign(pixels, 0);
        }
        for (auto* plane : {&id, &part, &who}) {
            plane->assign(pixels, 0);
        }
    }
}

void Canvas::fill_row(int y, int from, int to, const Rgb& colour)
{
    const auto begin = static_cast<std::ptrdiff_t>(y) * width_ + from;
    const int count = to - from;
    std::fill_n(r.begin() + begin, count, colour.r);
    std::fill_n(g.begin() + begin, count, colour.g);
    std::fill_n(b.begin() + begin, count, colour.b);
}

void Canvas::draw(const Shape& shape, const Fill& fill)
{
    const float margin = fill.grow + 0.5F * fill.soft + 0.5F;
    // Also false for NaN.
    if (!(shape.right + margin >= 0 && shape.left - margin <= static_cast<float>(width_) &&
          shape.bottom + margin >= 0 && shape.top - margin <= static_cast<float>(height_) &&
          shape.right >= shape.left)) {
        return;
    }
    const auto clamped = [](float value, int most) {
        return static_cast<int>(std::clamp(value, 0.0F, static_cast<float>(most)));
    };
    const int x0 = clamped(std::floor(shape.left - margin), width_);
    const int x1 = clamped(std::ceil(shape.right + margin) + 1, width_);
    const int y0 = clamped(std::floor(shape.top - margin), height_);
    const int y1 = clamped(std::ceil(shape.bottom + margin) + 1, height_);
    const bool lit = fill.shade_width > 0 || fill.rim_width > 0;
    float d[chunk];
    float far[chunk];
    float near[chunk];
    for (int y = y0; y < y1; ++y) {
        const float py = static_cast<float>(y) + 0.5F;
        for (int x = x0; x < x1; x += chunk) {
            const int count = std::min(chunk, x1 - x);
            const float px = static_cast<float>(x) + 0.5F;
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                            static_cast<std::size_t>(x);
            distance_row(shape, px, py, count, d);
            if (lit && fill.shading == Fill::Shading::round) {
                bulge_row(shape, px, py, count, far, near);
                blend_round_row(fill, d, far, near, count, &r[at], &g[at], &b[at]);
            } else if (lit && fill.shading == Fill::Shading::dots && !screen.empty()) {
                distance_row(shape,
                             px - fill.light_x * fill.shade_width,
                             py - fill.light_y * fill.shade_width,
                             count,
                             far);
                // Small shapes have a clean border.
                const float unit = static_cast<float>(height_) / 256;
                const float band =
                    std::clamp(1.15F * (fill.shade_width - 4 * unit), 0.0F, 13 * unit);
                blend_dots_row(fill, d, far, &screen[at], band, count, &r[at], &g[at], &b[at]);
            } else if (lit) {
                distance_row(shape,
                             px - fill.light_x * fill.shade_width,
                             py - fill.light_y * fill.shade_width,
                             count,
                             far);
                distance_row(shape,
                             px + fill.light_x * fill.rim_width,
                             py + fill.light_y * fill.rim_width,
                             count,
                             near);
                blend_lit_row(fill, d, far, near, count, &r[at], &g[at], &b[at]);
            } else {
                blend_row(fill, d, count, &r[at], &g[at], &b[at]);
            }
            if (maps_ && fill.mapped) {
                for (int i = 0; i < count; ++i) {
                    if (d[i] < fill.grow) {
                        const std::size_t p = at + static_cast<std::size_t>(i);
                        id[p] = fill.id;
                        part[p] = fill.part;
                        who[p] = fill.who;
                        depth[p] = fill.depth;
                        flow_x[p] = fill.flow_x;
                        flow_y[p] = fill.flow_y;
                    }
                }
            }
        }
    }
}

} // namespace rushlight::generation::world
