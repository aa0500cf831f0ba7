#include "generation/models/previs/cycle.hpp"

#include "generation/models/previs/config.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace rushlight::generation::previs {

namespace {

constexpr double tau = 2 * std::numbers::pi;
constexpr double slowest = 0.2; ///< cycles a second
constexpr double fastest = 3.0; ///< frames are 1/3 s apart: 3 more a second would look the same
constexpr double pictures_per_second = 12;

/// Angle of harmonic h for each place in the cycle: [32]
at::Tensor turns(std::int64_t harmonic, const at::TensorOptions& options)
{
    return at::arange(cycle_places, options) * (tau * static_cast<double>(harmonic) / cycle_places);
}

} // namespace

at::Tensor cycle_rates(std::int64_t frames, const at::TensorOptions& options)
{
    return at::linspace(slowest, fastest, 14 * frames + 1, options);
}

at::Tensor likely_cycles(const at::Tensor& told, const at::Tensor& sureness)
{
    const auto options = told.options();
    const std::int64_t frames = told.size(1);
    const at::Tensor rates = cycle_rates(frames, options);
    const at::Tensor times = at::arange(frames, options) * (time_stride / pictures_per_second);
    at::Tensor likely;
    for (std::size_t i = 0; i < told_harmonics.size(); ++i) {
        const auto harmonic = told_harmonics[i];
        const at::Tensor angles =
            at::outer(times, rates) * (tau * static_cast<double>(harmonic)); // [T, F]
        const at::Tensor forward = angles.cos(), sideways = angles.sin();
        const at::Tensor sine = told.select(-1, static_cast<std::int64_t>(2 * i));
        const at::Tensor cosine = told.select(-1, static_cast<std::int64_t>(2 * i + 1));
        // what frames tell, turned back to time 0: [B, F]
        const at::Tensor real = at::matmul(cosine, forward) + at::matmul(sine, sideways);
        const at::Tensor imaginary = at::matmul(sine, forward) - at::matmul(cosine, sideways);
        const at::Tensor places = turns(harmonic, options);
        const at::Tensor agreed = real.unsqueeze(-1) * places.cos() +
                                  imaginary.unsqueeze(-1) * places.sin(); // [B, F, 32]
        const at::Tensor weighed = agreed * sureness[static_cast<std::int64_t>(i)].exp();
        likely = likely.defined() ? likely + weighed : weighed;
    }
    return likely.flatten(1).log_softmax(-1).view_as(likely);
}

at::Tensor
beats_of(const at::Tensor& cycles, std::int64_t frames, std::int64_t bins, double bins_per_second)
{
    const auto options = cycles.options();
    const at::Tensor rates = cycle_rates(frames, options);
    const at::Tensor times = (at::arange(bins, options) + 0.5) / bins_per_second;
    const at::Tensor shares = cycles.exp();
    std::vector<at::Tensor> beats;
    for (const auto harmonic : beat_harmonics) {
        const at::Tensor places = turns(harmonic, options);
        const at::Tensor cosine = at::matmul(shares, places.cos()); // [B, F]
        const at::Tensor sine = at::matmul(shares, places.sin());
        const at::Tensor angles = at::outer(rates, times) * (tau * static_cast<double>(harmonic));
        const at::Tensor forward = angles.cos(), sideways = angles.sin(); // [F, bins]
        beats.push_back(at::matmul(cosine, forward) - at::matmul(sine, sideways));
        beats.push_back(at::matmul(cosine, sideways) + at::matmul(sine, forward));
    }
    return at::stack(beats, -1);
}

at::Tensor true_cycle(double phase, double rate, std::int64_t frames)
{
    at::Tensor shares = at::zeros({14 * frames + 1, cycle_places});
    auto cells = shares.accessor<float, 2>();
    const double row = std::clamp((rate - slowest) / (fastest - slowest), 0.0, 1.0) *
                       static_cast<double>(14 * frames);
    const double place = (phase - std::floor(phase)) * static_cast<double>(cycle_places);
    const auto upper = std::min<std::int64_t>(static_cast<std::int64_t>(row), 14 * frames - 1);
    const auto before = static_cast<std::int64_t>(place);
    const double down = row - static_cast<double>(upper);
    const double on = place - static_cast<double>(before);
    for (const std::int64_t r : {0, 1}) {
        for (const std::int64_t p : {0, 1}) {
            cells[upper + r][(before + p) % cycle_places] +=
                static_cast<float>((r == 0 ? 1 - down : down) * (p == 0 ? 1 - on : on));
        }
    }
    return shares;
}

} // namespace rushlight::generation::previs
