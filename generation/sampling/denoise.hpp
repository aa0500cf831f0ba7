#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <stop_token>
#include <vector>

namespace rushlight::generation {

/// Name and version of the solver that recipes carry.
inline constexpr const char* solver_name = "euler-1";

/// Where sampling begins. Each cell has a clock of its own: at the clip's noise level t its own is
/// rate · t. Rate 1 makes a cell from noise, 0 keeps it as it is (first frame, prefix, inpainting),
/// between them it begins half-noisy (motion brush, remix: SDEdit, Meng et al. 2022).
struct Start {
    at::Tensor noise; ///< [1, C, T, H, W] fp32, standard normal
    at::Tensor
        latents;     ///< the same sizes, what cells of a rate below 1 begin from; undefined: none
    at::Tensor rate; ///< [1, T, H, W] fp32 in 0 … 1; undefined: 1 everywhere
};

/// Predicts the clean latents [1, C, T, H, W] from z and the noise level of each cell [1, T, H, W].
using Predict =
    std::function<at::Tensor(const at::Tensor& z, const at::Tensor& cell_levels, int step)>;

/// Told after each step: its number from 1, and the predicted clean latents with the kept cells in
/// place.
using AfterStep = std::function<void(int step, const at::Tensor& clean)>;

/// Classifier-free guidance (Ho & Salimans 2022) on the prediction of the clean latents, which is
/// guidance of the velocity: unconditional + scale · (conditional − unconditional).
[[nodiscard]] at::Tensor
guided(const at::Tensor& conditional, const at::Tensor& unconditional, double scale);

/// Turns noise into latents by Euler steps of the flow dz/dt = (z − clean) / t (Lipman et al.
/// 2022), every cell by its own clock; cells of rate 0 come out as they went in, to the bit.
///
/// levels  falling from 1 to 0 (`shifted_schedule`)
/// Throws  Cancelled before a step once `stop` is requested, and what `predict` throws.
[[nodiscard]] at::Tensor denoise(const Start& start,
                                 const std::vector<double>& levels,
                                 const Predict& predict,
                                 const AfterStep& after,
                                 const std::stop_token& stop);

} // namespace rushlight::generation
