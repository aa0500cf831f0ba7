#include "generation/models/previs/hints.hpp"

#include "generation/models/previs/config.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::previs {

namespace {

constexpr double touched = 0.1; ///< share of a cell from which on a region counts as in it

/// [C, T, H, W] → [C, T', h, w]: means over the pixels and frames of each cell.
at::Tensor cell_means(const at::Tensor& x)
{
    const at::Tensor small = at::avg_pool2d(x, {cell_pixels, cell_pixels}); // [C, T, h, w]
    const at::Tensor first = small.narrow(1, 0, 1);
    if (small.size(1) == 1) {
        return first;
    }
    const at::Tensor rest =
        small.narrow(1, 1, small.size(1) - 1).unflatten(1, {-1, time_stride}).mean(2);
    return at::cat({first, rest}, 1);
}

at::Tensor channels(const at::Tensor& latents,
                    const at::Tensor& exact,
                    const at::Tensor& hinted,
                    const at::Tensor& flow)
{
    return at::cat({latents * hinted.gt(0).to(at::kFloat), exact, hinted, flow}, 0);
}

} // namespace

at::Tensor moved_by(const at::Tensor& x, std::int64_t right, std::int64_t down)
{
    const auto height = x.size(-2), width = x.size(-1);
    at::Tensor out = at::zeros_like(x);
    const auto rows = height - std::abs(down), columns = width - std::abs(right);
    if (rows <= 0 || columns <= 0) {
        return out;
    }
    out.narrow(-2, std::max<std::int64_t>(down, 0), rows)
        .narrow(-1, std::max<std::int64_t>(right, 0), columns)
        .copy_(x.narrow(-2, std::max<std::int64_t>(-down, 0), rows)
                   .narrow(-1, std::max<std::int64_t>(-right, 0), columns));
    return out;
}

MovedRegions
move_regions(const at::Tensor& picture, const std::vector<MovingRegion>& regions, int frames)
{
    const auto height = picture.size(1), width = picture.size(2);
    MovedRegions moved{at::zeros({3, frames, height, width}),
                       at::zeros({frames, height, width}),
                       at::zeros({2, frames, height, width})};
    for (const MovingRegion& region : regions) {
        for (int frame = 0; frame < frames; ++frame) {
            const auto index = static_cast<std::size_t>(frame);
            const auto& offset = region.offsets.at(index);
            const auto& next = region.offsets.at(std::min(index + 1, region.offsets.size() - 1));
            const auto right = std::lround(offset[0]), down = std::lround(offset[1]);
            const at::Tensor mask = moved_by(region.mask, right, down);
            at::Tensor pixels = moved.clip.select(1, frame);
            pixels.copy_(pixels * (1 - mask) + moved_by(picture, right, down) * mask);
            at::Tensor coverage = moved.coverage.select(0, frame);
            coverage.copy_(at::maximum(coverage, mask));
            at::Tensor flow = moved.flow.select(1, frame);
            const at::Tensor speed = at::tensor({next[0] - offset[0], next[1] - offset[1]})
                                         .to(at::kFloat)
                                         .view({2, 1, 1});
            flow.copy_(at::where(mask.gt(0.5), speed.expand_as(flow), flow));
        }
    }
    return moved;
}

at::Tensor brush_hints(const at::Tensor& latents, const MovedRegions& moved)
{
    const at::Tensor coverage = cell_means(moved.coverage.unsqueeze(0)); // [1, T', h, w]
    const at::Tensor hinted = at::where(coverage.gt(touched), coverage, at::zeros_like(coverage));
    // means over the region's own pixels, from pixels a frame to cells a latent frame
    const at::Tensor flow = cell_means(moved.flow) / coverage.clamp_min(touched) *
                            (static_cast<double>(time_stride) / cell_pixels) *
                            hinted.gt(0).to(at::kFloat);
    return channels(latents.to(at::kFloat), at::zeros_like(hinted), hinted, flow);
}

at::Tensor brush_cells(const MovedRegions& moved)
{
    return cell_means(moved.coverage.unsqueeze(0)).squeeze(0).gt(touched).to(at::kFloat);
}

at::Tensor structure_clip(const at::Tensor& clip)
{
    const at::Tensor weights = at::tensor({0.299, 0.587, 0.114}).to(at::kFloat).view({3, 1, 1, 1});
    const at::Tensor light = (clip.to(at::kFloat) * weights).sum(0).unsqueeze(1); // [T, 1, H, W]
    const at::Tensor smooth = at::avg_pool2d(light, {3, 3}, {1, 1}, {1, 1}, false, false);
    at::Tensor across = at::zeros_like(smooth), along = at::zeros_like(smooth);
    const auto height = smooth.size(2), width = smooth.size(3);
    across.narrow(3, 1, width - 2)
        .copy_(smooth.narrow(3, 2, width - 2) - smooth.narrow(3, 0, width - 2));
    along.narrow(2, 1, height - 2)
        .copy_(smooth.narrow(2, 2, height - 2) - smooth.narrow(2, 0, height - 2));
    const at::Tensor edges = ((across.square() + along.square()).sqrt() * 3).clamp_max(2) - 1;
    return edges.permute({1, 0, 2, 3}).expand_as(clip).contiguous();
}

at::Tensor structure_hints(const at::Tensor& latents)
{
    const at::Tensor whole = at::ones_like(latents.narrow(0, 0, 1), at::kFloat);
    const at::Tensor none = at::zeros_like(whole);
    return channels(latents.to(at::kFloat), none, whole, at::cat({none, none}, 0));
}

} // namespace rushlight::generation::previs
