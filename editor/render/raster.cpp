#include "editor/render/raster.hpp"

#include "editor/render/blend.hpp"
#include "editor/render/resample.hpp"
#include "editor/render/turn.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace rushlight::editor {

namespace {

using assets::bt709_limited;
using assets::Frame;
using assets::FrameBuffer;
using assets::PixelFormat;

/// The format that pictures are scaled in: chroma is kept as fine as it came.
PixelFormat planar_of(PixelFormat format)
{
    switch (format) {
    case PixelFormat::yuv420p8:
    case PixelFormat::yuv420p10:
        return PixelFormat::yuv420p8;
    case PixelFormat::yuv422p8:
    case PixelFormat::yuv422p10:
        return PixelFormat::yuv422p8;
    default:
        return PixelFormat::yuv444p8;
    }
}

std::vector<std::uint8_t> alpha_plane(const Frame& rgba)
{
    const bool deep = rgba.format == PixelFormat::rgba64;
    std::vector<std::uint8_t> alpha(static_cast<std::size_t>(rgba.width) *
                                    static_cast<std::size_t>(rgba.height));
    for (int y = 0; y < rgba.height; ++y) {
        const std::uint8_t* in = rgba.planes[0].data + y * rgba.planes[0].stride;
        std::uint8_t* out =
            &alpha[static_cast<std::size_t>(y) * static_cast<std::size_t>(rgba.width)];
        for (int x = 0; x < rgba.width; ++x) {
            out[x] = deep ? in[8 * x + 7] : in[4 * x + 3];
        }
    }
    return alpha;
}

/// Where a picture's edges lie on the canvas, in luma pixels, and what part of it is shown.
struct Mapping {
    double left = 0; ///< of the whole uncropped picture
    double top = 0;
    double scale_x = 1; ///< canvas pixels a source pixel
    double scale_y = 1;
    double shown_left = 0; ///< of the cropped part
    double shown_right = 0;
    double shown_top = 0;
    double shown_bottom = 0;
};

Mapping map(const Frame& frame, double aspect, const Transform& t, Size canvas)
{
    const double shown_width = frame.width * (1 - t.crop_left - t.crop_right);
    const double shown_height = frame.height * (1 - t.crop_top - t.crop_bottom);
    double fit_x = canvas.width / (shown_width * aspect);
    double fit_y = canvas.height / shown_height;
    if (t.fit == Fit::fit) {
        fit_x = fit_y = std::min(fit_x, fit_y);
    } else if (t.fit == Fit::fill) {
        fit_x = fit_y = std::max(fit_x, fit_y);
    }
    Mapping m;
    m.scale_x = fit_x * aspect * t.scale;
    m.scale_y = fit_y * t.scale;
    const double centre_x = canvas.width / 2.0 + t.x * canvas.height;
    const double centre_y = canvas.height / 2.0 + t.y * canvas.height;
    const auto tidy = [](double edge) { // 1e-6 of a pixel is no edge of its own
        return std::abs(edge - std::round(edge)) < 1e-6 ? std::round(edge) : edge;
    };
    m.shown_left = tidy(centre_x - shown_width * m.scale_x / 2);
    m.shown_right = tidy(centre_x + shown_width * m.scale_x / 2);
    m.shown_top = tidy(centre_y - shown_height * m.scale_y / 2);
    m.shown_bottom = tidy(centre_y + shown_height * m.scale_y / 2);
    m.left = m.shown_left - frame.width * t.crop_left * m.scale_x;
    m.top = m.shown_top - frame.height * t.crop_top * m.scale_y;
    return m;
}

int even_below(double value)
{
    return static_cast<int>(std::floor(value / 2)) * 2;
}

int even_above(double value)
{
    return static_cast<int>(std::ceil(value / 2)) * 2;
}

/// How much of pixel i lies between two edges.
double coverage(int i, double from, double to)
{
    return std::clamp(std::min(to, i + 1.0) - std::max(from, static_cast<double>(i)), 0.0, 1.0);
}

/// Where chroma samples of a format lie, in luma pixels from a plane's edge, and how far apart.
struct Sampling {
    double offset;
    double distance;
};

Sampling sampling_across(PixelFormat format, int plane, assets::Siting siting)
{
    if (plane == 0 || format == PixelFormat::yuv444p8) {
        return {0.5, 1};
    }
    return {siting == assets::Siting::centre ? 1.0 : 0.5, 2};
}

Sampling sampling_down(PixelFormat format, int plane, assets::Siting siting)
{
    if (plane == 0 || format != PixelFormat::yuv420p8) {
        return {0.5, 1};
    }
    return {siting == assets::Siting::top_left ? 0.5 : 1.0, 2};
}

/// The source index of a result's samples, given where both kinds lie.
Grid grid_of(const Sampling& to, const Sampling& from, double first, double edge, double scale)
{
    Grid grid;
    grid.step = to.distance / scale / from.distance;
    grid.start = ((first + to.offset - edge) / scale - from.offset) / from.distance;
    return grid;
}

} // namespace

