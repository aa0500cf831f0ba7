#pragma once

#include <functional>
#include <string>
#include <utility>
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

/// The demand on a row that has a "not given" control: the intervals do not touch, and the value
/// lies at least a quarter of the way from the control to the ceiling.
void demand_over(Row& row, const Row& control);

[[nodiscard]] double mean_of(const std::vector<double>& values);
[[nodiscard]] double median_of(std::vector<double> values);

/// The 95 % interval of a statistic of n clips over 1,000 resamples.
[[nodiscard]] std::pair<double, double>
interval(int n, const std::function<double(const std::vector<std::size_t>&)>& statistic);

/// A row of one number a clip.
[[nodiscard]] Row row_of(const std::string& name,
                         const std::vector<double>& values,
                         const std::function<double(std::vector<double>)>& statistic);

} // namespace rushlight::generation::training
