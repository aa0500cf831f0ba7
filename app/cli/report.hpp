#pragma once

#include "app/failure.hpp"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

namespace rushlight::app {

/// What a command tells while it runs and at its end: sentences for people on stdout and a moving
/// progress line on a terminal's stderr, or with --json one JSON object a line on stdout
/// (packaging/schemas/events.schema.json).
/// Threads: the command's.
class Report {
public:
    explicit Report(bool as_json);

    [[nodiscard]] bool is_json() const { return json_; }

    /// fraction 0 … 1, seconds_left −1 when not known.
    void progress(const std::string& what, double fraction, double seconds_left = -1);
    void preview(const std::string& what, const std::filesystem::path& file);
    /// A remark for people that is no result: shown on stderr.
    void note(const std::string& sentence);
    /// The outcome, or one of several: the text for people, the fields for programs (an object).
    void result(const std::string& text, const nlohmann::json& fields);
    void error(const Failure& failure);

private:
    void clear_line();

    bool json_;
    bool terminal_;
    bool line_open_ = false;
};

} // namespace rushlight::app
