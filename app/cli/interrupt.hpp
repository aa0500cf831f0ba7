#pragma once

#include <stop_token>
#include <thread>

namespace rushlight::app {

/// Ctrl-C and SIGTERM as a stop token. Make it first, before any other thread: it blocks the
/// signals everywhere and waits for them on a thread of its own. A second one ends the process at
/// once with code 130.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

private:
    std::stop_source source_;
    std::jthread thread_;
};

} // namespace rushlight::app
