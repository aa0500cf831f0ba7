#include "app/worker/commands.hpp"
#include "app/worker/options.hpp"
#include "generation/protocol/models_folder.hpp"
#include "generation/training/lora_run.hpp"
#include "generation/training/stages.hpp"

#include <malloc.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <stdexcept>

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

A LoRA, learned from 8 to 32 pictures or short clips of one style or of somebody:

  --lora FOLDER     the examples: NAME.ppm (P6; several pictures one after another are a
                    clip at 12 frames a second), what it shows in NAME.txt beside it
  --out FILE        NAME.safetensors, for `rushlight models add` and `generate --lora NAME`
  --rank N          1 to 128, default 8
  --minutes N       in all, with reading the examples; default 8
  --steps N         so many steps instead: the same pictures give the same LoRA
  --no-mirror       left and right mean something: learn from no mirrored pictures
  --from FOLDER     the weights it is trained for; default: those that ship
  --resume, --threads and --run as above

Ctrl-C or SIGTERM writes a checkpoint and ends; --resume goes on from it.

Examples:
  rushlight-engine train --preset previs-s
  rushlight-engine train --preset previs-s --stage denoiser --resume --minutes 120
  rushlight-engine train --stage denoiser --from generation/models/previs/weights --minutes 60
  rushlight-engine train --lora woodcuts/ --out woodcut.safetensors
)";

int train_lora(const Options& options)
{
    if (!options.has("--out") || options.has("--stage") || options.has("--preset") ||
        options.has("--look") || options.has("--device")) {
        throw std::invalid_argument("--lora needs an --out NAME.safetensors, and takes no --stage, "
                                    "--preset, --look and --device; see --help");
    }
    generation::training::LoraRequest request;
    request.examples = options.text("--lora", "");
    request.out = options.text("--out", "");
    request.weights =
        options.text("--from", (generation::shipped_models() / "previs" / "weights").string());
    request.rank = static_cast<std::int64_t>(options.number("--rank", 8, 1, 128));
    request.steps = static_cast<std::int64_t>(options.number("--steps", 0, 0, 1e6));
    request.minutes = options.number("--minutes", request.steps > 0 ? 0 : 8, 0, 100000);
    request.threads = static_cast<int>(options.number("--threads", 0, 0, 1024));
    request.mirror = !options.has("--no-mirror");
    request.resume = options.has("--resume");
    request.folder = options.text("--run", "");
    return generation::training::train_lora(request, asked_to_stop) ? 0 : 130;
}

} // namespace

int train(const std::vector<std::string>& arguments)
{
    const Options options(arguments,
                          {"--preset",
                           "--stage",
                           "--minutes",
                           "--threads",
                           "--device",
                           "--run",
                           "--from",
                           "--lora",
                           "--out",
                           "--rank",
                           "--steps"},
                          {"--resume", "--look", "--no-mirror", "--help"});
    if (options.has("--help")) {
        std::fputs(help, stdout);
        return 0;
    }
    // A step frees and takes the same large blocks again: keep them, in one arena, unmapped by
    // none.
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, 64 << 20);

    std::signal(SIGTERM, ask_to_stop);
    std::signal(SIGINT, ask_to_stop);
    if (options.has("--lora")) {
        return train_lora(options);
    }
    for (const char* alone : {"--out", "--rank", "--steps", "--no-mirror"}) {
        if (options.has(alone)) {
            throw std::invalid_argument(std::string(alone) + " goes with --lora; see --help");
        }
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
    return generation::training::run_training(request, asked_to_stop) ? 0 : 130;
}

} // namespace rushlight::app::worker
