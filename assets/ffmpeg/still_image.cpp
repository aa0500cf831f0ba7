#include "assets/ffmpeg/still_image.hpp"

#include "assets/error.hpp"
#include "assets/ffmpeg/input.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace rushlight::assets {

namespace {

constexpr std::int64_t largest_side = 16384;
constexpr std::int64_t most_pixels = 67'108'864;
constexpr std::int64_t steepest_ratio = 100;
constexpr std::int64_t largest_file = 256 << 20;

/// A file open for reading at places.
class Bytes {
public:
    explicit Bytes(const std::filesystem::path& file)
        : descriptor_(open_regular_file(file))
    {
        struct stat facts{};
        fstat(descriptor_, &facts);
        size_ = facts.st_size;
    }

    ~Bytes() { close(descriptor_); }

    Bytes(const Bytes&) = delete;
    Bytes& operator=(const Bytes&) = delete;

    [[nodiscard]] std::int64_t size() const { return size_; }

    /// As many of `count` bytes as there are.
    [[nodiscard]] std::vector<std::uint8_t> read(std::int64_t offset, std::size_t count) const
    {
        std::vector<std::uint8_t> bytes(count);
        std::size_t done = 0;
        while (done < count) {
            const ssize_t got = pread(descriptor_,
                                      bytes.data() + done,
                                      count - done,
                                      offset + static_cast<std::int64_t>(done));
            if (got <= 0) {
                break;
            }
            done += static_cast<std::size_t>(got);
        }
        bytes.resize(done);
        return bytes;
    }

private:
    int descriptor_;
    std::int64_t size_ = 0;
};

int big_endian(const std::vector<std::uint8_t>& bytes, std::size_t at, std::size_t count)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value = value << 8U | bytes.at(at + i);
    }
    return value > 0x7fffffffU ? 0x7fffffff : static_cast<int>(value);
}

int little_endian(const std::vector<std::uint8_t>& bytes, std::size_t at, std::size_t count)
{
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;) {
        value = value << 8U | bytes.at(at + i);
    }
    return static_cast<int>(value);
}

bool has(const std::vector<std::uint8_t>& bytes, std::size_t at, std::string_view text)
{
    return bytes.size() >= at + text.size() &&
           std::memcmp(bytes.data() + at, text.data(), text.size()) == 0;
}

/// The size in a JPEG's first frame header; 0 × 0 when there is none.
std::pair<int, int> jpeg_size(const Bytes& file)
{
    std::int64_t at = 2;
    for (int segments = 0; segments < 1000; ++segments) {
        const auto head = file.read(at, 9);
        if (head.size() < 9 || head[0] != 0xff) {
            return {0, 0};
        }
        const int marker = head[1];
        if (marker == 0xff) { // padding
            ++at;
            continue;
        }
        const bool frame_header =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame_header) {
            return {big_endian(head, 7, 2), big_endian(head, 5, 2)};
        }
        if (marker == 0xd9 || marker == 0xda) {
            return {0, 0};
        }
        at += 2 + big_endian(head, 2, 2);
    }
    return {0, 0};
}

std::pair<int, int> webp_size(const std::vector<std::uint8_t>& head)
{
    if (head.size() < 30) {
        return {0, 0};
    }
    if (has(head, 12, "VP8X")) {
        return {little_endian(head, 24, 3) + 1, little_endian(head, 27, 3) + 1};
    }
    if (has(head, 12, "VP8L")) {
        const auto bits = static_cast<std::uint32_t>(little_endian(head, 21, 4));
        return {static_cast<int>(bits & 0x3fffU) + 1, static_cast<int>(bits >> 14U & 0x3fffU) + 1};
    }
    return {little_endian(head, 26, 2) & 0x3fff, little_endian(head, 28, 2) & 0x3fff};
}

} // namespace

