#include "app/cli/interrupt.hpp"
#include "app/cli/verbs.hpp"
#include "app/project/export_note.hpp"

#include <algorithm>
#include <string_view>

int main(int count, char** words)
{
    using namespace rushlight::app;
    // known before the arguments are, so that a wrong one is told in JSON too
    const bool json = std::any_of(
        words, words + count, [](const char* word) { return std::string_view(word) == "--json"; });
    Report report(json);
    try {
        const auto line = read_command_line(count, words);
        if (line) {
            if (std::holds_alternative<OpenOptions>(line->command)) {
                // the window has its own ways to be ended
                run(std::get<OpenOptions>(line->command), report, {});
                return 0;
            }
            for (const auto& sentence : interrupted_exports()) {
                report.note(sentence);
            }
            const Interrupt interrupt;
            std::visit([&](const auto& options) { run(options, report, interrupt.token()); },
                       line->command);
        }
        return 0;
    } catch (...) {
        const Failure failure = failure_of(std::current_exception());
        report.error(failure);
        return static_cast<int>(failure.exit);
    }
}
