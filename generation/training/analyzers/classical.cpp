#include "generation/training/analyzers/classical.hpp"

#include "generation/training/analyzers/analyzer.hpp"
#include "generation/world/render/palette.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace rushlight::generation::training {

namespace {

/// sRGB [3, …] in 0 … 1 → CIE Lab (D65), L 0 … 100.
at::Tensor lab_of(const at::Tensor& rgb)
{
    const at::Tensor linear =
        at::where(rgb.le(0.04045), rgb / 12.92, ((rgb + 0.055) / 1.055).clamp_min(0).pow(2.4));
    const auto r = linear[0], g = linear[1], b = linear[2];
    const auto curve = [](const at::Tensor& t) {
        return at::where(t.gt(0.008856), t.clamp_min(1e-6).pow(1.0 / 3), 7.787 * t + 16.0 / 116);
    };
    const at::Tensor x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    const at::Tensor y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const at::Tensor z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    return at::stack({116 * y - 16, 500 * (x - y), 200 * (y - z)});
}

at::Tensor lab_of(const world::Rgb& colour)
{
    return lab_of(at::tensor({colour.r, colour.g, colour.b}).view({3, 1})).view({3});
}

/// Nine frames of 64 × 64 in 0 … 1.
at::Tensor small(const at::Tensor& clip)
{
    return (analyzer_view(clip) + 1) / 2;
}

at::Tensor edges_of(const at::Tensor& clip)
{
    const at::Tensor light = small(clip).mean(0); // [9, 64, 64]
    at::Tensor slope = at::zeros_like(light);
    const auto last = light.size(1) - 1;
    slope.narrow(1, 0, last).add_((light.narrow(1, 1, last) - light.narrow(1, 0, last)).abs());
    slope.narrow(2, 0, last).add_((light.narrow(2, 1, last) - light.narrow(2, 0, last)).abs());
    // the strongest tenth of each frame, so that contrast does not matter
    const at::Tensor bound = at::quantile(slope.flatten(1), 0.9, 1, true).unsqueeze(-1);
    return slope.gt(bound.clamp_min(0.02)).to(at::kFloat);
}

at::Tensor widened(const at::Tensor& mask)
{
    return at::max_pool2d(mask.unsqueeze(1), {3, 3}, {1, 1}, {1, 1}).squeeze(1);
}

} // namespace

world::TimeOfDay hour_of(const at::Tensor& clip, world::World world)
{
    const at::Tensor seen = lab_of(small(clip).narrow(2, 0, 22).flatten(1).mean(1).view({3, 1}));
    double nearest = std::numeric_limits<double>::max();
    auto best = world::TimeOfDay::noon;
    for (int hour = 0; hour < world::classes(world::Axis::time); ++hour) {
        const auto time = static_cast<world::TimeOfDay>(hour);
        if (!world::drawn(world, world::Axis::time, hour)) {
            continue;
        }
        const auto palette = world::palette_of(time, world::Weather::clear);
        const double distance =
            (seen.view({3}) - lab_of(world::mix(palette.sky_top, palette.sky_low, 0.6F)))
                .norm()
                .item<double>();
        if (distance < nearest) {
            nearest = distance;
            best = time;
        }
    }
    return best;
}

world::ColourName colour_of(const at::Tensor& clip)
{
    const at::Tensor lab = lab_of(small(clip).flatten(2)).view({3, 9, 64, 64});
    // what the picture is like in each row is background; what differs most is the subject
    const at::Tensor rows = std::get<0>(lab.median(3, true));
    const at::Tensor strange = (lab - rows).square().sum(0).sqrt(); // [9, 64, 64]
    const at::Tensor bound = at::quantile(strange.flatten(), 0.88);
    const at::Tensor subject = strange.gt(bound).logical_and(lab[0].gt(15)); // no outlines
    const at::Tensor pixels =
        lab.permute({1, 2, 3, 0}).reshape({-1, 3}).index({subject.flatten()}); // [n, 3]
    if (pixels.size(0) == 0) {
        return world::ColourName::grey;
    }
    std::vector<at::Tensor> inks;
    for (int i = 0; i < world::classes(world::Axis::colour); ++i) {
        inks.push_back(lab_of(world::ink(static_cast<world::ColourName>(i))));
    }
    // hue and chroma decide, lightness less: light and shade change it
    const at::Tensor weight = at::tensor({0.4F, 1.0F, 1.0F});
    const at::Tensor nearest = at::cdist(pixels * weight, at::stack(inks) * weight).argmin(1);
    const at::Tensor votes = at::bincount(nearest, {}, std::ssize(inks));
    return static_cast<world::ColourName>(votes.argmax().item<std::int64_t>());
}

double motion_energy(const at::Tensor& clip)
{
    const auto frames = clip.size(1);
    if (frames < 2) {
        return 0;
    }
    return (clip.narrow(1, 1, frames - 1) - clip.narrow(1, 0, frames - 1))
               .abs()
               .mean()
               .item<double>() /
           2;
}

std::array<double, 2> shift_between(const at::Tensor& from, const at::Tensor& to)
{
    const at::Tensor a = at::fft_fft2(from.to(at::kFloat).mean(0));
    const at::Tensor b = at::fft_fft2(to.to(at::kFloat).mean(0));
    const at::Tensor cross = b * a.conj();
    const at::Tensor peak = at::real(at::fft_ifft2(cross / cross.abs().clamp_min(1e-6)));
    const auto place = peak.argmax().item<std::int64_t>();
    const auto height = peak.size(0), width = peak.size(1);
    const auto signed_shift = [](std::int64_t at_place, std::int64_t length) {
        return static_cast<double>(at_place > length / 2 ? at_place - length : at_place);
    };
    return {signed_shift(place % width, width), signed_shift(place / width, height)};
}

double edge_agreement(const at::Tensor& a, const at::Tensor& b)
{
    const at::Tensor first = edges_of(a), second = edges_of(b);
    const double precision =
        (first * widened(second)).sum().item<double>() / std::max(1.0, first.sum().item<double>());
    const double recall =
        (second * widened(first)).sum().item<double>() / std::max(1.0, second.sum().item<double>());
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

at::Tensor style_statistics(const at::Tensor& clip)
{
    const at::Tensor lab = lab_of(small(clip).flatten(2)).view({3, 9, 64, 64});
    const at::Tensor light = lab[0], chroma = (lab[1].square() + lab[2].square()).sqrt();
    const at::Tensor slopes =
        (light.narrow(2, 1, 63) - light.narrow(2, 0, 63)).abs().narrow(1, 0, 63) +
        (light.narrow(1, 1, 63) - light.narrow(1, 0, 63)).abs().narrow(2, 0, 63);
    const auto quantiles = [](const at::Tensor& values, std::vector<float> shares) {
        return at::quantile(values.flatten(), at::tensor(shares));
    };
    return at::cat({at::stack({light.mean(), light.std(), chroma.mean(), chroma.std()}),
                    quantiles(light, {0.05F, 0.25F, 0.5F, 0.75F, 0.95F}),
                    quantiles(chroma, {0.5F, 0.95F}),
                    slopes.mean().view({1}),
                    quantiles(slopes, {0.8F, 0.95F})});
}

} // namespace rushlight::generation::training
