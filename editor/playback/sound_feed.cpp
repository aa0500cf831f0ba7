#include "editor/playback/sound_feed.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace rushlight::editor {

SoundFeed::SoundFeed(std::function<std::unique_ptr<SoundSource>()> make_sounds)
    : make_sounds_(std::move(make_sounds))
    , ring_(ring_samples * 2, 0.0F)
    , timeline_(std::make_shared<const Timeline>())
    , thread_([this](const std::stop_token& stop) { run(stop); })
{
}

SoundFeed::~SoundFeed()
{
    thread_.request_stop();
}

void SoundFeed::set_timeline(std::shared_ptr<const Timeline> timeline)
{
    const std::lock_guard lock(mutex_);
    timeline_ = std::move(timeline); // what is mixed already, half a second, plays out
}

void SoundFeed::start(std::int64_t frame, double speed)
{
    const std::lock_guard lock(mutex_);
    flushed_.store(written_.load());
    first_ = assets::frame_sample(frame, timeline_->rate);
    const bool sounds = std::abs(speed) >= 0.5 && std::abs(speed) <= 2;
    speed_ = sounds ? speed : 0;
    ++beginnings_;
    sounding_.store(sounds);
    changed_.notify_all();
}

void SoundFeed::read(std::span<float> stereo) noexcept
{
    const std::uint64_t wanted = stereo.size() / 2;
    std::uint64_t from =
        std::max(read_.load(std::memory_order_relaxed), flushed_.load(std::memory_order_acquire));
    const std::uint64_t there = written_.load(std::memory_order_acquire);
    const std::uint64_t count = std::min(wanted, there - std::min(from, there));
    for (std::uint64_t i = 0; i < count; ++i, ++from) {
        const std::size_t slot = static_cast<std::size_t>(from % ring_samples) * 2;
        stereo[2 * i] = ring_[slot];
        stereo[2 * i + 1] = ring_[slot + 1];
    }
    std::fill(stereo.begin() + static_cast<std::ptrdiff_t>(2 * count), stereo.end(), 0.0F);
    read_.store(from, std::memory_order_release);
    taken_.fetch_add(sounding_.load(std::memory_order_acquire) ? count : wanted,
                     std::memory_order_release);
}

double SoundFeed::seconds() const
{
    return static_cast<double>(taken_.load(std::memory_order_acquire)) / sample_rate;
}

std::vector<float>
SoundFeed::Reel::unwind(Mixer& mixer, const Timeline& timeline, std::int64_t count)
{
    const auto film = [&] {
        if (speed > 0) {
            next += count;
            return mixer.mix(timeline, next - count, count);
        }
        next -= count;
        std::vector<float> samples = mixer.mix(timeline, next, count);
        turn_back(samples);
        return samples;
    };
    if (!stream) {
        return film();
    }
    const auto wanted = static_cast<std::size_t>(count);
    while (stream->ready() < wanted) {
        stream->put(film());
    }
    std::vector<float> samples(2 * wanted);
    stream->take(samples);
    return samples;
}

void SoundFeed::run(const std::stop_token& stop)
{
    using namespace std::chrono_literals;
    constexpr std::int64_t block = 1024;
    const std::unique_ptr<SoundSource> sounds = make_sounds_();
    Mixer mixer(*sounds);
    Reel reel;
    std::uint64_t beginnings = 0;
    std::shared_ptr<const Timeline> timeline;
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        changed_.wait(lock, stop, [&] { return speed_ != 0; });
        const std::uint64_t held = written_.load() - std::max(read_.load(), flushed_.load());
        // a reader in the middle of an older block is a block away from what is written now
        if (stop.stop_requested() || held + 2 * block > ring_samples) {
            changed_.wait_for(lock, stop, 5ms, [] { return false; });
            continue;
        }
        const bool begins = beginnings != beginnings_;
        if (begins) {
            reel = {first_, speed_, nullptr};
            beginnings = beginnings_;
        }
        if (begins || timeline != timeline_) {
            mixer.forget_silence();
        }
        timeline = timeline_;
        lock.unlock();
        std::vector<float> samples;
        try {
            if (begins && std::abs(reel.speed) != 1) {
                reel.stream = std::make_unique<StretchStream>(std::abs(reel.speed));
            }
            samples = reel.unwind(mixer, *timeline, block);
        } catch (const std::exception&) {
            // what cannot be read is silent while playing; an export says why
            samples.assign(static_cast<std::size_t>(2 * block), 0.0F);
        }
        lock.lock();
        if (beginnings != beginnings_) {
            continue; // a seek came between
        }
        const std::uint64_t at = written_.load();
        for (std::size_t i = 0; i < static_cast<std::size_t>(block); ++i) {
            const std::size_t slot = static_cast<std::size_t>((at + i) % ring_samples) * 2;
            ring_[slot] = std::clamp(samples[2 * i], -1.0F, 1.0F);
            ring_[slot + 1] = std::clamp(samples[2 * i + 1], -1.0F, 1.0F);
        }
        written_.store(at + block, std::memory_order_release);
    }
}

} // namespace rushlight::editor
