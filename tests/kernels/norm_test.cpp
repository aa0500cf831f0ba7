#include "kernels/norm.hpp"
#include "tests/kernels/fixture.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight;
using namespace rushlight::kernels;

TEST_CASE("the fused norm equals the plain loop on every instruction set and type",
          "[kernels][norm]")
{
    const auto type = GENERATE(Type::f32, Type::bf16);
    const std::int64_t width = GENERATE(1, 31, 256, 384);
    const std::int64_t rows = 37;
    test::Floats x(type, {rows, width}, 1);
    test::Floats weight(Type::f32, {width}, 2);
    test::Floats scale(Type::f32, {3, width}, 3);
    test::Floats shift(Type::f32, {3, width}, 4);
    std::vector<std::int32_t> level(rows);
    for (std::size_t i = 0; i < level.size(); ++i) {
        level[i] = static_cast<std::int32_t>(i % 3);
    }
    for (const Isa isa : test::runnable()) {
        test::Floats out(type, {rows, width});
        rms_norm_modulate({.x = x.ref(),
                           .weight = weight.ref(),
                           .scale = scale.ref(),
                           .shift = shift.ref(),
                           .level = test::ref(level, Type::i32, {rows}),
                           .out = out.ref()},
                          serial_for,
                          nullptr,
                          isa);
        for (std::int64_t n = 0; n < rows; ++n) {
            double squares = 0;
            for (std::int64_t c = 0; c < width; ++c) {
                squares += double(x.at(n * width + c)) * x.at(n * width + c);
            }
            const double factor = 1 / std::sqrt(squares / double(width) + 1e-6);
            for (std::int64_t c = 0; c < width; ++c) {
                const std::int64_t row = level[std::size_t(n)] * width + c;
                const float expected =
                    float(x.at(n * width + c) * factor * weight.at(c) * (1 + scale.at(row)) +
                          shift.at(row));
                INFO(name_of(isa) << " row " << n << " column " << c);
                REQUIRE(std::abs(out.at(n * width + c) - expected) <=
                        test::tolerance(type, expected));
            }
        }
    }
}

TEST_CASE("the fused norm without weight, scale, shift and level is a plain norm",
          "[kernels][norm]")
{
    test::Floats x(Type::f32, {2, 4}, 1);
    test::Floats out(Type::f32, {2, 4});
    rms_norm_modulate(
        {.x = x.ref(), .weight = {}, .scale = {}, .shift = {}, .level = {}, .out = out.ref()},
        serial_for);
    double squares = 0;
    for (int c = 0; c < 4; ++c) {
        squares += double(out.at(c)) * out.at(c);
    }
    CHECK(squares == Approx(4).epsilon(1e-4));
}

TEST_CASE("the fused norm refuses shapes that do not fit", "[kernels][norm]")
{
    test::Floats x(Type::f32, {2, 4}, 1);
    test::Floats out(Type::f32, {2, 4});
    test::Floats wrong(Type::f32, {5}, 1);
    CHECK_THROWS_AS(rms_norm_modulate({.x = x.ref(),
                                       .weight = wrong.ref(),
                                       .scale = {},
                                       .shift = {},
                                       .level = {},
                                       .out = out.ref()},
                                      serial_for),
                    ShapeError);
    CHECK_THROWS_AS(
        rms_norm_modulate(
            {.x = x.ref(), .weight = {}, .scale = {}, .shift = {}, .level = {}, .out = wrong.ref()},
            serial_for),
        ShapeError);
}

TEST_CASE("a set stop flag ends the fused norm before its first row", "[kernels][norm]")
{
    test::Floats x(Type::f32, {2, 4}, 1);
    test::Floats out(Type::f32, {2, 4});
    const std::atomic<bool> stop = true;
    rms_norm_modulate(
        {.x = x.ref(), .weight = {}, .scale = {}, .shift = {}, .level = {}, .out = out.ref()},
        serial_for,
        &stop);
    CHECK(out.at(0) == 0);
}

TEST_CASE("RUSHLIGHT_ISA limits the instruction set and refuses other words", "[kernels][isa]")
{
    CHECK(isa_for("scalar") == Isa::scalar);
    CHECK(isa_for("avx2") <= Isa::avx2);
    CHECK_THROWS_WITH(isa_for("sse9"), Catch::Contains("set it to scalar, avx2 or avx512bf16"));
}