Raster rasterize(const Frame& frame, double pixel_aspect, const Transform& transform, Size canvas)
{
    if (!frame || transform.scale <= 0) {
        return {};
    }
    const double aspect = std::isfinite(pixel_aspect) && pixel_aspect > 0 ? pixel_aspect : 1.0;
    if (transform.rotation != 0) {
        return rasterize_turned(frame, aspect, transform, canvas);
    }
    const Mapping m = map(frame, aspect, transform, canvas);
    const int left = std::clamp(even_below(m.shown_left), 0, canvas.width);
    const int right = std::clamp(even_above(m.shown_right), 0, canvas.width);
    const int top = std::clamp(even_below(m.shown_top), 0, canvas.height);
    const int bottom = std::clamp(even_above(m.shown_bottom), 0, canvas.height);
    if (left >= right || top >= bottom) {
        return {};
    }
    Raster raster;
    raster.x = left;
    raster.y = top;
    const int width = right - left;
    const int height = bottom - top;
    const bool as_it_is = m.scale_x == 1 && m.scale_y == 1 && m.left == 0 && m.top == 0 &&
                          width == frame.width && height == frame.height;
    if (as_it_is && frame.opaque && frame.format == PixelFormat::yuv420p8 &&
        frame.colour == bt709_limited) {
        raster.picture = frame;
        return raster;
    }
    assets::Colour colour = bt709_limited;
    colour.siting = planar_of(frame.format) == PixelFormat::yuv420p8 ? frame.colour.siting
                                                                     : assets::Siting::left;
    const Frame planar = assets::convert(frame, planar_of(frame.format), colour);
    FrameBuffer out(width, height, PixelFormat::yuv420p8, bt709_limited);
    for (int plane = 0; plane < 3; ++plane) {
        const auto to_x = sampling_across(out.format, plane, assets::Siting::left);
        const auto to_y = sampling_down(out.format, plane, assets::Siting::left);
        const auto from_x = sampling_across(planar.format, plane, planar.colour.siting);
        const auto from_y = sampling_down(planar.format, plane, planar.colour.siting);
        const Filter across(grid_of(to_x, from_x, left, m.left, m.scale_x),
                            assets::plane_width(out.format, plane, width),
                            assets::plane_width(planar.format, plane, planar.width));
        const Filter down(grid_of(to_y, from_y, top, m.top, m.scale_y),
                          assets::plane_height(out.format, plane, height),
                          assets::plane_height(planar.format, plane, planar.height));
        const auto p = static_cast<std::size_t>(plane);
        resample({planar.planes[p].data, planar.planes[p].stride},
                 across,
                 down,
                 out.data[p],
                 out.strides[p]);
    }
    // alpha: the picture's own, and what its edges leave of a pixel
    const bool edges = m.shown_left > left || m.shown_right < right || m.shown_top > top ||
                       m.shown_bottom < bottom;
    if (!frame.opaque || edges) {
        auto alpha = std::make_shared<std::vector<std::uint8_t>>(
            static_cast<std::size_t>(width) * static_cast<std::size_t>(height), std::uint8_t{255});
        const bool has_alpha = !frame.opaque && (frame.format == PixelFormat::rgba32 ||
                                                 frame.format == PixelFormat::rgba64);
        if (has_alpha) {
            const auto plane = alpha_plane(frame);
            const Sampling full{0.5, 1};
            resample({plane.data(), frame.width},
                     Filter(grid_of(full, full, left, m.left, m.scale_x), width, frame.width),
                     Filter(grid_of(full, full, top, m.top, m.scale_y), height, frame.height),
                     alpha->data(),
                     width);
        }
        if (edges) {
            cover_edges(out,
                        *alpha,
                        {m.shown_left - left, m.shown_right - left},
                        {m.shown_top - top, m.shown_bottom - top});
        }
        raster.alpha = std::move(alpha);
    }
    raster.picture = out.freeze();
    return raster;
}

