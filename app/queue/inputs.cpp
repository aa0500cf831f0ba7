#include "app/queue/inputs.hpp"

#include "assets/colour.hpp"
#include "assets/video_reader.hpp"
#include "generation/protocol/sha256.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::app {

using assets::Frame;

namespace {

/// The middle of an RGB picture, in the shape of size.
Frame cropped(Frame frame, generation::Size size)
{
    const double wanted = static_cast<double>(size.width) / size.height;
    const double has = static_cast<double>(frame.width) / frame.height;
    int width = frame.width;
    int height = frame.height;
    if (has > wanted) {
        width = std::clamp(static_cast<int>(std::lround(height * wanted)), 1, frame.width);
    } else {
        height = std::clamp(static_cast<int>(std::lround(width / wanted)), 1, frame.height);
    }
    const int left = (frame.width - width) / 2;
    const int top = (frame.height - height) / 2;
    frame.planes[0].data += top * frame.planes[0].stride + std::ptrdiff_t{3} * left;
    frame.width = width;
    frame.height = height;
    return frame;
}

void append_rgb(const Frame& shown, generation::Size size, std::vector<std::uint8_t>& out)
{
    Frame frame = assets::convert(shown, assets::PixelFormat::rgb24, assets::srgb_full);
    if (frame.width != size.width || frame.height != size.height) {
        frame = assets::scale(cropped(std::move(frame), size), size.width, size.height);
    }
    for (int y = 0; y < frame.height; ++y) {
        const std::uint8_t* row = frame.planes[0].data + y * frame.planes[0].stride;
        out.insert(out.end(), row, row + std::ptrdiff_t{3} * frame.width);
    }
}

RawInput named(const std::string& name,
               generation::Size size,
               int frames,
               int channels,
               std::vector<std::uint8_t> bytes)
{
    const std::string hash = generation::sha256_hex(bytes);
    return {{name, hash, size, frames, channels}, std::move(bytes)};
}

} // namespace

RawInput
picture_input(const std::string& name, const std::filesystem::path& file, generation::Size size)
{
    std::vector<std::uint8_t> bytes;
    append_rgb(assets::VideoReader(file).frame(0), size, bytes);
    return named(name, size, 1, 3, std::move(bytes));
}

RawInput
mask_input(const std::string& name, const std::filesystem::path& file, generation::Size size)
{
    std::vector<std::uint8_t> rgb;
    append_rgb(assets::VideoReader(file).frame(0), size, rgb);
    std::vector<std::uint8_t> bytes(rgb.size() / 3);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        // BT.709 luma of the display values
        const int sum = 2126 * rgb[3 * i] + 7152 * rgb[3 * i + 1] + 722 * rgb[3 * i + 2];
        bytes[i] = static_cast<std::uint8_t>((sum + 5000) / 10000);
    }
    return named(name, size, 1, 1, std::move(bytes));
}

RawInput clip_input(const std::string& name,
                    const std::filesystem::path& file,
                    generation::Size size,
                    int frames,
                    int rate)
{
    assets::VideoReader reader(file);
    std::vector<std::uint8_t> bytes;
    for (int n = 0; n < frames; ++n) {
        append_rgb(reader.frame_at(assets::frame_time(n, assets::Time(rate))), size, bytes);
    }
    return named(name, size, frames, 3, std::move(bytes));
}

} // namespace rushlight::app
