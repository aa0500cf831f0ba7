#pragma once

#include "generation/training/lesson.hpp"
#include "generation/world/render/renderer.hpp"
#include "generation/world/scene.hpp"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace rushlight::generation::training {

/// A picture size and length.
struct ClipShape {
    int width = 256;
    int height = 256;
    int frames = 33;
};

/// Frames a second of every clip that previs sees.
inline constexpr double clip_rate = 12;

/// The scene of a training seed. Throws std::invalid_argument for a seed outside the training
/// range: what validation and tests are made of is never trained on.
[[nodiscard]] world::Scene training_scene(std::uint64_t seed, world::World world);

/// The training seed of a run's n-th clip; `stream` keeps the lessons apart.
[[nodiscard]] std::uint64_t training_seed(std::uint64_t stream, std::uint64_t n);

/// The n-th validation seed.
[[nodiscard]] std::uint64_t validation_seed(std::uint64_t n);
/// The n-th test seed: the evaluation's captions.
[[nodiscard]] std::uint64_t test_seed(std::uint64_t n);

/// A generator of the library's random numbers with this seed.
[[nodiscard]] at::Generator generator_of(std::uint64_t seed);

/// Pictures as [3, T, H, W] float32 in −1 … 1.
[[nodiscard]] at::Tensor video_of(const world::RenderedClip& clip);

/// The other way: [T, H, W, 3] bytes of pictures [3, T, H, W].
[[nodiscard]] at::Tensor bytes_of(const at::Tensor& video);

/// Peak signal-to-noise ratio in dB of pictures in −1 … 1.
[[nodiscard]] double psnr(const at::Tensor& made, const at::Tensor& wanted);

/// The same over the pixels beside an edge of `wanted` [3, T, H, W] only.
[[nodiscard]] double edge_psnr(const at::Tensor& made, const at::Tensor& wanted);

} // namespace rushlight::generation::training
