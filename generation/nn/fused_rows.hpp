#pragma once

#include <cstdint>

namespace rushlight::generation::nn {

/// A row of fp32 or bf16 values (bf16 as its 16 bits).
struct Rows {
    void* data = nullptr;
    bool is_bf16 = false;
};

/// Plain loops of the fused operations over rows begin … end − 1, one build for each instruction
/// set. All pointers may be null where a line says "or none".
struct NormRows {
    Rows x;                        ///< [N, D]
    Rows residual;                 ///< [N, D] or none
    Rows out;                      ///< [N, D]; in the backward pass the gradient that comes in
    Rows x_gradient;               ///< [N, D]; backward
    const float* weight = nullptr; ///< [D] or none
    const float* scale = nullptr;  ///< [L, D] or none
    const float* shift = nullptr;  ///< [L, D] or none
    const std::int32_t* level = nullptr; ///< [N] or none: 0
    float* products = nullptr;           ///< [L, D] sum of gradient · normed x; backward
    float* sums = nullptr;               ///< [L, D] sum of gradient, or none; backward
    std::int64_t width = 0;
    float epsilon = 1e-6F;
};

void norm_forward(const NormRows& rows, std::int64_t begin, std::int64_t end);
void norm_backward(const NormRows& rows, std::int64_t begin, std::int64_t end);

/// Row r of `gate`, [N, 2 F] and [N, F].
struct GateRows {
    Rows x;
    Rows out;               ///< in the backward pass the gradient that comes in
    Rows x_gradient;        ///< [N, 2 F]; backward
    std::int64_t width = 0; ///< F
};

void gate_forward(const GateRows& rows, std::int64_t begin, std::int64_t end);
void gate_backward(const GateRows& rows, std::int64_t begin, std::int64_t end);

/// The heads of one token are one item; the positions are of its place in its clip.
struct HeadRows {
    Rows x;          ///< [B, N, 3, H, E]
    Rows x_gradient; ///< the same; backward
    Rows q;          ///< [B, H, N, E]; in the backward pass gradients that come in
    Rows k;
    Rows v;
    Rows first;          ///< [B, H, N, E] or none
    Rows first_gradient; ///< the same; backward
    const float* query_weight = nullptr;
    const float* key_weight = nullptr;
    const float* cosine = nullptr; ///< [B or 1, N, E / 2]
    const float* sine = nullptr;
    float* query_sums = nullptr; ///< [E]; backward
    float* key_sums = nullptr;
    float* mix_sum = nullptr; ///< [1]; backward
    float mix = 0;
    std::int64_t tokens = 0; ///< N
    std::int64_t heads = 0;
    std::int64_t width = 0;   ///< E
    bool one_rotation = true; ///< the whole batch shares its positions
    float epsilon = 1e-6F;
};

void heads_forward(const HeadRows& rows, std::int64_t begin, std::int64_t end);
void heads_backward(const HeadRows& rows, std::int64_t begin, std::int64_t end);

} // namespace rushlight::generation::nn
