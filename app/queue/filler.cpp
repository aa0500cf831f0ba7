#include "app/queue/filler.hpp"

#include "generation/protocol/json.hpp"
#include "generation/protocol/models_folder.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

namespace rushlight::app {

Filler::Filler(const storage::BlobStore& media)
    : media_(media)
    , bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , thread_([this](const std::stop_token& stop) { run(stop); })
{
}

void Filler::add(Work work)
{
    ++open_;
    {
        const std::scoped_lock lock(mutex_);
        waiting_.push_back(std::move(work));
    }
    changed_.notify_one();
}

std::optional<Filler::Filled> Filler::take()
{
    const std::scoped_lock lock(mutex_);
    if (done_.empty()) {
        std::uint64_t count = 0;
        (void)!::read(bell_.number(), &count, sizeof count);
        return std::nullopt;
    }
    Filled filled = std::move(done_.front());
    done_.pop_front();
    --open_;
    return filled;
}

void Filler::run(const std::stop_token& stop)
{
    while (true) {
        Filled filled;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
                return; // what still waits is made again by the next studio
            }
            filled.work = std::move(waiting_.front());
            waiting_.pop_front();
        }
        try {
            filled.files = write_take_files(media_, filled.work.spool, filled.work.made);
            filled.weights = keep_weights(media_,
                                          generation::recipe_from_json(filled.work.made.recipe),
                                          generation::shipped_models());
        } catch (...) {
            filled.error = std::current_exception();
        }
        {
            const std::scoped_lock lock(mutex_);
            done_.push_back(std::move(filled));
        }
        const std::uint64_t one = 1;
        (void)!::write(bell_.number(), &one, sizeof one);
    }
}

} // namespace rushlight::app
