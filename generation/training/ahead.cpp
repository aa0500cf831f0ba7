#include "generation/training/ahead.hpp"

#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

namespace rushlight::generation::training {

Ahead::Ahead(const Learner& learner,
             std::function<Draw(std::int64_t step)> draw_of,
             std::int64_t first_step,
             int threads)
    : learner_(learner)
    , draw_of_(std::move(draw_of))
    , most_(2 * threads)
    , begun_(first_step)
    , taken_(first_step)
{
    for (int i = 0; i < threads; ++i) {
        threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
    }
}

Ahead::~Ahead()
{
    for (auto& thread : threads_) {
        thread.request_stop();
    }
    changed_.notify_all();
}

Ahead::Step Ahead::next()
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return failure_ || ready_.count(taken_) != 0; });
    if (failure_) {
        std::rethrow_exception(failure_);
    }
    Step step = std::move(ready_.extract(taken_).mapped());
    ++taken_;
    changed_.notify_all();
    return step;
}

void Ahead::serve(const std::stop_token& stop)
{
    at::set_num_threads(1);
    const c10::NoGradGuard no_grad;
    while (true) {
        std::int64_t number = 0;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return begun_ < taken_ + most_; })) {
                return;
            }
            number = begun_++;
        }
        try {
            Step step{draw_of_(number), nullptr};
            step.material = learner_.prepare(step.draw);
            const std::lock_guard lock(mutex_);
            ready_.emplace(number, std::move(step));
        } catch (...) {
            const std::lock_guard lock(mutex_);
            failure_ = std::current_exception();
        }
        changed_.notify_all();
    }
}

} // namespace rushlight::generation::training
