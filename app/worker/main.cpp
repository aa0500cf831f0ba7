#include "app/worker/commands.hpp"

#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Command {
    const char* name;
    int (*run)(const std::vector<std::string>& arguments);
    const char* line;
};

using namespace rushlight::app::worker;

constexpr Command commands[]{
    {"train", train, "trains the shipped model, or goes on with it"},
    {"evaluate", evaluate, "measures the shipped model on held-out captions"},
    {"serve", serve, "makes shots for a studio (started by rushlight)"},
};

void print_help()
{
    std::puts("rushlight-engine: the generation engine of Rushlight\n");
    for (const Command& command : commands) {
        std::printf("  rushlight-engine %-10s %s\n", command.name, command.line);
    }
    std::puts("\nrushlight-engine COMMAND --help shows a command's options and examples.");
}

} // namespace

int main(int count, char** words)
{
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h") {
        print_help();
        return arguments.empty() ? 2 : 0;
    }
    for (const Command& command : commands) {
        if (arguments[0] != command.name) {
            continue;
        }
        try {
            return command.run({arguments.begin() + 1, arguments.end()});
        } catch (const std::invalid_argument& wrong) {
            std::fprintf(stderr, "rushlight-engine: %s\n", wrong.what());
            return 2;
        } catch (const std::exception& error) {
            std::fprintf(stderr, "rushlight-engine: %s\n", error.what());
            return 1;
        }
    }
    std::fprintf(stderr,
                 "rushlight-engine: there is no command %s; see rushlight-engine --help\n",
                 arguments[0].c_str());
    return 2;
}
