// The walls and the ceiling of a room, exact for any camera that does not roll.

#include "generation/world/render/clones.hpp"
#include "generation/world/render/inks.hpp"
#include "generation/world/render/stage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rushlight::generation::world {

namespace {

/// One row: the ray through pixel x is (dx + step_x x, dy, dz + step_z x), one metre forward.
struct Rays {
    float dx, dy, dz, step_x, step_z;
    float right, left, back, high; ///< metres from the eye, `high` from the floor
    float eye;                     ///< metres above the floor
    float focal;                   ///< pixels
    float line;                    ///< pixels
};

/// For every pixel how far along its ray the wall is, how much of it belongs to a side wall, to the
/// floor and to the ceiling, and how much an ink line between them covers.
RUSHLIGHT_CLONES void meet(const Rays& rays,
                           int count,
                           float* __restrict reach,
                           float* __restrict side,
                           float* __restrict floor,
                           float* __restrict ceiling,
                           float* __restrict ink)
{
    const Rays r = rays;
    for (int i = 0; i < count; ++i) {
        const auto x = static_cast<float>(i);
        const float dx = r.dx + r.step_x * x;
        const float dz = r.dz + r.step_z * x;
        const float out = dx < 0 ? r.left : r.right;
        const float turn = dx < 0 ? -r.step_x : r.step_x;
        const float ax = magnitude(dx) + 1e-6F;
        const float az = dz > 1e-4F ? dz : 1e-4F;
        const float to_side = out / ax;
        const float to_back = r.back / az;
        const float t = to_side < to_back ? to_side : to_back;
        const float slope = magnitude(turn * r.back - r.step_z * out) + 1e-6F;
        const float corner = (ax * r.back - dz * out) / slope; // pixels from it
        const float metre = r.focal / t;                       // pixels
        const float up = (r.eye + r.dy * t) * metre;
        const float over = up - r.high * metre;
        reach[i] = t;
        side[i] = limited(0.5F + corner);
        floor[i] = limited(0.5F - up);
        ceiling[i] = limited(0.5F + over);
        const float a =
            limited(0.5F + r.line - magnitude(corner)) * limited(0.5F - over) * limited(0.5F + up);
        const float b = limited(0.5F + r.line - magnitude(up));
        const float c = limited(0.5F + r.line - magnitude(over));
        const float ab = a > b ? a : b;
        ink[i] = 0.55F * (ab > c ? ab : c);
    }
}

RUSHLIGHT_CLONES void blend(float* __restrict plane,
                            int count,
                            float back,
                            float side,
                            float ceiling,
                            float ink,
                            const float* __restrict side_share,
                            const float* __restrict floor_share,
                            const float* __restrict ceiling_share,
                            const float* __restrict ink_share)
{
    for (int i = 0; i < count; ++i) {
        float wall = back + (side - back) * side_share[i];
        wall += (ceiling - wall) * ceiling_share[i];
        const float under = wall + (plane[i] - wall) * floor_share[i];
        plane[i] = under + (ink - under) * ink_share[i];
    }
}

} // namespace

void paint_room(
    Canvas& canvas, const Scene& scene, const Stage& stage, const View& view, const View& next)
{
    const Room& room = stage.room;
    const int width = canvas.width();
    const auto row = static_cast<std::size_t>(width);
    std::vector<float> shares(row * 5);
    float* const reach = shares.data();
    float* const side = reach + row;
    float* const floor = side + row;
    float* const ceiling = floor + row;
    float* const ink = ceiling + row;
    const Tones walls = tones(room.walls, stage.palette, scene.style, 0, false);
    const Rgb above = tones(room.ceiling, stage.palette, scene.style, 0, false).lit;
    const Rgb beside = mix(walls.lit, walls.shade, 0.5F);
    const bool lined = hand_of(scene.style).scenery_line > 0;
    Rays rays{};
    rays.right = static_cast<float>(std::max(0.1, room.half - view.eye.x));
    rays.left = static_cast<float>(std::max(0.1, room.half + view.eye.x));
    rays.back = static_cast<float>(std::max(0.1, room.back - view.eye.z));
    rays.high = static_cast<float>(room.high);
    rays.eye = static_cast<float>(view.eye.y);
    rays.focal = static_cast<float>(view.focal);
    rays.line = lined ? 0.4F * static_cast<float>(canvas.height()) / 256
                      : -std::numeric_limits<float>::max();
    rays.step_x = static_cast<float>(view.right.x / view.focal);
    rays.step_z = static_cast<float>(view.right.z / view.focal);
    for (int y = 0; y < canvas.height(); ++y) {
        const double u = (0.5 - view.cx) / view.focal;
        const double v = (view.cy - (y + 0.5)) / view.focal;
        const Vec3 first = view.right * u + view.up * v + view.forward;
        rays.dx = static_cast<float>(first.x);
        rays.dy = static_cast<float>(first.y);
        rays.dz = static_cast<float>(first.z);
        meet(rays, width, reach, side, floor, ceiling, ink);
        const std::size_t at = static_cast<std::size_t>(y) * row;
        const auto paint = [&](std::vector<float>& plane, float Rgb::* channel) {
            blend(&plane[at],
                  width,
                  walls.lit.*channel,
                  beside.*channel,
                  above.*channel,
                  walls.line.*channel,
                  side,
                  floor,
                  ceiling,
                  ink);
        };
        paint(canvas.r, &Rgb::r);
        paint(canvas.g, &Rgb::g);
        paint(canvas.b, &Rgb::b);
        for (int x = 0; x < width && canvas.maps(); ++x) {
            const auto i = static_cast<std::size_t>(x);
            if (floor[i] > 0.5F) {
                continue;
            }
            const Vec3 ray = first + view.right * (x / view.focal);
            const double away = ceiling[i] > 0.5F && ray.y > 1e-6 && view.eye.y < room.high
                                    ? (room.high - view.eye.y) / ray.y
                                    : static_cast<double>(reach[i]);
            const Vec3 flow = flow_of(view.eye + ray * away, view, next);
            canvas.id[at + i] = static_cast<std::uint8_t>(PixelClass::backdrop);
            canvas.part[at + i] = 0;
            canvas.who[at + i] = 0;
            canvas.depth[at + i] = static_cast<float>(away);
            canvas.flow_x[at + i] = static_cast<float>(flow.x);
            canvas.flow_y[at + i] = static_cast<float>(flow.y);
        }
    }
}

} // namespace rushlight::generation::world
