#include "assets/colour.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <cstring>
#include <vector>

using namespace rushlight::assets;

namespace {

using Patch = std::array<int, 3>;

const std::vector<Patch> patches{{0, 0, 0},
                                 {255, 255, 255},
                                 {255, 0, 0},
                                 {0, 255, 0},
                                 {0, 0, 255},
                                 {255, 255, 0},
                                 {0, 255, 255},
                                 {255, 0, 255},
                                 {128, 128, 128},
                                 {200, 120, 40},
                                 {16, 200, 235},
                                 {1, 2, 3}};

Frame rgb_patch(const Patch& patch, int width = 16, int height = 8)
{
    FrameBuffer buffer(width, height, PixelFormat::rgb24, srgb_full);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < 3; ++c) {
                buffer.data[0][y * buffer.strides[0] + 3 * x + c] =
                    static_cast<std::uint8_t>(patch[static_cast<std::size_t>(c)]);
            }
        }
    }
    return buffer.freeze();
}

double code(const Frame& frame, int plane, int x, int y)
{
    const auto& p = frame.planes[static_cast<std::size_t>(plane)];
    if (bytes_per_sample(frame.format) == 2) {
        std::uint16_t value = 0;
        std::memcpy(&value, p.data + y * p.stride + 2 * x, 2);
        return value;
    }
    return p.data[y * p.stride + x];
}

/// Straight from the recommendations, in double.
std::array<double, 3> formula(const Patch& patch, const Colour& colour, bool deep)
{
    const double kr = colour.matrix == Matrix::bt601    ? 0.299
                      : colour.matrix == Matrix::bt2020 ? 0.2627
                                                        : 0.2126;
    const double kb = colour.matrix == Matrix::bt601    ? 0.114
                      : colour.matrix == Matrix::bt2020 ? 0.0593
                                                        : 0.0722;
    const double r = patch[0] / 255.0;
    const double g = patch[1] / 255.0;
    const double b = patch[2] / 255.0;
    const double y = kr * r + (1 - kr - kb) * g + kb * b;
    const double cb = (b - y) / (2 * (1 - kb));
    const double cr = (r - y) / (2 * (1 - kr));
    const double unit = deep ? 4 : 1;
    if (colour.range == Range::full) {
        const double most = deep ? 1023 : 255;
        return {y * most, 128 * unit + cb * most, 128 * unit + cr * most};
    }
    return {unit * (16 + 219 * y), unit * (128 + 224 * cb), unit * (128 + 224 * cr)};
}

} // namespace

TEST_CASE("RGB patches become the codes of the recommendations and come back within 1/255",
          "[assets][colour]")
{
    double furthest = 0;
    int furthest_back = 0;
    for (const Matrix matrix : {Matrix::bt601, Matrix::bt709, Matrix::bt2020}) {
        for (const Range range : {Range::limited, Range::full}) {
            for (const PixelFormat format : {PixelFormat::yuv420p8,
                                             PixelFormat::yuv422p8,
                                             PixelFormat::yuv444p8,
                                             PixelFormat::yuv420p10,
                                             PixelFormat::yuv422p10,
                                             PixelFormat::yuv444p10}) {
                const bool deep = bytes_per_sample(format) == 2;
                Colour colour{Primaries::bt709, Transfer::bt709, matrix, range, Siting::left};
                for (const Siting siting : {Siting::left, Siting::centre, Siting::top_left}) {
                    colour.siting = siting;
                    for (const Patch& patch : patches) {
                        const Frame yuv = convert(rgb_patch(patch), format, colour);
                        const auto wanted = formula(patch, colour, deep);
                        for (int plane = 0; plane < 3; ++plane) {
                            const double most = deep ? 1023 : 255;
                            const double due =
                                std::min(most, wanted[static_cast<std::size_t>(plane)]);
                            for (const auto& [x, y] : {std::pair{0, 0}, std::pair{7, 3}}) {
                                furthest =
                                    std::max(furthest, std::abs(code(yuv, plane, x, y) - due));
                            }
                        }
                        const Frame back = convert(yuv, PixelFormat::rgb24, srgb_full);
                        for (int c = 0; c < 3; ++c) {
                            for (const int x : {0, 15}) {
                                const int value = back.planes[0].data[3 * x + c];
                                furthest_back =
                                    std::max(furthest_back,
                                             std::abs(value - patch[static_cast<std::size_t>(c)]));
                            }
                        }
                    }
                }
            }
        }
    }
    CHECK(furthest <= 0.5001);
    // 8-bit limited range itself cannot tell neighbours apart: ½ a code of chroma is 1.2 of blue
    CHECK(furthest_back <= 2);
}

