#include "generation/models/previs/sound.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::previs {

namespace {

constexpr float audible_curve = 0.06F;
constexpr std::int64_t apart = 3; ///< bins, 0.05 s

} // namespace

world::SoundTrack track_of(const SoundRoll& roll, double seconds, double threshold)
{
    const auto cpu = [](const at::Tensor& x) {
        return x.select(0, 0).to(at::kFloat).to(at::kCPU).contiguous();
    };
    const at::Tensor onset = at::sigmoid(cpu(roll.onset));
    const at::Tensor intensity = cpu(roll.intensity);
    const at::Tensor pan = cpu(roll.pan);
    const at::Tensor size = cpu(roll.size);
    const at::Tensor material = cpu(roll.material).argmax(-1);
    const at::Tensor curves = cpu(roll.curves);
    const auto likely = onset.accessor<float, 2>();
    const std::int64_t bins = onset.size(0);

    world::SoundTrack track;
    track.seconds = seconds;
    for (std::int64_t bin = 0; bin < bins; ++bin) {
        for (std::int64_t kind = 0;
             kind < std::min<std::int64_t>(onset.size(1), world::sound_kinds);
             ++kind) {
            const float here = likely[bin][kind];
            bool greatest = here >= static_cast<float>(threshold);
            for (std::int64_t other = std::max<std::int64_t>(0, bin - apart);
                 greatest && other <= std::min(bins - 1, bin + apart);
                 ++other) {
                // of equals the first counts
                greatest = other < bin ? likely[other][kind] < here : likely[other][kind] <= here;
            }
            if (!greatest) {
                continue;
            }
            world::SoundEvent event;
            event.time = static_cast<double>(bin) / sound_bins_per_second;
            event.kind = static_cast<world::SoundKind>(kind);
            event.intensity = intensity[bin][kind].item<float>();
            event.pan = pan[bin][kind].item<float>();
            event.size = size[bin][kind].item<float>();
            event.material = static_cast<world::Material>(material[bin].item<std::int64_t>());
            track.events.push_back(event);
        }
    }
    for (std::int64_t i = 0; i < std::min<std::int64_t>(curves.size(1), world::ambiences); ++i) {
        const at::Tensor curve = curves.select(1, i).contiguous();
        if (curve.max().item<float>() >= audible_curve) {
            const auto* values = curve.const_data_ptr<float>();
            track.curves[static_cast<std::size_t>(i)].assign(values, values + bins);
        }
    }
    return track;
}

} // namespace rushlight::generation::previs
