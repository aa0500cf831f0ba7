// Per head: norm over the head, then each pair turns by its token's angle; written in attention's
// layout. One warp a head of a token; pairs are spread over the lanes. Bound: memory.
#include "kernels/launch.cuh"
#include "kernels/rotary.hpp"

namespace rushlight::kernels {

namespace {

constexpr int heads_per_block = 8;

template <class T>
__global__ void rotary_kernel(NormRotary a)
{
    const long long tokens = a.x.sizes[1];
    const long long heads = a.x.sizes[2];
    const long long width = a.x.sizes[3];
    const long long half = width / 2;
    const long long item = static_cast<long long>(blockIdx.x) * heads_per_block + threadIdx.y;
    if (item >= a.x.sizes[0] * tokens * heads) {
        return;
    }
    const long long index = item / heads; // clip · N + token
    const long long head = item % heads;
    const long long row = a.cosine.rank == 3 ? index : index % tokens;
    const T* const x = static_cast<const T*>(a.x.data) + item * width;
    T* const out = static_cast<T*>(a.out.data) +
                   ((index / tokens * heads + head) * tokens + index % tokens) * width;
    const auto* const weight = static_cast<const float*>(a.weight.data);
    const auto* const cosine = static_cast<const float*>(a.cosine.data);
    const auto* const sine = static_cast<const float*>(a.sine.data);
    float factor = 1;
    if (weight != nullptr) {
        float squares = 0;
        for (long long e = threadIdx.x; e < width; e += 32) {
            const float value = as_float(x[e]);
            squares += value * value;
        }
        factor = rsqrtf(warp_sum(squares) / static_cast<float>(width) + a.epsilon);
    }
    for (long long i = threadIdx.x; i < half; i += 32) {
        const long long first = a.halves ? i : 2 * i;
        const long long second = a.halves ? i + half : 2 * i + 1;
        const float p = as_float(x[first]) * factor * (weight != nullptr ? weight[first] : 1.0F);
        const float q = as_float(x[second]) * factor * (weight != nullptr ? weight[second] : 1.0F);
        const float c = cosine != nullptr ? cosine[row * half + i] : 1.0F;
        const float s = sine != nullptr ? sine[row * half + i] : 0.0F;
        put(out[first], p * c - q * s);
        put(out[second], p * s + q * c);
    }
}

} // namespace

void norm_rotary(const NormRotary& a, Stream stream)
{
    check(a);
    const dim3 threads(32, heads_per_block);
    const long long items = a.x.size(0) * a.x.size(1) * a.x.size(2);
    const auto blocks = static_cast<unsigned>((items + heads_per_block - 1) / heads_per_block);
    if (a.x.type == Type::bf16) {
        rotary_kernel<__nv_bfloat16><<<blocks, threads, 0, handle_of(stream)>>>(a);
    } else {
        rotary_kernel<float><<<blocks, threads, 0, handle_of(stream)>>>(a);
    }
    check_launch("norm_rotary");
}

} // namespace rushlight::kernels
