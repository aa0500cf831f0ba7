// out[b, c, y, x] = source[b, c, y + flow[b, 1, y, x], x + flow[b, 0, y, x]], bilinear, edges
// repeated. One thread a pixel, looping over the channels so that the weights are computed once.
// Bound: memory.
#include "kernels/launch.cuh"
#include "kernels/warp.hpp"

namespace rushlight::kernels {

namespace {

__global__ void warp_kernel(FlowWarp a)
{
    const long long channels = a.source.sizes[1];
    const long long height = a.source.sizes[2];
    const long long width = a.source.sizes[3];
    const long long plane = height * width;
    const long long index = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (index >= a.source.sizes[0] * plane) {
        return;
    }
    const long long batch = index / plane;
    const long long pixel = index % plane;
    const float* const flow = static_cast<const float*>(a.flow.data) + 2 * batch * plane + pixel;
    const float dx = isnan(flow[0]) ? 0.0F : flow[0];
    const float dy = isnan(flow[plane]) ? 0.0F : flow[plane];
    const float x =
        fminf(fmaxf(static_cast<float>(pixel % width) + dx, 0.0F), static_cast<float>(width - 1));
    const float y =
        fminf(fmaxf(static_cast<float>(pixel / width) + dy, 0.0F), static_cast<float>(height - 1));
    const auto x0 = static_cast<long long>(x);
    const auto y0 = static_cast<long long>(y);
    const long long x1 = min(x0 + 1, width - 1);
    const long long y1 = min(y0 + 1, height - 1);
    const float fx = x - static_cast<float>(x0);
    const float fy = y - static_cast<float>(y0);
    for (long long c = 0; c < channels; ++c) {
        const float* const p =
            static_cast<const float*>(a.source.data) + (batch * channels + c) * plane;
        const float top = p[y0 * width + x0] + fx * (p[y0 * width + x1] - p[y0 * width + x0]);
        const float bottom = p[y1 * width + x0] + fx * (p[y1 * width + x1] - p[y1 * width + x0]);
        static_cast<float*>(a.out.data)[(batch * channels + c) * plane + pixel] =
            top + fy * (bottom - top);
    }
}

} // namespace

void flow_warp(const FlowWarp& a, Stream stream)
{
    check(a);
    const long long pixels = a.source.size(0) * a.source.size(2) * a.source.size(3);
    warp_kernel<<<static_cast<unsigned>((pixels + 255) / 256), 256, 0, handle_of(stream)>>>(a);
    check_launch("flow_warp");
}

} // namespace rushlight::kernels