void cover_edges(FrameBuffer& picture,
                 std::vector<std::uint8_t>& alpha,
                 std::pair<double, double> across,
                 std::pair<double, double> down)
{
    const int width = picture.width;
    const auto columns = static_cast<std::size_t>(width);
    std::vector<std::uint8_t> edge(columns * static_cast<std::size_t>(picture.height));
    for (int y = 0; y < picture.height; ++y) {
        const double row = coverage(y, down.first, down.second);
        for (int x = 0; x < width; ++x) {
            const std::size_t i =
                static_cast<std::size_t>(y) * columns + static_cast<std::size_t>(x);
            edge[i] = static_cast<std::uint8_t>(
                std::lround(255 * row * coverage(x, across.first, across.second)));
            alpha[i] = static_cast<std::uint8_t>((alpha[i] * edge[i] + 127) / 255);
        }
        cover_row(picture.data[0] + y * picture.strides[0],
                  &edge[static_cast<std::size_t>(y) * columns],
                  width,
                  16);
    }
    std::vector<std::uint8_t> half(columns / 2);
    for (int y = 0; y < picture.height / 2; ++y) {
        const std::uint8_t* top = &edge[static_cast<std::size_t>(2 * y) * columns];
        halve_alpha(half.data(), top, top + width, width / 2);
        for (const std::size_t p : {1U, 2U}) {
            cover_row(picture.data[p] + y * picture.strides[p], half.data(), width / 2, 128);
        }
    }
}

Raster rasterize_overlay(const Frame& rgba)
{
    Raster raster;
    raster.picture = assets::convert(rgba, PixelFormat::yuv420p8, bt709_limited);
    raster.alpha = std::make_shared<const std::vector<std::uint8_t>>(alpha_plane(rgba));
    return raster;
}

Frame solid_frame(const std::string& colour, Size canvas)
{
    unsigned r = 0;
    unsigned g = 0;
    unsigned b = 0;
    if (colour.size() != 7 || std::sscanf(colour.c_str(), "#%2x%2x%2x", &r, &g, &b) != 3) {
        r = g = b = 0;
    }
    FrameBuffer dot(2, 2, PixelFormat::rgb24, assets::srgb_full);
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 2; ++x) {
            std::uint8_t* pixel = dot.data[0] + y * dot.strides[0] + 3 * x;
            pixel[0] = static_cast<std::uint8_t>(r);
            pixel[1] = static_cast<std::uint8_t>(g);
            pixel[2] = static_cast<std::uint8_t>(b);
        }
    }
    const Frame one = assets::convert(dot.freeze(), PixelFormat::yuv420p8, bt709_limited);
    FrameBuffer out(canvas.width, canvas.height, PixelFormat::yuv420p8, bt709_limited);
    for (int plane = 0; plane < 3; ++plane) {
        const auto p = static_cast<std::size_t>(plane);
        const auto bytes =
            static_cast<std::size_t>(assets::plane_width(out.format, plane, canvas.width));
        for (int y = 0; y < assets::plane_height(out.format, plane, canvas.height); ++y) {
            std::memset(out.data[p] + y * out.strides[p], one.planes[p].data[0], bytes);
        }
    }
    return out.freeze();
}

} // namespace rushlight::editor
