#include "tests/end_to_end/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <sstream>
#include <stdexcept>

namespace rushlight::test {

namespace {

void close_the_network()
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == nullptr ||
        seccomp_rule_add(
            filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX)) !=
            0 ||
        seccomp_load(filter) != 0) {
        _exit(126);
    }
}

} // namespace

std::vector<nlohmann::json> Ran::events() const
{
    std::vector<nlohmann::json> found;
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
        auto event = nlohmann::json::parse(line, nullptr, false);
        if (event.is_object()) {
            found.push_back(std::move(event));
        }
    }
    return found;
}

nlohmann::json Ran::last(const std::string& event) const
{
    nlohmann::json found;
    for (auto& one : events()) {
        if (one.value("event", "") == event) {
            found = one;
        }
    }
    return found;
}

Ran run(const std::vector<std::string>& words, const std::filesystem::path& home, bool offline)
{
    std::array<std::array<int, 2>, 2> pipes{};
    for (auto& one : pipes) {
        if (pipe2(one.data(), O_CLOEXEC) != 0) {
            throw std::runtime_error("no pipe");
        }
    }
    std::vector<char*> arguments;
    for (const auto& word : words) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    const std::string data = (home / "data").string();
    const std::string cache = (home / "cache").string();
    const pid_t child = fork();
    if (child == 0) {
        setenv("XDG_DATA_HOME", data.c_str(), 1);
        setenv("XDG_CACHE_HOME", cache.c_str(), 1);
        dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
        dup2(pipes[0][1], STDOUT_FILENO);
        dup2(pipes[1][1], STDERR_FILENO);
        if (offline) {
            close_the_network();
        }
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    if (child < 0) {
        throw std::runtime_error("cannot start " + words.front());
    }
    Ran ran;
    std::array<std::string*, 2> texts{&ran.out, &ran.err};
    std::array<pollfd, 2> polls{};
    for (std::size_t i = 0; i < 2; ++i) {
        close(pipes[i][1]);
        polls[i] = {pipes[i][0], POLLIN, 0};
    }
    for (int open_ends = 2; open_ends > 0;) {
        poll(polls.data(), polls.size(), -1);
        for (std::size_t i = 0; i < 2; ++i) {
            if (polls[i].fd >= 0 && polls[i].revents != 0) {
                std::array<char, 65536> buffer{};
                const auto got = read(polls[i].fd, buffer.data(), buffer.size());
                if (got > 0) {
                    texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
                } else if (got == 0 || errno != EINTR) {
                    close(polls[i].fd);
                    polls[i].fd = -1;
                    --open_ends;
                }
            }
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return ran;
}

Ran rushlight(std::vector<std::string> words, const std::filesystem::path& home, bool offline)
{
    words.insert(words.begin(), RUSHLIGHT_PROGRAM);
    return run(words, home, offline);
}

nlohmann::json ffprobe(const std::filesystem::path& film, const std::filesystem::path& home)
{
    const Ran looked = run({"ffprobe",
                            "-v",
                            "error",
                            "-print_format",
                            "json",
                            "-show_streams",
                            "-show_format",
                            "-count_frames",
                            film},
                           home);
    if (looked.code != 0) {
        throw std::runtime_error("ffprobe cannot read " + film.string() + ": " + looked.err);
    }
    return nlohmann::json::parse(looked.out);
}

} // namespace rushlight::test
