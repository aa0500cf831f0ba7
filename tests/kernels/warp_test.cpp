#include "kernels/warp.hpp"
#include "tests/kernels/fixture.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace rushlight;
using namespace rushlight::kernels;

TEST_CASE("the flow warp equals the plain loop on every instruction set", "[kernels][warp]")
{
    const std::int64_t clips = 2, channels = 3, height = 11, width = 17, plane = height * width;
    test::Floats source(Type::f32, {clips, channels, height, width}, 1);
    test::Floats flow(Type::f32, {clips, 2, height, width}, 2);
    for (auto& value : flow.f32) {
        value *= 4;
    }
    for (const Isa isa : test::runnable()) {
        test::Floats out(Type::f32, {clips, channels, height, width});
        flow_warp({.source = source.ref(), .flow = flow.ref(), .out = out.ref()},
                  serial_for,
                  nullptr,
                  isa);
        for (std::int64_t b = 0; b < clips; ++b) {
            for (std::int64_t y = 0; y < height; ++y) {
                for (std::int64_t x = 0; x < width; ++x) {
                    const double fx = std::clamp(
                        x + double(flow.at(2 * b * plane + y * width + x)), 0.0, width - 1.0);
                    const double fy =
                        std::clamp(y + double(flow.at((2 * b + 1) * plane + y * width + x)),
                                   0.0,
                                   height - 1.0);
                    for (std::int64_t c = 0; c < channels; ++c) {
                        double expected = 0;
                        for (int corner = 0; corner < 4; ++corner) {
                            const double cx = std::floor(fx) + corner % 2,
                                         cy = std::floor(fy) + corner / 2;
                            const double share = (1 - std::abs(fx - cx)) * (1 - std::abs(fy - cy));
                            const auto ix = std::int64_t(std::min(cx, width - 1.0)),
                                       iy = std::int64_t(std::min(cy, height - 1.0));
                            expected +=
                                share * source.at((b * channels + c) * plane + iy * width + ix);
                        }
                        REQUIRE(out.at((b * channels + c) * plane + y * width + x) ==
                                Approx(expected).margin(1e-4));
                    }
                }
            }
        }
    }
}

TEST_CASE("a flow of NaN or infinity never reads outside the source", "[kernels][warp]")
{
    test::Floats source(Type::f32, {1, 1, 2, 2}, 1);
    test::Floats flow(Type::f32, {1, 2, 2, 2});
    flow.f32 = {NAN, INFINITY, -INFINITY, 1e30F, NAN, INFINITY, -INFINITY, -1e30F};
    test::Floats out(Type::f32, {1, 1, 2, 2});
    flow_warp({.source = source.ref(), .flow = flow.ref(), .out = out.ref()}, serial_for);
    CHECK(out.at(0) == source.at(0));
    CHECK(out.at(1) == source.at(3));
    CHECK(out.at(2) == source.at(0));
}
