#include "generation/training/denoiser_lesson.hpp"

#include "generation/models/previs/model.hpp"
#include "generation/nn/compute.hpp"
#include "generation/sampling/schedule.hpp"
#include "generation/training/denoiser_batch.hpp"
#include "generation/training/noise_levels.hpp"
#include "generation/training/picture.hpp"
#include "generation/training/text_lesson.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <cstdio>

namespace rushlight::generation::training {

namespace {

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
        auto input = placed(batch, *text_encoder_, device);
        const at::Tensor wanted_clean = wanted(batch, input, denoiser, device);
        const auto made = denoiser(input, batch.scale);

        at::Tensor loss = velocity_error(made.clean, wanted_clean, input.t);
        report[batch.share > 0                    ? "long"
               : batch.guidance > 0               ? "guided"
               : batch.scale == previs::Scale::p4 ? "p4"
                                                  : "p2"] = loss.item<double>();

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
    /// What the step is to say, and the globals in `input` that ask for it. The network teaches
    /// itself: no gradient goes through its own answers.
    [[nodiscard]] at::Tensor wanted(const Batch& batch,
                                    previs::DenoiserInput& input,
                                    const previs::Denoiser& denoiser,
                                    at::Device device) const
    {
        at::Tensor clean = batch.clean.to(device);
        if (batch.guidance == 0) {
            return clean;
        }
        const c10::NoGradGuard frozen;
        const auto tell = [&](previs::Global which, double value) {
            const auto index = static_cast<std::int64_t>(which);
            input.globals = input.globals.clone();
            input.globals_given = input.globals_given.clone();
            input.globals.select(1, index).fill_(value);
            input.globals_given.select(1, index).fill_(true);
        };
        if (batch.share == 0) {
            // w · x + (1 − w) · what is said without words, cast and motion score: the velocities'
            // mixture, since both are (z − x) / t
            previs::DenoiserInput alone = input;
            const auto nothing = (*text_encoder_)(at::zeros({1, 1}, at::kLong));
            alone.text = nothing.features.to(at::kFloat).to(device).expand({clean.size(0), -1, -1});
            alone.text_mask = nothing.mask.to(device).expand({clean.size(0), -1});
            if (alone.references_given.defined()) {
                alone.references_given = at::zeros_like(alone.references_given);
            }
            alone.globals_given = alone.globals_given.clone();
            alone.globals_given.select(1, static_cast<std::int64_t>(previs::Global::motion_score))
                .fill_(false);
            const at::Tensor unguided = denoiser(alone, batch.scale).clean.to(at::kFloat);
            tell(previs::Global::guidance, batch.guidance);
            return batch.guidance * clean + (1 - batch.guidance) * unguided;
        }
        // two halves of the way: their mean velocity is the whole's
        tell(previs::Global::guidance, batch.guidance);
        const double half = batch.share / 2;
        const at::Tensor z = input.z, t = input.t;
        const auto velocity = [&](double share) {
            if (share >= previs::least_step_share) {
                tell(previs::Global::step_size, share);
            } else { // so little that the plain answer is meant: where teaching begins
                input.globals_given = input.globals_given.clone();
                input.globals_given.select(1, static_cast<std::int64_t>(previs::Global::step_size))
                    .fill_(false);
            }
            return (input.z - denoiser(input, batch.scale).clean.to(at::kFloat)) /
                   input.t.unsqueeze(1).clamp_min(1e-3);
        };
        const at::Tensor first = velocity(half);
        input.z = z - t.unsqueeze(1) * half * first;
        input.t = t * (1 - half);
        const at::Tensor second = velocity(half / (1 - half));
        input.z = z;
        input.t = t;
        tell(previs::Global::step_size, batch.share);
        return z - t.unsqueeze(1) * 0.5 * (first + second);
    }

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
            {"distilled", plan_.distilled_from <= 1 ? "1" : "0"},
            {"plan", scale_plan(plan_)}};
}

} // namespace rushlight::generation::training
