#include "generation/training/lora_run.hpp"

#include "generation/models/previs/lora.hpp"
#include "generation/models/previs/model.hpp"
#include "generation/models/previs/prompt.hpp"
#include "generation/nn/compute.hpp"
#include "generation/protocol/lora_files.hpp"
#include "generation/training/examples.hpp"
#include "generation/training/lora_lesson.hpp"
#include "generation/training/stages.hpp"
#include "generation/training/text_lesson.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <thread>

namespace rushlight::generation::training {

namespace {

constexpr int picture_crops = 8;
constexpr int clip_crops = 4; ///< they take as long as several pictures to encode
constexpr std::int64_t side = 256;

/// What the words become for one crop: three of four times as the family would complete them for a
/// shot, with everything said that the caption leaves open, so that the LoRA works in such prompts.
std::string words_for(const std::string& caption, int crop, world::World world)
{
    if (caption.empty() || crop % 4 == 0) {
        return caption;
    }
    Request shot;
    shot.prompt = caption;
    shot.seed = crop;
    return previs::complete_prompt(shot, world).text;
}

EncodedExample encode_words(const std::vector<std::string>& captions,
                            const previs::TextEncoder& encoder)
{
    const at::Tensor ids =
        token_ids(captions, static_cast<int>(previs::denoiser_text_tokens)); // [V, L]
    const auto longest = ids.ne(0).sum(1).max().item<std::int64_t>();
    const auto text = encoder(ids.narrow(1, 0, std::max<std::int64_t>(longest, 1)));
    return {{}, text.features.to(at::kFloat), text.mask};
}

EncodedExample
encode_example(const Example& example, std::size_t number, bool mirror, const previs::Model& model)
{
    const bool still = example.frames.size(0) == 1;
    std::vector<at::Tensor> latents;
    std::vector<std::string> captions;
    for (const Crop& crop : crops_of(number, still ? picture_crops : clip_crops, mirror)) {
        captions.push_back(
            words_for(example.caption, static_cast<int>(captions.size()), model.world));
        latents.push_back(
            model.autoencoder->encode(cropped(example.frames, crop, side).unsqueeze(0)).squeeze(0));
    }
    EncodedExample encoded = encode_words(captions, *model.text_encoder);
    encoded.latents = at::stack(latents).to(at::kFloat);
    return encoded;
}

double seconds_since(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

bool train_lora(const LoraRequest& request, const std::atomic<bool>& stop)
{
    const auto started = std::chrono::steady_clock::now();
    if (request.rank < 1 || request.rank > previs::lora_rank_most) {
        throw std::invalid_argument("a LoRA's rank is 1 to 128, not " +
                                    std::to_string(request.rank));
    }
    const std::string called = request.out.stem().string();
    if (request.out.extension() != ".safetensors" || !is_lora_name(called)) {
        throw std::invalid_argument("the LoRA goes into a file NAME.safetensors, not into \"" +
                                    request.out.string() + "\"");
    }
    const auto files = example_files(request.examples);
    const int threads = request.threads > 0
                            ? request.threads
                            : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));

    // 1. what it is trained for, and the examples as the denoiser sees them
    at::set_num_threads(threads);
    previs::Model model = previs::load_model(request.weights, nn::compute_type());
    model.denoiser.reset(); // it is built anew from its tensors at each step
    NamedTensors base = read_checkpoint(request.weights, "denoiser").tensors;
    for (auto& [name, tensor] : base) {
        tensor = tensor.to(at::kFloat);
    }
    std::vector<EncodedExample> examples;
    EncodedExample empty;
    {
        const c10::NoGradGuard frozen;
        empty = encode_words({""}, *model.text_encoder);
        for (std::size_t i = 0; i < files.size(); ++i) {
            if (stop.load()) {
                return false;
            }
            examples.push_back(encode_example(read_example(files[i]), i, request.mirror, model));
            if (!request.quiet && ((i + 1) % 8 == 0 || i + 1 == files.size())) {
                std::printf("lora: %zu of %zu examples encoded, %.0f s\n",
                            i + 1,
                            files.size(),
                            seconds_since(started));
                std::fflush(stdout);
            }
        }
    }

    // 2. the lesson
    const auto& config = model.config.denoiser;
    const bool fine = std::any_of(model.plan.begin(), model.plan.end(), [](const auto& part) {
        return part.first == previs::Scale::p2;
    });
    LoraPlan plan = lora_plan(config, fine);
    plan.rank = request.rank;
    plan.alpha = static_cast<double>(request.rank);
    if (request.steps > 0) {
        plan.plan.steps = request.steps;
    }
    RunSettings settings;
    settings.folder =
        request.folder.empty() ? default_run_folder("lora-" + called) : request.folder;
    settings.threads = threads;
    settings.resume = request.resume;
    settings.stop = &stop;
    settings.quiet = request.quiet;
    if (request.minutes > 0) {
        settings.minutes = std::max(0.05, request.minutes - seconds_since(started) / 60);
    }
    LoraLesson lesson(plan, std::move(base), std::move(examples), std::move(empty));
    const RunResult result = train(lesson, settings);

    // 3. the file
    write_safetensors(request.out,
                      previs::lora_checkpoint(result.shipped, config, plan.rank, plan.alpha));
    if (!request.quiet) {
        std::printf("lora: %s after %lld steps and %.0f s; %s, rank %lld\n",
                    result.finished ? "done" : "stopped",
                    static_cast<long long>(result.steps),
                    seconds_since(started),
                    request.out.c_str(),
                    static_cast<long long>(plan.rank));
        std::fflush(stdout);
    }
    return result.finished;
}

} // namespace rushlight::generation::training
