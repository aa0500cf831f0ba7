#include "app/worker/commands.hpp"
#include "app/worker/options.hpp"
#include "generation/training/evaluation/evaluation.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>

namespace rushlight::app::worker {

namespace {

std::atomic<bool> asked_to_stop{false};

void ask_to_stop(int)
{
    asked_to_stop = true;
}

constexpr const char* help =
    R"(rushlight-engine evaluate: measures the shipped model on held-out captions

  --model NAME       previs (default)
  --clips N          held-out captions, default 256; the other tasks take a share of it
  --task NAME        one only: words, image, brush, remix, cast, sound, keyframes,
                     motion, consistency, physics, streaming, steps or free;
                     writes a report only where --out says; or lora, which trains one first
  --steps N          of the solver; default: the model's own
  --threads N        default: all cores
  --models FOLDER    where the weights lie; default: generation/models
  --analyzers FOLDER default: training/analyzers beside the folder of models
  --out FOLDER       for report.json, report.md and contact sheets;
                     default: previs in the folder of models

Ends 0 when every row passes, 9 when one does not.

Examples:
  rushlight-engine evaluate --model previs
  rushlight-engine evaluate --clips 16 --out /tmp/report
  rushlight-engine evaluate --task brush --clips 64
)";

} // namespace

int evaluate(const std::vector<std::string>& arguments)
{
    const Options options(arguments,
                          {"--model",
                           "--clips",
                           "--task",
                           "--steps",
                           "--threads",
                           "--models",
                           "--analyzers",
                           "--out"},
                          {"--help"});
    if (options.has("--help")) {
        std::fputs(help, stdout);
        return 0;
    }
    generation::training::EvaluationRequest request;
    request.model = options.text("--model", request.model);
    request.clips = static_cast<int>(options.number("--clips", request.clips, 4, 100000));
    request.steps = static_cast<int>(options.number("--steps", 0, 0, 100));
    request.threads = static_cast<int>(options.number("--threads", 0, 0, 1024));
    request.models = options.text("--models", RUSHLIGHT_MODELS_BUILT);
    request.analyzers = options.text(
        "--analyzers", (request.models.parent_path() / "training" / "analyzers").string());
    request.task = options.text("--task", "");
    request.out = options.text(
        "--out", request.task.empty() ? (request.models / "previs").string() : std::string());
    std::signal(SIGTERM, ask_to_stop);
    std::signal(SIGINT, ask_to_stop);
    const auto rows = generation::training::evaluate(request, asked_to_stop);
    for (const auto& row : rows) {
        std::printf("%-58s %7.3f  [%.3f, %.3f]  floor %.3f  ceiling %.3f  n %d  %s\n",
                    row.name.c_str(),
                    row.value,
                    row.low,
                    row.high,
                    row.floor,
                    row.ceiling,
                    row.n,
                    row.must.empty() ? ""
                    : row.passed     ? "passed"
                                     : "FAILED");
    }
    return std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.passed; }) ? 0
                                                                                             : 9;
}

} // namespace rushlight::app::worker
