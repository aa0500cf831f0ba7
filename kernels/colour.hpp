#pragma once

#include "kernels/isa.hpp"
#include "kernels/stream.hpp"
#include "kernels/tensor_ref.hpp"

namespace rushlight::kernels {

/// Planes of a YUV 4:2:0 picture, BT.709, limited range (luma 16 … 235, chroma 16 … 240), and
/// packed 8-bit RGB, full range. Formulas: ITU-R BT.709-6 §3. Width and height even.
struct YuvRgb {
    TensorRef luma; ///< [H, W] u8
    TensorRef blue; ///< [H/2, W/2] u8, Cb
    TensorRef red;  ///< [H/2, W/2] u8, Cr
    TensorRef rgb;  ///< [H, W, 3] u8
};

/// yuv → rgb; chroma is repeated, not interpolated. Throws ShapeError.
void yuv_to_rgb(const YuvRgb& arguments, const ParallelFor& parallel, Isa isa = kernels::isa());

/// rgb → yuv; chroma is the mean of its four pixels. Throws ShapeError.
void rgb_to_yuv(const YuvRgb& arguments, const ParallelFor& parallel, Isa isa = kernels::isa());

#ifdef RUSHLIGHT_HAS_CUDA
/// The same on the device, asynchronously. Throws ShapeError, CudaError.
void yuv_to_rgb(const YuvRgb& arguments, Stream stream);
void rgb_to_yuv(const YuvRgb& arguments, Stream stream);
#endif

/// Throws ShapeError unless the shapes and types fit together.
void check(const YuvRgb& arguments);

} // namespace rushlight::kernels
