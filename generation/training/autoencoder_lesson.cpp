#include "generation/training/autoencoder_lesson.hpp"

#include "generation/nn/compute.hpp"
#include "generation/training/natural.hpp"
#include "generation/training/picture.hpp"

#include <ATen/ATen.h>

namespace rushlight::generation::training {

namespace {

constexpr std::uint64_t stream = 1;

/// The autoencoder over training's tensors, which lack the latents' statistics.
previs::Autoencoder autoencoder_of(NamedTensors weights, const previs::AutoencoderConfig& config)
{
    const at::Device device = device_of(weights);
    const auto options = at::TensorOptions(device).dtype(at::kFloat);
    weights.emplace("latent_mean", at::zeros({config.latent_channels}, options));
    weights.emplace("latent_deviation", at::ones({config.latent_channels}, options));
    return previs::Autoencoder(nn::Weights(std::move(weights)), config, nn::compute_type(device));
}

at::Tensor difference(const at::Tensor& x, std::int64_t axis)
{
    const auto length = x.size(axis);
    return x.narrow(axis, 1, length - 1) - x.narrow(axis, 0, length - 1);
}

/// 1 everywhere, 1 + `more` beside edges and where a pixel changes to the next or from the last
/// frame, with a mean of 1: [B, 1, T, H, W] of pictures [B, 3, T, H, W].
at::Tensor importance(const at::Tensor& wanted, double more)
{
    const at::Tensor grey = wanted.mean(1, true);
    const auto steep = [&](std::int64_t axis) {
        const at::Tensor step = difference(grey, axis).abs().gt(0.16).to(at::kFloat);
        at::Tensor both = at::zeros_like(grey);
        both.narrow(axis, 0, step.size(axis)).add_(step);
        both.narrow(axis, 1, step.size(axis)).add_(step);
        return both;
    };
    at::Tensor busy = steep(3) + steep(4);
    if (grey.size(2) > 1) {
        busy = busy + steep(2);
    }
    const at::Tensor weight =
        1 + more * at::max_pool3d(busy.clamp_max(1), {1, 3, 3}, {1, 1, 1}, {0, 1, 1});
    return weight / weight.mean();
}

/// L1 + 2 MSE + gradient, pooled, hue and temporal L1 over [B, 3, T, H, W]; `edges` as in the plan.
at::Tensor reconstruction_loss(const at::Tensor& made, const at::Tensor& wanted, double edges)
{
    at::Tensor error = made - wanted;
    if (edges > 0) {
        error = error * importance(wanted, edges);
    }
    at::Tensor loss = error.abs().mean() + 2 * error.square().mean();
    loss = loss + 0.5 * (difference(error, 3).abs().mean() + difference(error, 4).abs().mean());
    const at::Tensor pooled = at::avg_pool3d(error, {1, 4, 4});
    loss = loss + 0.5 * pooled.abs().mean();
    // hues are a small part of the error and the largest of what a caption says
    loss = loss + 2 * (pooled - pooled.mean(1, true)).abs().mean();
    if (error.size(2) > 1) {
        loss = loss + 0.25 * difference(error, 2).abs().mean();
    }
    return loss;
}

struct Crops : Material {
    at::Tensor wanted; ///< [B, 3, T, H, W]
    double level = 0;  ///< of the noise that is mixed into the latents
    std::uint64_t noise_seed = 0;
    bool half_size = false; ///< half-size latents are to give half-size pictures
};

class AutoencoderLearner : public Learner {
public:
    AutoencoderLearner(const NamedTensors& weights, const AutoencoderPlan& plan)
        : plan_(plan)
        , autoencoder_(autoencoder_of(weights, plan.config))
    {
    }

