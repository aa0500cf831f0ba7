#include "app/worker_client/worker_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace rushlight::app {

using generation::Channel;
using generation::Descriptor;

namespace {

constexpr int worker_socket = 3;

/// The studio's environment with some names set anew. OpenMP's threads sleep at their barriers:
/// spinning, they lose most of their time as soon as another program wants a core (measured: 3.5
/// instead of 22 clips/s in training).
std::vector<std::string> merged(std::vector<std::string> changes)
{
    if (std::getenv("OMP_WAIT_POLICY") == nullptr) {
        changes.emplace_back("OMP_WAIT_POLICY=passive");
    }
    std::vector<std::string> all;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string text = *variable;
        const std::string name = text.substr(0, text.find('=') + 1);
        bool changed = false;
        for (const auto& change : changes) {
            changed = changed || change.rfind(name, 0) == 0;
        }
        if (!changed) {
            all.push_back(text);
        }
    }
    all.insert(all.end(), changes.begin(), changes.end());
    return all;
}

/// Opened to append; a log over 1 MiB begins anew.
Descriptor open_log(const std::filesystem::path& path)
{
    if (!path.empty()) {
        std::error_code ignored;
        std::filesystem::create_directories(path.parent_path(), ignored);
        const auto size = std::filesystem::file_size(path, ignored);
        const bool large = !ignored && size > (1U << 20U);
        Descriptor log(::open(
            path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (large ? O_TRUNC : 0), 0600));
        if (log) {
            return log;
        }
    }
    return Descriptor(::open("/dev/null", O_WRONLY | O_CLOEXEC));
}

} // namespace

WorkerProcess::WorkerProcess(const std::filesystem::path& program,
                             const std::vector<std::string>& environment,
                             const std::filesystem::path& log)
{
    auto [here, there] = Channel::pair();
    channel_ = std::make_unique<Channel>(std::move(here));
    const Descriptor output = open_log(log);

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, output.number(), 1);
    ::posix_spawn_file_actions_adddup2(&actions, output.number(), 2);
    ::posix_spawn_file_actions_adddup2(&actions, there.number(), worker_socket);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);

    std::vector<std::string> words{
        program.string(), "serve", "--fd", std::to_string(worker_socket)};
    std::vector<std::string> variables = merged(environment);
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
    const int refused =
        ::posix_spawn(&id_, program.c_str(), &actions, &attributes, argv.data(), envp.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (refused != 0) {
        id_ = 0;
        reaped_ = true;
        throw std::runtime_error("cannot start the engine " + program.string() + ": " +
                                 std::strerror(refused) + "; install Rushlight anew");
    }
}

WorkerProcess::~WorkerProcess()
{
    if (!reaped_) {
        signal(SIGKILL);
        (void)ended(std::chrono::seconds(5));
    }
}

void WorkerProcess::signal(int number) const
{
    if (!reaped_ && id_ > 0) {
        ::kill(id_, number);
    }
}

bool WorkerProcess::ended(std::chrono::milliseconds most)
{
    const auto until = std::chrono::steady_clock::now() + most;
    while (!reaped_) {
        const int result = ::waitpid(id_, &status_, WNOHANG);
        if (result == id_ || (result < 0 && errno != EINTR)) {
            reaped_ = true;
        } else if (std::chrono::steady_clock::now() >= until) {
            return false;
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    return true;
}

std::string WorkerProcess::end() const
{
    if (WIFSIGNALED(status_)) {
        return "was killed by signal " + std::to_string(WTERMSIG(status_));
    }
    return "ended with status " + std::to_string(WEXITSTATUS(status_));
}

} // namespace rushlight::app
