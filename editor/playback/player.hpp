#pragma once

#include "editor/render/compositor.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace rushlight::editor {

/// Shows the film on a thread of its own: the newest request wins, and while playing frames are
/// dropped rather than late. What is rendered is what an export writes, at another size.
///
/// Threads: every function from any thread; `show` is called on the render thread.
class Player {
public:
    /// A clock's reading in seconds; it need not begin at 0. Sound's position where there is a
    /// device (see SoundFeed), else a steady clock.
    using Clock = std::function<double()>;

    struct Shown {
        std::int64_t frame = 0;
        assets::Frame picture;
        bool playing = false;
    };

    struct Counts {
        std::int64_t shown = 0;
        std::int64_t dropped = 0; ///< frames that playing passed over
    };

    /// `make_pictures` is called on the render thread, which alone uses what it makes. What a frame
    /// throws goes to `failed` as a sentence; the frame before stays.
    Player(std::function<std::unique_ptr<PictureSource>()> make_pictures,
           std::function<void(const Shown&)> show,
           std::function<void(const std::string&)> failed);
    ~Player();
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    /// Shows the playhead's frame again.
    void set_timeline(std::shared_ptr<const Timeline> timeline);
    void set_size(Size size);
    /// Shows a frame (clamped to the film); playing goes on from it.
    void seek(std::int64_t frame);

    /// Plays at a speed: 1 forward, −1 backward, 2, … 0 pauses. At the film's end (or beginning)
    /// it pauses.
    void play(double speed);
    /// J, K and L: back (each press faster: −1, −2, −4, −8), stop, forward.
    void shuttle(int direction);

    /// The clock to play by; none goes back to the steady one. `on_start` is told where and at
    /// which speed playing begins (to start sound there), 0 when it ends.
    void set_clock(Clock clock, std::function<void(std::int64_t frame, double speed)> on_start);

    [[nodiscard]] std::int64_t frame() const; ///< the playhead
    [[nodiscard]] double speed() const;
    [[nodiscard]] Counts counts() const;

private:
    void run(const std::stop_token& stop);
    /// Where the playhead is by the clock; pauses at an end.
    std::int64_t moved_playhead();
    void anchor();
    void start(double speed, std::unique_lock<std::mutex>& lock);

    std::function<std::unique_ptr<PictureSource>()> make_pictures_;
    std::function<void(const Shown&)> show_;
    std::function<void(const std::string&)> failed_;

    mutable std::mutex mutex_; ///< guards everything below
    std::condition_variable_any changed_;
    std::shared_ptr<const Timeline> timeline_;
    Size size_{640, 360};
    Clock clock_;
    std::function<void(std::int64_t, double)> on_start_;
    std::int64_t playhead_ = 0;
    double speed_ = 0;
    double anchor_time_ = 0;
    std::int64_t anchor_frame_ = 0;
    bool wanted_ = false; ///< a frame must be rendered, whether or not the playhead moved
    Counts counts_;

    std::jthread thread_; ///< last: it uses all of the above
};

} // namespace rushlight::editor
