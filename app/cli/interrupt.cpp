#include "app/cli/interrupt.hpp"

#include <unistd.h>

#include <csignal>
#include <ctime>

namespace rushlight::app {

namespace {

sigset_t ending_signals()
{
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGINT);
    ::sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

Interrupt::Interrupt()
{
    const sigset_t set = ending_signals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    thread_ = std::jthread([source = source_](const std::stop_token& stop) mutable {
        const sigset_t waited = ending_signals();
        const timespec quarter{0, 250'000'000};
        while (!stop.stop_requested()) {
            if (::sigtimedwait(&waited, nullptr, &quarter) > 0 && !source.request_stop()) {
                ::_exit(130);
            }
        }
    });
}

Interrupt::~Interrupt() = default;

} // namespace rushlight::app
