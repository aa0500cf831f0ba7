#pragma once

#include "app/worker_client/worker_client.hpp"
#include "app/worker_client/worker_process.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <stop_token>
#include <variant>
#include <vector>

namespace rushlight::app {

struct SubmitOrder {
    generation::message::Submit message;
    std::vector<generation::Descriptor> descriptors;
};

using Order = std::variant<SubmitOrder, generation::message::Ask, generation::message::Cancel>;

/// What WorkerClient's thread does: one worker after another, watched. Threads:
/// that one.
class Watch {
public:
    /// emit hands an event over; orders takes what the studio wants; wake is
    /// readable when there are orders; running is told the process id, 0 when
    /// there is none.
    Watch(const WorkerOptions& options,
          std::function<void(WorkerEvent)> emit,
          std::function<std::deque<Order>()> orders,
          int wake,
          std::function<void(int)> running);

    void run(const std::stop_token& stop);

private:
    using Clock = std::chrono::steady_clock;
    enum class Rung { none, cancel, terminate, kill };

    bool start();
    void obey(Order order);
    void hear();
    void hear(generation::Envelope envelope);
    void look_at_the_clock();
    void climb(Rung rung, const std::string& reason);
    void job_ended();
    void lose(const std::string& reason);
    [[nodiscard]] std::chrono::milliseconds step_limit() const;

    const WorkerOptions& options_;
    std::function<void(WorkerEvent)> emit_;
    std::function<std::deque<Order>()> orders_;
    int wake_;
    std::function<void(int)> running_;

    std::unique_ptr<WorkerProcess> worker_;
    bool ready_ = false;
    bool given_up_ = false;
    int fruitless_starts_ = 0;
    Clock::time_point started_;
    Clock::time_point last_heard_;
    std::string job_;        ///< that the worker has; empty: none
    bool cancelled_ = false; ///< by the user
    std::int64_t steps_ = 0; ///< as the last heartbeat counted them
    int steps_seen_ = 0;     ///< of this job
    Clock::time_point last_step_;
    std::vector<double> step_ms_; ///< of this worker, the last 64
    Rung rung_ = Rung::none;
    Clock::time_point next_rung_;
    std::string reason_; ///< why the ladder is climbed
};

} // namespace rushlight::app
