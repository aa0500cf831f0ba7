#pragma once

#include "generation/models/previs/autoencoder.hpp"
#include "generation/models/previs/hints.hpp"
#include "generation/training/crew.hpp"
#include "generation/training/data.hpp"

#include <ATen/core/Tensor.h>

#include <atomic>
#include <filesystem>
#include <vector>

namespace rushlight::generation::training {

/// What the denoiser is taught with, and in which shares.
struct CachePlan {
    struct Share {
        ClipShape shape;
        double share = 0; ///< of the clips
    };

    world::World world = world::World::v0;
    std::vector<Share> shapes;
    int clips = 8192;
    int shard_clips = 64;         ///< in one file, all of one shape
    double key_share = 0.4;       ///< clips with the latent of a single frame beside them
    double reference_share = 0.5; ///< with a picture of the subject, alone and cut out
    double brush_share = 0.25;    ///< with the subject's first picture moved along its path
    double remix_share = 0.2;     ///< with the edges of the same scene in another look
    std::uint64_t stream = 3;     ///< of seeds: caches that are taught together hold other scenes
    /// Scenes in shares of how many sounds begin in them, so that a gallop is seen as often as it
    /// is counted; else as the world samples them.
    bool by_sound = false;
};

/// Encoded clips of one shape, and what is known of them. Numbers of clips [N].
struct CachedClips {
    ClipShape shape;
    at::Tensor seeds;        ///< [N] int64, training seeds
    at::Tensor latents;      ///< [N, 32, T', h, w] fp16, normalised
    at::Tensor classes;      ///< [N, T', 2h, 2w] uint8, the renderer's pixel classes
    at::Tensor motion;       ///< [N] float32, mean flow in shares of the width a second
    at::Tensor keys;         ///< [N, 32, h, w] fp16, one frame encoded alone
    at::Tensor key_frames;   ///< [N] float32; −1 where there is none
    at::Tensor references;   ///< [N, 32, 8, 8] fp16
    at::Tensor referenced;   ///< [N] uint8
    at::Tensor brushes;      ///< [M, 36, T', h, w] fp16, hint channels
    at::Tensor brush_cells;  ///< [M, T', h, w] uint8
    at::Tensor brush_of;     ///< [N] int64, row of `brushes` or −1
    at::Tensor structures;   ///< [M', 32, T', h, w] fp16, encoded edges
    at::Tensor structure_of; ///< [N] int64, row of `structures` or −1

    [[nodiscard]] std::int64_t count() const { return seeds.size(0); }
};

/// The motion score, 0 … 10, of a mean flow in shares of the width a second.
[[nodiscard]] double motion_score(double motion);

/// The subject's first picture moved along its true path: what a brush stroke would say of a scene.
[[nodiscard]] previs::MovedRegions true_brush(const world::Scene& scene, const ClipShape& shape);

/// The picture of a scene's subject that a cast reference would be, [3, 128, 128].
[[nodiscard]] at::Tensor
reference_picture(const world::Entity& entity, std::uint64_t seed, world::World world);

/// Shares of the renderer's classes under each of rows × columns tokens of a frame:
/// [B, T, 2h, 2w] → [B, T, rows, columns, 24]. rows and columns divide 2h and 2w.
[[nodiscard]] at::Tensor
class_shares(const at::Tensor& classes, std::int64_t rows, std::int64_t columns);

/// The training seed of a cache's n-th clip.
[[nodiscard]] std::uint64_t cached_seed(const CachePlan& plan, std::uint64_t n);

/// Renders and encodes until the plan's clips lie in `folder` (cache-00000.safetensors …); files
/// that are there already are kept, so it goes on where it stopped. minutes 0: no limit. Returns
/// false when it was stopped.
bool fill_cache(const CachePlan& plan,
                const previs::Autoencoder& autoencoder,
                const std::filesystem::path& folder,
                double minutes,
                Crew& crew,
                const std::atomic<bool>& stop,
                bool quiet);

/// All clips of a cache, one entry a shape. Throws std::runtime_error when there are none.
[[nodiscard]] std::vector<CachedClips> read_cache(const std::filesystem::path& folder);

} // namespace rushlight::generation::training
