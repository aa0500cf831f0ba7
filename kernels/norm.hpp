#pragma once

#include "kernels/isa.hpp"
#include "kernels/stream.hpp"
#include "kernels/tensor_ref.hpp"

namespace rushlight::kernels {

/// Root-mean-square norm with a modulation per token, in one pass (RMSNorm: Zhang & Sennrich 2019,
/// arXiv:1910.07467; adaLN: Peebles & Xie 2022, arXiv:2212.09748):
///   y = x / sqrt(mean(x²) + epsilon) · weight · (1 + scale[level]) + shift[level]
/// One worker takes whole rows. Bound: memory, N·D read and written once.
struct NormModulate {
    TensorRef x;      ///< [N, D] f32 or bf16
    TensorRef weight; ///< [D] f32, or none: 1
    TensorRef scale;  ///< [L, D] f32, or none: 0
    TensorRef shift;  ///< [L, D] f32, or none: 0
    TensorRef level;  ///< [N] i32, the row of scale and shift of each token; none: row 0
    TensorRef out;    ///< [N, D], the type of x; may be x itself
    float epsilon = 1e-6F;
};

/// Throws ShapeError.
void rms_norm_modulate(const NormModulate& arguments,
                       const ParallelFor& parallel,
                       StopFlag stop = nullptr,
                       Isa isa = kernels::isa());

#ifdef RUSHLIGHT_HAS_CUDA
/// The same on the device, asynchronously. Throws ShapeError, CudaError.
void rms_norm_modulate(const NormModulate& arguments, Stream stream);
#endif

/// Throws ShapeError unless the shapes and types fit together.
void check(const NormModulate& arguments);

} // namespace rushlight::kernels
