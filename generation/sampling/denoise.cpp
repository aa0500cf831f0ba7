#include "generation/sampling/denoise.hpp"

#include "generation/engine.hpp"

#include <ATen/ATen.h>

namespace rushlight::generation {

at::Tensor guided(const at::Tensor& conditional, const at::Tensor& unconditional, double scale)
{
    return unconditional + (conditional - unconditional) * scale;
}

at::Tensor denoise(const Start& start,
                   const std::vector<double>& levels,
                   const Predict& predict,
                   const AfterStep& after,
                   const std::stop_token& stop)
{
    const at::Tensor& noise = start.noise;
    const at::Tensor rate =
        start.rate.defined()
            ? start.rate
            : at::ones({noise.size(0), noise.size(2), noise.size(3), noise.size(4)},
                       noise.options());
    const at::Tensor wide = rate.unsqueeze(1); // [1, 1, T, H, W]
    const at::Tensor kept = wide.le(0);
    const at::Tensor latents = start.latents.defined() ? start.latents : at::zeros_like(noise);
    const auto keep = [&](const at::Tensor& z) {
        return at::where(kept, latents, z);
    };

    at::Tensor z = keep(latents * (1 - wide) + noise * wide);
    for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        const at::Tensor clean = keep(predict(z, rate * levels[i], static_cast<int>(i)));
        // t' / t is the same for every clock
        const double left = levels[i + 1] / levels[i];
        z = keep(left == 0 ? clean : z * left + clean * (1 - left));
        if (after) {
            after(static_cast<int>(i) + 1, clean);
        }
    }
    return z;
}

} // namespace rushlight::generation
