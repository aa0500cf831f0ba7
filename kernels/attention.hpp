#pragma once

#include "kernels/isa.hpp"
#include "kernels/stream.hpp"
#include "kernels/tensor_ref.hpp"

namespace rushlight::kernels {

/// Scaled dot-product attention with an online softmax (FlashAttention-2: Dao 2023,
/// arXiv:2307.08691):
///   out[b, n, h] = Σ_m softmax_m(scale · q[b, h, n] · k[b, h, m]) v[b, h, m]
/// Keys and values are packed once a head into `workspace`; then each worker takes blocks of 48
/// queries over blocks of 256 keys, with a tile of 6 queries × 4 vectors in registers. bf16 inputs
/// on AVX-512-BF16 use its dot products with probabilities rounded to bf16; all else computes in
/// f32. Bound: arithmetic, 4·B·H·N·M·E operations.
struct Attention {
    TensorRef q;         ///< [B, H, N, E] f32 or bf16; E 32, 64, 96 or 128
    TensorRef k;         ///< [B, H, M, E], the type of q
    TensorRef v;         ///< [B, H, M, E], the type of q
    TensorRef key_mask;  ///< [B, M] u8: keys with 0 are left out; none: all count. A row without
                         ///< keys gives zeros.
    TensorRef out;       ///< [B, N, H, E], the type of q
    TensorRef workspace; ///< at least attention_workspace_bytes(...) of u8; the CPU path only
    float scale = 0;     ///< 0: 1/√E
};

/// Bytes that the CPU path needs besides its arguments.
[[nodiscard]] std::int64_t attention_workspace_bytes(const Attention& arguments);

/// Throws ShapeError. The stop flag is looked at before each block of queries.
void attention(const Attention& arguments,
               const ParallelFor& parallel,
               StopFlag stop = nullptr,
               Isa isa = kernels::isa());

#ifdef RUSHLIGHT_HAS_CUDA
/// The same on the device, asynchronously. Throws ShapeError, CudaError.
void attention(const Attention& arguments, Stream stream);
#endif

/// Throws ShapeError unless the shapes and types fit together.
void check(const Attention& arguments);

} // namespace rushlight::kernels
