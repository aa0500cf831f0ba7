#include "kernels/colour.hpp"
#include "tests/kernels/fixture.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

using namespace rushlight;
using namespace rushlight::kernels;

namespace {

struct Picture {
    std::vector<std::uint8_t> luma, blue, red, rgb;
    std::int64_t height, width;

    Picture(std::int64_t h, std::int64_t w)
        : luma(std::size_t(h * w))
        , blue(std::size_t(h * w / 4))
        , red(std::size_t(h * w / 4))
        , rgb(std::size_t(h * w * 3))
        , height(h)
        , width(w)
    {
    }

    YuvRgb arguments()
    {
        return {test::ref(luma, Type::u8, {height, width}),
                test::ref(blue, Type::u8, {height / 2, width / 2}),
                test::ref(red, Type::u8, {height / 2, width / 2}),
                test::ref(rgb, Type::u8, {height, width, 3})};
    }
};

} // namespace

TEST_CASE("RGB to YUV and back follow BT.709 within one step on every instruction set",
          "[kernels][colour]")
{
    for (const Isa isa : test::runnable()) {
        for (int r = 0; r < 256; r += 51) {
            for (int g = 0; g < 256; g += 51) {
                for (int b = 0; b < 256; b += 51) {
                    Picture p(2, 2);
                    for (std::size_t i = 0; i < 4; ++i) {
                        p.rgb[3 * i] = std::uint8_t(r);
                        p.rgb[3 * i + 1] = std::uint8_t(g);
                        p.rgb[3 * i + 2] = std::uint8_t(b);
                    }
                    rgb_to_yuv(p.arguments(), serial_for, isa);
                    const double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
                    REQUIRE(std::abs(p.luma[3] - (16 + y * 219 / 255)) <= 0.51);
                    REQUIRE(std::abs(p.blue[0] - (128 + (b - y) / 1.8556 * 224 / 255)) <= 0.52);
                    REQUIRE(std::abs(p.red[0] - (128 + (r - y) / 1.5748 * 224 / 255)) <= 0.52);
                    yuv_to_rgb(p.arguments(), serial_for, isa);
                    REQUIRE(std::abs(p.rgb[0] - r) <= 2);
                    REQUIRE(std::abs(p.rgb[1] - g) <= 2);
                    REQUIRE(std::abs(p.rgb[2] - b) <= 2);
                }
            }
        }
    }
}

TEST_CASE("YUV and RGB planes of odd size are refused", "[kernels][colour]")
{
    Picture p(2, 2);
    auto a = p.arguments();
    a.luma.sizes[1] = 3;
    CHECK_THROWS_AS(yuv_to_rgb(a, serial_for), ShapeError);
}