TEST_CASE("10-bit YCbCr keeps every 8-bit RGB patch exactly", "[assets][colour]")
{
    for (const Patch& patch : patches) {
        const Frame yuv = convert(rgb_patch(patch), PixelFormat::yuv444p10, bt709_limited);
        const Frame back = convert(yuv, PixelFormat::rgb24, srgb_full);
        for (std::size_t c = 0; c < 3; ++c) {
            CHECK(std::abs(back.planes[0].data[c] - patch[c]) == 0);
        }
    }
}

TEST_CASE("chroma sits where the tags say", "[assets][colour]")
{
    // a red picture whose right half, from column 3 on, is grey
    FrameBuffer buffer(8, 2, PixelFormat::rgb24, srgb_full);
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 8; ++x) {
            std::uint8_t* pixel = buffer.data[0] + y * buffer.strides[0] + 3 * x;
            pixel[0] = 255;
            pixel[1] = pixel[2] = x < 3 ? 0 : 255;
        }
    }
    Colour colour = bt709_limited;
    const double red = formula({255, 0, 0}, colour, false)[2] - 128;
    const Frame left = convert(buffer.freeze(), PixelFormat::yuv420p8, colour);
    CHECK(code(left, 2, 1, 0) == Approx(128 + 0.75 * red).margin(0.51));
    CHECK(code(left, 2, 2, 0) == Approx(128).margin(0.51));
    colour.siting = Siting::centre;
    const Frame centre = convert(buffer.freeze(), PixelFormat::yuv420p8, colour);
    CHECK(code(centre, 2, 1, 0) == Approx(128 + 0.5 * red).margin(0.51));
}

TEST_CASE("chroma is interpolated between where it sits", "[assets][colour]")
{
    Colour colour = bt709_limited;
    for (const auto& [siting, second] : {std::pair{Siting::left, 178}, {Siting::centre, 153}}) {
        colour.siting = siting;
        FrameBuffer buffer(4, 2, PixelFormat::yuv420p8, colour);
        std::memset(buffer.data[0], 100, 4);
        std::memset(buffer.data[0] + buffer.strides[0], 100, 4);
        for (std::size_t plane = 1; plane < 3; ++plane) {
            buffer.data[plane][0] = 128;
            buffer.data[plane][1] = 228;
        }
        const Frame wide = convert(buffer.freeze(), PixelFormat::yuv444p8, colour);
        CHECK(code(wide, 2, 0, 0) == 128);
        CHECK(code(wide, 2, 1, 0) == second);
        CHECK(code(wide, 2, 3, 1) == 228);
        CHECK(code(wide, 0, 3, 1) == 100);
    }
}

TEST_CASE("odd sizes keep their last column and row", "[assets][colour]")
{
    const Frame frame = rgb_patch({200, 120, 40}, 7, 5);
    for (const Siting siting : {Siting::left, Siting::centre, Siting::top_left}) {
        Colour colour = bt709_limited;
        colour.siting = siting;
        const Frame yuv = convert(frame, PixelFormat::yuv420p8, colour);
        CHECK(std::abs(code(yuv, 1, 3, 2) - formula({200, 120, 40}, colour, false)[1]) <= 0.5001);
        const Frame back = convert(yuv, PixelFormat::rgb24, srgb_full);
        const std::uint8_t* last = back.planes[0].data + 4 * back.planes[0].stride + 18;
        CHECK(std::abs(last[0] - 200) <= 2);
        CHECK(std::abs(last[2] - 40) <= 2);
    }
}

TEST_CASE("a gamut is converted in linear light and white stays white", "[assets][colour]")
{
    Colour wide{Primaries::bt2020, Transfer::linear, Matrix::rgb, Range::full, Siting::left};
    const Frame red = convert(rgb_patch({255, 0, 0}), PixelFormat::rgba64, wide);
    std::array<std::uint16_t, 4> pixel{};
    std::memcpy(pixel.data(), red.planes[0].data, sizeof pixel);
    CHECK(pixel[0] / 65535.0 == Approx(0.6274).margin(0.0005)); // Rec. ITU-R BT.2087
    CHECK(pixel[1] / 65535.0 == Approx(0.0691).margin(0.0005));
    CHECK(pixel[2] / 65535.0 == Approx(0.0164).margin(0.0005));
    const Frame white = convert(rgb_patch({255, 255, 255}), PixelFormat::rgba64, wide);
    std::memcpy(pixel.data(), white.planes[0].data, sizeof pixel);
    for (const std::uint16_t v : pixel) {
        CHECK(v >= 65530);
    }
    for (const Patch& patch : patches) {
        const Frame there = convert(rgb_patch(patch), PixelFormat::rgba64, wide);
        const Frame back = convert(there, PixelFormat::rgb24, srgb_full);
        for (std::size_t c = 0; c < 3; ++c) {
            CHECK(std::abs(back.planes[0].data[c] - patch[c]) <= 1);
        }
    }
}

