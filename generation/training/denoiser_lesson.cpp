#include "generation/training/denoiser_lesson.hpp"

#include "generation/models/previs/model.hpp"
#include "generation/nn/compute.hpp"
#include "generation/sampling/schedule.hpp"
#include "generation/training/picture.hpp"
#include "generation/training/text_lesson.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <cstdio>

namespace rushlight::generation::training {

namespace {

constexpr std::uint64_t stream = 4;

/// One step's clips as the denoiser takes them, and what it should say.
struct Batch : Material {
    previs::DenoiserInput input; ///< without its text
    at::Tensor words;            ///< [B, L] token ids
    at::Tensor clean;            ///< [B, 32, T, H, W]
    at::Tensor classes;          ///< [B, T, 2H, 2W] uint8
    previs::Scale scale = previs::Scale::p4;
};

double noise_level(Dice& dice, double shift)
{
    const double t = 1 / (1 + std::exp(-dice.normal()));
    return shift * t / (1 + (shift - 1) * t);
}

/// Strokes and edges are rare in the cache, so the clips that have them use them often.
Mode draw_mode(const DenoiserPlan& plan, bool has_brush, bool has_structure, Dice& dice)
{
    if (has_brush && dice.chance(plan.brush_share)) {
        return Mode::brush;
    }
    if (has_structure && dice.chance(plan.remix_share)) {
        return Mode::remix;
    }
    double u = dice.uniform();
    for (const auto& [mode, share] : plan.modes) {
        if (u < share) {
            return mode;
        }
        u -= share;
    }
    return Mode::text;
}

/// Box of cells [first, last) along one axis.
struct Range {
    std::int64_t first, count;
};

Range draw_range(Dice& dice, std::int64_t length, std::int64_t step)
{
    const auto pieces = length / step;
    const auto count = 1 + dice.below(pieces);
    return {dice.below(pieces - count + 1) * step, count * step};
}

class BatchMaker {
public:
    BatchMaker(const DenoiserPlan& plan, const std::vector<CachedClips>& clips)
        : plan_(plan)
        , clips_(clips)
    {
    }

    [[nodiscard]] Batch make(const Draw& draw) const
    {
        // what all members share: shape, scale and which pictures the sequence holds
        Dice step_dice(static_cast<std::uint64_t>(draw.step) * 7919 + stream);
        const CachedClips& group = draw_group(step_dice);
        Batch batch;
        if (draw.done >= plan_.fine_from && step_dice.chance(plan_.fine_share)) {
            batch.scale = previs::Scale::p2;
        }
        const bool with_key = step_dice.chance(plan_.key_steps) && group.shape.frames > 1;
        const bool with_reference = step_dice.chance(plan_.reference_steps);
        int count = draw.clips;
        if (group.shape.frames == 1) {
            count *= static_cast<int>(plan_.clips_factor_small);
        }
        if (batch.scale == previs::Scale::p2) {
            count = std::max(1, count / 4);
        }

        Dice dice(draw.clip(0) * 977 + stream);
        std::vector<std::int64_t> rows;
        for (int i = 0; i < count; ++i) {
            rows.push_back(dice.below(group.count()));
        }
        const at::Tensor chosen = at::tensor(rows);
        const at::Tensor clean = group.latents.index_select(0, chosen).to(at::kFloat);
        const auto frames = clean.size(2), height = clean.size(3), width = clean.size(4);
        at::Tensor t = at::empty({count, frames, height, width});
        at::Tensor hints = at::zeros({count, previs::hint_channels, frames, height, width});
        at::Tensor camera = at::zeros({count, frames, 8});
        at::Tensor globals = at::zeros({count, previs::global_count});
        at::Tensor globals_given = at::zeros({count, previs::global_count}, at::kBool);
        std::vector<std::string> captions;
        bool hinted = false;
        for (int i = 0; i < count; ++i) {
            const auto row = rows[static_cast<std::size_t>(i)];
            const auto scene = training_scene(
                static_cast<std::uint64_t>(group.seeds[row].item<std::int64_t>()), plan_.world);
            const bool shown = with_reference && group.referenced[row].item<bool>() &&
                               dice.chance(plan_.reference_alone);
            captions.push_back(
                dice.chance(plan_.text_dropped)
                    ? std::string()
                    : world::write_caption(scene,
                                           dice.bits(),
                                           draw_density(dice),
                                           shown ? cast_word(scene.entities.front().kind) : "")
                          .text);
            if (!dice.chance(plan_.camera_dropped)) {
                camera[i].copy_(camera_path(scene, frames));
            }
            globals[i][0] = motion_score(group.motion[row].item<double>());
            globals[i][1] = clip_rate;
            globals_given[i][0] = frames > 1 && !dice.chance(plan_.motion_dropped);
            globals_given[i][1] = true;
            hinted = set_levels(group, row, batch.scale, dice, t[i], hints[i]) || hinted;
        }

        const at::Tensor noise =
            at::randn(clean.sizes(), generator_of(dice.bits()), clean.options());
        const at::Tensor level = t.unsqueeze(1);
        batch.clean = clean;
        batch.classes = group.classes.index_select(0, chosen);
        auto& input = batch.input;
        input.z = (1 - level) * clean + level * noise;
        input.t = t;
        if (hinted) {
            input.hints = hints;
        }
        const at::Tensor ids = token_ids(captions, plan_.text_tokens);
        const auto longest = ids.ne(0).sum(1).max().item<std::int64_t>();
        batch.words = ids.narrow(1, 0, std::max<std::int64_t>(longest, 1));
        input.camera = camera;
        input.globals = globals;
        input.globals_given = globals_given;
        if (with_key) {
            input.keys = group.keys.index_select(0, chosen).to(at::kFloat).unsqueeze(1);
            input.key_frames = group.key_frames.index_select(0, chosen).unsqueeze(1);
            input.keys_given = input.key_frames.ge(0);
        }
        if (with_reference) {
            input.references = group.references.index_select(0, chosen).to(at::kFloat).unsqueeze(1);
            input.references_given = group.referenced.index_select(0, chosen).ne(0).unsqueeze(1);
        }
        if (dice.chance(0.1)) {
            input.coordinate_scale = dice.between(0.8, 1.2);
        }
        return batch;
    }

private:
    const CachedClips& draw_group(Dice& dice) const
    {
        std::int64_t all = 0;
        for (const auto& group : clips_) {
            all += group.count();
        }
        auto place = dice.below(all);
        for (const auto& group : clips_) {
            if (place < group.count()) {
                return group;
            }
            place -= group.count();
        }
        return clips_.back();
    }

