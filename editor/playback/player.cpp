#include "editor/playback/player.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace rushlight::editor {

namespace {

double steady_seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

Player::Player(std::function<std::unique_ptr<PictureSource>()> make_pictures,
               std::function<void(const Shown&)> show,
               std::function<void(const std::string&)> failed)
    : make_pictures_(std::move(make_pictures))
    , show_(std::move(show))
    , failed_(std::move(failed))
    , timeline_(std::make_shared<const Timeline>())
    , clock_(steady_seconds)
    , thread_([this](const std::stop_token& stop) { run(stop); })
{
}

Player::~Player()
{
    thread_.request_stop();
}

void Player::set_timeline(std::shared_ptr<const Timeline> timeline)
{
    const std::lock_guard lock(mutex_);
    timeline_ = std::move(timeline);
    wanted_ = true;
    changed_.notify_all();
}

void Player::set_size(Size size)
{
    const std::lock_guard lock(mutex_);
    size_ = {std::max(16, size.width / 2 * 2), std::max(16, size.height / 2 * 2)};
    wanted_ = true;
    changed_.notify_all();
}

void Player::anchor()
{
    anchor_time_ = clock_();
    anchor_frame_ = playhead_;
}

void Player::start(double speed, std::unique_lock<std::mutex>& lock)
{
    speed_ = speed;
    const auto on_start = on_start_;
    const std::int64_t frame = playhead_;
    lock.unlock();
    if (on_start) {
        on_start(frame, speed); // may take its own locks and begins the clock anew
    }
    lock.lock();
    anchor();
    wanted_ = true;
    changed_.notify_all();
}

void Player::seek(std::int64_t frame)
{
    std::unique_lock lock(mutex_);
    playhead_ =
        std::clamp<std::int64_t>(frame, 0, std::max<std::int64_t>(0, length(*timeline_) - 1));
    start(speed_, lock);
}

void Player::play(double speed)
{
    std::unique_lock lock(mutex_);
    playhead_ = speed_ != 0 ? moved_playhead() : playhead_;
    if (speed > 0 && playhead_ + 1 >= length(*timeline_)) {
        playhead_ = 0; // from the end, begin again
    }
    start(length(*timeline_) > 0 ? speed : 0, lock);
}

void Player::shuttle(int direction)
{
    const double now = speed();
    double next = direction;
    if (direction != 0 && now * direction > 0) {
        next = std::clamp(now * 2, -8.0, 8.0);
    }
    play(next);
}

void Player::set_clock(Clock clock, std::function<void(std::int64_t, double)> on_start)
{
    const std::lock_guard lock(mutex_);
    clock_ = clock ? std::move(clock) : Clock(steady_seconds);
    on_start_ = std::move(on_start);
    anchor();
}

std::int64_t Player::frame() const
{
    const std::lock_guard lock(mutex_);
    return playhead_;
}

double Player::speed() const
{
    const std::lock_guard lock(mutex_);
    return speed_;
}

Player::Counts Player::counts() const
{
    const std::lock_guard lock(mutex_);
    return counts_;
}

std::int64_t Player::moved_playhead()
{
    const double passed = (clock_() - anchor_time_) * timeline_->rate.seconds() * speed_;
    return anchor_frame_ + static_cast<std::int64_t>(speed_ >= 0 ? std::floor(passed + 1e-6)
                                                                 : std::ceil(passed - 1e-6));
}

void Player::run(const std::stop_token& stop)
{
    using namespace std::chrono_literals;
    const std::unique_ptr<PictureSource> pictures = make_pictures_();
    Compositor compositor(*pictures);
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        changed_.wait(lock, stop, [&] { return wanted_ || speed_ != 0; });
        if (stop.stop_requested()) {
            break;
        }
        if (speed_ != 0) {
            const std::int64_t last = std::max<std::int64_t>(0, length(*timeline_) - 1);
            const std::int64_t due = moved_playhead();
            const bool ends = (speed_ > 0 && due > last) || (speed_ < 0 && due < 0);
            const std::int64_t target = std::clamp<std::int64_t>(due, 0, last);
            if (target == playhead_ && !wanted_ && !ends) {
                // until about when the next frame is due; a new request wakes earlier
                changed_.wait_for(lock, stop, 2ms, [&] { return wanted_; });
                continue;
            }
            const auto step = static_cast<std::int64_t>(std::max(1.0, std::abs(speed_)));
            counts_.dropped += std::max<std::int64_t>(0, std::abs(target - playhead_) / step - 1);
            playhead_ = target;
            if (ends) {
                start(0, lock);
            }
        }
        wanted_ = false;
        const auto timeline = timeline_;
        const std::int64_t frame = playhead_;
        const Size size = size_;
        const bool playing = speed_ != 0;
        lock.unlock();
        bool shown = false;
        try {
            show_({frame, compositor.render(plan_frame(*timeline, frame), size), playing});
            shown = true;
        } catch (const std::exception& error) {
            failed_(error.what());
        }
        lock.lock();
        counts_.shown += shown ? 1 : 0;
    }
}

} // namespace rushlight::editor
