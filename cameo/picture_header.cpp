#include "cameo/picture_header.hpp"

#include "cameo/error.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace rushlight::cameo {

namespace {

constexpr int least_side = 64;
constexpr int most_side = 16384;
constexpr std::int64_t most_pixels = 64 * 1024 * 1024;
constexpr int most_ratio = 10;

struct Dimensions {
    std::int64_t width = 0;
    std::int64_t height = 0;
};

/// Bytes of a file; reading past the end throws std::out_of_range, which means truncated.
class Reader {
public:
    explicit Reader(BytesView file)
        : file_(file)
    {
    }

    [[nodiscard]] std::uint8_t byte(std::size_t at) const
    {
        if (at >= file_.size()) {
            throw std::out_of_range("truncated");
        }
        return file_[at];
    }

    [[nodiscard]] std::uint32_t big(std::size_t at, std::size_t count) const
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            value = value << 8 | byte(at + i);
        }
        return value;
    }

    [[nodiscard]] std::uint32_t little(std::size_t at, std::size_t count) const
    {
        std::uint32_t value = 0;
        for (std::size_t i = count; i-- > 0;) {
            value = value << 8 | byte(at + i);
        }
        return value;
    }

    [[nodiscard]] bool has(std::size_t at, std::string_view text) const
    {
        return at + text.size() <= file_.size() &&
               std::ranges::equal(file_.subspan(at, text.size()), view(text));
    }

    [[nodiscard]] std::size_t size() const { return file_.size(); }

private:
    BytesView file_;
};

Dimensions read_png(const Reader& file)
{
    const Dimensions found{file.big(16, 4), file.big(20, 4)};
    std::size_t at = 8;
    bool first = true;
    for (;;) {
        const std::size_t length = file.big(at, 4);
        if (first != file.has(at + 4, "IHDR")) {
            throw std::out_of_range("no IHDR at the start, or a second one");
        }
        first = false;
        if (file.has(at + 4, "IEND")) {
            return found;
        }
        at += 12 + length;
    }
}

/// Walks the segments to the frame header, then on to the end of the picture.
Dimensions read_jpeg(const Reader& file)
{
    std::optional<Dimensions> found;
    std::size_t at = 2;
    for (;;) {
        if (file.byte(at) != 0xff) {
            throw std::out_of_range("no marker");
        }
        const std::uint8_t marker = file.byte(at + 1);
        if (marker == 0xff) { // fill byte
            ++at;
            continue;
        }
        const bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame && found) {
            throw std::out_of_range("two frames");
        }
        if (frame) {
            found = Dimensions{file.big(at + 7, 2), file.big(at + 5, 2)};
        }
        if (marker == 0xda) {
            break;
        }
        at += 2 + file.big(at + 2, 2);
    }
    while (!(file.byte(at) == 0xff && file.byte(at + 1) == 0xd9)) {
        ++at;
    }
    if (!found) {
        throw std::out_of_range("no frame");
    }
    return *found;
}

Dimensions read_webp(const Reader& file)
{
    if (file.size() < 8 + std::size_t{file.little(4, 4)}) {
        throw std::out_of_range("truncated");
    }
    if (file.has(12, "VP8X")) {
        return {file.little(24, 3) + 1, file.little(27, 3) + 1};
    }
    if (file.has(12, "VP8L")) {
        const std::uint32_t bits = file.little(21, 4);
        return {(bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1};
    }
    if (file.has(12, "VP8 ")) {
        return {file.little(26, 2) & 0x3fff, file.little(28, 2) & 0x3fff};
    }
    throw std::out_of_range("no picture in it");
}

} // namespace

PictureHeader read_picture_header(BytesView bytes, const std::string& name)
{
    const auto fail = [&](const std::string& what) {
        throw CameoError(CameoError::Code::picture, name + " " + what);
    };
    if (bytes.empty()) {
        fail("is empty; use a PNG, JPEG or WebP picture");
    }
    const Reader file(bytes);
    PictureHeader header;
    Dimensions found;
    try {
        if (file.has(0, "\x89PNG\r\n\x1a\n")) {
            header.format = PictureFormat::png;
            found = read_png(file);
        } else if (file.has(0, "\xff\xd8\xff")) {
            header.format = PictureFormat::jpeg;
            found = read_jpeg(file);
        } else if (file.has(0, "RIFF") && file.has(8, "WEBP")) {
            header.format = PictureFormat::webp;
            found = read_webp(file);
        } else {
            fail("is not a PNG, JPEG or WebP picture; export it as one of these");
        }
    } catch (const std::out_of_range&) {
        fail("is damaged or cut short; use an intact copy");
    }
    const std::string size = std::to_string(found.width) + "×" + std::to_string(found.height);
    if (found.width < least_side || found.height < least_side) {
        fail("is " + size + " pixels; a reference picture needs at least 64×64");
    }
    if (found.width > most_side || found.height > most_side ||
        found.width * found.height > most_pixels) {
        fail("is " + size + " pixels; scale it down to at most 16384 a side and 64 million in all");
    }
    if (found.width > found.height * most_ratio || found.height > found.width * most_ratio) {
        fail("is " + size + " pixels, too narrow for a reference; crop it to the subject");
    }
    header.width = static_cast<int>(found.width);
    header.height = static_cast<int>(found.height);
    return header;
}

} // namespace rushlight::cameo
