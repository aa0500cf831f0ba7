#pragma once

#include <stdexcept>
#include <string>

namespace rushlight::generation {

/// What is wrong with a file of weights, in one sentence.
class CheckpointError : public std::runtime_error {
public:
    enum class Code {
        unreadable, ///< no such file, no permission, the disk failed
        full,       ///< no room to write
        malformed,  ///< not a safetensors file, or damaged
        missing,    ///< a tensor that the model needs is not there
        wrong_shape,
        left_over ///< tensors that no layer took
    };

    CheckpointError(Code kind, const std::string& sentence)
        : std::runtime_error(sentence)
        , code(kind)
    {
    }

    Code code;
};

} // namespace rushlight::generation
