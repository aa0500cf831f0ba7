#pragma once

#include "generation/protocol/channel.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace rushlight::app {

/// A started worker and the studio's end of its socket. It dies with the thread
/// that started it.
class WorkerProcess {
public:
    /// Starts `program serve --fd 3`. Throws std::runtime_error when it cannot be
    /// started.
    WorkerProcess(const std::filesystem::path& program,
                  const std::vector<std::string>& environment,
                  const std::filesystem::path& log);
    /// Kills it if it still runs; a process that cannot be killed is left.
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    [[nodiscard]] generation::Channel& channel() { return *channel_; }

    /// Closes the socket, at which a healthy worker ends.
    void hang_up() { channel_.reset(); }

    [[nodiscard]] int id() const { return id_; }

    void signal(int number) const;
    /// True once it has ended; waits at most so long. Reaps it.
    [[nodiscard]] bool ended(std::chrono::milliseconds most);
    /// How it ended: "was killed by signal 9", "ended with status 1".
    [[nodiscard]] std::string end() const;

private:
    std::unique_ptr<generation::Channel> channel_;
    int id_ = 0;
    bool reaped_ = false;
    int status_ = 0;
};

} // namespace rushlight::app
