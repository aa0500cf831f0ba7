#pragma once

#include <ATen/core/Tensor.h>

namespace rushlight::generation::nn {

/// Holds the libraries under ATen (its own loops, oneDNN, MKL) to the instruction set that
/// RUSHLIGHT_ISA names. Call it before the first operation of the process; without the variable it
/// does nothing.
void limit_instruction_set();

/// bf16 on a GPU, and where this CPU multiplies it directly and a small product succeeds; else
/// fp32: some builds throw on bf16 without AVX-512. Tried once.
[[nodiscard]] at::ScalarType compute_type(at::Device device = at::kCPU);

} // namespace rushlight::generation::nn
