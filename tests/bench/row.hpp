#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace rushlight::bench {

/// One line of packaging/bench: the median of the runs, and its ratio to a peer measured in turns
/// with it.
struct Row {
    std::string name;
    std::string unit;
    std::vector<double> runs;
    std::string peer; ///< empty: none
    std::vector<double> peer_runs;
};

[[nodiscard]] inline double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

inline void print(const Row& row)
{
    const auto [least, most] = std::minmax_element(row.runs.begin(), row.runs.end());
    std::printf("{\"name\": \"%s\", \"value\": %.6g, \"unit\": \"%s\", \"runs\": %zu, \"min\": "
                "%.6g, \"max\": %.6g",
                row.name.c_str(),
                median(row.runs),
                row.unit.c_str(),
                row.runs.size(),
                *least,
                *most);
    if (!row.peer.empty()) {
        std::printf(", \"peer\": \"%s\", \"peer_value\": %.6g, \"ratio\": %.4g",
                    row.peer.c_str(),
                    median(row.peer_runs),
                    median(row.runs) / median(row.peer_runs));
    }
    std::printf("}\n");
    std::fflush(stdout);
}

[[nodiscard]] inline double seconds_of(const std::function<void()>& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Runs both in turns, so that whatever else the machine does meets both alike; one warm-up each.
inline Row in_turns(std::string name,
                    std::string unit,
                    int runs,
                    double scale,
                    const std::function<void()>& ours,
                    std::string peer = {},
                    const std::function<void()>& theirs = {})
{
    Row row{std::move(name), std::move(unit), {}, std::move(peer), {}};
    ours();
    if (theirs) {
        theirs();
    }
    for (int run = 0; run < runs; ++run) {
        row.runs.push_back(scale / seconds_of(ours));
        if (theirs) {
            row.peer_runs.push_back(scale / seconds_of(theirs));
        }
    }
    return row;
}

} // namespace rushlight::bench
