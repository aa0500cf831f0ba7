#pragma once

#include <cstdint>
#include <string>

namespace rushlight::app {

/// What a generation job's row says (JobRow::request).
struct JobText {
    std::string request; ///< canonical JSON
    std::int64_t take = 0;
    std::string use;
    bool choose = true;
};

[[nodiscard]] std::string to_json(const JobText& job);
/// Throws Failure{unreadable} for a row that this version did not write.
[[nodiscard]] JobText job_text(const std::string& json);

} // namespace rushlight::app
