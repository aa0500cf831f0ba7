#include "generation/training/stages.hpp"

#include "generation/checkpoint/safetensors.hpp"
#include "generation/training/preset.hpp"

#include <ATen/ATen.h>

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
    const std::atomic<bool>& stop;

    [[nodiscard]] std::filesystem::path weights() const { return folder / "weights"; }
};

void ship(const Run& run, const Lesson& lesson, const NamedTensors& tensors)
{
    Checkpoint checkpoint;
    for (const auto& [name, tensor] : tensors) {
        checkpoint.tensors[name] = tensor.to(at::kHalf).contiguous();
    }
    checkpoint.metadata = lesson.metadata();
    checkpoint.metadata["format"] = "1";
    checkpoint.metadata["preset"] = run.preset.name;
    std::filesystem::create_directories(run.weights());
    write_checkpoint(run.weights(), lesson.name(), checkpoint);
}

/// Trains one lesson and ships it. Returns false when it was stopped.
bool learn(const Run& run, Lesson& lesson)
{
    RunSettings settings;
    settings.folder = run.folder;
    settings.threads = run.threads;
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

bool run_stage(const Run& run, const std::string& stage)
{
    if (stage == "autoencoder") {
        AutoencoderLesson lesson(run.preset.autoencoder);
        return learn(run, lesson);
    }
    throw std::invalid_argument("there is no stage " + stage);
}

} // namespace

std::vector<std::string> stage_names()
{
    return {"autoencoder"};
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
        std::string list;
        for (const auto& name : names) {
            list += (list.empty() ? "" : ", ") + name;
        }
        throw std::invalid_argument("there is no stage " + request.stage + "; the stages are " +
                                    list);
    }
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const Run run{request,
                  preset(request.preset),
                  request.folder.empty() ? default_run_folder(request.preset) : request.folder,
                  request.threads > 0 ? request.threads : cores,
                  stop};
    for (const auto& stage : names) {
        if ((request.stage.empty() || request.stage == stage) && !run_stage(run, stage)) {
            return false;
        }
    }
    return true;
}

} // namespace rushlight::generation::training
