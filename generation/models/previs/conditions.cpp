#include "generation/models/previs/conditions.hpp"

#include "generation/models/previs/brush.hpp"
#include "generation/sampling/schedule.hpp"
#include "generation/world/words.hpp"

#include <ATen/ATen.h>

#include <algorithm>

namespace rushlight::generation::previs {

namespace {

/// The share of the clip's noise level at which a brushed region begins: the second clock
/// (Time-to-Move: Singer et al. 2025, arXiv:2511.08633).
constexpr double brush_rate = 0.6;
constexpr double frames_per_second = 12;
constexpr std::int64_t reference_pixels = reference_cells * cell_pixels;

EncodedText encoded(const TextEncoder& encoder, const std::string& text)
{
    const auto tokens = world::tokenize(text, static_cast<int>(denoiser_text_tokens));
    at::Tensor ids = at::zeros({1, std::max<std::int64_t>(1, std::ssize(tokens))}, at::kLong);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        ids[0][static_cast<std::int64_t>(i)] = tokens[i];
    }
    EncodedText encoding = encoder(ids);
    encoding.features = encoding.features.to(at::kFloat);
    return encoding;
}

/// Both texts at one length, so that the two branches run as one batch
void pad(at::Tensor& tensor, std::int64_t length)
{
    const std::int64_t missing = length - tensor.size(1);
    if (missing > 0) {
        auto sizes = tensor.sizes().vec();
        sizes[1] = missing;
        tensor = at::cat({tensor, at::zeros(sizes, tensor.options())}, 1);
    }
}

at::Tensor encode(const Model& model, const at::Tensor& pictures, const std::stop_token& stop)
{
    if (stop.stop_requested()) {
        throw Cancelled();
    }
    return model.autoencoder->encode(pictures.unsqueeze(0)); // [1, 32, T', h, w]
}

at::Tensor camera_tensor(const std::vector<CameraPose>& poses)
{
    at::Tensor camera = at::ones({1, std::ssize(poses), 8});
    auto rows = camera.accessor<float, 3>();
    for (std::int64_t i = 0; i < std::ssize(poses); ++i) {
        const CameraPose& pose = poses[static_cast<std::size_t>(i)];
        for (std::int64_t k = 0; k < 3; ++k) {
            rows[0][i][k] = static_cast<float>(pose.position[static_cast<std::size_t>(k)]);
            rows[0][i][3 + k] = static_cast<float>(pose.angles[static_cast<std::size_t>(k)]);
        }
        rows[0][i][6] = static_cast<float>(pose.focal_length);
    }
    return camera;
}

/// Gathers the conditions of one request, stage by stage.
struct Gathering {
    const Request& request;
    const Inputs& inputs;
    const Model& model;
    const std::stop_token& stop;
    ClipShape shape;
    Conditions conditions;
    at::Tensor first_picture; ///< [3, 1, H, W] of frame 0, where something gives it

    void note(const std::string& sentence) { conditions.mechanisms.push_back(sentence); }

    /// Latents and clocks to write into; made at first use
    void begin_start()
    {
        if (!conditions.rate.defined()) {
            const std::int64_t t = shape.latent_frames();
            const std::int64_t h = shape.latent_height();
            const std::int64_t w = shape.latent_width();
            conditions.rate = at::ones({1, t, h, w});
            conditions.latents = at::zeros({1, latent_channels, t, h, w});
        }
    }

    void source()
    {
        if (!request.source) {
            return;
        }
        const Source& source = *request.source;
        const at::Tensor clip = pictures_of(inputs.at(source.input)); // [3, T, H, W]
        first_picture = clip.slice(1, 0, 1);
        begin_start();
        if (source.prefix_frames > 0) {
            // whole latent frames: the first frame, then four at a time
            const std::int64_t kept = 1 + (source.prefix_frames - 1) / time_stride;
            const at::Tensor latents =
                encode(model, clip.slice(1, 0, 1 + (kept - 1) * time_stride), stop);
            conditions.latents.slice(2, 0, kept).copy_(latents);
            conditions.rate.slice(1, 0, kept).fill_(0);
            note("extension: the first " + std::to_string(1 + (kept - 1) * time_stride) +
                 " frames kept at noise level 0");
            return;
        }
        const at::Tensor frames = clip.slice(1, 0, shape.frames);
        conditions.latents.copy_(encode(model, frames, stop));
        // a share of the steps, so it is bent as they are
        conditions.rate.fill_(shifted(source.strength, model.shift));
        if (source.strength < 1) {
            conditions.with.hints =
                structure_hints(encode(model, structure_clip(frames), stop).squeeze(0))
                    .unsqueeze(0);
        }
        note("remix: source latents begin at the source's strength, its edges as a hint");
    }