std::optional<StillHeader> still_header(const std::filesystem::path& file)
{
    const Bytes bytes(file);
    const auto head = bytes.read(0, 32);
    StillHeader header;
    const auto fail = [&](const std::string& problem) {
        return MediaError(MediaError::Code::unreadable, cannot_open(file) + problem);
    };
    if (has(head, 0, "\x89PNG\r\n\x1a\n")) {
        header.kind = StillKind::png;
        if (has(head, 12, "IHDR") && head.size() >= 24) {
            header.width = big_endian(head, 16, 4);
            header.height = big_endian(head, 20, 4);
        }
    } else if (has(head, 0, "\xff\xd8\xff")) {
        header.kind = StillKind::jpeg;
        std::tie(header.width, header.height) = jpeg_size(bytes);
    } else if (has(head, 0, "RIFF") && has(head, 8, "WEBP")) {
        header.kind = StillKind::webp;
        std::tie(header.width, header.height) = webp_size(head);
    } else {
        return std::nullopt;
    }
    const std::int64_t width = header.width;
    const std::int64_t height = header.height;
    if (width < 1 || height < 1) {
        throw fail("the picture is damaged or cut short; copy or export it again");
    }
    if (width > largest_side || height > largest_side || width * height > most_pixels ||
        width > steepest_ratio * height || height > steepest_ratio * width ||
        bytes.size() > largest_file) {
        throw fail("the picture is too large (" + std::to_string(width) + "×" +
                   std::to_string(height) +
                   "; up to 16384 a side, 64 megapixels and 256 MB are read); make it smaller");
    }
    return header;
}

Still decode_still(const std::filesystem::path& file, const StillHeader& header)
{
    const auto fail = [&](const std::string& why) {
        return MediaError(MediaError::Code::unreadable,
                          cannot_open(file) + "the picture is damaged (" + why +
                              "); copy or export it again");
    };
    const Bytes bytes(file);
    const auto content = bytes.read(0, static_cast<std::size_t>(bytes.size()));
    const AVCodecID id = header.kind == StillKind::png    ? AV_CODEC_ID_PNG
                         : header.kind == StillKind::jpeg ? AV_CODEC_ID_MJPEG
                                                          : AV_CODEC_ID_WEBP;
    const AVCodec* const codec = known_decoder(id);
    if (codec == nullptr) {
        throw fail("FFmpeg here has no decoder for it");
    }
    const CodecPtr context(allocated(avcodec_alloc_context3(codec)));
    context->max_pixels = most_pixels;
    context->thread_count = 1;
    if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0) {
        throw fail(reason(error));
    }
    const PacketPtr packet(allocated(av_packet_alloc()));
    if (av_new_packet(packet.get(), static_cast<int>(content.size())) < 0) {
        throw std::bad_alloc();
    }
    std::copy(content.begin(), content.end(), packet->data);
    Still still{FramePtr(allocated(av_frame_alloc())), {}};
    int error = avcodec_send_packet(context.get(), packet.get());
    if (error >= 0) {
        avcodec_send_packet(context.get(), nullptr);
        error = avcodec_receive_frame(context.get(), still.decoded.get());
    }
    if (error < 0) {
        throw fail(reason(error));
    }
    if (still.decoded->width != header.width || still.decoded->height != header.height) {
        throw fail("its size is not the one its header names");
    }
    if (header.kind == StillKind::jpeg) {
        still.decoded->color_range = AVCOL_RANGE_JPEG;
    }
    const AVFrameSideData* const matrix =
        av_frame_get_side_data(still.decoded.get(), AV_FRAME_DATA_DISPLAYMATRIX);
    if (matrix != nullptr && matrix->size >= 9 * sizeof(std::int32_t)) {
        std::array<std::int32_t, 9> numbers{};
        std::memcpy(numbers.data(), matrix->data, sizeof numbers);
        still.orientation = orientation_of(numbers.data());
    }
    return still;
}

} // namespace rushlight::assets
