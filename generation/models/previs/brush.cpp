#include "generation/models/previs/brush.hpp"

#include <ATen/ATen.h>

#include <algorithm>

namespace rushlight::generation::previs {

at::Tensor
mask_of(const BrushRegion& region, const Inputs& inputs, std::int64_t height, std::int64_t width)
{
    at::Tensor mask = at::zeros({height, width});
    auto* values = mask.mutable_data_ptr<float>();
    if (!region.mask.empty()) {
        const auto& bytes = inputs.at(region.mask).bytes;
        std::transform(bytes.begin(),
                       bytes.begin() + height * width,
                       values,
                       [](std::uint8_t byte) { return static_cast<float>(byte) / 255.0F; });
        return mask;
    }
    const auto& corners = region.polygon;
    for (std::int64_t y = 0; y < height; ++y) {
        const double py = (static_cast<double>(y) + 0.5) / static_cast<double>(height);
        for (std::int64_t x = 0; x < width; ++x) {
            const double px = (static_cast<double>(x) + 0.5) / static_cast<double>(width);
            bool inside = false;
            for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
                const auto& a = corners[i];
                const auto& b = corners[j];
                if ((a[1] > py) != (b[1] > py) &&
                    px < a[0] + (b[0] - a[0]) * (py - a[1]) / (b[1] - a[1])) {
                    inside = !inside;
                }
            }
            values[y * width + x] = inside ? 1.0F : 0.0F;
        }
    }
    return mask;
}

std::vector<std::array<double, 2>>
offsets_of(const BrushRegion& region, std::int64_t frames, std::int64_t height, std::int64_t width)
{
    std::vector<std::array<double, 2>> offsets;
    const auto& path = region.path;
    for (std::int64_t i = 0; i < frames; ++i) {
        const double t = frames == 1 ? 0 : static_cast<double>(i) / static_cast<double>(frames - 1);
        double x = region.direction[0] / 20 * t;
        double y = region.direction[1] / 20 * t;
        if (!path.empty()) {
            const auto after = std::find_if(
                path.begin(), path.end(), [&](const auto& point) { return point[2] >= t; });
            if (after == path.begin()) {
                x = path.front()[0];
                y = path.front()[1];
            } else if (after == path.end()) {
                x = path.back()[0];
                y = path.back()[1];
            } else {
                const auto& a = *(after - 1);
                const auto& b = *after;
                const double share = (t - a[2]) / (b[2] - a[2]);
                x = a[0] + (b[0] - a[0]) * share;
                y = a[1] + (b[1] - a[1]) * share;
            }
            x -= path.front()[0];
            y -= path.front()[1];
        }
        offsets.push_back({x * static_cast<double>(width), y * static_cast<double>(height)});
    }
    return offsets;
}

} // namespace rushlight::generation::previs
