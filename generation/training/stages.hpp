#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::generation::training {

/// What `rushlight-engine train` was asked for.
struct TrainingRequest {
    std::string preset = "previs-s";
    std::string stage; ///< one of `stage_names`; empty: all, in order
    bool resume = false;
    double minutes = 0;           ///< of each stage; 0: the preset's steps
    int threads = 0;              ///< 0: all cores
    std::string device = "cpu";   ///< or "cuda"
    std::filesystem::path folder; ///< of the run; empty: `default_run_folder`
    /// Weights in shipped form to begin from, with fresh momenta; empty: from nothing.
    std::filesystem::path begin_from;
    /// Only looks at the weights in `<folder>/weights`: figures, and a contact sheet `<stage>.jpg`.
    bool look = false;
    bool quiet = false;
};

/// autoencoder, text, cache, denoiser, sound, analyzers: the order of a whole run.
[[nodiscard]] std::vector<std::string> stage_names();

/// `$XDG_CACHE_HOME/rushlight/training/<preset>`.
[[nodiscard]] std::filesystem::path default_run_folder(const std::string& preset);

/// Runs the stages. Each reads what earlier ones left in `<folder>/weights` and leaves its own
/// weights there as fp16 safetensors. When `stop` is set the stage writes a checkpoint and this
/// returns false. Throws std::invalid_argument for names that are unknown, std::runtime_error when
/// an earlier stage's weights are missing or training breaks down.
bool run_training(const TrainingRequest& request, const std::atomic<bool>& stop);

} // namespace rushlight::generation::training
