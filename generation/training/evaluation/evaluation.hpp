#pragma once

#include "generation/training/evaluation/statistics.hpp"

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::generation::training {

/// What `rushlight-engine evaluate` was asked for.
struct EvaluationRequest {
    std::string model = "previs";
    int clips = 256;  ///< held-out captions; the other tasks take a share of it
    std::string task; ///< words, image, brush, remix, cast, sound, keyframes, motion,
                      ///< consistency, physics, streaming, steps or free; empty: these; or lora
    int steps = 0;    ///< of the solver; 0: the family's default
    int threads = 0;
    std::filesystem::path models;    ///< generation/models
    std::filesystem::path analyzers; ///< generation/training/analyzers
    std::filesystem::path out;       ///< report.json, report.md and contact sheets; empty: none
};

/// Makes clips of held-out captions through the engine, as a user would, measures them, and writes
/// the report. Seeds are fixed and nothing is selected. Returns the rows. Throws
/// std::invalid_argument for an unknown model or task, std::runtime_error when weights are missing.
std::vector<Row> evaluate(const EvaluationRequest& request, const std::atomic<bool>& stop);

} // namespace rushlight::generation::training