    /// Draws a mode and fills one clip's noise levels [T, H, W] and hints [36, T, H, W]. Returns
    /// whether there is a hint.
    bool set_levels(const CachedClips& group,
                    std::int64_t row,
                    previs::Scale scale,
                    Dice& dice,
                    at::Tensor t,
                    at::Tensor hints) const
    {
        const bool coarse = scale == previs::Scale::p4;
        const auto draw_level = [&] {
            return coarse ? noise_level(dice, plan_.coarse_shift)
                          : plan_.fine_most * noise_level(dice, plan_.fine_shift);
        };
        const double level = draw_level();
        const auto frames = t.size(0), height = t.size(1), width = t.size(2);
        const auto patch = previs::patch_of(scale);
        const auto brush = group.brush_of.defined() ? group.brush_of[row].item<std::int64_t>() : -1;
        const auto structure =
            group.structure_of.defined() ? group.structure_of[row].item<std::int64_t>() : -1;
        t.fill_(level);
        switch (draw_mode(plan_, brush >= 0, structure >= 0, dice)) {
        case Mode::text:
            break;
        case Mode::prefix:
            if (frames > 1) {
                const auto clean = dice.chance(0.7) ? 1 : 1 + dice.below(frames / 2);
                t.narrow(0, 0, clean).zero_();
            }
            break;
        case Mode::inpaint: {
            const Range y = draw_range(dice, height, patch), x = draw_range(dice, width, patch);
            const bool inside = dice.chance(0.5);
            if (!inside) {
                t.zero_();
            }
            t.narrow(1, y.first, y.count).narrow(2, x.first, x.count).fill_(inside ? 0 : level);
            break;
        }
        case Mode::staircase:
            for (std::int64_t frame = 0; frame < frames; ++frame) {
                t[frame].fill_(draw_level());
            }
            break;
        case Mode::brush:
            hints.copy_(group.brushes[brush]);
            t.masked_fill_(group.brush_cells[brush].ne(0), level * dice.between(0.4, 1));
            if (dice.chance(plan_.brush_with_first)) {
                t[0].zero_();
            }
            return true;
        case Mode::remix:
            hints.copy_(previs::structure_hints(group.structures[structure]));
            return true;
        }
        return false;
    }

