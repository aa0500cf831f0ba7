// No ATen here: this file is built for several instruction sets, and the one that the CPU has is
// chosen when the program starts. Rows are widened to fp32 buffers, worked on and narrowed again.
#include "generation/nn/fused_rows.hpp"

#include <bit>
#include <cmath>

#define RUSHLIGHT_EACH_ISA                                                                         \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))

namespace rushlight::generation::nn {

namespace {

constexpr std::int64_t widest = 4096;

#define RUSHLIGHT_INLINE __attribute__((always_inline)) inline

RUSHLIGHT_INLINE void load(const Rows& rows, std::int64_t offset, std::int64_t count, float* to)
{
    if (rows.is_bf16) {
        const auto* from = static_cast<const std::uint16_t*>(rows.data) + offset;
        for (std::int64_t i = 0; i < count; ++i) {
            to[i] = std::bit_cast<float>(static_cast<std::uint32_t>(from[i]) << 16);
        }
    } else {
        const auto* from = static_cast<const float*>(rows.data) + offset;
        for (std::int64_t i = 0; i < count; ++i) {
            to[i] = from[i];
        }
    }
}

RUSHLIGHT_INLINE void
store(const Rows& rows, std::int64_t offset, std::int64_t count, const float* from)
{
    if (rows.is_bf16) {
        auto* to = static_cast<std::uint16_t*>(rows.data) + offset;
        for (std::int64_t i = 0; i < count; ++i) {
            // to the nearest, ties to even; NaN stays NaN because its low bits are cut, not carried
            const auto bits = std::bit_cast<std::uint32_t>(from[i]);
            const std::uint32_t rounded = bits + 0x7FFFU + ((bits >> 16) & 1U);
            to[i] =
                static_cast<std::uint16_t>((from[i] != from[i] ? bits | 0x400000U : rounded) >> 16);
        }
    } else {
        auto* to = static_cast<float*>(rows.data) + offset;
        for (std::int64_t i = 0; i < count; ++i) {
            to[i] = from[i];
        }
    }
}

/// Sum of a·b in 16 lanes, so that every instruction set adds in the same order
RUSHLIGHT_INLINE float dot(const float* a, const float* b, std::int64_t count)
{
    float lanes[16] = {};
    std::int64_t i = 0;
    for (; i + 16 <= count; i += 16) {
        for (int lane = 0; lane < 16; ++lane) {
            lanes[lane] += a[i + lane] * b[i + lane];
        }
    }
    for (; i < count; ++i) {
        lanes[0] += a[i] * b[i];
    }
    float sum = 0;
    for (const float lane : lanes) {
        sum += lane;
    }
    return sum;
}

/// e^x to 2 ulp for |x| < 80, clamped beyond
RUSHLIGHT_INLINE float exponential(float x)
{
    x = x < -80.0F ? -80.0F : x > 80.0F ? 80.0F : x;
    const float shifted =
        x * 1.44269504F + 12582912.0F; // the low bits hold the rounded power of two
    const float whole = shifted - 12582912.0F;
    const float rest = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
    float sum = 1.9875691500e-4F;
    sum = sum * rest + 1.3981999507e-3F;
    sum = sum * rest + 8.3334519073e-3F;
    sum = sum * rest + 4.1665795894e-2F;
    sum = sum * rest + 1.6666665459e-1F;
    sum = sum * rest + 5.0000001201e-1F;
    sum = sum * rest * rest + rest + 1.0F;
    const std::uint32_t power = std::bit_cast<std::uint32_t>(shifted) << 23;
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(sum) + power);
}

RUSHLIGHT_INLINE float factor_of(const float* x, std::int64_t width, float epsilon)
{
    return 1.0F / std::sqrt(dot(x, x, width) / static_cast<float>(width) + epsilon);
}

} // namespace

