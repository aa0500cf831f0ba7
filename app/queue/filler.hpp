#pragma once

#include "app/project/kept_weights.hpp"
#include "app/queue/take_file.hpp"
#include "generation/protocol/descriptor.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace rushlight::app {

/// Encodes finished takes one after another on a thread of its own, and keeps their weights.
/// Threads: its owner's.
class Filler {
public:
    struct Work {
        std::int64_t job = 0;
        std::filesystem::path spool;
        Made made;
    };

    struct Filled {
        Work work;
        TakeFiles files;
        KeptWeights weights;      ///< that it was made with; empty where they are the user's
        std::exception_ptr error; ///< set where it went wrong
    };

    explicit Filler(const storage::BlobStore& media);

    void add(Work work);
    [[nodiscard]] std::optional<Filled> take();

    /// Nothing is being encoded, waits to be, or waits to be taken.
    [[nodiscard]] bool idle() const { return open_ == 0; }

    /// Readable when there is something to take.
    [[nodiscard]] int descriptor() const { return bell_.number(); }

private:
    void run(const std::stop_token& stop);

    const storage::BlobStore& media_;
    generation::Descriptor bell_;
    int open_ = 0;     ///< owner's thread only
    std::mutex mutex_; ///< guards the two below
    std::deque<Work> waiting_;
    std::deque<Filled> done_;
    std::condition_variable_any changed_;
    std::jthread thread_; ///< last: ends before what it uses
};

} // namespace rushlight::app