    const DenoiserPlan& plan_;
    const std::vector<CachedClips>& clips_;
};

/// The same clips on a device, with what the text encoder makes of the words.
previs::DenoiserInput
placed(const Batch& batch, const previs::TextEncoder& text_encoder, at::Device device)
{
    previs::DenoiserInput input = batch.input;
    for (at::Tensor* const part : {&input.z,
                                   &input.t,
                                   &input.hints,
                                   &input.keys,
                                   &input.key_frames,
                                   &input.keys_given,
                                   &input.references,
                                   &input.references_given,
                                   &input.camera,
                                   &input.globals,
                                   &input.globals_given}) {
        if (part->defined()) {
            *part = part->to(device);
        }
    }
    const c10::NoGradGuard frozen;
    const auto text = text_encoder(batch.words);
    input.text = text.features.to(at::kFloat);
    input.text_mask = text.mask;
    return input;
}

class DenoiserLearner : public Learner {
public:
    DenoiserLearner(const NamedTensors& weights,
                    const DenoiserPlan& plan,
                    std::shared_ptr<const std::vector<CachedClips>> clips,
                    std::shared_ptr<const previs::TextEncoder> text_encoder)
        : weights_(weights)
        , plan_(plan)
        , clips_(std::move(clips))
        , text_encoder_(std::move(text_encoder))
    {
    }