    [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
    {
        Dice dice(draw.clip(0) * 77 + stream);
        auto crops = std::make_unique<Crops>();
        crops->wanted = batch(draw, dice);
        crops->level = dice.chance(0.5) ? dice.between(0, plan_.noise) : 0.03;
        crops->noise_seed = dice.bits();
        crops->half_size = dice.chance(plan_.shrink);
        return crops;
    }

    at::Tensor loss(const Material& material, const Draw&, std::map<std::string, double>&) override
    {
        const auto& crops = static_cast<const Crops&>(material);
        at::Tensor latent = autoencoder_.encode_raw(crops.wanted);
        const at::Tensor wanted = crops.wanted.to(latent.device());
        const at::Tensor noise =
            at::randn(latent.sizes(), generator_of(crops.noise_seed)).to(latent.device());
        latent = (1 - crops.level) * latent + crops.level * noise;
        previs::Autoencoder::Stream whole;
        if (crops.half_size) {
            const auto half = [](const at::Tensor& x) {
                return at::avg_pool3d(x, {1, 2, 2});
            };
            return reconstruction_loss(
                autoencoder_.decode_raw(half(latent), whole), half(wanted), plan_.edges);
        }
        const at::Tensor made = autoencoder_.decode_raw(latent, whole);
        return reconstruction_loss(made, wanted, plan_.edges);
    }

private:
    at::Tensor batch(const Draw& draw, Dice& dice) const
    {
        const bool full = draw.done >= plan_.full_size_from;
        const ClipShape shape = plan_.shapes[static_cast<std::size_t>(
            dice.below(static_cast<std::int64_t>(plan_.shapes.size())))];
        const int height = full ? shape.height : plan_.crop;
        const int width = full ? shape.width : plan_.crop;
        const int clips = full
                              ? std::max(1, draw.clips * plan_.crop * plan_.crop / (height * width))
                              : draw.clips;
        std::vector<at::Tensor> crops;
        if (plan_.natural > 0 && dice.chance(plan_.natural)) {
            for (int i = 0; i < clips; ++i) {
                crops.push_back(video_of(natural_clip(dice.bits(), width, height, plan_.frames)));
            }
            return at::stack(crops);
        }
        for (int i = 0; static_cast<int>(crops.size()) < clips; ++i) {
            world::RenderOptions options;
            options.start_seconds =
                static_cast<double>(dice.below(shape.frames - plan_.frames + 1)) / clip_rate;
            const world::Scene scene =
                training_scene(training_seed(stream, draw.clip(i)), plan_.world);
            const at::Tensor video = video_of(
                world::render(scene, shape.width, shape.height, plan_.frames, clip_rate, options));
            for (int k = 0; k < plan_.crops_a_clip && static_cast<int>(crops.size()) < clips; ++k) {
                crops.push_back(video.narrow(2, dice.below(shape.height - height + 1), height)
                                    .narrow(3, dice.below(shape.width - width + 1), width));
                if (full) {
                    break;
                }
            }
        }
        return at::stack(crops);
    }

    AutoencoderPlan plan_;
    previs::Autoencoder autoencoder_;
};

} // namespace

NamedTensors AutoencoderLesson::initial() const
{
    NamedTensors tensors = nn::make_tensors(initial_autoencoder(plan_.config), 1);
    tensors.erase("latent_mean");
    tensors.erase("latent_deviation");
    return tensors;
}

std::unique_ptr<Learner> AutoencoderLesson::learner(const NamedTensors& weights) const
{
    return std::make_unique<AutoencoderLearner>(weights, plan_);
}

std::map<std::string, double> AutoencoderLesson::examine(const NamedTensors& average,
                                                         const std::filesystem::path& sheet)
{
    const auto autoencoder = autoencoder_of(average, plan_.config);
    std::map<std::string, double> figures{{"psnr", 0}, {"edge_psnr", 0}};
    std::vector<std::vector<Picture>> rows;
    for (int i = 0; i < plan_.examined_clips; ++i) {
        const auto& shape = plan_.shapes[static_cast<std::size_t>(i) % plan_.shapes.size()];
        const auto scene =
            world::sample_scene(validation_seed(static_cast<std::uint64_t>(i)), plan_.world);
        const at::Tensor wanted =
            video_of(world::render(scene, shape.width, shape.height, shape.frames, clip_rate, {}));
        const at::Tensor made =
            autoencoder.decode(autoencoder.encode(wanted.unsqueeze(0))).squeeze(0).cpu();
        figures["psnr"] += psnr(made, wanted) / plan_.examined_clips;
        figures["edge_psnr"] += edge_psnr(made, wanted) / plan_.examined_clips;
        rows.push_back(frames_of(wanted, 3));
        for (Picture& picture : frames_of(made, 3)) {
            rows.back().push_back(std::move(picture));
        }
    }
    write_jpeg(sheet, contact_sheet(rows, 320));
    return figures;
}

NamedTensors AutoencoderLesson::finish(const NamedTensors& average)
{
    const auto autoencoder = autoencoder_of(average, plan_.config);
    at::Tensor sum = at::zeros({plan_.config.latent_channels}, at::kDouble);
    at::Tensor square = at::zeros_like(sum);
    double cells = 0;
    for (int i = 0; i < plan_.statistics_clips; ++i) {
        const auto& shape = plan_.shapes[static_cast<std::size_t>(i) % plan_.shapes.size()];
        const auto scene =
            training_scene(training_seed(stream + 100, static_cast<std::uint64_t>(i)), plan_.world);
        const at::Tensor raw =
            autoencoder
                .encode_raw(
                    video_of(world::render(
                                 scene, shape.width, shape.height, plan_.frames, clip_rate, {}))
                        .unsqueeze(0))
                .cpu()
                .to(at::kDouble);
        sum += raw.sum({0, 2, 3, 4});
        square += raw.square().sum({0, 2, 3, 4});
        cells += static_cast<double>(raw.numel() / raw.size(1));
    }
    NamedTensors shipped = average;
    const at::Tensor mean = sum / cells;
    shipped["latent_mean"] = mean.to(at::kFloat);
    shipped["latent_deviation"] =
        (square / cells - mean.square()).clamp_min(1e-6).sqrt().to(at::kFloat);
    return shipped;
}

std::map<std::string, std::string> AutoencoderLesson::metadata() const
{
    const auto& c = plan_.config;
    std::string widths;
    for (const int width : c.widths) {
        if (!widths.empty()) {
            widths += ',';
        }
        widths += std::to_string(width);
    }
    return {{"latent_channels", std::to_string(c.latent_channels)},
            {"widths", widths},
            {"encoder_blocks", std::to_string(c.encoder_blocks)},
            {"decoder_blocks", std::to_string(c.decoder_blocks)}};
}

} // namespace rushlight::generation::training
