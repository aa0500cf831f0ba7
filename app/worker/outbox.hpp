#pragma once

#include "generation/protocol/channel.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace rushlight::app::worker {

/// Sends a worker's messages from a thread of its own, so that the engine never waits for the
/// socket. Progress and previews that were not sent yet are overtaken by newer ones; all else goes
/// out in order. When there is nothing else to say for 250 ms, a heartbeat is sent.
class Outbox {
public:
    /// heartbeat is asked on the outbox's thread. The channel outlives the outbox.
    Outbox(generation::Channel& channel, std::function<generation::message::Heartbeat()> heartbeat);

    void post(generation::message::Progress progress);
    void post(generation::message::Preview preview);
    void post(generation::message::Message message,
              std::vector<generation::Descriptor> descriptors = {});

    /// False once the studio no longer takes messages.
    [[nodiscard]] bool open() const { return open_; }

private:
    void run(const std::stop_token& stop);

    generation::Channel& channel_;
    std::function<generation::message::Heartbeat()> heartbeat_;
    std::atomic<bool> open_ = true;
    std::mutex mutex_; ///< guards the three below
    std::deque<generation::Envelope> waiting_;
    std::optional<generation::message::Progress> progress_;
    std::optional<generation::message::Preview> preview_;
    std::condition_variable_any changed_;
    std::jthread thread_; ///< last: ends before what it uses
};

/// The preview with its frames thinned and then its pictures halved until it fits a message.
[[nodiscard]] generation::message::Preview fit_message(generation::message::Preview preview);

} // namespace rushlight::app::worker
