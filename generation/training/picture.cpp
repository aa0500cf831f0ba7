#include "generation/training/picture.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <numbers>
#include <stdexcept>

namespace rushlight::generation::training {

namespace {

// Tables of ITU-T T.81 (JPEG), annex K.
constexpr std::array<int, 64> zigzag{
    0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48,
    41, 34, 27, 20, 13, 6,  7,  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23,
    30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};
constexpr std::array<int, 64> luminance_steps{
    16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
    14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
    18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
constexpr std::array<int, 64> colour_steps{
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99,
    99, 99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

struct Huffman {
    std::array<std::uint8_t, 16> counts;
    std::vector<std::uint8_t> values;
};

const Huffman dc_table{{0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0},
                       {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}};
const Huffman ac_table{
    {0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d},
    {0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61,
     0x07, 0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52,
     0xd1, 0xf0, 0x24, 0x33, 0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25,
     0x26, 0x27, 0x28, 0x29, 0x2a, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45,
     0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64,
     0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x83,
     0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99,
     0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6,
     0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3,
     0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8,
     0xe9, 0xea, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa}};

struct Code {
    std::uint32_t bits = 0;
    int length = 0;
};

std::array<Code, 256> codes_of(const Huffman& table)
{
    std::array<Code, 256> codes{};
    std::uint32_t next = 0;
    std::size_t value = 0;
    for (int length = 1; length <= 16; ++length) {
        for (int i = 0; i < table.counts[static_cast<std::size_t>(length - 1)]; ++i) {
            codes[table.values[value++]] = {next++, length};
        }
        next <<= 1;
    }
    return codes;
}

class BitWriter {
public:
    explicit BitWriter(std::vector<std::uint8_t>& bytes)
        : bytes_(bytes)
    {
    }

    void put(std::uint32_t bits, int length)
    {
        held_ = held_ << length | (bits & ((1U << length) - 1));
        count_ += length;
        while (count_ >= 8) {
            const auto byte = static_cast<std::uint8_t>(held_ >> (count_ - 8));
            bytes_.push_back(byte);
            if (byte == 0xff) {
                bytes_.push_back(0);
            }
            count_ -= 8;
        }
    }

    void flush()
    {
        if (count_ > 0) {
            put(0x7f, 8 - count_);
        }
    }

private:
    std::vector<std::uint8_t>& bytes_;
    std::uint64_t held_ = 0;
    int count_ = 0;
};

int bits_of(int value)
{
    int bits = 0;
    for (int rest = std::abs(value); rest > 0; rest >>= 1) {
        ++bits;
    }
    return bits;
}

void put_value(BitWriter& out, int value, int bits)
{
    out.put(static_cast<std::uint32_t>(value < 0 ? value - 1 + (1 << bits) : value), bits);
}

using Block = std::array<double, 64>;

/// The two-dimensional cosine transform of one block.
Block transform(const Block& pixels)
{
    static const std::array<double, 64> cosines = [] {
        std::array<double, 64> made{};
        for (int k = 0; k < 8; ++k) {
            for (int n = 0; n < 8; ++n) {
                made[static_cast<std::size_t>(k * 8 + n)] =
                    (k == 0 ? std::sqrt(0.125) : 0.5) *
                    std::cos((2 * n + 1) * k * std::numbers::pi / 16);
            }
        }
        return made;
    }();
    Block rows{}, both{};
    for (std::size_t y = 0; y < 8; ++y) {
        for (std::size_t k = 0; k < 8; ++k) {
            for (std::size_t n = 0; n < 8; ++n) {
                rows[y * 8 + k] += pixels[y * 8 + n] * cosines[k * 8 + n];
            }
        }
    }
    for (std::size_t k = 0; k < 8; ++k) {
        for (std::size_t x = 0; x < 8; ++x) {
            for (std::size_t n = 0; n < 8; ++n) {
                both[k * 8 + x] += rows[n * 8 + x] * cosines[k * 8 + n];
            }
        }
    }
    return both;
}

void put_marker(std::vector<std::uint8_t>& out,
                std::uint8_t marker,
                const std::vector<std::uint8_t>& content)
{
    const std::size_t length = content.size() + 2;
    out.insert(out.end(),
               {0xff,
                marker,
                static_cast<std::uint8_t>(length >> 8),
                static_cast<std::uint8_t>(length & 0xff)});
    out.insert(out.end(), content.begin(), content.end());
}

std::array<int, 64> scaled(const std::array<int, 64>& steps, int quality)
{
    const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    std::array<int, 64> made{};
    for (std::size_t i = 0; i < 64; ++i) {
        made[i] = std::clamp((steps[i] * scale + 50) / 100, 1, 255);
    }
    return made;
}

} // namespace

Picture picture_of(const at::Tensor& image)
{
    const at::Tensor bytes = ((image.detach().to(at::kFloat).clamp(-1, 1) + 1) * 127.5)
                                 .round()
                                 .to(at::kByte)
                                 .permute({1, 2, 0})
                                 .contiguous();
    Picture picture{static_cast<int>(bytes.size(1)), static_cast<int>(bytes.size(0)), {}};
    picture.rgb.assign(bytes.const_data_ptr<std::uint8_t>(),
                       bytes.const_data_ptr<std::uint8_t>() + bytes.numel());
    return picture;
}

std::vector<Picture> frames_of(const at::Tensor& clip, int count)
{
    std::vector<Picture> pictures;
    const auto frames = clip.size(1);
    for (int i = 0; i < count; ++i) {
        const auto frame = count > 1 ? i * (frames - 1) / (count - 1) : 0;
        pictures.push_back(picture_of(clip.select(1, frame)));
    }
    return pictures;
}

Picture contact_sheet(const std::vector<std::vector<Picture>>& rows, int most_width)
{
    constexpr int gap = 2;
    Picture sheet;
    const auto shrink = [&](const Picture& picture) {
        return std::max(1, (picture.width + most_width - 1) / most_width);
    };
    for (const auto& row : rows) {
        int width = 0, height = 0;
        for (const Picture& picture : row) {
            width += picture.width / shrink(picture) + gap;
            height = std::max(height, picture.height / shrink(picture) + gap);
        }
        sheet.width = std::max(sheet.width, width);
        sheet.height += height;
    }
    const auto at_pixel = [](const Picture& picture, int x, int y) {
        return static_cast<std::size_t>(3 * (y * picture.width + x));
    };
    sheet.rgb.assign(at_pixel(sheet, 0, sheet.height), 24);
    int top = 0;
    for (const auto& row : rows) {
        int left = 0, height = 0;
        for (const Picture& picture : row) {
            const int s = shrink(picture);
            for (int y = 0; y < picture.height / s; ++y) {
                for (int x = 0; x < picture.width / s; ++x) {
                    for (std::size_t c = 0; c < 3; ++c) {
                        int sum = 0;
                        for (int dy = 0; dy < s; ++dy) {
                            for (int dx = 0; dx < s; ++dx) {
                                sum += picture.rgb[at_pixel(picture, x * s + dx, y * s + dy) + c];
                            }
                        }
                        sheet.rgb[at_pixel(sheet, left + x, top + y) + c] =
                            static_cast<std::uint8_t>(sum / (s * s));
                    }
                }
            }
            left += picture.width / s + gap;
            height = std::max(height, picture.height / s + gap);
        }
        top += height;
    }
    return sheet;
}

std::vector<std::uint8_t> jpeg_bytes(const Picture& picture, int quality)
{
    const std::array<std::array<int, 64>, 2> steps{scaled(luminance_steps, quality),
                                                   scaled(colour_steps, quality)};
    std::vector<std::uint8_t> out{0xff, 0xd8};
    put_marker(out, 0xe0, {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
    for (std::uint8_t table = 0; table < 2; ++table) {
        std::vector<std::uint8_t> content{table};
        for (const int index : zigzag) {
            content.push_back(
                static_cast<std::uint8_t>(steps[table][static_cast<std::size_t>(index)]));
        }
        put_marker(out, 0xdb, content);
    }
    const auto byte = [](int value, int shift) {
        return static_cast<std::uint8_t>(value >> shift & 0xff);
    };
    put_marker(out,
               0xc0,
               {8,
                byte(picture.height, 8),
                byte(picture.height, 0),
                byte(picture.width, 8),
                byte(picture.width, 0),
                3,
                1,
                0x11,
                0,
                2,
                0x11,
                1,
                3,
                0x11,
                1});
    for (const bool ac : {false, true}) {
        const Huffman& table = ac ? ac_table : dc_table;
        std::vector<std::uint8_t> content{static_cast<std::uint8_t>(ac ? 0x10 : 0x00)};
        content.insert(content.end(), table.counts.begin(), table.counts.end());
        content.insert(content.end(), table.values.begin(), table.values.end());
        put_marker(out, 0xc4, content);
    }
    put_marker(out, 0xda, {3, 1, 0x00, 2, 0x00, 3, 0x00, 0, 63, 0});

    const auto dc_codes = codes_of(dc_table), ac_codes = codes_of(ac_table);
    BitWriter bits(out);
    std::array<int, 3> previous{};
    for (int top = 0; top < picture.height; top += 8) {
        for (int left = 0; left < picture.width; left += 8) {
            std::array<Block, 3> blocks{};
            for (int i = 0; i < 64; ++i) {
                const int y = std::min(top + i / 8, picture.height - 1);
                const int x = std::min(left + i % 8, picture.width - 1);
                const auto at = static_cast<std::size_t>(3 * (y * picture.width + x));
                const double r = picture.rgb[at], g = picture.rgb[at + 1], b = picture.rgb[at + 2];
                const auto k = static_cast<std::size_t>(i);
                blocks[0][k] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
                blocks[1][k] = -0.168736 * r - 0.331264 * g + 0.5 * b;
                blocks[2][k] = 0.5 * r - 0.418688 * g - 0.081312 * b;
            }
            for (std::size_t c = 0; c < 3; ++c) {
                const Block spectrum = transform(blocks[c]);
                std::array<int, 64> values{};
                for (std::size_t i = 0; i < 64; ++i) {
                    const auto from = static_cast<std::size_t>(zigzag[i]);
                    values[i] =
                        static_cast<int>(std::lround(spectrum[from] / steps[c == 0 ? 0 : 1][from]));
                }
                const int change = values[0] - previous[c];
                previous[c] = values[0];
                const int size = bits_of(change);
                const Code& dc = dc_codes[static_cast<std::size_t>(size)];
                bits.put(dc.bits, dc.length);
                put_value(bits, change, size);
                int zeros = 0;
                for (std::size_t i = 1; i < 64; ++i) {
                    if (values[i] == 0) {
                        ++zeros;
                        continue;
                    }
                    for (; zeros > 15; zeros -= 16) {
                        bits.put(ac_codes[0xf0].bits, ac_codes[0xf0].length);
                    }
                    const int length = bits_of(values[i]);
                    const Code& ac = ac_codes[static_cast<std::size_t>(zeros * 16 + length)];
                    bits.put(ac.bits, ac.length);
                    put_value(bits, values[i], length);
                    zeros = 0;
                }
                if (zeros > 0) {
                    bits.put(ac_codes[0].bits, ac_codes[0].length);
                }
            }
        }
    }
    bits.flush();
    out.insert(out.end(), {0xff, 0xd9});
    return out;
}

void write_jpeg(const std::filesystem::path& file, const Picture& picture, int quality)
{
    const auto bytes = jpeg_bytes(picture, quality);
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    if (!out) {
        throw std::runtime_error("cannot write " + file.string() + "; is the disk full?");
    }
}

} // namespace rushlight::generation::training
