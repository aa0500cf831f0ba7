// Attention with an online softmax. A block of 8 warps takes 16 queries of one head and walks over
// tiles of 32 keys kept in shared memory as f32; a warp owns 2 queries: lane = key for the scores,
// lane = column (by 32) for the values. Plain f32 arithmetic: a correct form for every device, not
// yet one for the tensor cores (README.md, "What is missing").
#include "kernels/attention.hpp"
#include "kernels/launch.cuh"

#include <math_constants.h>

namespace rushlight::kernels {

namespace {

constexpr int tile = 32;
constexpr int warps = 8;
constexpr int query_tile = 16;
constexpr int rows = query_tile / warps; // queries a warp
constexpr int widest = 128;

template <class T, int width>
__global__ void attention_kernel(Attention a, float scale)
{
    // one column more a row, so that the lanes of a warp read 32 different banks
    __shared__ float queries[query_tile][width + 1];
    __shared__ float keys[tile][width + 1];
    __shared__ float values[tile][width];
    const long long count = a.q.sizes[2];
    const long long key_count = a.k.sizes[2];
    const long long heads = a.q.sizes[1];
    const long long head = blockIdx.y;
    const long long first = static_cast<long long>(blockIdx.x) * query_tile;
    const int lane = threadIdx.x;
    const int warp = threadIdx.y;
    const T* const q = static_cast<const T*>(a.q.data) + head * count * width;
    const T* const k = static_cast<const T*>(a.k.data) + head * key_count * width;
    const T* const v = static_cast<const T*>(a.v.data) + head * key_count * width;
    const auto* const mask = static_cast<const unsigned char*>(a.key_mask.data);
    for (int r = warp; r < query_tile; r += warps) {
        for (int e = lane; e < width; e += 32) {
            queries[r][e] = first + r < count ? as_float(q[(first + r) * width + e]) * scale : 0.0F;
        }
    }
    float peak[rows];
    float total[rows];
    float out[rows][width / 32];
    for (int r = 0; r < rows; ++r) {
        peak[r] = -CUDART_INF_F;
        total[r] = 0;
        for (int part = 0; part < width / 32; ++part) {
            out[r][part] = 0;
        }
    }
    for (long long begin = 0; begin < key_count; begin += tile) {
        __syncthreads();
        for (int m = warp; m < tile; m += warps) {
            for (int e = lane; e < width; e += 32) {
                const bool exists = begin + m < key_count;
                keys[m][e] = exists ? as_float(k[(begin + m) * width + e]) : 0.0F;
                values[m][e] = exists ? as_float(v[(begin + m) * width + e]) : 0.0F;
            }
        }
        __syncthreads();
        const bool counts = begin + lane < key_count &&
                            (mask == nullptr || mask[head / heads * key_count + begin + lane] != 0);
        for (int r = 0; r < rows; ++r) {
            float score = 0;
            for (int e = 0; e < width; ++e) {
                score += queries[warp * rows + r][e] * keys[lane][e];
            }
            score = counts ? score : -CUDART_INF_F;
            const float highest = fmaxf(peak[r], warp_max(score));
            if (highest == -CUDART_INF_F) {
                continue; // nothing but masked keys so far
            }
            const float shrink = exp2f(peak[r] - highest);
            const float p = exp2f(score - highest);
            peak[r] = highest;
            total[r] = total[r] * shrink + warp_sum(p);
            for (int part = 0; part < width / 32; ++part) {
                out[r][part] *= shrink;
            }
            for (int m = 0; m < tile; ++m) {
                const float share = __shfl_sync(0xffffffffU, p, m);
                for (int part = 0; part < width / 32; ++part) {
                    out[r][part] += share * values[m][part * 32 + lane];
                }
            }
        }
    }
    for (int r = 0; r < rows; ++r) {
        const long long n = first + warp * rows + r;
        if (n >= count) {
            continue;
        }
        const float factor = total[r] > 0 ? 1.0F / total[r] : 0.0F;
        T* const line = static_cast<T*>(a.out.data) +
                        ((head / heads * count + n) * heads + head % heads) * width;
        for (int part = 0; part < width / 32; ++part) {
            put(line[part * 32 + lane], out[r][part] * factor);
        }
    }
}

template <class T, int width>
void launch(const Attention& a, Stream stream)
{
    // base-2 softmax: the scale carries log2(e)
    const float scale =
        (a.scale != 0 ? a.scale : 1.0F / sqrtf(static_cast<float>(width))) * 1.44269504F;
    const dim3 grid(static_cast<unsigned>((a.q.size(2) + query_tile - 1) / query_tile),
                    static_cast<unsigned>(a.q.size(0) * a.q.size(1)));
    attention_kernel<T, width><<<grid, dim3(32, warps), 0, handle_of(stream)>>>(a, scale);
}

template <class T>
void launch(const Attention& a, Stream stream)
{
    switch (a.q.size(3)) {
    case 32:
        return launch<T, 32>(a, stream);
    case 64:
        return launch<T, 64>(a, stream);
    case 96:
        return launch<T, 96>(a, stream);
    default:
        return launch<T, widest>(a, stream);
    }
}

} // namespace

void attention(const Attention& a, Stream stream)
{
    check(a);
    a.q.type == Type::bf16 ? launch<__nv_bfloat16>(a, stream) : launch<float>(a, stream);
    check_launch("attention");
}

} // namespace rushlight::kernels
