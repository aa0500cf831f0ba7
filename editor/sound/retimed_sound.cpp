#include "editor/sound/retimed_sound.hpp"

#include "editor/sound/fraction_reader.hpp"
#include "editor/sound/stretch.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

const Time rate = 48000;
constexpr std::int64_t length = 192000; ///< of a block: 4 s
constexpr std::int64_t margin = 9600;   ///< on both sides, for the seam and for a calm beginning
constexpr std::int64_t fade = 480;      ///< of a seam, on both sides
constexpr std::int64_t search = 320;    ///< how far two blocks may be shifted to agree
constexpr std::int64_t compared = 2400; ///< samples on both sides of a seam
constexpr std::size_t kept = 8;         ///< blocks in memory, 1.7 MB each

/// One block's stereo samples about a place of the way.
std::vector<double>
around(std::span<const float> stereo, std::int64_t index, std::int64_t place, std::int64_t reach)
{
    const auto from = stereo.begin() + 2 * (place - reach - index * length + margin);
    return {from, from + 4 * reach};
}

/// A seam's shift fades out towards the middle of its block.
double faded(std::int64_t shift, std::int64_t from_seam)
{
    const double way = static_cast<double>(std::max<std::int64_t>(0, from_seam - fade)) /
                       static_cast<double>(length / 2 - fade);
    return static_cast<double>(shift) * std::max(0.0, 1 - way);
}

} // namespace

/// The shift at which two blocks agree best where the second begins; of several that are as good
/// the least.
RetimedSound::Seam RetimedSound::seam_of(const Block& before, const Block& behind)
{
    const std::int64_t place = behind.index * length;
    const auto x = around(before.stereo, before.index, place, compared);
    const auto y = around(behind.stereo, behind.index, place, compared + search);
    double power_x = 0;
    double power_y = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        power_x += x[i] * x[i];
        power_y += y[i] * y[i];
    }
    constexpr double silence = 1e-9;
    double best = -2;
    std::int64_t shift = 0;
    for (std::int64_t d = -search; d <= search; ++d) {
        const auto at = 2 * static_cast<std::size_t>(d + search);
        double product = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            product += x[i] * y[at + i];
        }
        const double far = static_cast<double>(std::abs(d)) / static_cast<double>(search);
        const double score = product / (std::sqrt(power_x * power_y) + silence) - 0.02 * far;
        if (score > best) {
            best = score;
            shift = d;
        }
        for (std::size_t i = at; i < at + 2 && i + x.size() < y.size(); ++i) {
            power_y = std::max(0.0, power_y + y[i + x.size()] * y[i + x.size()] - y[i] * y[i]);
        }
    }
    return {-(shift / 2), shift - shift / 2};
}

SoundWay sound_way(const Clip& clip, std::int64_t& first)
{
    const bool backward = clip.speed < Time(0);
    const Time speed = backward ? Time(0) - clip.speed : clip.speed;
    const Time start = backward ? Time(0) - clip.source_start : clip.source_start;
    if (!clip.ramp) {
        first = (start / speed).round_at(rate);
        return {speed, backward, {}, {}};
    }
    first = clip.ramp->start.round_at(rate);
    const Time before = clip.ramp->ramp.passed(clip.ramp->start) * speed;
    return {speed, backward, clip.ramp->ramp, (start - before) * rate};
}

Time SoundWay::at(std::int64_t n) const
{
    return ramp ? offset + ramp->passed(Time(n) / rate) * speed * rate : Time(n) * speed;
}

bool keeps_pitch(const Clip& clip)
{
    const Time speed = clip.speed < Time(0) ? Time(0) - clip.speed : clip.speed;
    const auto in_range = [&](std::int64_t ramped) {
        const Time whole = speed * Time(ramped, SpeedRamp::one);
        return whole >= Time(1, 8) && whole <= Time(8);
    };
    if (!clip.keep_pitch || (speed == Time(1) && !clip.ramp)) {
        return false;
    }
    if (!clip.ramp) {
        return in_range(SpeedRamp::one);
    }
    const auto& keys = clip.ramp->ramp.keys(); // between them speeds lie between theirs
    return std::all_of(
        keys.begin(), keys.end(), [&](const SpeedKey& key) { return in_range(key.speed); });
}

