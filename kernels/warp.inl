// One source for every instruction set, see norm.inl.
#include "kernels/warp.hpp"

#include <cmath>

namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA {

void flow_warp_rows(const FlowWarp& a, std::int64_t begin, std::int64_t end)
{
    const std::int64_t channels = a.source.size(1);
    const std::int64_t height = a.source.size(2);
    const std::int64_t width = a.source.size(3);
    const std::int64_t plane = height * width;
    const auto clamp_axis = [](float value, std::int64_t size) {
        const float most = static_cast<float>(size - 1);
        return value > 0 ? (value < most ? value : most) : 0.0F;
    };
    for (std::int64_t row = begin; row < end; ++row) {
        const std::int64_t batch = row / height;
        const std::int64_t y = row % height;
        const float* const dx = a.flow.as<const float>() + 2 * batch * plane + y * width;
        const float* const dy = dx + plane;
        const float* const source = a.source.as<const float>() + batch * channels * plane;
        float* const out = a.out.as<float>() + batch * channels * plane + y * width;
        for (std::int64_t x = 0; x < width; ++x) {
            const float shift_x = std::isnan(dx[x]) ? 0.0F : dx[x];
            const float shift_y = std::isnan(dy[x]) ? 0.0F : dy[x];
            const float from_x = clamp_axis(static_cast<float>(x) + shift_x, width);
            const float from_y = clamp_axis(static_cast<float>(y) + shift_y, height);
            const auto x0 = static_cast<std::int64_t>(from_x);
            const auto y0 = static_cast<std::int64_t>(from_y);
            const std::int64_t x1 = x0 + 1 < width ? x0 + 1 : x0;
            const std::int64_t y1 = y0 + 1 < height ? y0 + 1 : y0;
            const float fx = from_x - static_cast<float>(x0);
            const float fy = from_y - static_cast<float>(y0);
            for (std::int64_t c = 0; c < channels; ++c) {
                const float* const p = source + c * plane;
                const float top =
                    p[y0 * width + x0] + fx * (p[y0 * width + x1] - p[y0 * width + x0]);
                const float bottom =
                    p[y1 * width + x0] + fx * (p[y1 * width + x1] - p[y1 * width + x0]);
                out[c * plane + x] = top + fy * (bottom - top);
            }
        }
    }
}

} // namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA
