#include "assets/frame.hpp"

#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>

namespace rushlight::assets {

namespace {

constexpr std::ptrdiff_t row_alignment = 64;
constexpr int largest_side = 16384;

bool half_width(PixelFormat format)
{
    return format == PixelFormat::yuv420p8 || format == PixelFormat::yuv420p10 ||
           format == PixelFormat::yuv422p8 || format == PixelFormat::yuv422p10;
}

bool half_height(PixelFormat format)
{
    return format == PixelFormat::yuv420p8 || format == PixelFormat::yuv420p10;
}

} // namespace

int plane_count(PixelFormat format)
{
    switch (format) {
    case PixelFormat::rgb24:
    case PixelFormat::rgba32:
    case PixelFormat::rgba64:
        return 1;
    default:
        return 3;
    }
}

int plane_width(PixelFormat format, int plane, int width)
{
    return plane > 0 && half_width(format) ? (width + 1) / 2 : width;
}

int plane_height(PixelFormat format, int plane, int height)
{
    return plane > 0 && half_height(format) ? (height + 1) / 2 : height;
}

int bytes_per_sample(PixelFormat format)
{
    switch (format) {
    case PixelFormat::yuv420p8:
    case PixelFormat::yuv422p8:
    case PixelFormat::yuv444p8:
        return 1;
    case PixelFormat::yuv420p10:
    case PixelFormat::yuv422p10:
    case PixelFormat::yuv444p10:
        return 2;
    case PixelFormat::rgb24:
        return 3;
    case PixelFormat::rgba32:
        return 4;
    case PixelFormat::rgba64:
        return 8;
    }
    throw std::invalid_argument("unknown pixel format");
}

std::size_t Frame::bytes() const
{
    std::size_t sum = 0;
    for (int plane = 0; plane < plane_count(format) && width > 0; ++plane) {
        const auto stride = planes[static_cast<std::size_t>(plane)].stride;
        sum += static_cast<std::size_t>(stride < 0 ? -stride : stride) *
               static_cast<std::size_t>(plane_height(format, plane, height));
    }
    return sum;
}

FrameBuffer::FrameBuffer(int width_, int height_, PixelFormat format_, Colour colour_)
    : width(width_)
    , height(height_)
    , format(format_)
    , colour(colour_)
{
    if (width < 1 || height < 1 || width > largest_side || height > largest_side) {
        throw std::invalid_argument("a frame cannot be " + std::to_string(width) + "×" +
                                    std::to_string(height) + "; each side is 1 to 16384 pixels");
    }
    std::array<std::size_t, 3> offsets{};
    std::size_t total = 0;
    for (int plane = 0; plane < plane_count(format); ++plane) {
        const auto i = static_cast<std::size_t>(plane);
        const std::ptrdiff_t row =
            std::ptrdiff_t{plane_width(format, plane, width)} * bytes_per_sample(format);
        strides[i] = (row + row_alignment - 1) / row_alignment * row_alignment;
        offsets[i] = total;
        total += static_cast<std::size_t>(strides[i]) *
                 static_cast<std::size_t>(plane_height(format, plane, height));
    }
    auto* const memory =
        static_cast<std::uint8_t*>(std::aligned_alloc(row_alignment, total + row_alignment));
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    storage = std::shared_ptr<void>(memory, [](void* p) { std::free(p); });
    for (std::size_t i = 0; i < static_cast<std::size_t>(plane_count(format)); ++i) {
        data[i] = memory + offsets[i];
    }
}

Frame FrameBuffer::freeze() const
{
    Frame frame;
    frame.width = width;
    frame.height = height;
    frame.format = format;
    frame.colour = colour;
    frame.opaque = opaque;
    for (std::size_t i = 0; i < 3; ++i) {
        frame.planes[i] = {data[i], strides[i]};
    }
    frame.storage = storage;
    return frame;
}

} // namespace rushlight::assets
