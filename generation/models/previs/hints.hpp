#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

namespace rushlight::generation::previs {

// What the hint channels of the denoiser hold, in one place: training makes hints with these
// functions, and so must every mode that gives hints.

/// A part of the first picture that moves as it is.
struct MovingRegion {
    at::Tensor mask; ///< [H, W] float32, 0 … 1, in the first picture
    /// [T] pixels right and down from where it stands in the first picture; the first is (0, 0)
    std::vector<std::array<double, 2>> offsets;
};

/// The regions carried along their paths over neutral grey.
struct MovedRegions {
    at::Tensor clip;     ///< [3, T, H, W] in −1 … 1
    at::Tensor coverage; ///< [T, H, W], 0 … 1: where a region is
    at::Tensor flow;     ///< [2, T, H, W], pixels right and down per frame, inside the regions
};

/// picture [3, H, W] in −1 … 1; every region has `frames` offsets.
[[nodiscard]] MovedRegions
move_regions(const at::Tensor& picture, const std::vector<MovingRegion>& regions, int frames);

/// The hint channels of the motion brush, [36, T', h, w] float32. latents [32, T', h, w]: the moved
/// clip, encoded. Cells that no region touches are zero.
[[nodiscard]] at::Tensor brush_hints(const at::Tensor& latents, const MovedRegions& moved);

/// Where the brush's regions are in the latents, [T', h, w] float32 of 0 or 1: these cells follow a
/// clock of their own.
[[nodiscard]] at::Tensor brush_cells(const MovedRegions& moved);

/// What of a clip a remix keeps, as pictures: its edges, white on black. clip [3, T, H, W] in
/// −1 … 1 → the same sizes, to be encoded.
[[nodiscard]] at::Tensor structure_clip(const at::Tensor& clip);

/// The hint channels of a remix, [36, T', h, w] float32. latents [32, T', h, w]: the structure
/// clip, encoded.
[[nodiscard]] at::Tensor structure_hints(const at::Tensor& latents);

/// x [..., H, W] moved right and down by whole steps; zeros come in.
[[nodiscard]] at::Tensor moved_by(const at::Tensor& x, std::int64_t right, std::int64_t down);

} // namespace rushlight::generation::previs
