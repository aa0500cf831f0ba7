#include "generation/training/cache.hpp"

#include "generation/checkpoint/safetensors.hpp"
#include "generation/models/previs/config.hpp"
#include "generation/models/previs/hints.hpp"
#include "generation/world/random.hpp"
#include "generation/world/sound.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>

namespace rushlight::generation::training {

namespace {

constexpr double most_frames = 33;
constexpr double loud = 8;     ///< sounds in a clip that is always taken
constexpr double quiet = 0.12; ///< share that is taken of clips without a sound

at::Tensor encoded(const previs::Autoencoder& autoencoder, const at::Tensor& video)
{
    return autoencoder.encode(video.unsqueeze(0)).squeeze(0).cpu();
}

at::Tensor bytes_of(const std::vector<std::uint8_t>& bytes, at::IntArrayRef sizes)
{
    return at::from_blob(const_cast<std::uint8_t*>(bytes.data()), sizes, at::kByte).clone();
}

/// Everything of one clip, as it stands in a shard; undefined where the clip lacks it.
struct OneClip {
    std::uint64_t seed = 0;
    at::Tensor latents, classes, key, reference, brush, brush_cells, structure;
    double motion = 0;
    double key_frame = -1;
};

OneClip make_clip(std::uint64_t number,
                  const ClipShape& shape,
                  const CachePlan& plan,
                  const previs::Autoencoder& autoencoder)
{
    const c10::NoGradGuard no_grad;
    OneClip clip;
    Dice dice(number * 131 + plan.stream);
    clip.seed = cached_seed(plan, number);
    const world::Scene scene = training_scene(clip.seed, plan.world);
    const at::Tensor video =
        video_of(world::render(scene, shape.width, shape.height, shape.frames, clip_rate, {}));
    clip.latents = encoded(autoencoder, video).to(at::kHalf);
    const auto frames = clip.latents.size(1), height = clip.latents.size(2),
               width = clip.latents.size(3);

    world::RenderOptions with_maps;
    with_maps.maps = true;
    const auto maps = world::render(scene,
                                    static_cast<int>(2 * width),
                                    static_cast<int>(2 * height),
                                    static_cast<int>(frames),
                                    clip_rate / previs::time_stride,
                                    with_maps);
    clip.classes = bytes_of(maps.ids, {frames, 2 * height, 2 * width});
    clip.motion = maps.motion;

    if (dice.chance(plan.key_share) && shape.frames > 1) {
        const auto frame = 1 + dice.below(shape.frames - 1);
        clip.key_frame = static_cast<double>(frame);
        clip.key = encoded(autoencoder, video.narrow(1, frame, 1)).squeeze(1).to(at::kHalf);
    }
    if (dice.chance(plan.reference_share)) {
        clip.reference =
            encoded(autoencoder,
                    reference_picture(scene.entities.front(), dice.bits(), plan.world).unsqueeze(1))
                .squeeze(1)
                .to(at::kHalf);
    }
    if (dice.chance(plan.brush_share) && shape.frames > 1) {
        const auto moved = true_brush(scene, shape);
        if (moved.coverage.select(0, 0).mean().item<double>() > 0.004) {
            clip.brush = previs::brush_hints(encoded(autoencoder, moved.clip), moved).to(at::kHalf);
            clip.brush_cells = previs::brush_cells(moved).to(at::kByte);
        }
    }
    if (dice.chance(plan.remix_share)) {
        const auto twin = world::with_changed_look(scene, dice.bits());
        const at::Tensor edges = previs::structure_clip(
            video_of(world::render(twin, shape.width, shape.height, shape.frames, clip_rate, {})));
        clip.structure = encoded(autoencoder, edges).to(at::kHalf);
    }
    return clip;
}

Checkpoint shard_of(const std::vector<OneClip>& clips, const ClipShape& shape)
{
    std::vector<at::Tensor> latents, classes, keys, references, brushes, cells, structures;
    std::vector<std::int64_t> seeds, brush_of, structure_of;
    std::vector<float> motion, key_frames, referenced;
    const at::Tensor no_key = at::zeros_like(clips.front().latents.select(1, 0));
    const at::Tensor no_reference = at::zeros(
        {no_key.size(0), previs::reference_cells, previs::reference_cells}, no_key.options());
    for (const OneClip& clip : clips) {
        seeds.push_back(static_cast<std::int64_t>(clip.seed));
        latents.push_back(clip.latents);
        classes.push_back(clip.classes);
        motion.push_back(static_cast<float>(clip.motion));
        keys.push_back(clip.key.defined() ? clip.key : no_key);
        key_frames.push_back(static_cast<float>(clip.key_frame));
        references.push_back(clip.reference.defined() ? clip.reference : no_reference);
        referenced.push_back(clip.reference.defined() ? 1 : 0);
        brush_of.push_back(clip.brush.defined() ? static_cast<std::int64_t>(brushes.size()) : -1);
        structure_of.push_back(
            clip.structure.defined() ? static_cast<std::int64_t>(structures.size()) : -1);
        if (clip.brush.defined()) {
            brushes.push_back(clip.brush);
            cells.push_back(clip.brush_cells);
        }
        if (clip.structure.defined()) {
            structures.push_back(clip.structure);
        }
    }
    Checkpoint shard;
    shard.tensors = {{"seeds", at::tensor(seeds)},
                     {"latents", at::stack(latents)},
                     {"classes", at::stack(classes)},
                     {"motion", at::tensor(motion)},
                     {"keys", at::stack(keys)},
                     {"key_frames", at::tensor(key_frames)},
                     {"references", at::stack(references)},
                     {"referenced", at::tensor(referenced).to(at::kByte)},
                     {"brush_of", at::tensor(brush_of)},
                     {"structure_of", at::tensor(structure_of)}};
    if (!brushes.empty()) {
        shard.tensors["brushes"] = at::stack(brushes);
        shard.tensors["brush_cells"] = at::stack(cells);
    }
    if (!structures.empty()) {
        shard.tensors["structures"] = at::stack(structures);
    }
    shard.metadata = {{"width", std::to_string(shape.width)},
                      {"height", std::to_string(shape.height)},
                      {"frames", std::to_string(shape.frames)}};
    return shard;
}

std::filesystem::path shard_file(const std::filesystem::path& folder, int number)
{
    std::string digits = std::to_string(number);
    digits.insert(0, 5 - std::min<std::size_t>(5, digits.size()), '0');
    return folder / ("cache-" + digits + ".safetensors");
}

} // namespace

double motion_score(double motion)
{
    return 10 * std::sqrt(std::clamp(motion, 0.0, 1.0));
}

previs::MovedRegions true_brush(const world::Scene& scene, const ClipShape& shape)
{
    world::RenderOptions with_maps;
    with_maps.maps = true;
    const auto first = world::render(scene, shape.width, shape.height, 1, clip_rate, with_maps);
    const auto tracked = world::render(scene, 32, 32, shape.frames, clip_rate, {});
    previs::MovingRegion region;
    region.mask = bytes_of(first.who, {shape.height, shape.width}).eq(1).to(at::kFloat);
    const auto& track = tracked.tracks.front();
    for (const auto& place : track) {
        region.offsets.push_back({(place.x - track.front().x) * shape.width,
                                  (place.y - track.front().y) * shape.height});
    }
    return previs::move_regions(video_of(first).select(1, 0), {region}, shape.frames);
}

at::Tensor reference_picture(const world::Entity& entity, std::uint64_t seed, world::World world)
{
    world::RenderOptions options;
    options.cut_out = true;
    constexpr int side = static_cast<int>(previs::reference_cells * previs::cell_pixels);
    return video_of(
               world::render(
                   world::single_character(entity, seed, world), side, side, 1, clip_rate, options))
        .select(1, 0);
}

at::Tensor class_shares(const at::Tensor& classes, std::int64_t rows, std::int64_t columns)
{
    const at::Tensor hot = classes.unsqueeze(-1)
                               .eq(at::arange(world::pixel_classes, classes.options()))
                               .to(at::kFloat);
    return hot.unflatten(2, {rows, -1}).mean(3).unflatten(3, {columns, -1}).mean(4);
}

std::uint64_t cached_seed(const CachePlan& plan, std::uint64_t n)
{
    if (!plan.by_sound) {
        return training_seed(plan.stream, n);
    }
    constexpr std::uint64_t tries = 64;
    std::uint64_t seed = 0;
    for (std::uint64_t i = 0; i < tries; ++i) {
        seed = training_seed(plan.stream, n * tries + i);
        const auto sounds =
            world::events_of(training_scene(seed, plan.world), most_frames / clip_rate)
                .events.size();
        const double share = std::max(quiet, (1.0 + static_cast<double>(sounds)) / (1 + loud));
        if (static_cast<double>(world::hashed(seed * 7 + 1) % 10000) / 10000 < share) {
            break;
        }
    }
    return seed;
}

bool fill_cache(const CachePlan& plan,
                const previs::Autoencoder& autoencoder,
                const std::filesystem::path& folder,
                double minutes,
                Crew& crew,
                const std::atomic<bool>& stop,
                bool quiet)
{
    std::filesystem::create_directories(folder);
    const auto started = std::chrono::steady_clock::now();
    const auto spent = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    };
    const int shards = (plan.clips + plan.shard_clips - 1) / plan.shard_clips;
    int made = 0;
    for (int shard = 0; shard < shards; ++shard) {
        if (std::filesystem::exists(shard_file(folder, shard))) {
            continue;
        }
        if (stop.load()) {
            return false;
        }
        if (minutes > 0 && spent() > 60 * minutes) {
            return true;
        }
        // shapes in their shares, evenly spread over the shards (golden ratio sequence)
        double place = std::fmod(0.6180339887 * (shard + 0.5), 1.0);
        ClipShape shape = plan.shapes.back().shape;
        for (const auto& share : plan.shapes) {
            if (place < share.share) {
                shape = share.shape;
                break;
            }
            place -= share.share;
        }
        std::vector<OneClip> clips(static_cast<std::size_t>(plan.shard_clips));
        std::atomic<int> next{0};
        crew.run([&](int) {
            for (int i = next++; i < plan.shard_clips && !stop.load(); i = next++) {
                clips[static_cast<std::size_t>(i)] =
                    make_clip(static_cast<std::uint64_t>(shard * plan.shard_clips + i),
                              shape,
                              plan,
                              autoencoder);
            }
        });
        if (stop.load()) {
            return false;
        }
        write_safetensors(shard_file(folder, shard), shard_of(clips, shape));
        ++made;
        if (!quiet) {
            std::printf("cache: file %d of %d (%dx%d, %d frames), %.1f clips/s, %.0f s left\n",
                        shard + 1,
                        shards,
                        shape.width,
                        shape.height,
                        shape.frames,
                        made * plan.shard_clips / spent(),
                        minutes > 0 ? 60 * minutes - spent()
                                    : spent() / made * (shards - shard - 1));
            std::fflush(stdout);
        }
    }
    return true;
}

