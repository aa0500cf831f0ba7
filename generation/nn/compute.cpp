#include "generation/nn/compute.hpp"

#include "kernels/isa.hpp"

#include <ATen/ATen.h>

#include <cstdlib>

namespace rushlight::generation::nn {

void limit_instruction_set()
{
    const char* asked = std::getenv("RUSHLIGHT_ISA");
    if (asked == nullptr || *asked == '\0') {
        return;
    }
    const kernels::Isa isa = kernels::isa();
    if (isa == kernels::Isa::avx512bf16) {
        return;
    }
    const bool scalar = isa == kernels::Isa::scalar;
    // what the user set himself stays
    setenv("ONEDNN_MAX_CPU_ISA", scalar ? "SSE41" : "AVX2", 0);
    setenv("ATEN_CPU_CAPABILITY", scalar ? "default" : "avx2", 0);
    setenv("MKL_ENABLE_INSTRUCTIONS", scalar ? "SSE4_2" : "AVX2", 0);
}

at::ScalarType compute_type(at::Device device)
{
    if (!device.is_cpu()) {
        return at::kBFloat16;
    }
    static const at::ScalarType type = [] {
        if (kernels::isa() != kernels::Isa::avx512bf16) {
            return at::kFloat;
        }
        try {
            const at::Tensor x = at::ones({16, 32}, at::kBFloat16);
            const at::Tensor y = at::linear(x, at::ones({8, 32}, at::kBFloat16));
            return y.ne(32).any().item<bool>() ? at::kFloat : at::kBFloat16;
        } catch (const std::exception&) {
            return at::kFloat;
        }
    }();
    return type;
}

} // namespace rushlight::generation::nn