    [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
    {
        return std::make_unique<Batch>(BatchMaker(plan_, *clips_).make(draw));
    }

    at::Tensor
    loss(const Material& material, const Draw& draw, std::map<std::string, double>& report) override
    {
        const auto& batch = static_cast<const Batch&>(material);
        const at::Device device = device_of(weights_);
        const nn::Weights weights(weights_);
        const previs::Denoiser denoiser(weights, plan_.model.denoiser, nn::compute_type(device));
        const previs::PrivilegedHeads heads(weights, plan_.model.denoiser);
        const auto input = placed(batch, *text_encoder_, device);
        const auto made = denoiser(input, batch.scale);

        // the error of the velocity (z − x) / t, where there is noise to take away
        const at::Tensor& t = input.t;
        const at::Tensor weight =
            (t.gt(0.02).to(at::kFloat) / t.clamp_min(0.05).square()).unsqueeze(1);
        const at::Tensor error = (made.clean - batch.clean.to(device)).square() * weight;
        const double cells = std::max(1.0, t.gt(0.02).sum().item<double>());
        at::Tensor loss = error.sum() / (cells * static_cast<double>(batch.clean.size(1)));
        report[batch.scale == previs::Scale::p4 ? "p4" : "p2"] = loss.item<double>();

        const double privileged = plan_.privileged_weight * std::max(0.0, 1 - draw.done / 0.6);
        if (privileged > 0) {
            const at::Tensor said = heads(made.features).kind.log_softmax(-1);
            const at::Tensor wanted =
                class_shares(batch.classes.to(device), said.size(2), said.size(3));
            loss = loss - privileged * (said * wanted).sum(-1).mean();
        }
        return loss;
    }

private:
    NamedTensors weights_;
    DenoiserPlan plan_;
    std::shared_ptr<const std::vector<CachedClips>> clips_;
    std::shared_ptr<const previs::TextEncoder> text_encoder_;
};

/// P2 takes the steps from the noise on that it was taught at: "p4:0.73,p2:0.27".
std::string scale_plan(const DenoiserPlan& plan)
{
    if (plan.fine_share <= 0) {
        return "p4:1";
    }
    // the share u of the steps at which shifted(u) is that noise
    const double fine =
        plan.fine_most / (plan.coarse_shift - (plan.coarse_shift - 1) * plan.fine_most);
    char text[32];
    std::snprintf(text, sizeof text, "p4:%.2f,p2:%.2f", 1 - fine, fine);
    return text;
}

/// Euler steps from noise to a clip with guidance, for looking at only.
at::Tensor sketch(const previs::Denoiser& denoiser,
                  const previs::EncodedText& text,
                  const previs::EncodedText& nothing,
                  const at::Tensor& noise,
                  const std::vector<double>& levels,
                  const std::vector<previs::Scale>& scales)
{
    constexpr double guidance = 3;
    at::Tensor z = noise;
    for (std::size_t i = 0; i < scales.size(); ++i) {
        const double now = levels[i], next = levels[i + 1];
        previs::DenoiserInput input;
        input.z = z;
        input.t = at::full({z.size(0), z.size(2), z.size(3), z.size(4)}, now, z.options());
        input.text = text.features.to(at::kFloat);
        input.text_mask = text.mask;
        const at::Tensor with = denoiser(input, scales[i]).clean;
        input.text = nothing.features.to(at::kFloat);
        input.text_mask = nothing.mask;
        const at::Tensor without = denoiser(input, scales[i]).clean;
        const at::Tensor clean = without + guidance * (with - without);
        z = clean + (z - clean) * (next / now);
    }
    return z;
}

} // namespace

std::string cast_word(world::Kind kind)
{
    if (kind == world::Kind::person || kind == world::Kind::child) {
        return "person";
    }
    return kind >= world::Kind::dog && kind <= world::Kind::dinosaur ? "animal" : "object";
}

at::Tensor camera_path(const world::Scene& scene, std::int64_t latent_frames)
{
    at::Tensor path = at::empty({latent_frames, 8});
    auto rows = path.accessor<float, 2>();
    const auto first = world::camera_at(scene, 0);
    for (std::int64_t frame = 0; frame < latent_frames; ++frame) {
        const auto pose = world::relative_pose(
            first,
            world::camera_at(scene, static_cast<double>(frame * previs::time_stride) / clip_rate));
        for (std::size_t i = 0; i < 3; ++i) {
            rows[frame][static_cast<std::int64_t>(i)] = static_cast<float>(pose.position[i]);
            rows[frame][static_cast<std::int64_t>(3 + i)] = static_cast<float>(pose.angles[i]);
        }
        rows[frame][6] = static_cast<float>(pose.focal_length);
        rows[frame][7] = 1;
    }
    return path;
}

DenoiserLesson::DenoiserLesson(DenoiserPlan plan,
                               std::vector<CachedClips> clips,
                               std::shared_ptr<const previs::TextEncoder> text_encoder,
                               std::shared_ptr<const previs::Autoencoder> autoencoder)
    : plan_(std::move(plan))
    , clips_(std::make_shared<const std::vector<CachedClips>>(std::move(clips)))
    , text_encoder_(std::move(text_encoder))
    , autoencoder_(std::move(autoencoder))
{
}

NamedTensors DenoiserLesson::initial() const
{
    auto table = previs::tensor_table(plan_.model.denoiser);
    for (auto& line : previs::privileged_table(plan_.model.denoiser)) {
        table.push_back(std::move(line));
    }
    return nn::make_tensors(table, 3);
}

std::unique_ptr<Learner> DenoiserLesson::learner(const NamedTensors& weights) const
{
    return std::make_unique<DenoiserLearner>(weights, plan_, clips_, text_encoder_);
}

std::map<std::string, double> DenoiserLesson::examine(const NamedTensors& average,
                                                      const std::filesystem::path& sheet)
{
    const at::Device device = device_of(average);
    const previs::Denoiser denoiser(
        nn::Weights(average), plan_.model.denoiser, nn::compute_type(device));
    std::vector<std::vector<Picture>> rows;
    const CachedClips* group = &clips_->front();
    for (const CachedClips& other : *clips_) {
        if (other.shape.width == other.shape.height && other.count() > group->count() / 4) {
            group = &other;
        }
    }
    const auto levels = shifted_schedule(plan_.sample_steps, plan_.coarse_shift);
    const auto scales =
        previs::scales_of_steps(previs::read_plan(scale_plan(plan_)), plan_.sample_steps);
    const int frame_count = plan_.sample_frames;
    const auto frames = previs::latent_frames(frame_count);
    const auto height = group->latents.size(3), width = group->latents.size(4);
    for (std::uint64_t i = 0; i < 6; ++i) {
        const auto scene = world::sample_scene(validation_seed(i), plan_.world);
        const auto caption = world::write_caption(scene, i, world::Density::dense).text;
        const auto text = (*text_encoder_)(token_ids({caption}, plan_.text_tokens));
        const auto nothing = (*text_encoder_)(token_ids({""}, plan_.text_tokens));
        const at::Tensor noise =
            at::randn({1, previs::latent_channels, frames, height, width}, generator_of(i))
                .to(device);
        const at::Tensor clip =
            autoencoder_->decode(sketch(denoiser, text, nothing, noise, levels, scales))
                .squeeze(0)
                .cpu();
        const at::Tensor wanted = video_of(world::render(scene,
                                                         static_cast<int>(width * 16),
                                                         static_cast<int>(height * 16),
                                                         frame_count,
                                                         clip_rate,
                                                         {}));
        rows.push_back(frames_of(wanted, 2));
        for (Picture& picture : frames_of(clip, 4)) {
            rows.back().push_back(std::move(picture));
        }
    }
    write_jpeg(sheet, contact_sheet(rows, 160));
    return {};
}

std::map<std::string, std::string> DenoiserLesson::metadata() const
{
    return {{"config", plan_.model.denoiser.name},
            {"world", std::string(world::name(plan_.world))},
            {"scales", plan_.fine_share > 0 ? "p4,p2" : "p4"},
            {"plan", scale_plan(plan_)}};
}

} // namespace rushlight::generation::training