std::vector<CachedClips> read_cache(const std::filesystem::path& folder)
{
    struct Parts {
        ClipShape shape;
        std::map<std::string, std::vector<at::Tensor>> tensors;
        std::int64_t brushes = 0, structures = 0;
    };

    std::map<std::string, Parts> shapes;
    for (int shard = 0; std::filesystem::exists(shard_file(folder, shard)); ++shard) {
        const Checkpoint file = read_safetensors(shard_file(folder, shard));
        const ClipShape shape{std::stoi(file.metadata.at("width")),
                              std::stoi(file.metadata.at("height")),
                              std::stoi(file.metadata.at("frames"))};
        Parts& parts = shapes[file.metadata.at("width") + "x" + file.metadata.at("height") + "x" +
                              file.metadata.at("frames")];
        parts.shape = shape;
        for (const auto& [name, tensor] : file.tensors) {
            // rows of brushes and structures count on over the files
            const bool rows = name == "brush_of" || name == "structure_of";
            const auto before = name == "brush_of" ? parts.brushes : parts.structures;
            parts.tensors[name].push_back(rows ? at::where(tensor.ge(0), tensor + before, tensor)
                                               : tensor);
        }
        parts.brushes += file.tensors.count("brushes") ? file.tensors.at("brushes").size(0) : 0;
        parts.structures +=
            file.tensors.count("structures") ? file.tensors.at("structures").size(0) : 0;
    }
    if (shapes.empty()) {
        throw std::runtime_error("there are no encoded clips in " + folder.string() +
                                 "; run the stage " + folder.filename().string() + " first");
    }
    std::vector<CachedClips> all;
    for (auto& [name, parts] : shapes) {
        const auto joined = [&](const std::string& tensor) {
            const auto found = parts.tensors.find(tensor);
            return found == parts.tensors.end() ? at::Tensor() : at::cat(found->second);
        };
        all.push_back({parts.shape,
                       joined("seeds"),
                       joined("latents"),
                       joined("classes"),
                       joined("motion"),
                       joined("keys"),
                       joined("key_frames"),
                       joined("references"),
                       joined("referenced"),
                       joined("brushes"),
                       joined("brush_cells"),
                       joined("brush_of"),
                       joined("structures"),
                       joined("structure_of")});
    }
    return all;
}

} // namespace rushlight::generation::training
