#pragma once

#include "generation/models/previs/denoiser.hpp"
#include "generation/models/previs/text_encoder.hpp"
#include "generation/noise.hpp"

#include <ATen/Parallel.h>

namespace rushlight::test {

namespace gen = rushlight::generation;
namespace previs = rushlight::generation::previs;

/// Every tensor random, also those that training begins at zero, so that every part has an effect.
inline std::map<std::string, at::Tensor> random_tensors(std::vector<gen::nn::InitialTensor> table,
                                                        std::uint64_t seed)
{
    for (auto& line : table) {
        if (line.fill == gen::nn::Fill::zeros) {
            line.fill = gen::nn::Fill::normal;
            line.scale = 0.1;
        }
    }
    return gen::nn::make_tensors(table, seed);
}

inline previs::Denoiser tiny_denoiser(std::uint64_t seed = 1)
{
    at::set_num_threads(1); // tests run side by side, and barriers wait for each other
    const auto config = previs::tiny().denoiser;
    gen::nn::Weights weights(random_tensors(previs::tensor_table(config), seed));
    previs::Denoiser denoiser(weights, config);
    weights.expect_all_taken();
    return denoiser;
}

/// Latents of standard normal values
inline at::Tensor latents(std::uint64_t seed,
                          std::int64_t channels,
                          std::int64_t frames,
                          std::int64_t height,
                          std::int64_t width)
{
    return gen::NoiseStream(seed, "test").latent(channels, frames, height, width);
}

} // namespace rushlight::test
