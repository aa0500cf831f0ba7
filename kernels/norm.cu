// y = x / sqrt(mean(x²) + epsilon) · weight · (1 + scale[level]) + shift[level]
// One warp a row, 8 rows a block; a row is read twice, the second time from L1. Bound: memory.
#include "kernels/launch.cuh"
#include "kernels/norm.hpp"

namespace rushlight::kernels {

namespace {

constexpr int rows_per_block = 8;

template <class T>
__global__ void norm_kernel(NormModulate a)
{
    const long long row = static_cast<long long>(blockIdx.x) * rows_per_block + threadIdx.y;
    const long long width = a.x.sizes[1];
    if (row >= a.x.sizes[0]) {
        return;
    }
    const T* const x = static_cast<const T*>(a.x.data) + row * width;
    T* const out = static_cast<T*>(a.out.data) + row * width;
    float squares = 0;
    for (long long c = threadIdx.x; c < width; c += 32) {
        const float value = as_float(x[c]);
        squares += value * value;
    }
    const float factor = rsqrtf(warp_sum(squares) / static_cast<float>(width) + a.epsilon);
    const long long level =
        a.level.data != nullptr ? static_cast<const int*>(a.level.data)[row] : 0;
    const auto* const weight = static_cast<const float*>(a.weight.data);
    const auto* const scale = static_cast<const float*>(a.scale.data);
    const auto* const shift = static_cast<const float*>(a.shift.data);
    for (long long c = threadIdx.x; c < width; c += 32) {
        float value = as_float(x[c]) * factor;
        value = weight != nullptr ? value * weight[c] : value;
        value = scale != nullptr ? value * (1.0F + scale[level * width + c]) : value;
        value = shift != nullptr ? value + shift[level * width + c] : value;
        put(out[c], value);
    }
}

} // namespace

void rms_norm_modulate(const NormModulate& a, Stream stream)
{
    check(a);
    const dim3 threads(32, rows_per_block);
    const auto blocks = static_cast<unsigned>((a.x.size(0) + rows_per_block - 1) / rows_per_block);
    if (a.x.type == Type::bf16) {
        norm_kernel<__nv_bfloat16><<<blocks, threads, 0, handle_of(stream)>>>(a);
    } else {
        norm_kernel<float><<<blocks, threads, 0, handle_of(stream)>>>(a);
    }
    check_launch("rms_norm_modulate");
}

} // namespace rushlight::kernels
