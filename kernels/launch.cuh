#pragma once

#include "kernels/stream.hpp"

#include <cuda_bf16.h>
#include <cuda_runtime.h>

#include <string>

namespace rushlight::kernels {

/// Throws CudaError when the last launch (or a fault of an earlier one) failed. Everything but a
/// failed allocation is sticky: the context is lost.
inline void check_launch(const char* kernel)
{
    const cudaError_t error = cudaGetLastError();
    if (error != cudaSuccess) {
        throw CudaError(std::string(kernel) + ": " + cudaGetErrorString(error),
                        static_cast<int>(error),
                        error != cudaErrorMemoryAllocation);
    }
}

inline cudaStream_t handle_of(Stream stream)
{
    return static_cast<cudaStream_t>(stream.handle);
}

__device__ inline float as_float(float value)
{
    return value;
}

__device__ inline float as_float(__nv_bfloat16 value)
{
    return __bfloat162float(value);
}

__device__ inline void put(float& to, float value)
{
    to = value;
}

__device__ inline void put(__nv_bfloat16& to, float value)
{
    to = __float2bfloat16(value);
}

/// The sum over a warp's 32 lanes, in every lane.
__device__ inline float warp_sum(float value)
{
    for (int offset = 16; offset > 0; offset /= 2) {
        value += __shfl_xor_sync(0xffffffffU, value, offset);
    }
    return value;
}

__device__ inline float warp_max(float value)
{
    for (int offset = 16; offset > 0; offset /= 2) {
        value = fmaxf(value, __shfl_xor_sync(0xffffffffU, value, offset));
    }
    return value;
}

} // namespace rushlight::kernels
