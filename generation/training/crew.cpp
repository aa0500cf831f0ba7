#include "generation/training/crew.hpp"

#include <ATen/Parallel.h>

namespace rushlight::generation::training {

Crew::Crew(int members)
    : members_(members)
{
    at::set_num_threads(1);
    for (int member = 1; member < members; ++member) {
        threads_.emplace_back([this, member](const std::stop_token& stop) { serve(member, stop); });
    }
}

Crew::~Crew()
{
    for (auto& thread : threads_) {
        thread.request_stop();
    }
    woken_.notify_all();
}

void Crew::run(const std::function<void(int)>& work)
{
    {
        const std::lock_guard lock(mutex_);
        work_ = &work;
        ++round_;
        busy_ = members_ - 1;
        failure_ = nullptr;
    }
    woken_.notify_all();
    std::exception_ptr own;
    try {
        work(0);
    } catch (...) {
        own = std::current_exception();
    }
    std::unique_lock lock(mutex_);
    woken_.wait(lock, [this] { return busy_ == 0; });
    if (own || failure_) {
        std::rethrow_exception(own ? own : failure_);
    }
}

void Crew::serve(int member, const std::stop_token& stop)
{
    at::set_num_threads(1); // each thread has a number of its own
    std::uint64_t seen = 0;
    while (true) {
        const std::function<void(int)>* work = nullptr;
        {
            std::unique_lock lock(mutex_);
            if (!woken_.wait(lock, stop, [&] { return round_ != seen; })) {
                return;
            }
            seen = round_;
            work = work_;
        }
        std::exception_ptr failure;
        try {
            (*work)(member);
        } catch (...) {
            failure = std::current_exception();
        }
        const std::lock_guard lock(mutex_);
        if (failure && !failure_) {
            failure_ = failure;
        }
        --busy_;
        woken_.notify_all();
    }
}

} // namespace rushlight::generation::training
