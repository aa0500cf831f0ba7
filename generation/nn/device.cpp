#include "generation/nn/device.hpp"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <dlfcn.h>

#include <stdexcept>

namespace rushlight::generation::nn {

at::Device device_named(const std::string& name)
{
    if (name == "cpu") {
        return at::kCPU;
    }
    if (name != "cuda") {
        throw std::invalid_argument("there is no device " + name +
                                    "; the devices are cpu and cuda");
    }
    // global: its kernels register themselves with libtorch_cpu's dispatcher
    static void* const loaded = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
    if (loaded == nullptr) {
        throw std::runtime_error("libtorch's CUDA half cannot be loaded; run packaging/setup on a "
                                 "machine with an NVIDIA driver, or use the device cpu");
    }
    if (!at::globalContext().hasCUDA() || at::detail::getCUDAHooks().deviceCount() < 1) {
        throw std::runtime_error("no NVIDIA GPU answers here; use the device cpu");
    }
    return at::Device(at::kCUDA, 0);
}

} // namespace rushlight::generation::nn
