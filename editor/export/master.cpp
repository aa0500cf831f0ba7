#include "editor/export/master.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

constexpr std::int64_t chunk = sample_rate;
/// An encoder's rounding raises peaks; the limiter leaves it that much room.
constexpr double codec_room_db = 0.8;
constexpr double gain_most_db = 24;

} // namespace

Master::Master(Mixer& mixer, const Timeline& timeline, std::int64_t from, std::int64_t to)
    : mixer_(mixer)
    , timeline_(timeline)
    , from_(from)
    , to_(to)
    , mixed_(from)
{
}

void Master::rewind(double gain_db)
{
    mixed_ = from_;
    ready_.clear();
    taken_ = 0;
    limiter_.emplace(gain_db, ceiling_);
}

std::vector<float> Master::next(std::int64_t count)
{
    if (!limiter_) {
        auto samples = mixer_.mix(timeline_, mixed_, count);
        mixed_ += count;
        return samples;
    }
    const auto wanted = static_cast<std::size_t>(count) * 2;
    while (ready_.size() - taken_ < wanted) {
        ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(taken_));
        taken_ = 0;
        // behind the end the mix is silence, which pushes the last samples out
        const bool is_first = mixed_ == from_;
        auto limited = limiter_->process(mixer_.mix(timeline_, mixed_, chunk));
        mixed_ += chunk;
        const auto skipped = is_first ? std::size_t{Limiter::delay} * 2 : 0;
        ready_.insert(
            ready_.end(), limited.begin() + static_cast<std::ptrdiff_t>(skipped), limited.end());
    }
    const auto begin = ready_.begin() + static_cast<std::ptrdiff_t>(taken_);
    std::vector<float> samples(begin, begin + static_cast<std::ptrdiff_t>(wanted));
    taken_ += wanted;
    return samples;
}

double Master::reach(std::optional<double> loudness, double true_peak, const std::stop_token& stop)
{
    limiter_.reset();
    mixed_ = from_;
    if (!loudness) {
        return 0;
    }
    ceiling_ = true_peak - codec_room_db;
    double gain = 0;
    for (int pass = 0; pass < 6 && !stop.stop_requested(); ++pass) {
        if (pass > 0) {
            rewind(gain);
        }
        LoudnessMeter meter;
        for (std::int64_t at = from_; at < to_ && !stop.stop_requested(); at += chunk) {
            meter.add(next(std::min(chunk, to_ - at)));
        }
        const double measured = meter.result().integrated;
        if (measured <= -69) {
            limiter_.reset();
            mixed_ = from_;
            return 0; // silence has no loudness
        }
        const double error = *loudness - measured;
        if (pass > 0 && std::abs(error) <= 0.2) {
            break;
        }
        if (gain + error > gain_most_db && gain == gain_most_db) {
            break;
        }
        gain = std::min(gain + error, gain_most_db);
    }
    rewind(gain);
    return gain;
}

} // namespace rushlight::editor
