#include "editor/render/turn.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::editor {

namespace {

using assets::FrameBuffer;
using assets::PixelFormat;

/// A plane sample between four others; beyond the edge the edge is repeated.
double bilinear(const assets::Frame::Plane& plane, int width, int height, double x, double y)
{
    x = std::clamp(x, 0.0, width - 1.0);
    y = std::clamp(y, 0.0, height - 1.0);
    const int x0 = static_cast<int>(x);
    const int y0 = static_cast<int>(y);
    const int x1 = std::min(x0 + 1, width - 1);
    const int y1 = std::min(y0 + 1, height - 1);
    const double fx = x - x0;
    const double fy = y - y0;
    const std::uint8_t* top = plane.data + y0 * plane.stride;
    const std::uint8_t* bottom = plane.data + y1 * plane.stride;
    const double upper = top[x0] + (top[x1] - top[x0]) * fx;
    const double lower = bottom[x0] + (bottom[x1] - bottom[x0]) * fx;
    return upper + (lower - upper) * fy;
}

} // namespace

Raster rasterize_turned(const assets::Frame& frame,
                        double pixel_aspect,
                        const Transform& transform,
                        Size canvas)
{
    // first upright and centred on a canvas of its own, large enough to hold all of it …
    Transform upright = transform;
    upright.rotation = upright.x = upright.y = 0;
    const double shown_width = frame.width * (1 - transform.crop_left - transform.crop_right);
    const double shown_height = frame.height * (1 - transform.crop_top - transform.crop_bottom);
    const double fit_x = canvas.width / (shown_width * pixel_aspect);
    const double fit_y = canvas.height / shown_height;
    const double fit = transform.fit == Fit::fill ? std::max(fit_x, fit_y) : std::min(fit_x, fit_y);
    const bool stretch = transform.fit == Fit::stretch;
    const double width = shown_width * pixel_aspect * (stretch ? fit_x : fit) * transform.scale;
    const double height = shown_height * (stretch ? fit_y : fit) * transform.scale;
    const double diagonal = std::hypot(canvas.width, canvas.height) +
                            2 * std::hypot(transform.x, transform.y) * canvas.height;
    // … but no larger than what can reach the canvas
    const int room_width = static_cast<int>(std::ceil(std::min(width, diagonal) / 2)) * 2;
    const int room_height = static_cast<int>(std::ceil(std::min(height, diagonal) / 2)) * 2;
    if (room_width < 2 || room_height < 2 || room_width > 16384 || room_height > 16384) {
        return {};
    }
    const Size room{room_width, room_height};
    const double room_fit_x = room.width / (shown_width * pixel_aspect);
    const double room_fit_y = room.height / shown_height;
    upright.fit = Fit::fit;
    upright.scale = height / shown_height / std::min(room_fit_x, room_fit_y);
    if (stretch) {
        upright.fit = Fit::stretch;
        upright.scale = 1; // the room has the stretched picture's shape
    }
    const Raster flat = rasterize(frame, pixel_aspect, upright, room);
    if (!flat.picture) {
        return {};
    }
    const double angle = transform.rotation * std::numbers::pi / 180;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const double centre_x = canvas.width / 2.0 + transform.x * canvas.height;
    const double centre_y = canvas.height / 2.0 + transform.y * canvas.height;
    FrameBuffer out(canvas.width, canvas.height, PixelFormat::yuv420p8, assets::bt709_limited);
    auto alpha = std::make_shared<std::vector<std::uint8_t>>(
        static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.height));
    const assets::Frame::Plane alpha_in{flat.alpha ? flat.alpha->data() : nullptr,
                                        flat.picture.width};
    /// Where a canvas point lies on the flat picture.
    const auto back = [&](double x, double y) {
        const double dx = x - centre_x;
        const double dy = y - centre_y;
        return std::pair{c * dx + s * dy + room.width / 2.0 - flat.x,
                         -s * dx + c * dy + room.height / 2.0 - flat.y};
    };
    /// How much of a pixel at a point of the flat picture is inside it.
    const auto inside = [&](double x, double y) {
        const double edge = std::min({x, y, flat.picture.width - x, flat.picture.height - y}) + 0.5;
        return std::clamp(edge, 0.0, 1.0);
    };
    for (int plane = 0; plane < 3; ++plane) {
        const auto p = static_cast<std::size_t>(plane);
        const double distance = plane == 0 ? 1 : 2;
        const double off_x = 0.5; // left-sited chroma lies on even luma samples
        const double off_y = plane == 0 ? 0.5 : 1.0;
        const int black = plane == 0 ? 16 : 128;
        const int plane_width = assets::plane_width(out.format, plane, canvas.width);
        const int plane_height = assets::plane_height(out.format, plane, canvas.height);
        const int flat_width = assets::plane_width(out.format, plane, flat.picture.width);
        const int flat_height = assets::plane_height(out.format, plane, flat.picture.height);
        for (int y = 0; y < plane_height; ++y) {
            std::uint8_t* row = out.data[p] + y * out.strides[p];
            for (int x = 0; x < plane_width; ++x) {
                const auto [u, v] = back(x * distance + off_x, y * distance + off_y);
                const double covered = inside(u, v);
                double value = black;
                if (covered > 0) {
                    const double sample = bilinear(flat.picture.planes[p],
                                                   flat_width,
                                                   flat_height,
                                                   (u - off_x) / distance,
                                                   (v - off_y) / distance);
                    value = black + (sample - black) * covered;
                }
                row[x] = static_cast<std::uint8_t>(std::lround(value));
                if (plane == 0) {
                    double a = 255 * covered;
                    if (alpha_in.data && covered > 0) {
                        a = covered * bilinear(alpha_in, flat_width, flat_height, u - 0.5, v - 0.5);
                    }
                    (*alpha)[static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas.width) +
                             static_cast<std::size_t>(x)] =
                        static_cast<std::uint8_t>(std::lround(a));
                }
            }
        }
    }
    Raster raster;
    raster.picture = out.freeze();
    raster.alpha = std::move(alpha);
    return raster;
}

} // namespace rushlight::editor