RUSHLIGHT_EACH_ISA void norm_forward(const NormRows& a, std::int64_t begin, std::int64_t end)
{
    float x[widest];
    float add[widest];
    for (std::int64_t row = begin; row < end; ++row) {
        load(a.x, row * a.width, a.width, x);
        const float factor = factor_of(x, a.width, a.epsilon);
        const std::int64_t level = a.level != nullptr ? a.level[row] : 0;
        for (std::int64_t i = 0; i < a.width; ++i) {
            x[i] *= factor;
        }
        if (a.weight != nullptr) {
            for (std::int64_t i = 0; i < a.width; ++i) {
                x[i] *= a.weight[i];
            }
        }
        if (a.scale != nullptr) {
            const float* const scale = a.scale + level * a.width;
            for (std::int64_t i = 0; i < a.width; ++i) {
                x[i] *= 1.0F + scale[i];
            }
        }
        if (a.shift != nullptr) {
            const float* const shift = a.shift + level * a.width;
            for (std::int64_t i = 0; i < a.width; ++i) {
                x[i] += shift[i];
            }
        }
        if (a.residual.data != nullptr) {
            load(a.residual, row * a.width, a.width, add);
            for (std::int64_t i = 0; i < a.width; ++i) {
                x[i] += add[i];
            }
        }
        store(a.out, row * a.width, a.width, x);
    }
}

RUSHLIGHT_EACH_ISA void norm_backward(const NormRows& a, std::int64_t begin, std::int64_t end)
{
    float x[widest];
    float gradient[widest];
    for (std::int64_t row = begin; row < end; ++row) {
        load(a.x, row * a.width, a.width, x);
        load(a.out, row * a.width, a.width, gradient);
        const float factor = factor_of(x, a.width, a.epsilon);
        const std::int64_t level = a.level != nullptr ? a.level[row] : 0;
        float* const products = a.products + level * a.width;
        for (std::int64_t i = 0; i < a.width; ++i) {
            x[i] *= factor;
            products[i] += gradient[i] * x[i];
        }
        if (a.sums != nullptr) {
            float* const sums = a.sums + level * a.width;
            for (std::int64_t i = 0; i < a.width; ++i) {
                sums[i] += gradient[i];
            }
        }
        if (a.weight != nullptr) {
            for (std::int64_t i = 0; i < a.width; ++i) {
                gradient[i] *= a.weight[i];
            }
        }
        if (a.scale != nullptr) {
            const float* const scale = a.scale + level * a.width;
            for (std::int64_t i = 0; i < a.width; ++i) {
                gradient[i] *= 1.0F + scale[i];
            }
        }
        const float mean = dot(gradient, x, a.width) / static_cast<float>(a.width);
        for (std::int64_t i = 0; i < a.width; ++i) {
            gradient[i] = factor * (gradient[i] - x[i] * mean);
        }
        store(a.x_gradient, row * a.width, a.width, gradient);
    }
}

RUSHLIGHT_EACH_ISA void gate_forward(const GateRows& a, std::int64_t begin, std::int64_t end)
{
    float gate[widest];
    float up[widest];
    for (std::int64_t row = begin; row < end; ++row) {
        load(a.x, row * 2 * a.width, a.width, gate);
        load(a.x, row * 2 * a.width + a.width, a.width, up);
        for (std::int64_t i = 0; i < a.width; ++i) {
            up[i] *= gate[i] / (1.0F + exponential(-gate[i]));
        }
        store(a.out, row * a.width, a.width, up);
    }
}

RUSHLIGHT_EACH_ISA void gate_backward(const GateRows& a, std::int64_t begin, std::int64_t end)
{
    float gate[widest];
    float up[widest];
    float gradient[widest];
    for (std::int64_t row = begin; row < end; ++row) {
        load(a.x, row * 2 * a.width, a.width, gate);
        load(a.x, row * 2 * a.width + a.width, a.width, up);
        load(a.out, row * a.width, a.width, gradient);
        for (std::int64_t i = 0; i < a.width; ++i) {
            const float share = 1.0F / (1.0F + exponential(-gate[i]));
            const float silu = gate[i] * share;
            gate[i] = gradient[i] * up[i] * (share + silu * (1.0F - share));
            up[i] = gradient[i] * silu;
        }
        store(a.x_gradient, row * 2 * a.width, a.width, gate);
        store(a.x_gradient, row * 2 * a.width + a.width, a.width, up);
    }
}