    void keyframes()
    {
        std::vector<at::Tensor> keys;
        std::vector<float> at_frames;
        for (const Keyframe& keyframe : request.keyframes) {
            const at::Tensor picture = pictures_of(inputs.at(keyframe.input)).slice(1, 0, 1);
            const at::Tensor latent = encode(model, picture, stop); // [1, 32, 1, h, w]
            if (keyframe.frame == 0) {
                begin_start();
                first_picture = picture;
                conditions.latents.slice(2, 0, 1).copy_(latent);
                conditions.rate.slice(1, 0, 1).fill_(0);
                note("image: the first latent frame kept at noise level 0");
            } else {
                keys.push_back(latent.squeeze(2));
                at_frames.push_back(static_cast<float>(keyframe.frame));
                note("image: key tokens at frame " + std::to_string(keyframe.frame));
            }
        }
        if (!keys.empty()) {
            conditions.with.keys = at::stack(keys, 1); // [1, K, 32, h, w]
            conditions.with.key_frames = at::tensor(at_frames).view({1, -1});
        }
    }

    void brush()
    {
        if (request.brush.empty() || !first_picture.defined()) {
            return;
        }
        begin_start();
        const at::Tensor picture = first_picture.squeeze(1); // [3, H, W]
        std::vector<MovingRegion> moving;
        at::Tensor still = at::zeros({shape.height, shape.width});
        at::Tensor free = at::zeros({shape.height, shape.width});
        for (std::size_t i = 0; i < request.brush.size(); ++i) {
            const BrushRegion& region = request.brush[i];
            const at::Tensor mask = mask_of(region, inputs, shape.height, shape.width);
            const std::string name = "brush region " + std::to_string(i + 1);
            const bool moves =
                !region.path.empty() || region.direction[0] != 0 || region.direction[1] != 0;
            if (region.is_static) {
                still = at::maximum(still, mask);
                note(name + ": held at noise level 0");
            } else if (moves) {
                moving.push_back(
                    {mask, offsets_of(region, shape.frames, shape.height, shape.width)});
                note(name + ": moved along its path as a hint, on a clock of 0.6");
            } else if (region.ambient > 0) {
                free = at::maximum(free, mask);
                note(name + ": free to move, from noise");
            }
            if (region.proximity != 0) {
                note(name + ": proximity is not followed by this model");
            }
        }

        const at::Tensor frozen = picture.unsqueeze(1).expand({3, shape.frames, -1, -1});
        const auto cells_of = [&](const at::Tensor& mask) { // [H, W] → [1, T, h, w] bool
            return at::avg_pool2d(mask.view({1, 1, shape.height, shape.width}),
                                  {cell_pixels, cell_pixels})
                .gt(0.5)
                .expand_as(conditions.rate);
        };
        if (!moving.empty()) {
            const MovedRegions moved =
                move_regions(picture, moving, static_cast<int>(shape.frames));
            conditions.with.hints =
                brush_hints(encode(model, moved.clip, stop).squeeze(0), moved).unsqueeze(0);
            // the region's own clock begins from the first picture with the region moved over it
            const at::Tensor covered = moved.coverage.unsqueeze(0); // [1, T, H, W]
            const at::Tensor animated =
                encode(model, frozen * (1 - covered) + moved.clip * covered, stop);
            at::Tensor cells = brush_cells(moved).unsqueeze(0).gt(0); // [1, T', h, w]
            cells = cells.logical_and(conditions.rate.gt(brush_rate));
            conditions.latents = at::where(cells.unsqueeze(1), animated, conditions.latents);
            conditions.rate.masked_fill_(cells, brush_rate);
        }
        const at::Tensor kept = conditions.rate.eq(0);
        if (free.max().item<float>() > 0) {
            conditions.rate.masked_fill_(cells_of(free).logical_and(kept.logical_not()), 1);
        }
        if (still.max().item<float>() > 0) {
            const at::Tensor cells = cells_of(still).logical_and(kept.logical_not());
            conditions.latents =
                at::where(cells.unsqueeze(1), encode(model, frozen, stop), conditions.latents);
            conditions.rate.masked_fill_(cells, 0);
        }
    }

