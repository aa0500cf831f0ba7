#pragma once

#include <stdexcept>
#include <string>

namespace rushlight::kernels {

/// A CUDA call failed. `sticky` errors end the process: every later call in it would fail as well.
class CudaError : public std::runtime_error {
public:
    CudaError(const std::string& sentence, int cuda_code, bool is_sticky)
        : std::runtime_error(sentence)
        , code(cuda_code)
        , sticky(is_sticky)
    {
    }

    int code;
    bool sticky;
};

/// Somebody else's cudaStream_t; null is the default stream.
struct Stream {
    void* handle = nullptr;
};

} // namespace rushlight::kernels
