#include "editor/render/lay_blended.hpp"

#include "editor/render/rgba_rows.hpp"

#include <algorithm>
#include <cstring>

namespace rushlight::editor {

namespace {

using assets::Frame;
using assets::FrameBuffer;

FrameBuffer copy_of(const Frame& frame)
{
    FrameBuffer out(frame.width, frame.height, frame.format, frame.colour);
    for (int plane = 0; plane < 3; ++plane) {
        const auto p = static_cast<std::size_t>(plane);
        const auto bytes =
            static_cast<std::size_t>(assets::plane_width(frame.format, plane, frame.width));
        for (int y = 0; y < assets::plane_height(frame.format, plane, frame.height); ++y) {
            std::memcpy(out.data[p] + y * out.strides[p],
                        frame.planes[p].data + y * frame.planes[p].stride,
                        bytes);
        }
    }
    return out;
}

/// Whether anything of the raster is seen in a square of pixels.
bool is_seen(const Raster& raster, int x, int y, int side)
{
    if (!raster.alpha) {
        return true;
    }
    for (int i = 0; i < side * side; ++i) {
        const auto at = static_cast<std::size_t>(y + i / side) *
                            static_cast<std::size_t>(raster.picture.width) +
                        static_cast<std::size_t>(x + i % side);
        if ((*raster.alpha)[at] > 0) {
            return true;
        }
    }
    return false;
}

void take_seen(FrameBuffer& out, const Frame& blended, const Raster& raster)
{
    for (int plane = 0; plane < 3; ++plane) {
        const auto p = static_cast<std::size_t>(plane);
        const int side = plane == 0 ? 1 : 2;
        for (int y = 0; y < blended.height / side; ++y) {
            std::uint8_t* const to =
                out.data[p] + (y + raster.y / side) * out.strides[p] + raster.x / side;
            const std::uint8_t* const from = blended.planes[p].data + y * blended.planes[p].stride;
            for (int x = 0; x < blended.width / side; ++x) {
                if (is_seen(raster, x * side, y * side, side)) {
                    to[x] = from[x];
                }
            }
        }
    }
}

} // namespace

Frame lay_blended(const Frame& below, const Raster& raster, BlendMode mode, double opacity)
{
    const int width = raster.picture.width;
    const int height = raster.picture.height;
    Raster canvas;
    canvas.picture = below;
    RgbaReader canvas_reader(canvas);
    RgbaReader over_reader(raster);
    RgbaWriter writer(width, height);
    RgbaPicture under(below.width, 2, 0, 0);
    RgbaPicture over(width, 2, raster.x, raster.y);
    for (int top = 0; top < height; top += 2) {
        RgbaRow rows[2] = {under.row(0), under.row(1)};
        for (int i = 0; i < 2; ++i) {
            canvas_reader.read(raster.y + top + i, rows[i]);
            over_reader.read(top + i, over.row(i));
            for (float** plane : {&rows[i].r, &rows[i].g, &rows[i].b, &rows[i].a}) {
                *plane += raster.x;
            }
            rows[i].count = width;
            blend_row(mode, rows[i], over.row(i), static_cast<float>(opacity));
        }
        writer.write(top, rows[0], rows[1]);
    }
    FrameBuffer out = copy_of(below);
    take_seen(out, writer.finish(0, 0).picture, raster);
    return out.freeze();
}

} // namespace rushlight::editor