RUSHLIGHT_EACH_ISA void heads_forward(const HeadRows& a, std::int64_t begin, std::int64_t end)
{
    float x[widest];
    float first[widest];
    const std::int64_t half = a.width / 2;
    for (std::int64_t item = begin; item < end; ++item) {
        const std::int64_t batch = item / a.tokens;
        const std::int64_t token = item % a.tokens;
        const std::int64_t place = (a.one_rotation ? token : item) * half;
        for (int part = 0; part < 3; ++part) {
            const float* const weight = part == 0 ? a.query_weight : a.key_weight;
            const Rows& out = part == 0 ? a.q : part == 1 ? a.k : a.v;
            for (std::int64_t head = 0; head < a.heads; ++head) {
                load(a.x, ((item * 3 + part) * a.heads + head) * a.width, a.width, x);
                const std::int64_t to = ((batch * a.heads + head) * a.tokens + token) * a.width;
                if (part == 2) {
                    if (a.first.data != nullptr) {
                        load(a.first, to, a.width, first);
                        for (std::int64_t i = 0; i < a.width; ++i) {
                            x[i] += a.mix * (first[i] - x[i]);
                        }
                    }
                } else {
                    const float factor = factor_of(x, a.width, a.epsilon);
                    for (std::int64_t i = 0; i < half; ++i) {
                        const float c = a.cosine[place + i];
                        const float s = a.sine[place + i];
                        const float even = x[2 * i] * factor * weight[2 * i];
                        const float odd = x[2 * i + 1] * factor * weight[2 * i + 1];
                        x[2 * i] = even * c - odd * s;
                        x[2 * i + 1] = even * s + odd * c;
                    }
                }
                store(out, to, a.width, x);
            }
        }
    }
}

RUSHLIGHT_EACH_ISA void heads_backward(const HeadRows& a, std::int64_t begin, std::int64_t end)
{
    float x[widest];
    float gradient[widest];
    float first[widest];
    const std::int64_t half = a.width / 2;
    for (std::int64_t item = begin; item < end; ++item) {
        const std::int64_t batch = item / a.tokens;
        const std::int64_t token = item % a.tokens;
        const std::int64_t place = (a.one_rotation ? token : item) * half;
        for (int part = 0; part < 3; ++part) {
            const float* const weight = part == 0 ? a.query_weight : a.key_weight;
            float* const weight_sums = part == 0 ? a.query_sums : a.key_sums;
            const Rows& in = part == 0 ? a.q : part == 1 ? a.k : a.v;
            for (std::int64_t head = 0; head < a.heads; ++head) {
                const std::int64_t from = ((item * 3 + part) * a.heads + head) * a.width;
                const std::int64_t at = ((batch * a.heads + head) * a.tokens + token) * a.width;
                load(in, at, a.width, gradient);
                if (part == 2) {
                    if (a.first.data != nullptr) {
                        load(a.x, from, a.width, x);
                        load(a.first, at, a.width, first);
                        for (std::int64_t i = 0; i < a.width; ++i) {
                            x[i] = first[i] - x[i];
                            first[i] = a.mix * gradient[i];
                        }
                        *a.mix_sum += dot(gradient, x, a.width);
                        store(a.first_gradient, at, a.width, first);
                        for (std::int64_t i = 0; i < a.width; ++i) {
                            gradient[i] -= first[i];
                        }
                    }
                } else {
                    load(a.x, from, a.width, x);
                    const float factor = factor_of(x, a.width, a.epsilon);
                    for (std::int64_t i = 0; i < half; ++i) {
                        const float c = a.cosine[place + i];
                        const float s = a.sine[place + i];
                        const float even = gradient[2 * i] * c + gradient[2 * i + 1] * s;
                        const float odd = gradient[2 * i + 1] * c - gradient[2 * i] * s;
                        gradient[2 * i] = even;
                        gradient[2 * i + 1] = odd;
                    }
                    for (std::int64_t i = 0; i < a.width; ++i) {
                        x[i] *= factor;
                        weight_sums[i] += gradient[i] * x[i];
                        gradient[i] *= weight[i];
                    }
                    const float mean = dot(gradient, x, a.width) / static_cast<float>(a.width);
                    for (std::int64_t i = 0; i < a.width; ++i) {
                        gradient[i] = factor * (gradient[i] - x[i] * mean);
                    }
                }
                store(a.x_gradient, from, a.width, gradient);
            }
        }
    }
}

} // namespace rushlight::generation::nn
