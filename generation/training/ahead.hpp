#pragma once

#include "generation/training/lesson.hpp"

#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace rushlight::generation::training {

/// Prepares the clips of steps to come on threads of its own, while the caller learns from those of
/// this one. Threads: `next` from one thread.
class Ahead {
public:
    /// draw_of  the draw of a step; called from any thread
    Ahead(const Learner& learner,
          std::function<Draw(std::int64_t step)> draw_of,
          std::int64_t first_step,
          int threads);
    ~Ahead();
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;

    struct Step {
        Draw draw;
        std::unique_ptr<Material> material;
    };

    /// The next step's clips, in order; waits for them. Throws what preparing them threw.
    [[nodiscard]] Step next();

private:
    void serve(const std::stop_token& stop);

    const Learner& learner_;
    std::function<Draw(std::int64_t)> draw_of_;
    int most_;         ///< steps that are prepared and not yet taken
    std::mutex mutex_; // guards what follows
    std::condition_variable_any changed_;
    std::int64_t begun_;
    std::int64_t taken_;
    std::map<std::int64_t, Step> ready_;
    std::exception_ptr failure_;
    std::vector<std::jthread> threads_;
};

} // namespace rushlight::generation::training
