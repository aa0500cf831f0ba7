#include "tests/app/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

extern char** environ;

namespace rushlight::test {

Program::Program(const std::filesystem::path& home)
    : home_(home)
{
}

Outcome Program::run(const std::vector<std::string>& arguments,
                     const std::function<void(const std::string&, int)>& on_line) const
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        throw std::runtime_error("pipe");
    }
    const auto errors = home_ / "stderr";
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    ::posix_spawn_file_actions_addopen(
        &actions, 2, errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    std::vector<std::string> words{RUSHLIGHT_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string text = *variable;
        if (text.rfind("XDG_", 0) != 0 && text.rfind("RUSHLIGHT_", 0) != 0) {
            variables.push_back(text);
        }
    }
    variables.push_back("XDG_DATA_HOME=" + (home_ / "data").string());
    variables.push_back("XDG_CACHE_HOME=" + (home_ / "cache").string());
    variables.push_back("RUSHLIGHT_ENGINE=" TOY_ENGINE);
    variables.insert(variables.end(), environment_.begin(), environment_.end());
    std::vector<char*> argv;
    std::vector<char*> envp;
    for (auto& word : words) {
        argv.push_back(word.data());
    }
    for (auto& variable : variables) {
        envp.push_back(variable.data());
    }
    argv.push_back(nullptr);
    envp.push_back(nullptr);
    pid_t process = 0;
    const int refused =
        ::posix_spawn(&process, RUSHLIGHT_PROGRAM, &actions, nullptr, argv.data(), envp.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (refused != 0) {
        throw std::runtime_error("cannot start " RUSHLIGHT_PROGRAM);
    }
    Outcome outcome;
    std::string line;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
        for (ssize_t i = 0; i < count; ++i) {
            outcome.out += buffer[i];
            if (buffer[i] != '\n') {
                line += buffer[i];
                continue;
            }
            if (on_line) {
                on_line(line, process);
            }
            line.clear();
        }
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(process, &status, 0);
    outcome.code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    std::ifstream in(errors);
    std::ostringstream text;
    text << in.rdbuf();
    outcome.err = text.str();
    return outcome;
}

} // namespace rushlight::test