void RetimedSound::source(const Media& media,
                          bool backward,
                          std::int64_t first,
                          std::span<float> stereo)
{
    if (backward) {
        backward_.sound(media, first, stereo);
    } else {
        forward_.sound(media, first, stereo);
    }
}

std::shared_ptr<RetimedSound::Block>
RetimedSound::block(const Media& media, const SoundWay& way, std::int64_t index)
{
    const auto found = std::find_if(blocks_.begin(), blocks_.end(), [&](const auto& each) {
        return each->index == index && each->way == way && each->media == media;
    });
    if (found != blocks_.end()) {
        blocks_.splice(blocks_.begin(), blocks_, found);
        return blocks_.front();
    }
    auto made = std::make_shared<Block>(Block{media, way, index, {}, false, {}});
    const std::int64_t begin = index * length - margin;
    const std::int64_t count = length + 2 * margin;
    const std::int64_t made_for = way.ramp ? count + margin : count; // its last ratio is a guess
    const std::int64_t from = way.at(begin).floor_at(1);
    const std::int64_t to = way.at(begin + made_for).floor_at(1);
    std::vector<float> source(static_cast<std::size_t>(std::max<std::int64_t>(1, to - from)) * 2);
    this->source(media, way.backward, from, source);
    if (std::all_of(source.begin(), source.end(), [](float sample) { return sample == 0; })) {
        made->silent = true;
        made->stereo.assign(static_cast<std::size_t>(count) * 2, 0.0F);
    } else {
        Waypoints points;
        constexpr std::int64_t step = 4800;
        for (std::int64_t n = step; way.ramp && n < made_for; n += step) {
            points[way.at(begin + n).floor_at(1) - from] = n;
        }
        made->stereo = stretched(source, made_for, points);
        made->stereo.resize(static_cast<std::size_t>(count) * 2);
    }
    blocks_.push_front(std::move(made));
    if (blocks_.size() > kept) {
        blocks_.pop_back();
    }
    return blocks_.front();
}

void RetimedSound::read(const Media& media,
                        const SoundWay& way,
                        std::int64_t first,
                        std::span<float> stereo)
{
    const auto count = static_cast<std::int64_t>(stereo.size() / 2);
    std::fill(stereo.begin(), stereo.end(), 0.0F);
    // half a block at a time: the halves that meet at one seam need that seam alone
    constexpr std::int64_t half = length / 2;
    std::int64_t at = first;
    while (at < first + count) {
        const std::int64_t nearest =
            Time(at + half, length).floor_at(1); // seam between n - 1 and n
        const std::int64_t place = nearest * length;
        const std::int64_t end = std::min(first + count, place + half);
        const auto before = block(media, way, nearest - 1);
        const auto behind = block(media, way, nearest);
        if (!behind->seam) {
            behind->seam = seam_of(*before, *behind);
        }
        const Seam seam = *behind->seam;
        const auto add = [&](const Block& from, std::int64_t n, double shift, float level) {
            const double position = static_cast<double>(n - from.index * length + margin) + shift;
            const auto whole = static_cast<std::size_t>(position);
            const double share = position - static_cast<double>(whole);
            float* const out = &stereo[static_cast<std::size_t>(n - first) * 2];
            for (std::size_t side = 0; side < 2; ++side) {
                out[side] +=
                    level * (share == 0 ? from.stereo[2 * whole + side]
                                        : between_samples(from.stereo, whole, share, side));
            }
        };
        for (; at < end; ++at) {
            const std::int64_t past = at - place;
            const float rise =
                std::clamp((static_cast<float>(past + fade) + 0.5F) / (2 * fade), 0.0F, 1.0F);
            if (rise < 1) {
                add(*before, at, faded(seam.left, -past), 1 - rise);
            }
            if (rise > 0) {
                add(*behind, at, faded(seam.right, past), rise);
            }
        }
    }
}

void RetimedSound::forget_silence()
{
    blocks_.remove_if([](const auto& each) { return each->silent; });
    backward_.forget_silence();
}

} // namespace rushlight::editor