    void references(const std::vector<VerifiedLikeness>& cast)
    {
        std::vector<at::Tensor> latents;
        for (const VerifiedLikeness& member : cast) {
            for (const Pixels& reference : member.references) {
                at::Tensor picture = pictures_of(reference).slice(1, 0, 1).transpose(0, 1);
                if (picture.size(2) != reference_pixels || picture.size(3) != reference_pixels) {
                    picture = at::_upsample_bilinear2d_aa(
                        picture, {reference_pixels, reference_pixels}, false);
                }
                latents.push_back(encode(model, picture.transpose(0, 1), stop).squeeze(2));
            }
            if (!member.references.empty()) {
                note("cast: " + std::to_string(member.references.size()) +
                     " reference pictures of @" + member.handle + " as tokens");
            }
        }
        if (!latents.empty()) {
            conditions.with.references = at::stack(latents, 1); // [1, R, 32, 8, 8]
            conditions.with.references_given =
                at::ones({1, std::ssize(latents)}, at::TensorOptions(at::kBool));
        }
    }

    void globals()
    {
        at::Tensor values = at::zeros({1, global_count});
        at::Tensor given = at::zeros({1, global_count}, at::kBool);
        values[0][static_cast<int>(Global::frame_rate)] = frames_per_second;
        given[0][static_cast<int>(Global::frame_rate)] = true;
        conditions.without.globals = values;
        conditions.without.globals_given = given;
        conditions.with.globals = values.clone();
        conditions.with.globals_given = given.clone();
        if (request.motion) {
            const auto score = static_cast<int>(Global::motion_score);
            conditions.with.globals[0][score] = *request.motion;
            conditions.with.globals_given[0][score] = true;
            note("motion: score token, in the guided branch only");
        }
    }
};

} // namespace

ClipShape shape_of(const Request& request)
{
    return {request.frames, request.size.height, request.size.width};
}

at::Tensor pictures_of(const Pixels& pixels)
{
    const at::Tensor bytes =
        at::from_blob(const_cast<std::uint8_t*>(pixels.bytes.data()),
                      {pixels.frames, pixels.size.height, pixels.size.width, pixels.channels},
                      at::kByte);
    const at::Tensor values = bytes.permute({3, 0, 1, 2}).to(at::kFloat); // [C, T, H, W]
    const at::Tensor colour = values.slice(0, 0, 3) / 127.5 - 1;
    return pixels.channels == 4 ? colour * (values.slice(0, 3, 4) / 255) : colour;
}

void append_rgb(const at::Tensor& pictures, std::vector<std::uint8_t>& rgb)
{
    const at::Tensor bytes = ((pictures + 1) * 127.5)
                                 .round()
                                 .clamp(0, 255)
                                 .to(at::kByte)
                                 .permute({1, 2, 3, 0})
                                 .contiguous(); // [T, H, W, 3]
    const auto* data = bytes.const_data_ptr<std::uint8_t>();
    rgb.insert(rgb.end(), data, data + bytes.numel());
}

Conditions conditions_of(const Request& request,
                         const Prompt& prompt,
                         const Inputs& inputs,
                         const std::vector<VerifiedLikeness>& cast,
                         const Model& model,
                         const std::stop_token& stop)
{
    Gathering gathering{request, inputs, model, stop, shape_of(request), {}, {}};
    Conditions& conditions = gathering.conditions;
    conditions.mechanisms = prompt.mechanisms;

    // 1. words
    EncodedText text = encoded(*model.text_encoder, prompt.text);
    EncodedText other = encoded(*model.text_encoder, request.negative);
    const std::int64_t length = std::max(text.mask.size(1), other.mask.size(1));
    for (at::Tensor* tensor : {&text.features, &text.mask, &other.features, &other.mask}) {
        pad(*tensor, length);
    }
    conditions.with.text = text.features;
    conditions.with.text_mask = text.mask;
    if (!request.negative.empty()) {
        gathering.note("negative prompt: text of the second guidance branch");
    }

    // 2. pictures
    gathering.source();
    gathering.keyframes();
    gathering.brush();
    gathering.references(cast);

    // 3. camera and scalars
    const auto camera =
        camera_of(request, prompt, static_cast<int>(gathering.shape.latent_frames()));
    if (!camera.empty()) {
        conditions.with.camera = camera_tensor(camera);
        gathering.note("camera: one pose a latent frame");
    }
    gathering.globals();

    // 4. the second branch sees the same but the words, the cast and the motion score, which
    // guidance makes stronger
    const at::Tensor globals = conditions.without.globals;
    const at::Tensor globals_given = conditions.without.globals_given;
    conditions.without = conditions.with;
    conditions.without.text = other.features;
    conditions.without.text_mask = other.mask;
    if (conditions.with.references_given.defined()) {
        conditions.without.references_given = at::zeros_like(conditions.with.references_given);
    }
    conditions.without.globals = globals;
    conditions.without.globals_given = globals_given;
    return std::move(conditions);
}

} // namespace rushlight::generation::previs
