#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::generation::training {

/// One line of a model's report.
struct Row {
    std::string name;
    double value = 0;
    double low = 0; ///< 95 % bootstrap interval of the value
    double high = 0;
    double floor = 0;   ///< what a model that ignores its input gets
    double ceiling = 0; ///< what the renderer gets
    int n = 0;
    std::string must;   ///< "≥ 0.5"; empty: only reported
    bool passed = true; ///< true where nothing is demanded
};

/// Labels of clips: what an analyzer said of generated clips, of renders, and what is true.
struct Labels {
    std::vector<int> generated;
    std::vector<int> rendered;
    std::vector<int> truth;
};

/// Normalised accuracy (accuracy − floor) / (ceiling − floor): floor is the same answers against
/// shuffled truths (its expectation over all shuffles), ceiling the analyzer on renders. 0 where
/// the ceiling is not above the floor. The interval is of 1,000 resamples of the clips with a fixed
/// seed.
[[nodiscard]] Row normalised_accuracy(const std::string& name, const Labels& labels);

/// The row's demand on the value itself.
void demand_at_least(Row& row, double least);

/// What `rushlight-engine evaluate` was asked for.
struct EvaluationRequest {
    std::string model = "previs";
    int clips = 256; ///< held-out captions; the other tasks take a share of it
    int steps = 0;   ///< of the solver; 0: the family's default
    int threads = 0;
    std::filesystem::path models;    ///< generation/models
    std::filesystem::path analyzers; ///< generation/training/analyzers
    std::filesystem::path out;       ///< report.json, report.md and contact sheets go here
};

/// Makes clips of held-out captions through the engine, as a user would, measures them, and writes
/// the report. Seeds are fixed and nothing is selected. Returns the rows. Throws
/// std::invalid_argument for an unknown model, std::runtime_error when weights are missing.
std::vector<Row> evaluate(const EvaluationRequest& request, const std::atomic<bool>& stop);

} // namespace rushlight::generation::training
