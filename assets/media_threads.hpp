#pragma once

#include "assets/library.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace rushlight::assets {

/// A few threads for import, fill, thumbnails and waveforms, each with its own database connection
/// and Library, so that the UI thread never waits for media.
class MediaThreads {
public:
    using Work = std::function<void(Library&, const std::stop_token&)>;

    struct Options {
        int threads = 1;
        std::function<storage::Database()> connect; ///< called once on each thread
        storage::BlobStore media;
        Library::Changed changed;                       ///< on the thread that changed it
        std::function<void(const std::string&)> failed; ///< with the sentence of what work threw
    };

    explicit MediaThreads(Options options);
    /// Asks running work to stop, drops what waits, and joins.
    ~MediaThreads();
    MediaThreads(const MediaThreads&) = delete;
    MediaThreads& operator=(const MediaThreads&) = delete;

    /// Adds work behind what waits already. Threads: any.
    void post(Work work);
    /// Waits until everything posted so far is done. Not from work itself.
    void wait();

private:
    void run(const std::stop_token& stop);

    Options options_;
    std::mutex mutex_; ///< guards waiting_ and unfinished_
    std::condition_variable_any changed_;
    std::deque<Work> waiting_;
    std::size_t unfinished_ = 0;
    std::vector<std::jthread> threads_; ///< last, so that they end first
};

} // namespace rushlight::assets
