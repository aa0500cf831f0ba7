#pragma once

#include "app/failure.hpp"
#include "app/queue/inputs.hpp"
#include "app/queue/likeness_gate.hpp"
#include "app/worker_client/worker_client.hpp"
#include "storage/jobs_table.hpp"
#include "storage/project.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rushlight::app {

/// A shot to be made.
struct Order {
    generation::Request request;        ///< with every input described, those of likenesses too
    std::vector<RawInput> inputs;       ///< bytes of all inputs but those of likenesses
    std::string clip;                   ///< the list of takes that it joins: "shot barn"
    std::string name;                   ///< of the asset, for people
    std::optional<std::int64_t> parent; ///< the take it is a remix of
    std::string use = "generate";       ///< generate, remix, again: what grants are asked for
    bool choose = true;                 ///< it becomes its clip's chosen take
};

/// The rows that an order became.
struct Ordered {
    std::int64_t job = 0;
    std::int64_t asset = 0;
    std::int64_t take = 0;
};

struct JobProgress {
    std::int64_t job = 0;
    std::string stage;
    double fraction = 0;
    double seconds_left = -1;
};

struct JobPreview {
    std::int64_t job = 0;
    generation::Size size;
    int frames = 0;
    std::vector<std::uint8_t> rgb;
};

/// Its take is in the project and ready.
struct JobDone {
    std::int64_t job = 0;
    std::int64_t asset = 0;
    std::int64_t take = 0;
};

/// Failed, cancelled or quarantined; the row says which.
struct JobFailed {
    std::int64_t job = 0;
    Failure failure;
};

struct EngineReady {
    generation::message::Ready ready;
};

/// The worker ended. Its job, if it had one, is queued again or has failed (told apart).
struct EngineLost {
    std::string sentence;
    bool given_up = false;
};

using QueueEvent =
    std::variant<JobProgress, JobPreview, JobDone, JobFailed, EngineReady, EngineLost>;

/// The generation jobs of one project, one after another: rows in the project's database, so they
/// survive quit and crash. A job is done only when its take's files are safe on the disk and the
/// rows that name them are committed. Encoding runs on a thread of its own.
/// Threads   the project's. It never blocks for a job; `descriptor()` is readable when `pump` has
///           something to do.
class Queue {
public:
    /// All outlive the queue. Without a gate every job with a cast is refused. Jobs left queued by
    /// an earlier process go on by themselves.
    Queue(storage::Project& project, WorkerClient& worker, LikenessGate* gate);
    ~Queue();
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;

    /// One transaction: the pending asset with its recipe and inputs, the take, `edit` (the one
    /// timeline edit that shows it), the job. Throws Failure{consent, usage} (nothing was written
    /// then) and what storage throws.
    Ordered submit(const Order& order,
                   const std::function<void(storage::Database&, const Ordered&)>& edit = {});

    /// Waiting jobs end at once, the running one when the worker has heeded it; JobFailed follows.
    void cancel(std::int64_t job);
    /// An ended job goes to the end of the queue again. False when there is no such job.
    bool retry(std::int64_t job);

    /// Takes what happened, starts the next job, and says what changed.
    [[nodiscard]] std::vector<QueueEvent> pump();

    [[nodiscard]] int descriptor() const;
    /// Waits until there is something to pump, at most so long.
    void wait(std::chrono::milliseconds most) const;

    /// No job waits or runs.
    [[nodiscard]] bool idle() const;
    /// What the worker said when it started; nothing while none is ready.
    [[nodiscard]] const std::optional<generation::message::Ready>& engine() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app
