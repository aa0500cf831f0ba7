#include "kernels/rotary.hpp"
#include "tests/kernels/fixture.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight;
using namespace rushlight::kernels;

TEST_CASE("norm and rotation equal the plain loop on every instruction set, type and pairing",
          "[kernels][rotary]")
{
    const auto type = GENERATE(Type::f32, Type::bf16);
    const bool halves = GENERATE(false, true);
    const bool per_clip = GENERATE(false, true);
    const std::int64_t clips = 2, tokens = 19, heads = 3, width = 64, half = width / 2;
    test::Floats x(type, {clips, tokens, heads, width}, 1);
    test::Floats weight(Type::f32, {width}, 2);
    test::Floats angle(Type::f32, {clips * tokens, half}, 3);
    std::vector<float> cosine, sine;
    for (std::int64_t i = 0; i < (per_clip ? clips : 1) * tokens * half; ++i) {
        cosine.push_back(std::cos(angle.at(i)));
        sine.push_back(std::sin(angle.at(i)));
    }
    const auto shape = per_clip ? std::vector<std::int64_t>{clips, tokens, half}
                                : std::vector<std::int64_t>{tokens, half};
    for (const Isa isa : test::runnable()) {
        test::Floats out(type, {clips, heads, tokens, width});
        norm_rotary({.x = x.ref(),
                     .weight = weight.ref(),
                     .cosine = test::ref(cosine, Type::f32, shape),
                     .sine = test::ref(sine, Type::f32, shape),
                     .out = out.ref(),
                     .halves = halves},
                    serial_for,
                    nullptr,
                    isa);
        for (std::int64_t b = 0; b < clips; ++b) {
            for (std::int64_t n = 0; n < tokens; ++n) {
                for (std::int64_t h = 0; h < heads; ++h) {
                    const std::int64_t from = ((b * tokens + n) * heads + h) * width;
                    const std::int64_t to = ((b * heads + h) * tokens + n) * width;
                    double squares = 0;
                    for (std::int64_t e = 0; e < width; ++e) {
                        squares += double(x.at(from + e)) * x.at(from + e);
                    }
                    const double factor = 1 / std::sqrt(squares / width + 1e-6);
                    for (std::int64_t i = 0; i < half; ++i) {
                        const std::int64_t first = halves ? i : 2 * i,
                                           second = halves ? i + half : 2 * i + 1;
                        const double p = x.at(from + first) * factor * weight.at(first);
                        const double q = x.at(from + second) * factor * weight.at(second);
                        const auto row = std::size_t(((per_clip ? b * tokens : 0) + n) * half + i);
                        const float left = float(p * cosine[row] - q * sine[row]);
                        const float right = float(p * sine[row] + q * cosine[row]);
                        REQUIRE(std::abs(out.at(to + first) - left) <=
                                2 * test::tolerance(type, left));
                        REQUIRE(std::abs(out.at(to + second) - right) <=
                                2 * test::tolerance(type, right));
                    }
                }
            }
        }
    }
}

TEST_CASE("norm and rotation without weight and angles only change the layout", "[kernels][rotary]")
{
    test::Floats x(Type::bf16, {1, 5, 2, 32}, 1);
    test::Floats out(Type::bf16, {1, 2, 5, 32});
    norm_rotary({.x = x.ref(), .weight = {}, .cosine = {}, .sine = {}, .out = out.ref()},
                serial_for);
    CHECK(out.at((1 * 5 + 3) * 32 + 7) == x.at((3 * 2 + 1) * 32 + 7));
}

TEST_CASE("norm and rotation refuse odd heads and one table without the other", "[kernels][rotary]")
{
    test::Floats odd(Type::f32, {1, 2, 1, 3}, 1);
    test::Floats odd_out(Type::f32, {1, 1, 2, 3});
    CHECK_THROWS_AS(
        norm_rotary({.x = odd.ref(), .weight = {}, .cosine = {}, .sine = {}, .out = odd_out.ref()},
                    serial_for),
        ShapeError);
    test::Floats x(Type::f32, {1, 2, 1, 4}, 1);
    test::Floats out(Type::f32, {1, 1, 2, 4});
    test::Floats table(Type::f32, {2, 2}, 1);
    CHECK_THROWS_AS(
        norm_rotary(
            {.x = x.ref(), .weight = {}, .cosine = table.ref(), .sine = {}, .out = out.ref()},
            serial_for),
        ShapeError);
}
