// Attention with AVX-512-BF16 dot products: vdpbf16ps multiplies pairs of bf16 and adds them into
// 16 f32 lanes. Scores: tiles of 6 queries × 64 keys; values: tiles of 6 queries × 64 columns: 24
// accumulators of the 32 registers.
#include "kernels/attention_plan.hpp"
#include "kernels/bf16.hpp"

#include <immintrin.h>

#include <cmath>
#include <limits>

namespace rushlight::kernels::isa_avx512bf16 {

namespace {

constexpr int row_tile = 6;

inline __m512bh as_bf16(__m512i bits)
{
    return reinterpret_cast<__m512bh>(bits);
}

/// 2^x for x ≤ 0; the polynomial is good to 2e-7, far below bf16.
inline __m512 exp2_of(__m512 x)
{
    x = _mm512_max_ps(x,
                      _mm512_set1_ps(-160.0F)); // masked keys come as −infinity; 2^−160 is 0 in f32
    const __m512 whole = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    const __m512 f = _mm512_sub_ps(x, whole);
    __m512 p = _mm512_set1_ps(1.3333558e-3F);
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(9.6181291e-3F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(5.5504109e-2F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(2.4022651e-1F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(6.9314718e-1F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(1.0F));
    return _mm512_scalef_ps(p, whole);
}

/// pairs: width/2 words of two bf16 a row; keys: [width/2][64] words. scores[6][64] in f32.
inline void
score_tile(const std::int32_t* pairs, std::int64_t half, const std::int32_t* keys, float* scores)
{
    __m512 sum[row_tile][4];
    for (auto& row : sum) {
        for (auto& part : row) {
            part = _mm512_setzero_ps();
        }
    }
    for (std::int64_t e = 0; e < half; ++e) {
        const std::int32_t* const line = keys + e * key_tile;
        const __m512bh k0 = as_bf16(_mm512_load_si512(line));
        const __m512bh k1 = as_bf16(_mm512_load_si512(line + 16));
        const __m512bh k2 = as_bf16(_mm512_load_si512(line + 32));
        const __m512bh k3 = as_bf16(_mm512_load_si512(line + 48));
#pragma GCC unroll 6
        for (int r = 0; r < row_tile; ++r) {
            const __m512bh q = as_bf16(_mm512_set1_epi32(pairs[r * half + e]));
            sum[r][0] = _mm512_dpbf16_ps(sum[r][0], q, k0);
            sum[r][1] = _mm512_dpbf16_ps(sum[r][1], q, k1);
            sum[r][2] = _mm512_dpbf16_ps(sum[r][2], q, k2);
            sum[r][3] = _mm512_dpbf16_ps(sum[r][3], q, k3);
        }
    }
    for (int r = 0; r < row_tile; ++r) {
        for (int part = 0; part < 4; ++part) {
            _mm512_store_ps(scores + r * key_block + part * 16, sum[r][part]);
        }
    }
}

/// probabilities: pairs along the keys, [6][key_block/2] words; values: [keys/2][width] words.
/// out[6][width] += p · v.
template <int V>
inline void value_tile(const std::int32_t* probabilities,
                       const std::int32_t* values,
                       std::int64_t key_pairs,
                       std::int64_t width,
                       float* out)
{
    __m512 sum[row_tile][V];
    for (int r = 0; r < row_tile; ++r) {
        for (int part = 0; part < V; ++part) {
            sum[r][part] = _mm512_load_ps(out + r * width + part * 16);
        }
    }
    for (std::int64_t m = 0; m < key_pairs; ++m) {
        const std::int32_t* const line = values + m * width;
        __m512bh v[V];
#pragma GCC unroll 4
        for (int part = 0; part < V; ++part) {
            v[part] = as_bf16(_mm512_load_si512(line + part * 16));
        }
#pragma GCC unroll 6
        for (int r = 0; r < row_tile; ++r) {
            const __m512bh p = as_bf16(_mm512_set1_epi32(probabilities[r * (key_block / 2) + m]));
#pragma GCC unroll 4
            for (int part = 0; part < V; ++part) {
                sum[r][part] = _mm512_dpbf16_ps(sum[r][part], p, v[part]);
            }
        }
    }
    for (int r = 0; r < row_tile; ++r) {
        for (int part = 0; part < V; ++part) {
            _mm512_store_ps(out + r * width + part * 16, sum[r][part]);
        }
    }
}

} // namespace

void attention_pack(const Attention& a, const PackedLayout& layout, std::int64_t head)
{
    const std::int64_t keys = a.k.size(2);
    const std::int64_t width = a.k.size(3);
    const Bf16* const k = a.k.as<const Bf16>() + head * keys * width;
    const Bf16* const v = a.v.as<const Bf16>() + head * keys * width;
    auto* const packed_k = reinterpret_cast<std::int32_t*>(layout.key_data(a, head));
    auto* const packed_v = reinterpret_cast<std::int32_t*>(layout.value_data(a, head));
    const auto pair = [](Bf16 low, Bf16 high) {
        return static_cast<std::int32_t>(static_cast<std::uint32_t>(low) |
                                         (static_cast<std::uint32_t>(high) << 16));
    };
    for (std::int64_t m = 0; m < layout.keys; ++m) {
        const std::int64_t tile = m / key_tile * key_tile;
        std::int32_t* const to = packed_k + tile * width / 2 + m % key_tile;
        for (std::int64_t e = 0; e < width / 2; ++e) {
            to[e * key_tile] = m < keys ? pair(k[m * width + 2 * e], k[m * width + 2 * e + 1]) : 0;
        }
    }
    for (std::int64_t m = 0; m < layout.keys; m += 2) {
        for (std::int64_t e = 0; e < width; ++e) {
            packed_v[m / 2 * width + e] = pair(m < keys ? v[m * width + e] : Bf16{0},
                                               m + 1 < keys ? v[(m + 1) * width + e] : Bf16{0});
        }
    }
}

void attention_block(const Attention& a,
                     const PackedLayout& layout,
                     std::int64_t head,
                     std::int64_t first)
{
    const std::int64_t width = a.q.size(3);
    const std::int64_t half = width / 2;
    const std::int64_t heads = a.q.size(1);
    const std::int64_t rows = std::min(query_block, a.q.size(2) - first);
    const auto* const packed_k = reinterpret_cast<const std::int32_t*>(layout.key_data(a, head));
    const auto* const packed_v = reinterpret_cast<const std::int32_t*>(layout.value_data(a, head));
    const float* const bias = layout.bias(a, head / heads);
    const float scale =
        (a.scale != 0 ? a.scale : 1.0F / std::sqrt(static_cast<float>(width))) * 1.44269504F;

    alignas(64) std::int32_t q[query_block * widest_head / 2] = {};
    alignas(64) float scores[query_block * key_block] = {};
    alignas(64) std::int32_t probabilities[query_block * key_block / 2] = {};
    alignas(64) float out[query_block * widest_head] = {};
    float peak[query_block];
    float total[query_block] = {};
    std::fill(peak, peak + query_block, -std::numeric_limits<float>::infinity());
    std::copy_n(reinterpret_cast<const std::int32_t*>(a.q.as<const Bf16>() +
                                                      (head * a.q.size(2) + first) * width),
                rows * half,
                q);

    for (std::int64_t begin = 0; begin < layout.keys; begin += key_block) {
        const std::int64_t keys = std::min(key_block, layout.keys - begin);
        for (std::int64_t tile = 0; tile < keys; tile += key_tile) {
            for (std::int64_t r = 0; r < rows; r += row_tile) {
                score_tile(q + r * half,
                           half,
                           packed_k + (begin + tile) * half,
                           scores + r * key_block + tile);
            }
        }
        for (std::int64_t r = 0; r < rows; ++r) {
            float* const line = scores + r * key_block;
            auto* const p_line = reinterpret_cast<Bf16*>(probabilities + r * (key_block / 2));
            __m512 best = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
            for (std::int64_t m = 0; m < keys; m += 16) {
                const __m512 value = _mm512_fmadd_ps(_mm512_load_ps(line + m),
                                                     _mm512_set1_ps(scale),
                                                     _mm512_load_ps(bias + begin + m));
                _mm512_store_ps(line + m, value);
                best = _mm512_max_ps(best, value);
            }
            const float highest = std::max(peak[r], _mm512_reduce_max_ps(best));
            if (highest == -std::numeric_limits<float>::infinity()) {
                std::fill(p_line, p_line + keys, Bf16{0}); // nothing but masked keys so far
                continue;
            }
            const float shrink = std::exp2(peak[r] - highest);
            peak[r] = highest;
            const __m512 top = _mm512_set1_ps(highest);
            __m512 sum = _mm512_setzero_ps();
            for (std::int64_t m = 0; m < keys; m += 32) {
                const __m512 low = exp2_of(_mm512_sub_ps(_mm512_load_ps(line + m), top));
                const __m512 high = exp2_of(_mm512_sub_ps(_mm512_load_ps(line + m + 16), top));
                sum = _mm512_add_ps(sum, _mm512_add_ps(low, high));
                _mm512_store_si512(p_line + m,
                                   reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(high, low)));
            }
            total[r] = total[r] * shrink + _mm512_reduce_add_ps(sum);
            if (shrink != 1.0F) {
                for (std::int64_t e = 0; e < width; e += 16) {
                    float* const at = out + r * width + e;
                    _mm512_store_ps(at, _mm512_mul_ps(_mm512_load_ps(at), _mm512_set1_ps(shrink)));
                }
            }
        }
        for (std::int64_t r = 0; r < rows; r += row_tile) {
            const std::int32_t* const p = probabilities + r * (key_block / 2);
            const std::int32_t* const v = packed_v + begin / 2 * width;
            std::int64_t e = 0;
            for (; e + 64 <= width; e += 64) {
                value_tile<4>(p, v + e, keys / 2, width, out + r * width + e);
            }
            for (; e < width; e += 32) {
                value_tile<2>(p, v + e, keys / 2, width, out + r * width + e);
            }
        }
    }

    for (std::int64_t r = 0; r < rows; ++r) {
        const float factor = total[r] > 0 ? 1.0F / total[r] : 0.0F;
        Bf16* const line =
            a.out.as<Bf16>() +
            (((head / heads) * a.q.size(2) + first + r) * heads + head % heads) * width;
        for (std::int64_t e = 0; e < width; ++e) {
            line[e] = to_bf16(out[r * width + e] * factor);
        }
    }
}

} // namespace rushlight::kernels::isa_avx512bf16
