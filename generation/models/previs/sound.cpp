#include "generation/models/previs/sound.hpp"

#include "generation/models/previs/hints.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::previs {

namespace {

constexpr float audible_curve = 0.06F;
constexpr double explained = 0.04; ///< seconds beside an onset, as a normal distribution

} // namespace

SoundRoll hear(const SoundModel& model, const at::Tensor& latents, std::int64_t bins)
{
    const at::Tensor places = at::cat({latents,
                                       moved_by(latents, 1, 0),
                                       moved_by(latents, -1, 0),
                                       moved_by(latents, 0, 1),
                                       moved_by(latents, 0, -1)});
    const SoundRoll all = model(places, bins);
    const auto first = [](const at::Tensor& x) {
        return x.narrow(0, 0, 1);
    };
    return {at::logit(at::sigmoid(all.onset.to(at::kFloat)).mean(0, true), 1e-6),
            first(all.intensity),
            first(all.pan),
            first(all.size),
            first(all.material),
            first(all.curves),
            first(all.told),
            first(all.cycles),
            first(all.shapes),
            first(all.frames)};
}

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
    for (std::int64_t kind = 0; kind < std::min<std::int64_t>(onset.size(1), world::sound_kinds);
         ++kind) {
        std::vector<double> left(static_cast<std::size_t>(bins));
        for (std::int64_t bin = 0; bin < bins; ++bin) {
            left[static_cast<std::size_t>(bin)] = likely[bin][kind];
        }
        for (std::int64_t found = 0; found < bins; ++found) {
            const auto greatest = std::max_element(left.begin(), left.end());
            const double here = *greatest;
            if (here < threshold) {
                break;
            }
            const auto bin = greatest - left.begin();
            for (std::int64_t i = 0; i < bins; ++i) {
                const double off = static_cast<double>(i - bin) / sound_bins_per_second / explained;
                left[static_cast<std::size_t>(i)] -= here * std::exp(-off * off / 2);
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
    std::stable_sort(track.events.begin(), track.events.end(), [](const auto& a, const auto& b) {
        return a.time < b.time;
    });
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
