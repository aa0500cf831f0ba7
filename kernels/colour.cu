// BT.709 limited YUV 4:2:0 ↔ RGB, one thread a block of 2×2 pixels. Bound: memory.
#include "kernels/colour.hpp"
#include "kernels/colour_formula.hpp"
#include "kernels/launch.cuh"

namespace rushlight::kernels {

namespace {

template <bool to_rgb>
__global__ void colour_kernel(YuvRgb a)
{
    const long long half_width = a.blue.sizes[1];
    const long long index = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (index >= a.blue.sizes[0] * half_width) {
        return;
    }
    const long long width = 2 * half_width;
    const long long corner = 2 * (index / half_width) * width + 2 * (index % half_width);
    auto* const luma = static_cast<unsigned char*>(a.luma.data) + corner;
    auto* const rgb = static_cast<unsigned char*>(a.rgb.data) + corner * 3;
    auto& blue = static_cast<unsigned char*>(a.blue.data)[index];
    auto& red = static_cast<unsigned char*>(a.red.data)[index];
    for (int i = 0; i < 4; ++i) {
        const long long at = (i / 2) * width + i % 2;
        if (to_rgb) {
            colour_formula::to_rgb(luma[at], blue, red, rgb + at * 3);
        } else {
            luma[at] = colour_formula::to_luma(rgb + at * 3);
        }
    }
    if (!to_rgb) {
        colour_formula::to_chroma(rgb, rgb + width * 3, blue, red);
    }
}

template <bool to_rgb>
void launch(const YuvRgb& a, Stream stream)
{
    check(a);
    const long long blocks = (a.blue.elements() + 255) / 256;
    colour_kernel<to_rgb><<<static_cast<unsigned>(blocks), 256, 0, handle_of(stream)>>>(a);
    check_launch(to_rgb ? "yuv_to_rgb" : "rgb_to_yuv");
}

} // namespace

void yuv_to_rgb(const YuvRgb& a, Stream stream)
{
    launch<true>(a, stream);
}

void rgb_to_yuv(const YuvRgb& a, Stream stream)
{
    launch<false>(a, stream);
}

} // namespace rushlight::kernels
