// f32 attention for every instruction set: the including file names the namespace and the vector's
// width and has its own compiler flags. GCC vector types, so that the register tiles are what is
// written.
#include "kernels/attention_plan.hpp"
#include "kernels/bf16.hpp"

#include <cmath>
#include <cstring>
#include <limits>

namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA {

namespace {

constexpr int lanes = RUSHLIGHT_KERNEL_LANES;
using Vector = float __attribute__((vector_size(lanes * 4)));
using Integers = std::int32_t __attribute__((vector_size(lanes * 4)));

inline Vector load(const float* from)
{
    Vector v;
    std::memcpy(&v, from, sizeof v);
    return v;
}

inline void store(float* to, Vector v)
{
    std::memcpy(to, &v, sizeof v);
}

/// 2^x for x ≤ 0, relative error below 2e-7; below −126 it is 0.
inline Vector exp2_of(Vector x)
{
    const Vector low = Vector{} - 126.0F;
    const Integers dead = x < low;
    x = x < low ? low : x;
    // round to nearest by the magic number; the fraction lies in ±0.5
    const Vector magic = Vector{} + 12582912.0F;
    const Vector rounded = (x + magic) - magic;
    const Vector f = x - rounded;
    Vector p = Vector{} + 1.5403530e-4F;
    p = p * f + 1.3333558e-3F;
    p = p * f + 9.6181291e-3F;
    p = p * f + 5.5504109e-2F;
    p = p * f + 2.4022651e-1F;
    p = p * f + 6.9314718e-1F;
    p = p * f + 1.0F;
    const Integers exponent = (__builtin_convertvector(rounded, Integers) + 127) << 23;
    Vector power;
    std::memcpy(&power, &exponent, sizeof power);
    return dead ? Vector{} : p * power;
}

/// scores[rows][columns of one key tile block] += q · k over the head's width; R queries at once.
template <int R>
inline void score_tile(
    const float* q, std::int64_t width, const float* keys, float* scores, std::int64_t stride)
{
    constexpr int vectors = 2;
    for (int part = 0; part < key_tile; part += vectors * lanes) {
        Vector sum[R][vectors] = {};
        for (std::int64_t e = 0; e < width; ++e) {
            const float* const line = keys + e * key_tile + part;
            const Vector k0 = load(line);
            const Vector k1 = load(line + lanes);
            for (int r = 0; r < R; ++r) {
                const Vector value = Vector{} + q[r * width + e];
                sum[r][0] += value * k0;
                sum[r][1] += value * k1;
            }
        }
        for (int r = 0; r < R; ++r) {
            store(scores + r * stride + part, sum[r][0]);
            store(scores + r * stride + part + lanes, sum[r][1]);
        }
    }
}

/// out[rows][width] += p · v over `keys` keys; R queries at once.
template <int R>
inline void value_tile(const float* p,
                       std::int64_t stride,
                       const float* values,
                       std::int64_t keys,
                       std::int64_t width,
                       float* out)
{
    constexpr int vectors = 2;
    for (std::int64_t part = 0; part < width; part += vectors * lanes) {
        Vector sum[R][vectors];
        for (int r = 0; r < R; ++r) {
            sum[r][0] = load(out + r * width + part);
            sum[r][1] = load(out + r * width + part + lanes);
        }
        for (std::int64_t m = 0; m < keys; ++m) {
            const float* const line = values + m * width + part;
            const Vector v0 = load(line);
            const Vector v1 = load(line + lanes);
            for (int r = 0; r < R; ++r) {
                const Vector value = Vector{} + p[r * stride + m];
                sum[r][0] += value * v0;
                sum[r][1] += value * v1;
            }
        }
        for (int r = 0; r < R; ++r) {
            store(out + r * width + part, sum[r][0]);
            store(out + r * width + part + lanes, sum[r][1]);
        }
    }
}

template <class T>
void pack_head(const Attention& a, const PackedLayout& layout, std::int64_t head)
{
    const std::int64_t keys = a.k.size(2);
    const std::int64_t width = a.k.size(3);
    const T* const k = a.k.as<const T>() + head * keys * width;
    const T* const v = a.v.as<const T>() + head * keys * width;
    auto* const packed_k = reinterpret_cast<float*>(layout.key_data(a, head));
    auto* const packed_v = reinterpret_cast<float*>(layout.value_data(a, head));
    for (std::int64_t tile = 0; tile < layout.keys; tile += key_tile) {
        for (std::int64_t i = 0; i < key_tile; ++i) {
            const std::int64_t m = tile + i;
            for (std::int64_t e = 0; e < width; ++e) {
                packed_k[tile * width + e * key_tile + i] =
                    m < keys ? to_float(k[m * width + e]) : 0.0F;
                packed_v[m * width + e] = m < keys ? to_float(v[m * width + e]) : 0.0F;
            }
        }
    }
}

template <class T>
void attend_block(const Attention& a,
                  const PackedLayout& layout,
                  std::int64_t head,
                  std::int64_t first)
{
    const std::int64_t width = a.q.size(3);
    const std::int64_t heads = a.q.size(1);
    const std::int64_t rows = std::min(query_block, a.q.size(2) - first);
    const auto* const packed_k = reinterpret_cast<const float*>(layout.key_data(a, head));
    const auto* const packed_v = reinterpret_cast<const float*>(layout.value_data(a, head));
    const float* const bias = layout.bias(a, head / heads);
    // base-2 softmax: the scale carries log2(e)
    const float scale =
        (a.scale != 0 ? a.scale : 1.0F / std::sqrt(static_cast<float>(width))) * 1.44269504F;

    alignas(64) float q[query_block * widest_head] = {};
    alignas(64) float scores[query_block * key_block];
    alignas(64) float out[query_block * widest_head] = {};
    float peak[query_block];
    float total[query_block] = {};
    std::fill(peak, peak + query_block, -std::numeric_limits<float>::infinity());
    const T* const source = a.q.as<const T>() + (head * a.q.size(2) + first) * width;
    for (std::int64_t i = 0; i < rows * width; ++i) {
        q[i] = to_float(source[i]) * scale;
    }

    for (std::int64_t begin = 0; begin < layout.keys; begin += key_block) {
        const std::int64_t keys = std::min(key_block, layout.keys - begin);
        for (std::int64_t tile = 0; tile < keys; tile += key_tile) {
            const float* const packed = packed_k + (begin + tile) * width;
            for (std::int64_t r = 0; r < rows; r += 6) {
                score_tile<6>(
                    q + r * width, width, packed, scores + r * key_block + tile, key_block);
            }
        }
        for (std::int64_t r = 0; r < rows; ++r) {
            float* const line = scores + r * key_block;
            Vector best = Vector{} - std::numeric_limits<float>::infinity();
            for (std::int64_t m = 0; m < keys; m += lanes) {
                const Vector value = load(line + m) + load(bias + begin + m);
                store(line + m, value);
                best = value > best ? value : best;
            }
            float highest = peak[r];
            for (int lane = 0; lane < lanes; ++lane) {
                highest = std::max(highest, best[lane]);
            }
            if (highest == -std::numeric_limits<float>::infinity()) {
                std::fill(line, line + keys, 0.0F); // nothing but masked keys so far
                continue;
            }
            const float shrink = std::exp2(peak[r] - highest);
            peak[r] = highest;
            Vector sum{};
            for (std::int64_t m = 0; m < keys; m += lanes) {
                const Vector p = exp2_of(load(line + m) - highest);
                store(line + m, p);
                sum += p;
            }
            total[r] *= shrink;
            for (int lane = 0; lane < lanes; ++lane) {
                total[r] += sum[lane];
            }
            if (shrink != 1.0F) {
                for (std::int64_t e = 0; e < width; ++e) {
                    out[r * width + e] *= shrink;
                }
            }
        }
        for (std::int64_t r = 0; r < rows; r += 6) {
            value_tile<6>(scores + r * key_block,
                          key_block,
                          packed_v + begin * width,
                          keys,
                          width,
                          out + r * width);
        }
    }

    for (std::int64_t r = 0; r < rows; ++r) {
        const float factor = total[r] > 0 ? 1.0F / total[r] : 0.0F;
        T* const line = a.out.as<T>() +
                        (((head / heads) * a.q.size(2) + first + r) * heads + head % heads) * width;
        for (std::int64_t e = 0; e < width; ++e) {
            line[e] = from_float<T>(out[r * width + e] * factor);
        }
    }
}

} // namespace

void attention_pack(const Attention& a, const PackedLayout& layout, std::int64_t head)
{
    a.q.type == Type::bf16 ? pack_head<Bf16>(a, layout, head) : pack_head<float>(a, layout, head);
}

void attention_block(const Attention& a,
                     const PackedLayout& layout,
                     std::int64_t head,
                     std::int64_t first)
{
    a.q.type == Type::bf16 ? attend_block<Bf16>(a, layout, head, first)
                           : attend_block<float>(a, layout, head, first);
}

} // namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA
