#include "app/worker/commands.hpp"
#include "app/worker/options.hpp"
#include "generation/training/stages.hpp"

#include <malloc.h>

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

constexpr const char* help = R"(rushlight-engine train: trains the shipped model, or goes on with it

  --preset NAME     previs-s (default), previs-m or tiny
  --stage NAME      one stage only: autoencoder, text, cache, denoiser,
                    sound_cache, sound or analyzers
  --resume          go on from the last checkpoint of the run
  --from FOLDER     begin from shipped weights, with a warm-up; with --stage
  --look            train nothing: figures and a contact sheet of the run's weights
  --minutes N       fit the schedule of each stage to this time
  --threads N       default: all cores
  --device NAME     cpu (default) or cuda, the first NVIDIA GPU
  --run FOLDER      the run's folder; default: $XDG_CACHE_HOME/rushlight/training/PRESET

Ctrl-C or SIGTERM writes a checkpoint and ends; --resume goes on from it.

Examples:
  rushlight-engine train --preset previs-s
  rushlight-engine train --preset previs-s --stage denoiser --resume --minutes 120
  rushlight-engine train --stage denoiser --from generation/models/previs/weights --minutes 60
)";

} // namespace

int train(const std::vector<std::string>& arguments)
{
    const Options options(
        arguments,
        {"--preset", "--stage", "--minutes", "--threads", "--device", "--run", "--from"},
        {"--resume", "--look", "--help"});
    if (options.has("--help")) {
        std::fputs(help, stdout);
        return 0;
    }
    generation::training::TrainingRequest request;
    request.preset = options.text("--preset", request.preset);
    request.stage = options.text("--stage", "");
    request.resume = options.has("--resume");
    request.look = options.has("--look");
    request.minutes = options.number("--minutes", 0, 0, 100000);
    request.threads = static_cast<int>(options.number("--threads", 0, 0, 1024));
    request.device = options.text("--device", request.device);
    request.folder = options.text("--run", "");
    request.begin_from = options.text("--from", "");

    // A step frees and takes the same large blocks again: keep them, in one arena, unmapped by
    // none.
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, 64 << 20);

    std::signal(SIGTERM, ask_to_stop);
    std::signal(SIGINT, ask_to_stop);
    return generation::training::run_training(request, asked_to_stop) ? 0 : 130;
}

} // namespace rushlight::app::worker
