#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>

namespace rushlight::generation::training {

/// What `rushlight-engine train --lora` was asked for.
struct LoraRequest {
    std::filesystem::path examples; ///< a folder, see examples.hpp
    std::filesystem::path out;      ///< the LoRA's file, .safetensors
    std::filesystem::path weights;  ///< of previs: what it is trained for
    std::int64_t rank = 8;
    std::int64_t steps = 0; ///< 0: the plan's
    double minutes = 0;     ///< of the whole, in place of steps; 0: steps decide
    int threads = 0;        ///< 0: all cores
    bool mirror = true;     ///< learn from mirrored pictures as well
    bool resume = false;
    std::filesystem::path folder; ///< of the run; empty: default_run_folder("lora-" + out's name)
    bool quiet = false;
};

/// Encodes the examples, trains a LoRA on the CPU and writes it. When `stop` is set it writes a
/// checkpoint and the LoRA so far, and returns false. Throws std::runtime_error when examples or
/// weights cannot be used or training breaks down, std::invalid_argument for a rank or an `out`
/// that cannot be.
bool train_lora(const LoraRequest& request, const std::atomic<bool>& stop);

} // namespace rushlight::generation::training
