#pragma once

#include "generation/protocol/descriptor.hpp"
#include "generation/protocol/message.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rushlight::app {

/// How a worker is started, and how long it may take for what.
struct WorkerOptions {
    std::filesystem::path program;        ///< rushlight-engine
    std::vector<std::string> environment; ///< NAME=value, beside the studio's own
    std::filesystem::path log;            ///< stdout and stderr; empty: thrown away
    std::chrono::milliseconds start{60'000};
    std::chrono::milliseconds silence{5'000};      ///< without a heartbeat it is taken for stopped
    std::chrono::milliseconds first_step{300'000}; ///< until the first progress: weights load
    std::chrono::milliseconds step{120'000};       ///< between two steps, or 5 times the median
    std::chrono::milliseconds rung{2'000};         ///< of the kill ladder: cancel, SIGTERM, SIGKILL
    std::chrono::milliseconds last_rung{5'000};    ///< after SIGKILL, until it is given up
};

/// Where the worker's program lies: RUSHLIGHT_ENGINE, else beside this program.
/// Throws std::runtime_error with the way out when there is none.
[[nodiscard]] std::filesystem::path find_worker_program();

/// A finished job as the worker handed it over; the frames are in the spool.
struct Made {
    struct Cue {
        std::string kind;
        double start = 0;
        double duration = 0;
        double level_db = 0;
        double pan = 0;
        std::vector<float> pcm; ///< stereo, interleaved, 48 kHz
    };

    std::string job;
    std::string recipe; ///< canonical JSON
    int frames = 0;
    std::vector<float> sound; ///< stereo, interleaved, 48 kHz
    std::vector<Cue> cues;
    std::vector<std::uint8_t> latents;
};

/// The worker ended, or had to be ended. Another is being started unless
/// `given_up`.
struct Lost {
    std::string job; ///< that it had; empty: none
    std::string sentence;
    bool cancelled = false; ///< it had to be ended because it did not heed a cancel
    bool given_up = false;  ///< it cannot be started, or cannot be ended
};

using WorkerEvent = std::variant<generation::message::Ready,
                                 generation::message::Progress,
                                 generation::message::Preview,
                                 generation::message::Forecast,
                                 generation::message::Failed,
                                 Made,
                                 Lost>;

/// One worker process and the watch over it. A thread of its own starts it,
/// speaks with it, sees that its heart beats and its steps rise, climbs the
/// ladder (cancel, SIGTERM, SIGKILL, give up) when they do not, and starts
/// another after a crash (three fruitless starts in a row: given up). The
/// studio never waits for it: it polls `descriptor()` and takes events. Threads
/// all functions from any one thread; none of them blocks but `wait` and the
/// destructor.
class WorkerClient {
public:
    /// Starts the first worker; Ready or Lost follows.
    explicit WorkerClient(WorkerOptions options);
    /// Ends the worker: at most about 10 s, usually at once.
    ~WorkerClient();
    WorkerClient(const WorkerClient&) = delete;
    WorkerClient& operator=(const WorkerClient&) = delete;

    /// Gives it a job, one at a time, after Ready. The descriptors are the spool
    /// and the inputs. Made, Failed or Lost follows.
    void submit(generation::message::Submit job, std::vector<generation::Descriptor> descriptors);
    /// Forecast, Failed or Lost follows.
    void ask(generation::message::Ask question);
    /// Failed{cancelled} follows, or Lost{cancelled} when the worker does not
    /// heed it.
    void cancel(const std::string& job);

    /// Readable when there are events; for poll() or a QSocketNotifier.
    [[nodiscard]] int descriptor() const;
    /// What happened since the last call; of previews of a job only the newest.
    [[nodiscard]] std::vector<WorkerEvent> take_events();
    /// Waits until something happened, at most so long.
    [[nodiscard]] std::vector<WorkerEvent> wait(std::chrono::milliseconds most);
    /// Of the worker that runs now; 0 when none does.
    [[nodiscard]] int process() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app
