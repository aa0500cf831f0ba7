#include "assets/media_threads.hpp"

#include <algorithm>
#include <exception>
#include <optional>

namespace rushlight::assets {

MediaThreads::MediaThreads(Options options)
    : options_(std::move(options))
{
    for (int i = 0; i < std::max(1, options_.threads); ++i) {
        threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
    }
}

MediaThreads::~MediaThreads()
{
    for (std::jthread& thread : threads_) {
        thread.request_stop();
    }
}

void MediaThreads::post(Work work)
{
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(work));
        ++unfinished_;
    }
    changed_.notify_all();
}

void MediaThreads::wait()
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return unfinished_ == 0; });
}

void MediaThreads::run(const std::stop_token& stop)
{
    std::optional<storage::Database> database;
    std::optional<Library> library;
    while (true) {
        Work work;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); }) ||
                stop.stop_requested()) {
                return;
            }
            work = std::move(waiting_.front());
            waiting_.pop_front();
        }
        try {
            if (!library) {
                database.emplace(options_.connect());
                library.emplace(*database, options_.media, options_.changed);
            }
            work(*library, stop);
        } catch (const std::exception& error) {
            if (options_.failed) {
                options_.failed(error.what());
            }
        }
        {
            const std::lock_guard lock(mutex_);
            --unfinished_;
        }
        changed_.notify_all();
    }
}

} // namespace rushlight::assets
