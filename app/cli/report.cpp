#include "app/cli/report.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <optional>

namespace rushlight::app {

using nlohmann::json;

namespace {

void print_line(const json& event)
{
    // texts from elsewhere may be no UTF-8: shown with replacement characters
    const std::string line = event.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
}

/// The edit of a script that a field lies in: "/edits/2/clip" → 2.
std::optional<int> edit_index(const std::string& field)
{
    int index = 0;
    return std::sscanf(field.c_str(), "/edits/%d", &index) == 1 ? std::optional(index)
                                                                : std::nullopt;
}

} // namespace

Report::Report(bool as_json)
    : json_(as_json)
    , terminal_(::isatty(STDERR_FILENO) == 1)
{
}

void Report::clear_line()
{
    if (line_open_) {
        std::fputs("\r\033[K", stderr);
        line_open_ = false;
    }
}

void Report::progress(const std::string& what, double fraction, double seconds_left)
{
    if (json_) {
        print_line({{"event", "progress"},
                    {"what", what},
                    {"fraction", fraction},
                    {"seconds_left", seconds_left}});
    } else if (terminal_) {
        std::string left;
        if (seconds_left >= 0) {
            left = ", " + std::to_string(std::lround(seconds_left)) + " s left";
        }
        std::fprintf(stderr, "\r\033[K%s: %.0f %%%s", what.c_str(), 100 * fraction, left.c_str());
        std::fflush(stderr);
        line_open_ = true;
    }
}

void Report::preview(const std::string& what, const std::filesystem::path& file)
{
    if (json_) {
        print_line({{"event", "preview"}, {"what", what}, {"file", file.string()}});
    }
}

void Report::note(const std::string& sentence)
{
    if (json_) {
        print_line({{"event", "note"}, {"sentence", sentence}});
    } else {
        clear_line();
        std::fprintf(stderr, "%s\n", sentence.c_str());
    }
}

void Report::result(const std::string& text, const json& fields)
{
    if (json_) {
        json event = fields;
        event["event"] = "result";
        print_line(event);
    } else {
        clear_line();
        std::printf("%s\n", text.c_str());
        std::fflush(stdout);
    }
}

void Report::error(const Failure& failure)
{
    if (json_) {
        json problems = json::array();
        for (const auto& problem : failure.problems) {
            json told{{"field", problem.field}, {"sentence", problem.sentence}};
            if (const auto index = edit_index(problem.field)) {
                told["index"] = *index;
            }
            problems.push_back(std::move(told));
        }
        print_line({{"event", "error"},
                    {"code", code_of(failure.exit)},
                    {"sentence", failure.what()},
                    {"problems", problems}});
        return;
    }
    clear_line();
    std::fprintf(stderr, "rushlight: %s\n", failure.what());
    if (failure.problems.size() > 1) {
        for (const auto& problem : failure.problems) {
            std::fprintf(stderr, "  %s %s\n", problem.field.c_str(), problem.sentence.c_str());
        }
    }
}

} // namespace rushlight::app
