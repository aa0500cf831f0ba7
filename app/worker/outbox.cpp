#include "app/worker/outbox.hpp"

#include <chrono>
#include <utility>

namespace rushlight::app::worker {

using namespace generation::message;
using generation::Envelope;

Outbox::Outbox(generation::Channel& channel, std::function<Heartbeat()> heartbeat)
    : channel_(channel)
    , heartbeat_(std::move(heartbeat))
    , thread_([this](const std::stop_token& stop) { run(stop); })
{
}

void Outbox::post(Progress progress)
{
    {
        const std::scoped_lock lock(mutex_);
        progress_ = std::move(progress);
    }
    changed_.notify_one();
}

void Outbox::post(Preview preview)
{
    {
        const std::scoped_lock lock(mutex_);
        preview_ = std::move(preview);
    }
    changed_.notify_one();
}

void Outbox::post(Message message, std::vector<generation::Descriptor> descriptors)
{
    {
        const std::scoped_lock lock(mutex_);
        // What was told of a job before its end is sent before its end, or not at all.
        progress_.reset();
        preview_.reset();
        waiting_.push_back({std::move(message), std::move(descriptors)});
    }
    changed_.notify_one();
}

void Outbox::run(const std::stop_token& stop)
{
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds beat(250);
    auto next_beat = Clock::now() + beat;
    while (true) {
        std::deque<Envelope> sending;
        {
            std::unique_lock lock(mutex_);
            const auto something = [this] {
                return !waiting_.empty() || progress_.has_value() || preview_.has_value();
            };
            changed_.wait_until(lock, stop, next_beat, something);
            if (stop.stop_requested() && !something()) {
                return;
            }
            sending.swap(waiting_);
            if (progress_) {
                sending.push_back({std::move(*progress_), {}});
                progress_.reset();
            }
            if (preview_) {
                sending.push_back({std::move(*preview_), {}});
                preview_.reset();
            }
        }
        if (Clock::now() >= next_beat) {
            sending.push_back({heartbeat_(), {}});
            next_beat = Clock::now() + beat;
        }
        try {
            for (const Envelope& envelope : sending) {
                std::vector<const generation::Descriptor*> descriptors;
                for (const auto& descriptor : envelope.descriptors) {
                    descriptors.push_back(&descriptor);
                }
                channel_.send(envelope.message, descriptors, 60'000);
            }
        } catch (const std::exception&) {
            open_ = false; // the studio is gone: the receiving end sees it too and ends the session
            return;
        }
    }
}

Preview fit_message(Preview preview)
{
    constexpr std::size_t most = most_bytes - 4096;
    const auto frame_bytes = [&] {
        return std::size_t{3} * static_cast<std::size_t>(preview.size.width) *
               static_cast<std::size_t>(preview.size.height);
    };
    while (preview.rgb.size() > most && preview.frames > 1) {
        Bytes kept;
        const std::size_t bytes = frame_bytes();
        for (int frame = 0; frame < preview.frames; frame += 2) {
            const auto* from = preview.rgb.data() + static_cast<std::size_t>(frame) * bytes;
            kept.insert(kept.end(), from, from + bytes);
        }
        preview.frames = (preview.frames + 1) / 2;
        preview.rgb = std::move(kept);
    }
    while (preview.rgb.size() > most) { // one picture left: every second pixel
        const auto width = static_cast<std::size_t>(preview.size.width);
        const auto height = static_cast<std::size_t>(preview.size.height);
        Bytes kept;
        for (std::size_t y = 0; y < height; y += 2) {
            for (std::size_t x = 0; x < width; x += 2) {
                const auto* pixel = preview.rgb.data() + 3 * (y * width + x);
                kept.insert(kept.end(), pixel, pixel + 3);
            }
        }
        preview.size = {(preview.size.width + 1) / 2, (preview.size.height + 1) / 2};
        preview.rgb = std::move(kept);
    }
    return preview;
}

} // namespace rushlight::app::worker
