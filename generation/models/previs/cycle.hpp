#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>

namespace rushlight::generation::previs {

/// Harmonics of a cycle (a stride, a wing beat, a bounce) whose sine and cosine each frame tells:
/// as many feet fall in it.
constexpr std::array<std::int64_t, 3> told_harmonics{1, 2, 4};
/// … and those that the bins get back from the fitted cycle.
constexpr std::array<std::int64_t, 6> beat_harmonics{1, 2, 3, 4, 6, 8};
/// Places in a cycle among which it may begin.
constexpr std::int64_t cycle_places = 32;

/// Cycles a second that are tried for a clip of `frames` latent frames: [14 · frames + 1], close
/// enough that the clip's two ends agree.
[[nodiscard]] at::Tensor cycle_rates(std::int64_t frames, const at::TensorOptions& options);

/// How likely each steady cycle is, of all of one clip, given what its frames tell of their place
/// in it. A line through many unsure frames is surer than any of them, and a step falls where the
/// line says. told [B, T, 6]: sine and cosine of each harmonic, 0 where a frame cannot tell;
/// sureness [3], log-weight of each harmonic → log-probabilities [B, rates, 32]. Differentiable.
[[nodiscard]] at::Tensor likely_cycles(const at::Tensor& told, const at::Tensor& sureness);

/// The expected cosine and sine of each of `beat_harmonics` at the bins' middles: [B, bins, 12].
/// bins_per_second  of the roll
[[nodiscard]] at::Tensor
beats_of(const at::Tensor& cycles, std::int64_t frames, std::int64_t bins, double bins_per_second);

/// The shares of the cells of [rates, 32] that stand for a known cycle, for training:
/// phase at time 0 in cycles, cycles a second.
[[nodiscard]] at::Tensor true_cycle(double phase, double rate, std::int64_t frames);

} // namespace rushlight::generation::previs
