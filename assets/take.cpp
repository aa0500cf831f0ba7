#include "assets/take.hpp"

#include "assets/audio_reader.hpp"
#include "assets/error.hpp"
#include "assets/video_reader.hpp"
#include "assets/writer.hpp"
#include "storage/sha256.hpp"

#include <bit>
#include <cstring>

namespace rushlight::assets {

namespace {

static_assert(std::endian::native == std::endian::little, "the identity hashes floats as they lie");

storage::BytesView bytes_of(std::span<const float> sound)
{
    return {reinterpret_cast<const std::uint8_t*>(sound.data()), sound.size_bytes()};
}

std::vector<std::uint8_t> packed(const Frame& frame)
{
    const auto row = static_cast<std::size_t>(frame.width) * 3;
    std::vector<std::uint8_t> rgb(row * static_cast<std::size_t>(frame.height));
    for (int y = 0; y < frame.height; ++y) {
        std::memcpy(rgb.data() + row * static_cast<std::size_t>(y),
                    frame.planes[0].data + y * frame.planes[0].stride,
                    row);
    }
    return rgb;
}

Frame unpacked(const std::vector<std::uint8_t>& rgb, int width, int height)
{
    FrameBuffer buffer(width, height, PixelFormat::rgb24, srgb_full);
    const auto row = static_cast<std::size_t>(width) * 3;
    for (int y = 0; y < height; ++y) {
        std::memcpy(buffer.data[0] + y * buffer.strides[0],
                    rgb.data() + row * static_cast<std::size_t>(y),
                    row);
    }
    return buffer.freeze();
}

} // namespace

std::string write_take(const std::filesystem::path& file,
                       const TakeContent& content,
                       const std::stop_token& stop,
                       const FrameProgress& progress)
{
    if (content.frames < 1) {
        throw MediaError(MediaError::Code::invalid, "a take needs at least one frame");
    }
    WriterSettings settings;
    settings.delivery = Delivery::take;
    settings.width = content.width;
    settings.height = content.height;
    settings.rate = content.rate;
    settings.sound = !content.sound.empty();
    settings.metadata = content.metadata;
    Writer writer(file, settings);
    storage::Sha256 identity;
    const auto frame_bytes =
        static_cast<std::size_t>(content.width) * static_cast<std::size_t>(content.height) * 3;
    for (std::int64_t n = 0; n < content.frames; ++n) {
        if (stop.stop_requested()) {
            throw MediaError(MediaError::Code::cancelled,
                             "writing " + file.filename().string() + " was cancelled");
        }
        const auto rgb = content.rgb(n);
        if (rgb.size() != frame_bytes) {
            throw MediaError(MediaError::Code::invalid,
                             "frame " + std::to_string(n) + " of a take has " +
                                 std::to_string(rgb.size()) + " bytes instead of " +
                                 std::to_string(frame_bytes));
        }
        identity.update(rgb);
        writer.write(unpacked(rgb, content.width, content.height));
        const auto begin = 2 * static_cast<std::size_t>(frame_sample(n, content.rate));
        const auto end = n + 1 == content.frames
                             ? content.sound.size()
                             : 2 * static_cast<std::size_t>(frame_sample(n + 1, content.rate));
        if (begin < content.sound.size()) {
            writer.write_sound(
                content.sound.subspan(begin, std::min(end, content.sound.size()) - begin));
        }
        if (progress) {
            progress(n + 1);
        }
    }
    identity.update(bytes_of(content.sound));
    writer.finish();
    return storage::to_hex(identity.digest());
}

TakeFile read_take(const std::filesystem::path& file)
{
    const auto facts = std::make_shared<const Facts>(probe(file));
    const auto pictures = std::make_shared<VideoReader>(
        file, VideoReader::Options{std::make_shared<FrameCache>(std::size_t{8} << 20U), 0, facts});
    if (pictures->video().codec != "ffv1" || pictures->video().format != PixelFormat::rgb24) {
        throw MediaError(MediaError::Code::unreadable,
                         "cannot open " + file.filename().string() +
                             " as a take: it is not FFV1 in RGB; import it as footage instead");
    }
    TakeFile take;
    take.width = facts->video->width;
    take.height = facts->video->height;
    take.frames = facts->video->frames;
    take.rate = facts->video->rate;
    take.metadata = facts->metadata;
    take.rgb = [pictures](std::int64_t n) {
        return packed(pictures->frame(n));
    };
    if (facts->audio) {
        AudioReader sound(file, {facts});
        take.sound = sound.read(0, sound.samples());
    }
    return take;
}

std::string identity_of_take(const std::filesystem::path& file)
{
    const TakeFile take = read_take(file);
    storage::Sha256 identity;
    for (std::int64_t n = 0; n < take.frames; ++n) {
        identity.update(take.rgb(n));
    }
    identity.update(bytes_of(take.sound));
    return storage::to_hex(identity.digest());
}

} // namespace rushlight::assets
