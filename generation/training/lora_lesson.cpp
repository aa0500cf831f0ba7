#include "generation/training/lora_lesson.hpp"

#include "generation/models/previs/lora.hpp"
#include "generation/nn/compute.hpp"
#include "generation/training/data.hpp"
#include "generation/training/noise_levels.hpp"
#include "generation/training/preset.hpp"

#include <ATen/ATen.h>

#include <algorithm>

namespace rushlight::generation::training {

namespace {

constexpr std::uint64_t stream = 7;

struct LoraBatch : Material {
    previs::DenoiserInput input;
    at::Tensor clean; ///< [B, 32, T, H, W]
    previs::Scale scale = previs::Scale::p4;
};

class LoraLearner : public Learner {
public:
    LoraLearner(const NamedTensors& factors,
                const LoraPlan& plan,
                const NamedTensors& base,
                std::shared_ptr<const std::vector<EncodedExample>> examples,
                const EncodedExample& empty)
        : factors_(factors)
        , plan_(plan)
        , base_(base)
        , examples_(std::move(examples))
        , empty_(empty)
    {
    }

    [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
    {
        const DenoiserPlan& levels = plan_.denoiser;
        // what all members share: the length of the clips and the scale
        Dice step_dice(static_cast<std::uint64_t>(draw.step) * 7919 + stream);
        const auto frames =
            (*examples_)[static_cast<std::size_t>(step_dice.below(std::ssize(*examples_)))]
                .latents.size(2);
        auto batch = std::make_unique<LoraBatch>();
        const bool fine = draw.done >= levels.fine_from && step_dice.chance(levels.fine_share);
        batch->scale = fine ? previs::Scale::p2 : previs::Scale::p4;
        int count = draw.clips;
        if (frames == 1) {
            count *= static_cast<int>(levels.clips_factor_small);
        }
        if (fine) {
            count = std::max(1, count / 4);
        }

        std::vector<const EncodedExample*> alike;
        for (const EncodedExample& example : *examples_) {
            if (example.latents.size(2) == frames) {
                alike.push_back(&example);
            }
        }
        Dice dice(draw.clip(0) * 977 + stream);
        std::vector<at::Tensor> clean, text, mask, t;
        for (int i = 0; i < count; ++i) {
            const EncodedExample& example =
                *alike[static_cast<std::size_t>(dice.below(std::ssize(alike)))];
            const auto crop = dice.below(example.latents.size(0));
            const bool silent = dice.chance(levels.text_dropped);
            const double level = fine ? levels.fine_most * noise_level(dice, levels.fine_shift)
                                      : noise_level(dice, levels.coarse_shift);
            const at::Tensor& latents = clean.emplace_back(example.latents[crop]);
            at::Tensor noisy = at::full({frames, latents.size(2), latents.size(3)}, level);
            if (frames > 1 && dice.chance(plan_.prefix_share)) {
                noisy[0].zero_();
            }
            t.push_back(noisy);
            text.push_back(silent ? empty_.text[0] : example.text[crop]);
            mask.push_back(silent ? empty_.mask[0] : example.mask[crop]);
        }
        std::int64_t longest = 1;
        for (const at::Tensor& each : mask) {
            longest = std::max(longest, each.size(0));
        }
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto missing = longest - text[i].size(0);
            text[i] = at::constant_pad_nd(text[i], {0, 0, 0, missing});
            mask[i] = at::constant_pad_nd(mask[i], {0, missing});
        }
        batch->clean = at::stack(clean);
        auto& input = batch->input;
        input.t = at::stack(t);
        const at::Tensor noise =
            at::randn(batch->clean.sizes(), generator_of(dice.bits()), batch->clean.options());
        const at::Tensor level = input.t.unsqueeze(1);
        input.z = (1 - level) * batch->clean + level * noise;
        input.text = at::stack(text);
        input.text_mask = at::stack(mask);
        input.globals = at::zeros({count, previs::global_count});
        input.globals_given = at::zeros({count, previs::global_count}, at::kBool);
        const auto rate = static_cast<std::int64_t>(previs::Global::frame_rate);
        input.globals.select(1, rate).fill_(clip_rate);
        input.globals_given.select(1, rate).fill_(true);
        return batch;
    }

    at::Tensor
    loss(const Material& material, const Draw&, std::map<std::string, double>& report) override
    {
        const auto& batch = static_cast<const LoraBatch&>(material);
        NamedTensors weights = base_;
        const double factor = plan_.alpha / static_cast<double>(plan_.rank);
        for (const std::string& matrix : previs::lora_matrices(plan_.denoiser.model.denoiser)) {
            at::Tensor& weight = weights.at(matrix + ".weight");
            weight = previs::with_factors(weight,
                                          factors_.at(matrix + ".lora_A.weight"),
                                          factors_.at(matrix + ".lora_B.weight"),
                                          factor);
        }
        const previs::Denoiser denoiser(
            nn::Weights(std::move(weights)), plan_.denoiser.model.denoiser, nn::compute_type());
        const at::Tensor loss =
            velocity_error(denoiser(batch.input, batch.scale).clean, batch.clean, batch.input.t);
        report[previs::name_of(batch.scale)] = loss.item<double>();
        return loss;
    }

private:
    NamedTensors factors_;
    LoraPlan plan_;
    NamedTensors base_;
    std::shared_ptr<const std::vector<EncodedExample>> examples_;
    EncodedExample empty_;
};

} // namespace

LoraPlan lora_plan(const previs::DenoiserConfig& config, bool fine)
{
    LoraPlan plan;
    plan.denoiser = preset(config.name).denoiser;
    if (!fine) {
        plan.denoiser.fine_share = 0;
    }
    plan.plan.steps = 300;
    plan.plan.clips = 8;
    plan.plan.pieces = 2;
    plan.plan.warm_up = 20;
    plan.plan.decay = 0.4;
    plan.plan.look_every = 0;
    plan.plan.save_minutes = 1;
    plan.plan.optimizer.adam_rate = 4e-3;
    plan.plan.optimizer.ema = 0.98;
    plan.plan.optimizer.ema_final = 0.99;
    plan.plan.optimizer.adam_names = {"lora_"};
    return plan;
}

LoraLesson::LoraLesson(LoraPlan plan,
                       NamedTensors base,
                       std::vector<EncodedExample> examples,
                       EncodedExample empty)
    : plan_(std::move(plan))
    , base_(std::move(base))
    , examples_(std::make_shared<const std::vector<EncodedExample>>(std::move(examples)))
    , empty_(std::move(empty))
{
}

NamedTensors LoraLesson::initial() const
{
    return nn::make_tensors(previs::lora_table(plan_.denoiser.model.denoiser, plan_.rank), 4);
}

std::unique_ptr<Learner> LoraLesson::learner(const NamedTensors& weights) const
{
    return std::make_unique<LoraLearner>(weights, plan_, base_, examples_, empty_);
}

} // namespace rushlight::generation::training
