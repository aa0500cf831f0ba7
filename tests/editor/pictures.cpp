#include "tests/editor/pictures.hpp"

#include "assets/colour.hpp"

#include <algorithm>
#include <cstdlib>

namespace rushlight::editor::tests {

assets::Frame rgb_frame(int width, int height, int r, int g, int b)
{
    assets::FrameBuffer buffer(width, height, assets::PixelFormat::rgb24, assets::srgb_full);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            std::uint8_t* pixel = buffer.data[0] + y * buffer.strides[0] + 3 * x;
            pixel[0] = static_cast<std::uint8_t>(r);
            pixel[1] = static_cast<std::uint8_t>(g);
            pixel[2] = static_cast<std::uint8_t>(b);
        }
    }
    return buffer.freeze();
}

assets::Frame yuv_frame(int width, int height, int r, int g, int b)
{
    return assets::convert(
        rgb_frame(width, height, r, g, b), assets::PixelFormat::yuv420p8, assets::bt709_limited);
}

Pixel pixel_at(const assets::Frame& frame, int x, int y)
{
    const assets::Frame rgb = assets::convert(frame, assets::PixelFormat::rgb24, assets::srgb_full);
    const std::uint8_t* pixel = rgb.planes[0].data + y * rgb.planes[0].stride + 3 * x;
    return {pixel[0], pixel[1], pixel[2]};
}

int distance(const Pixel& a, const Pixel& b)
{
    return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

} // namespace rushlight::editor::tests
