#pragma once

#include "editor/render/mixer.hpp"
#include "editor/sound/stretch.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace rushlight::editor {

/// Sound for a device: mixes ahead on a thread of its own and hands samples over through a ring.
/// Its position is the clock that pictures follow. Sound plays from half to double speed, forward
/// and backward, with its pitch kept; it is silent at others.
///
/// Threads: `read` from the device's callback alone (no locks, no allocation); the rest from any.
class SoundFeed {
public:
    explicit SoundFeed(std::function<std::unique_ptr<SoundSource>()> make_sounds);
    ~SoundFeed();
    SoundFeed(const SoundFeed&) = delete;
    SoundFeed& operator=(const SoundFeed&) = delete;

    void set_timeline(std::shared_ptr<const Timeline> timeline);

    /// Begins at a frame; speed 0 stops. Goes with Player::set_clock.
    void start(std::int64_t frame, double speed);

    /// Fills `stereo` with the next samples, silence where there are none.
    void read(std::span<float> stereo) noexcept;

    /// Seconds that the device has taken since the feed was made: a clock for Player::set_clock. It
    /// waits while film sound is due but not there yet, so that pictures stay with the sound.
    [[nodiscard]] double seconds() const;

private:
    /// Where sound is made: how far the film has been read, and what changes its length.
    struct Reel {
        std::int64_t next = 0; ///< film sample at the reel's front
        double speed = 0;
        std::unique_ptr<StretchStream> stream; ///< none at speed 1 and −1

        /// The next samples for the device.
        [[nodiscard]] std::vector<float>
        unwind(Mixer& mixer, const Timeline& timeline, std::int64_t count);
    };

    void run(const std::stop_token& stop);

    static constexpr std::size_t ring_samples = 1 << 15; ///< stereo samples, 0.68 s

    std::function<std::unique_ptr<SoundSource>()> make_sounds_;
    std::vector<float> ring_;
    std::atomic<std::uint64_t> written_{0};
    std::atomic<std::uint64_t> read_{0};
    std::atomic<std::uint64_t> flushed_{0}; ///< what was written before is no longer wanted
    std::atomic<std::uint64_t> taken_{0};   ///< samples that the clock has counted
    std::atomic<bool> sounding_{false};     ///< film sound is due

    mutable std::mutex mutex_; ///< guards what follows
    std::condition_variable_any changed_;
    std::shared_ptr<const Timeline> timeline_;
    double speed_ = 0;             ///< 0 where nothing is to be heard
    std::int64_t first_ = 0;       ///< film sample at which playing began
    std::uint64_t beginnings_ = 0; ///< how often playing began or ended

    std::jthread thread_; ///< last: it uses all of the above
};

} // namespace rushlight::editor
