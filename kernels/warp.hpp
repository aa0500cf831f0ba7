#pragma once

#include "kernels/isa.hpp"
#include "kernels/stream.hpp"
#include "kernels/tensor_ref.hpp"

namespace rushlight::kernels {

/// Backward warp by a flow field, bilinear, edges repeated (latents and pictures alike):
///   out[b, c, y, x] = source[b, c, y + flow[b, 1, y, x], x + flow[b, 0, y, x]]
/// One worker takes whole rows. Bound: memory.
struct FlowWarp {
    TensorRef source; ///< [B, C, H, W] f32
    TensorRef flow;   ///< [B, 2, H, W] f32: dx, dy in cells; a NaN reads as 0
    TensorRef out;    ///< [B, C, H, W] f32, never `source` itself
};

/// Throws ShapeError.
void flow_warp(const FlowWarp& arguments,
               const ParallelFor& parallel,
               StopFlag stop = nullptr,
               Isa isa = kernels::isa());

#ifdef RUSHLIGHT_HAS_CUDA
/// The same on the device, asynchronously. Throws ShapeError, CudaError.
void flow_warp(const FlowWarp& arguments, Stream stream);
#endif

/// Throws ShapeError unless the shapes and types fit together.
void check(const FlowWarp& arguments);

} // namespace rushlight::kernels
