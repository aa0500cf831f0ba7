#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace rushlight::generation::nn {

/// "cpu", or "cuda": the first NVIDIA GPU. libtorch's CUDA half is loaded at the first "cuda" of
/// the process; the engine does not link it. Throws std::runtime_error with a sentence where there
/// is none or no GPU answers, std::invalid_argument for other names.
[[nodiscard]] at::Device device_named(const std::string& name);

} // namespace rushlight::generation::nn
