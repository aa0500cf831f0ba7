#pragma once

#include "kernels/isa.hpp"
#include "kernels/stream.hpp"
#include "kernels/tensor_ref.hpp"

namespace rushlight::kernels {

/// QK-norm (Henry et al. 2020, arXiv:2010.04245) and rotary position (Su et al. 2021,
/// arXiv:2104.09864) in one pass that writes attention's layout. Per head: x ← x / sqrt(mean(x²) +
/// epsilon) · weight, then each pair (a, b) turns by its angle: (a·cos − b·sin, a·sin + b·cos). One
/// worker takes whole tokens. Bound: memory.
struct NormRotary {
    TensorRef x;         ///< [B, N, H, E] f32 or bf16, E even and at most 256
    TensorRef weight;    ///< [E] f32; none: no norm at all
    TensorRef cosine;    ///< [N, E/2] or [B, N, E/2] f32; none (with sine): no rotation
    TensorRef sine;      ///< like cosine
    TensorRef out;       ///< [B, H, N, E], the type of x; never x itself
    bool halves = false; ///< pairs are (i, i + E/2); false: (2i, 2i + 1)
    float epsilon = 1e-6F;
};

/// Throws ShapeError.
void norm_rotary(const NormRotary& arguments,
                 const ParallelFor& parallel,
                 StopFlag stop = nullptr,
                 Isa isa = kernels::isa());

#ifdef RUSHLIGHT_HAS_CUDA
/// The same on the device, asynchronously. Throws ShapeError, CudaError.
void norm_rotary(const NormRotary& arguments, Stream stream);
#endif

/// Throws ShapeError unless the shapes and types fit together.
void check(const NormRotary& arguments);

} // namespace rushlight::kernels
