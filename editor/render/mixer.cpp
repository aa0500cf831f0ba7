#include "editor/render/mixer.hpp"

#include "editor/sound/ducking.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

constexpr std::int64_t block = 192000; ///< of sound with effects: 4 s

/// Through four samples, at a share between the middle two.
float cubic(float a, float b, float c, float d, float share)
{
    const float slope_b = (c - a) / 2;
    const float slope_c = (d - b) / 2;
    const float k = b - c;
    return b + share * (slope_b + share * (-3 * k - 2 * slope_b - slope_c +
                                           share * (2 * k + slope_b + slope_c)));
}

struct Gains {
    float left = 1;
    float right = 1;
};

Gains gains_of(double gain_db, double pan)
{
    const auto level = static_cast<float>(std::pow(10.0, gain_db / 20));
    const auto side = static_cast<float>(pan);
    return {level * std::min(1.0F, 1.0F - side), level * std::min(1.0F, 1.0F + side)};
}

std::int64_t block_of(std::int64_t sample)
{
    return Time(sample, block).floor_at(1);
}

/// Copies [first, …) out of blocks; `of(index)` gives one.
template <class Of>
void copy_blocks(std::int64_t first, std::span<float> stereo, Of of)
{
    const auto end = first + static_cast<std::int64_t>(stereo.size() / 2);
    for (std::int64_t at = first; at < end;) {
        const std::int64_t index = block_of(at);
        const std::int64_t taken = std::min(end, (index + 1) * block) - at;
        const std::vector<float>& from = of(index);
        std::copy_n(
            from.begin() + 2 * (at - index * block), 2 * taken, stereo.begin() + 2 * (at - first));
        at += taken;
    }
}

/// One block through a chain: `read(first, stereo)` gives the sound before it.
template <class Read>
std::vector<float>
through(const SoundChain& chain, std::int64_t index, const SoundChain::TimeAt& time_at, Read read)
{
    const std::int64_t first = index * block - chain.before();
    std::vector<float> stereo(static_cast<std::size_t>(chain.before() + block + chain.behind()) *
                              2);
    read(first, stereo);
    chain.run(stereo, first, time_at);
    const auto begin = stereo.begin() + 2 * chain.before();
    return {begin, begin + 2 * block};
}

bool is_any_effect(const std::vector<Effect>& effects)
{
    return !effects.empty() && !sound_effects_of(effects).empty();
}

} // namespace

void Mixer::read_plain(const Clip& clip,
                       const SoundWay& way,
                       std::int64_t first,
                       std::span<float> stereo)
{
    const auto& media = std::get<Media>(clip.source);
    const auto count = static_cast<std::int64_t>(stereo.size() / 2);
    if (way.speed == Time(1) && !way.ramp) {
        retimed_.source(media, way.backward, first, stereo);
        return;
    }
    if (keeps_pitch(clip)) {
        retimed_.read(media, way, first, stereo);
        return;
    }
    const std::int64_t from = way.at(first).floor_at(1) - 1;
    const std::int64_t needed = way.at(first + count).floor_at(1) + 4 - from;
    source_.resize(static_cast<std::size_t>(needed) * 2);
    retimed_.source(media, way.backward, from, source_);
    for (std::int64_t i = 0; i < count; ++i) {
        const Time position = way.at(first + i);
        const std::int64_t whole = position.floor_at(1);
        const auto share = static_cast<float>((position - Time(whole)).seconds());
        for (std::size_t side = 0; side < 2; ++side) {
            const float* s = &source_[static_cast<std::size_t>(whole - 1 - from) * 2 + side];
            stereo[static_cast<std::size_t>(i) * 2 + side] = cubic(s[0], s[2], s[4], s[6], share);
        }
    }
}

void Mixer::read(const SoundPiece& piece, std::int64_t first, std::span<float> stereo)
{
    const Clip& clip = *piece.clip;
    std::int64_t begin = 0;
    const SoundWay way = sound_way(clip, begin);
    begin += first - piece.start;
    if (!is_any_effect(clip.effects)) {
        read_plain(clip, way, begin, stereo);
        return;
    }
    const auto source_time_at = [&](std::int64_t n) {
        const Time time = way.at(n) / Time(sample_rate);
        return way.backward ? Time(0) - time : time;
    };
    ClipBlock origin{std::get<Media>(clip.source), way, clip.effects, clip.keep_pitch, 0};
    copy_blocks(begin, stereo, [&](std::int64_t index) -> const std::vector<float>& {
        origin.index = index;
        return clip_blocks_.of(origin, [&] {
            return through(SoundChain(sound_effects_of(clip.effects)),
                           index,
                           source_time_at,
                           [&](std::int64_t from, std::span<float> into) {
                               read_plain(clip, way, from, into);
                           });
        });
    });
}