TEST_CASE("HDR is tone-mapped: black stays black, the peak is white, and brightness never turns",
          "[assets][colour]")
{
    for (const Transfer transfer : {Transfer::pq, Transfer::hlg}) {
        const Colour hdr{Primaries::bt2020, transfer, Matrix::bt2020, Range::limited, Siting::left};
        FrameBuffer ramp(256, 2, PixelFormat::yuv444p10, hdr);
        for (int y = 0; y < 2; ++y) {
            for (int x = 0; x < 256; ++x) {
                const auto luma = static_cast<std::uint16_t>(64 + 876 * x / 255);
                const std::uint16_t grey = 512;
                std::memcpy(ramp.data[0] + y * ramp.strides[0] + 2 * x, &luma, 2);
                std::memcpy(ramp.data[1] + y * ramp.strides[1] + 2 * x, &grey, 2);
                std::memcpy(ramp.data[2] + y * ramp.strides[2] + 2 * x, &grey, 2);
            }
        }
        const Frame sdr = convert(ramp.freeze(), PixelFormat::rgb24, srgb_full);
        const std::uint8_t* row = sdr.planes[0].data;
        CHECK(row[0] == 0);
        CHECK(row[3 * 255] == 255);
        bool rises = true;
        bool grey = true;
        for (int x = 1; x < 256; ++x) {
            rises = rises && row[3 * x] >= row[3 * x - 3];
            grey = grey && std::abs(row[3 * x] - row[3 * x + 2]) <= 1;
        }
        CHECK(rises);
        CHECK(grey);
    }
}

TEST_CASE("a conversion that changes nothing returns the same pixels", "[assets][colour]")
{
    const Frame frame = rgb_patch({1, 2, 3});
    CHECK(convert(frame, PixelFormat::rgb24, srgb_full).planes[0].data == frame.planes[0].data);
    CHECK(scale(frame, 16, 8).planes[0].data == frame.planes[0].data);
}

TEST_CASE("scaling keeps flat colour in every format and refuses impossible sizes",
          "[assets][colour]")
{
    for (const PixelFormat format : {PixelFormat::rgb24,
                                     PixelFormat::rgba32,
                                     PixelFormat::rgba64,
                                     PixelFormat::yuv420p8,
                                     PixelFormat::yuv422p8,
                                     PixelFormat::yuv444p10,
                                     PixelFormat::yuv420p10}) {
        const bool packed = plane_count(format) == 1;
        const Colour colour = packed ? srgb_full : bt709_limited;
        const Frame small = convert(rgb_patch({200, 120, 40}), format, colour);
        for (const auto& [width, height] : {std::pair{64, 36}, std::pair{7, 5}}) {
            const Frame sized = scale(small, width, height);
            REQUIRE(sized.width == width);
            const Frame back = convert(sized, PixelFormat::rgb24, srgb_full);
            const std::uint8_t* middle =
                back.planes[0].data + height / 2 * back.planes[0].stride + 3 * (width / 2);
            INFO(static_cast<int>(format));
            CHECK(std::abs(middle[0] - 200) <= 2);
            CHECK(std::abs(middle[1] - 120) <= 2);
            CHECK(std::abs(middle[2] - 40) <= 2);
        }
    }
    CHECK_THROWS_AS(scale(rgb_patch({0, 0, 0}), 0, 5), std::invalid_argument);
    CHECK_THROWS_AS(scale(rgb_patch({0, 0, 0}), 5, 20000), std::invalid_argument);
}

TEST_CASE("a full-range picture keeps its codes when it is scaled", "[assets][colour]")
{
    Colour colour = bt709_limited;
    colour.range = Range::full;
    const Frame white = convert(rgb_patch({255, 255, 255}), PixelFormat::yuv420p8, colour);
    const Frame sized = scale(white, 32, 32);
    CHECK(code(sized, 0, 10, 10) == 255);
    const Frame black = convert(rgb_patch({0, 0, 0}), PixelFormat::yuv420p8, colour);
    CHECK(code(scale(black, 32, 32), 0, 10, 10) == 0);
}

TEST_CASE("a frame's planes are aligned and its bytes are counted", "[assets][frame]")
{
    const FrameBuffer buffer(101, 51, PixelFormat::yuv420p8, bt709_limited);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(reinterpret_cast<std::uintptr_t>(buffer.data[i]) % 64 == 0);
        CHECK(buffer.strides[i] % 64 == 0);
    }
    CHECK(buffer.freeze().bytes() == 128 * 51 + 2 * 64 * 26);
    CHECK_THROWS_AS(FrameBuffer(0, 5, PixelFormat::rgb24, srgb_full), std::invalid_argument);
    CHECK_THROWS_AS(FrameBuffer(5, 16385, PixelFormat::rgb24, srgb_full), std::invalid_argument);
    CHECK(Frame().bytes() == 0);
}
