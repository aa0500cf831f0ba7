#include "generation/training/evaluation/statistics.hpp"

#include "generation/training/lesson.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <tuple>

namespace rushlight::generation::training {

double mean_of(const std::vector<double>& values)
{
    return values.empty() ? 0
                          : std::accumulate(values.begin(), values.end(), 0.0) /
                                static_cast<double>(values.size());
}

double median_of(std::vector<double> values)
{
    if (values.empty()) {
        return 0;
    }
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::pair<double, double>
interval(int n, const std::function<double(const std::vector<std::size_t>&)>& statistic)
{
    Dice dice(95);
    std::vector<double> values;
    std::vector<std::size_t> chosen(static_cast<std::size_t>(n));
    for (int i = 0; i < 1000; ++i) {
        for (auto& index : chosen) {
            index = static_cast<std::size_t>(dice.below(n));
        }
        values.push_back(statistic(chosen));
    }
    std::sort(values.begin(), values.end());
    return {values[25], values[974]};
}

Row row_of(const std::string& name,
           const std::vector<double>& values,
           const std::function<double(std::vector<double>)>& statistic)
{
    Row row;
    row.name = name;
    row.n = static_cast<int>(values.size());
    row.value = statistic(values);
    if (row.n > 0) {
        std::tie(row.low, row.high) = interval(row.n, [&](const auto& chosen) {
            std::vector<double> some;
            for (const auto index : chosen) {
                some.push_back(values[index]);
            }
            return statistic(some);
        });
    }
    return row;
}

void demand_over(Row& row, const Row& control)
{
    row.floor = control.value;
    const bool up = row.ceiling >= control.value;
    const double way = row.ceiling - control.value;
    const double share = std::abs(way) > 1e-9 ? (row.value - control.value) / way : 0;
    row.must = "a quarter of the way from the control to the ceiling, intervals apart";
    row.passed = share >= 0.25 && (up ? row.low > control.high : row.high < control.low);
}

Row normalised_accuracy(const std::string& name, const Labels& labels)
{
    Row row;
    row.name = name;
    row.n = static_cast<int>(labels.truth.size());
    if (row.n == 0) {
        return row;
    }

    struct Parts {
        double accuracy, floor, ceiling;
    };

    const auto parts = [&](const std::vector<std::size_t>& chosen) {
        Parts made{0, 0, 0};
        const double n = static_cast<double>(chosen.size());
        std::map<int, double> answers, truths;
        for (const auto i : chosen) {
            made.accuracy += labels.generated[i] == labels.truth[i] ? 1 / n : 0;
            made.ceiling += labels.rendered[i] == labels.truth[i] ? 1 / n : 0;
            answers[labels.generated[i]] += 1 / n;
            truths[labels.truth[i]] += 1 / n;
        }
        for (const auto& [value, share] : answers) {
            const auto found = truths.find(value);
            made.floor += found == truths.end() ? 0 : share * found->second;
        }
        return made;
    };
    const auto normalised = [](const Parts& p) {
        return p.ceiling - p.floor > 0.02 ? (p.accuracy - p.floor) / (p.ceiling - p.floor) : 0.0;
    };
    std::vector<std::size_t> all(labels.truth.size());
    std::iota(all.begin(), all.end(), 0);
    const Parts whole = parts(all);
    row.value = normalised(whole);
    row.floor = whole.floor;
    row.ceiling = whole.ceiling;
    std::tie(row.low, row.high) =
        interval(row.n, [&](const auto& chosen) { return normalised(parts(chosen)); });
    return row;
}

void demand_at_least(Row& row, double least)
{
    char text[32];
    std::snprintf(text, sizeof text, "≥ %g", least);
    row.must = text;
    row.passed = row.value >= least;
}

} // namespace rushlight::generation::training
