#include "editor/render/resample.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rushlight::editor;

namespace {

double lanczos3(double x)
{
    if (x == 0) {
        return 1;
    }
    return std::abs(x) >= 3
               ? 0
               : std::sin(M_PI * x) / (M_PI * x) * std::sin(M_PI * x / 3) / (M_PI * x / 3);
}

} // namespace

TEST_CASE("resampling agrees with the formula in float64 within one step", "[editor][resample]")
{
    constexpr int from_width = 40;
    constexpr int from_height = 30;
    std::vector<std::uint8_t> in(from_width * from_height);
    for (std::size_t i = 0; i < in.size(); ++i) {
        in[i] = static_cast<std::uint8_t>((i * 7919 + i * i % 251) % 256);
    }
    for (const double scale : {3.75, 1.0, 0.4}) {
        const int width = static_cast<int>(from_width * scale);
        const int height = static_cast<int>(from_height * scale);
        const Grid grid{0.5 / scale - 0.5, 1 / scale};
        std::vector<std::uint8_t> out(static_cast<std::size_t>(width * height));
        resample({in.data(), from_width},
                 Filter(grid, width, from_width),
                 Filter(grid, height, from_height),
                 out.data(),
                 width);
        const double widen = std::max(1.0, grid.step);
        double worst = 0;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                double sum = 0;
                double total = 0;
                const double cx = grid.start + x * grid.step;
                const double cy = grid.start + y * grid.step;
                for (int j = -12; j < from_height + 12; ++j) {
                    for (int i = -12; i < from_width + 12; ++i) {
                        const double w = lanczos3((i - cx) / widen) * lanczos3((j - cy) / widen);
                        const int row = std::clamp(j, 0, from_height - 1);
                        const int column = std::clamp(i, 0, from_width - 1);
                        sum += w * in[static_cast<std::size_t>(row * from_width + column)];
                        total += w;
                    }
                }
                const double exact = std::clamp(sum / total, 0.0, 255.0);
                worst =
                    std::max(worst, std::abs(exact - out[static_cast<std::size_t>(y * width + x)]));
            }
        }
        CHECK(worst <= 1.0);
    }
}

TEST_CASE("a flat plane stays flat at any scale and place", "[editor][resample]")
{
    const std::vector<std::uint8_t> in(17 * 3, 211);
    for (const Grid grid : {Grid{-5.3, 0.11}, Grid{2.7, 3.3}, Grid{0, 1}}) {
        std::vector<std::uint8_t> out(50 * 20);
        resample({in.data(), 17}, Filter(grid, 50, 17), Filter(grid, 20, 3), out.data(), 50);
        CHECK(std::all_of(out.begin(), out.end(), [](std::uint8_t v) { return v == 211; }));
    }
}
