#include "editor/effects/title_shadow.hpp"

#include <cairo.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace rushlight::editor {

namespace {

/// A running mean over 2·radius + 1 bytes, in place; three of them come near a Gaussian.
void blur_line(
    std::uint8_t* line, std::ptrdiff_t step, int count, int radius, std::vector<std::uint8_t>& copy)
{
    for (int i = 0; i < count; ++i) {
        copy[static_cast<std::size_t>(i)] = line[i * step];
    }
    const int span = 2 * radius + 1;
    int sum = 0;
    for (int i = 0; i < std::min(radius, count); ++i) {
        sum += copy[static_cast<std::size_t>(i)];
    }
    for (int i = 0; i < count; ++i) {
        sum += i + radius < count ? copy[static_cast<std::size_t>(i + radius)] : 0;
        sum -= i - radius - 1 >= 0 ? copy[static_cast<std::size_t>(i - radius - 1)] : 0;
        line[i * step] = static_cast<std::uint8_t>(sum / span);
    }
}

void blur(cairo_surface_t* mask, Size size, int radius)
{
    cairo_surface_flush(mask);
    unsigned char* data = cairo_image_surface_get_data(mask);
    const std::ptrdiff_t stride = cairo_image_surface_get_stride(mask);
    std::vector<std::uint8_t> copy(static_cast<std::size_t>(std::max(size.width, size.height)));
    for (int pass = 0; pass < 3; ++pass) {
        for (int y = 0; y < size.height; ++y) {
            blur_line(data + y * stride, 1, size.width, radius, copy);
        }
        for (int x = 0; x < size.width; ++x) {
            blur_line(data + x, stride, size.height, radius, copy);
        }
    }
    cairo_surface_mark_dirty(mask);
}

} // namespace

void draw_shadow(cairo_t* cairo,
                 Size size,
                 double letters,
                 const std::function<void(cairo_t*)>& draw)
{
    // a wide faint one for the ground and a close one for the edges
    struct Layer {
        double radius;
        double alpha;
    };

    for (const Layer& layer : {Layer{0.22, 0.55}, Layer{0.035, 0.45}}) {
        cairo_surface_t* mask =
            cairo_image_surface_create(CAIRO_FORMAT_A8, size.width, size.height);
        cairo_t* pen = cairo_create(mask);
        draw(pen);
        cairo_destroy(pen);
        blur(mask, size, std::max(1, static_cast<int>(letters * layer.radius)));
        cairo_set_source_rgba(cairo, 0, 0, 0, layer.alpha);
        cairo_mask_surface(cairo, mask, 0, letters * 0.02);
        cairo_surface_destroy(mask);
    }
}

} // namespace rushlight::editor
