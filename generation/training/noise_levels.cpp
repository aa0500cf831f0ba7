#include "generation/training/noise_levels.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

namespace {

constexpr double least_noise = 0.02; ///< cells below it are given, not learned

} // namespace

double noise_level(Dice& dice, double shift)
{
    const double t = 1 / (1 + std::exp(-dice.normal()));
    return shift * t / (1 + (shift - 1) * t);
}

at::Tensor velocity_error(const at::Tensor& said, const at::Tensor& clean, const at::Tensor& t)
{
    const at::Tensor noisy = t.gt(least_noise);
    const at::Tensor weight =
        (noisy.to(at::kFloat) / t.clamp_min(0.05).square()).unsqueeze(1); // [B, 1, T, H, W]
    const double cells = std::max(1.0, noisy.sum().item<double>());
    return ((said - clean).square() * weight).sum() / (cells * static_cast<double>(clean.size(1)));
}

} // namespace rushlight::generation::training