std::vector<float>
Mixer::plain(const Timeline& timeline, const Track& track, std::int64_t first, std::int64_t count)
{
    std::vector<float> sum(static_cast<std::size_t>(count) * 2, 0.0F);
    for (const SoundPiece& piece : plan_track(timeline, track, first, count)) {
        const std::int64_t from = std::max(first, piece.from);
        const std::int64_t to = std::min(first + count, piece.to);
        if (from >= to) {
            continue;
        }
        piece_.resize(static_cast<std::size_t>(to - from) * 2);
        read(piece, from, piece_);
        const Gains gains = gains_of(piece.clip->gain_db, piece.clip->pan);
        float* out = &sum[static_cast<std::size_t>(from - first) * 2];
        for (std::int64_t n = from; n < to; ++n, out += 2) {
            float envelope = 1;
            for (const Ramp& ramp : piece.ramps) {
                if (ramp.rising ? n < ramp.to : n >= ramp.from) {
                    envelope *= ramp.at(n);
                }
            }
            const float* in = &piece_[static_cast<std::size_t>(n - from) * 2];
            out[0] += in[0] * gains.left * envelope;
            out[1] += in[1] * gains.right * envelope;
        }
    }
    return sum;
}

void Mixer::duck(const Timeline& timeline,
                 const Ducking& ducking,
                 std::int64_t first,
                 std::vector<float>& stereo)
{
    const auto [before, behind] = reach_of(ducking);
    const auto count = static_cast<std::int64_t>(stereo.size() / 2);
    // one step more on both sides: between two steps the amount goes in a straight line
    const std::int64_t from = Time(first, duck_step).floor_at(1) - behind - 2;
    const std::int64_t to = Time(first + count, duck_step).floor_at(1) + before + 3;
    std::vector<float> key(static_cast<std::size_t>((to - from) * duck_step) * 2, 0.0F);
    for (const auto& track : timeline.tracks) {
        if (track->role != ducking.under || !is_heard(timeline, *track)) {
            continue;
        }
        const auto sound = plain(timeline, *track, from * duck_step, (to - from) * duck_step);
        const Gains gains = gains_of(track->gain_db, track->pan);
        for (std::size_t i = 0; i < key.size(); i += 2) {
            key[i] += sound[i] * gains.left;
            key[i + 1] += sound[i + 1] * gains.right;
        }
    }
    const auto amount = ducked(speaking(key, ducking.threshold_db), ducking);
    for (std::int64_t n = 0; n < count; ++n) {
        const double place = static_cast<double>(first + n - from * duck_step) / duck_step - 0.5;
        const auto step = static_cast<std::size_t>(place);
        const double share = place - static_cast<double>(step);
        const double here = amount[step] + (amount[step + 1] - amount[step]) * share;
        const auto gain = static_cast<float>(std::pow(10.0, -ducking.by_db * here / 20));
        stereo[static_cast<std::size_t>(n) * 2] *= gain;
        stereo[static_cast<std::size_t>(n) * 2 + 1] *= gain;
    }
}

std::vector<float>
Mixer::treated(const Timeline& timeline, const Track& track, std::int64_t first, std::int64_t count)
{
    std::vector<float> stereo(static_cast<std::size_t>(count) * 2);
    const auto film_time = [](std::int64_t n) {
        return Time(n, sample_rate);
    };
    copy_blocks(first, stereo, [&](std::int64_t index) -> const std::vector<float>& {
        return track_blocks_.of({track.id, index}, [&] {
            const auto effects = sound_effects_of(track.effects);
            auto made =
                through(SoundChain(effects),
                        index,
                        film_time,
                        [&](std::int64_t from, std::span<float> into) {
                            const auto sound = plain(
                                timeline, track, from, static_cast<std::int64_t>(into.size() / 2));
                            std::copy(sound.begin(), sound.end(), into.begin());
                        });
            for (const SoundEffect& effect : effects) {
                if (const auto* ducking = std::get_if<Ducking>(&effect)) {
                    duck(timeline, *ducking, index * block, made);
                }
            }
            return made;
        });
    });
    return stereo;
}

std::vector<float> Mixer::mix(const Timeline& timeline, std::int64_t first, std::int64_t count)
{
    if (tracks_ != timeline.tracks) {
        track_blocks_.clear();
        tracks_ = timeline.tracks;
    }
    std::vector<float> sum(static_cast<std::size_t>(count) * 2, 0.0F);
    for (const auto& track : timeline.tracks) {
        if (!is_heard(timeline, *track) || track->items.empty()) {
            continue;
        }
        const auto sound = is_any_effect(track->effects) ? treated(timeline, *track, first, count)
                                                         : plain(timeline, *track, first, count);
        const Gains gains = gains_of(track->gain_db, track->pan);
        for (std::size_t i = 0; i < sum.size(); i += 2) {
            sum[i] += sound[i] * gains.left;
            sum[i + 1] += sound[i + 1] * gains.right;
        }
    }
    return sum;
}

void Mixer::forget_silence()
{
    retimed_.forget_silence();
    clip_blocks_.clear();
    track_blocks_.clear();
}

} // namespace rushlight::editor
