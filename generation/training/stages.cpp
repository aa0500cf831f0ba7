#include "generation/training/stages.hpp"

#include "generation/checkpoint/safetensors.hpp"
#include "generation/nn/compute.hpp"
#include "generation/nn/device.hpp"
#include "generation/training/preset.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace rushlight::generation::training {

namespace {

struct Run {
    const TrainingRequest& request;
    Preset preset;
    std::filesystem::path folder;
    int threads;
    at::Device device;
    const std::atomic<bool>& stop;

    [[nodiscard]] std::filesystem::path weights() const { return folder / "weights"; }
};

void ship(const Run& run, const Lesson& lesson, const NamedTensors& tensors)
{
    Checkpoint checkpoint;
    for (const auto& [name, tensor] : tensors) {
        checkpoint.tensors[name] = tensor.cpu().to(at::kHalf).contiguous();
    }
    checkpoint.metadata = lesson.metadata();
    checkpoint.metadata.insert({{"format", "1"}, {"preset", run.preset.name}});
    std::filesystem::create_directories(run.weights());
    write_checkpoint(run.weights(), lesson.name(), checkpoint);
}

Checkpoint shipped(const Run& run, const std::string& name)
{
    if (checkpoint_files(run.weights(), name).empty()) {
        throw std::runtime_error("there are no weights of " + name + " in " +
                                 run.weights().string() + "; train that stage first");
    }
    Checkpoint checkpoint = read_checkpoint(run.weights(), name);
    for (auto& [tensor_name, tensor] : checkpoint.tensors) {
        tensor = tensor.to(run.device, at::kFloat);
    }
    return checkpoint;
}

void look(const Run& run, Lesson& lesson)
{
    const c10::NoGradGuard no_grad;
    NamedTensors tensors;
    for (auto& [name, tensor] : shipped(run, lesson.name()).tensors) {
        if (lesson.ships(name)) {
            tensors.emplace(name, tensor);
        }
    }
    const auto sheet = run.folder / (lesson.name() + ".jpg");
    for (const auto& [figure, value] : lesson.examine(tensors, sheet)) {
        std::printf("%s: %s %.4f\n", lesson.name().c_str(), figure.c_str(), value);
    }
}

/// Trains one lesson and ships it. Returns false when it was stopped.
bool learn(const Run& run, Lesson& lesson)
{
    if (run.request.look) {
        look(run, lesson);
        return true;
    }
    RunSettings settings;
    settings.folder = run.folder;
    settings.threads = run.threads;
    settings.device = run.device;
    settings.ahead = !run.device.is_cpu();
    settings.minutes = run.request.minutes;
    settings.resume = run.request.resume;
    settings.stop = &run.stop;
    settings.quiet = run.request.quiet;
    if (!run.request.begin_from.empty()) {
        settings.begin_from = read_checkpoint(run.request.begin_from, lesson.name()).tensors;
    }
    const RunResult result = train(lesson, settings);
    ship(run, lesson, result.shipped);
    if (!run.request.quiet) {
        std::printf("%s: %s after %lld steps; weights in %s\n",
                    lesson.name().c_str(),
                    result.finished ? "done" : "stopped",
                    static_cast<long long>(result.steps),
                    run.weights().c_str());
        std::fflush(stdout);
    }
    return result.finished;
}

std::shared_ptr<const previs::Autoencoder> trained_autoencoder(const Run& run)
{
    return std::make_shared<const previs::Autoencoder>(
        nn::Weights(shipped(run, "autoencoder").tensors),
        run.preset.autoencoder.config,
        nn::compute_type(run.device));
}

std::shared_ptr<const previs::TextEncoder> trained_text_encoder(const Run& run)
{
    return std::make_shared<const previs::TextEncoder>(
        nn::Weights(shipped(run, "text_encoder").tensors),
        run.preset.text.model.text,
        nn::compute_type(run.device));
}

bool fill(const Run& run, const CachePlan& plan, const std::string& folder)
{
    Crew crew(run.threads);
    return fill_cache(plan,
                      *trained_autoencoder(run),
                      run.folder / folder,
                      run.request.minutes,
                      crew,
                      run.stop,
                      run.request.quiet);
}

/// What the sound is taught with: its own clips, and the denoiser's where they are at hand.
std::vector<CachedClips> heard_clips(const Run& run)
{
    std::vector<CachedClips> clips = read_cache(run.folder / "sound_cache");
    if (std::filesystem::exists(run.folder / "cache")) {
        for (CachedClips& group : read_cache(run.folder / "cache")) {
            clips.push_back(std::move(group));
        }
    }
    return clips;
}

bool run_stage(const Run& run, const std::string& stage)
{
    if (stage == "autoencoder") {
        AutoencoderLesson lesson(run.preset.autoencoder);
        return learn(run, lesson);
    }
    if (stage == "text") {
        TextLesson lesson(run.preset.text);
        return learn(run, lesson);
    }
    if (stage == "cache") {
        return fill(run, run.preset.cache, "cache");
    }
    if (stage == "denoiser") {
        DenoiserLesson lesson(run.preset.denoiser,
                              read_cache(run.folder / "cache"),
                              trained_text_encoder(run),
                              trained_autoencoder(run));
        return learn(run, lesson);
    }
    if (stage == "sound_cache") {
        return fill(run, run.preset.sound_cache, "sound_cache");
    }
    if (stage == "sound") {
        SoundLesson lesson(run.preset.sound, heard_clips(run), trained_autoencoder(run));
        return learn(run, lesson);
    }
    if (stage == "analyzers") {
        AnalyzerLesson lesson(run.preset.analyzer, trained_autoencoder(run));
        return learn(run, lesson);
    }
    throw std::invalid_argument("there is no stage " + stage);
}

} // namespace

std::vector<std::string> stage_names()
{
    return {"autoencoder", "text", "cache", "denoiser", "sound_cache", "sound", "analyzers"};
}

std::filesystem::path default_run_folder(const std::string& preset)
{
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    const std::filesystem::path root = cache != nullptr && *cache != 0
                                           ? std::filesystem::path(cache)
                                           : std::filesystem::path(home ? home : ".") / ".cache";
    return root / "rushlight" / "training" / preset;
}

bool run_training(const TrainingRequest& request, const std::atomic<bool>& stop)
{
    const auto names = stage_names();
    if (!request.stage.empty() &&
        std::find(names.begin(), names.end(), request.stage) == names.end()) {
        throw std::invalid_argument(
            "there is no stage " + request.stage +
            "; the stages are autoencoder, text, cache, denoiser, sound_cache, sound and "
            "analyzers");
    }
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const Run run{request,
                  preset(request.preset),
                  request.folder.empty() ? default_run_folder(request.preset) : request.folder,
                  request.threads > 0 ? request.threads : cores,
                  nn::device_named(request.device),
                  stop};
    for (const auto& stage : names) {
        if ((request.stage.empty() || request.stage == stage) && !run_stage(run, stage)) {
            return false;
        }
    }
    return true;
}

} // namespace rushlight::generation::training
