#include "editor/render/mixer.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

/// Through four samples, at a share between the middle two.
float cubic(float a, float b, float c, float d, float share)
{
    const float slope_b = (c - a) / 2;
    const float slope_c = (d - b) / 2;
    const float k = b - c;
    return b + share * (slope_b + share * (-3 * k - 2 * slope_b - slope_c +
                                           share * (2 * k + slope_b + slope_c)));
}

} // namespace

void Mixer::read(const SoundPiece& piece, std::int64_t first, std::span<float> stereo)
{
    const Clip& clip = *piece.clip;
    const auto& media = std::get<Media>(clip.source);
    const std::int64_t offset = first - piece.start;
    const auto count = static_cast<std::int64_t>(stereo.size() / 2);
    if (clip.speed == Time(1)) {
        sounds_.sound(media, clip.source_start.round_at(sample_rate) + offset, stereo);
        return;
    }
    std::int64_t begin = 0;
    const SoundWay way = sound_way(clip, begin);
    begin += offset;
    if (keeps_pitch(clip)) {
        retimed_.read(media, way, begin, stereo);
        return;
    }
    const std::int64_t from = way.at(begin).floor_at(1) - 1;
    const std::int64_t needed = way.at(begin + count).floor_at(1) + 4 - from;
    source_.resize(static_cast<std::size_t>(needed) * 2);
    sounds_.sound(media, from, source_);
    for (std::int64_t i = 0; i < count; ++i) {
        const Time position = way.at(begin + i);
        const std::int64_t whole = position.floor_at(1);
        const auto share = static_cast<float>((position - Time(whole)).seconds());
        for (std::size_t side = 0; side < 2; ++side) {
            const float* s = &source_[static_cast<std::size_t>(whole - 1 - from) * 2 + side];
            stereo[static_cast<std::size_t>(i) * 2 + side] = cubic(s[0], s[2], s[4], s[6], share);
        }
    }
}

std::vector<float> Mixer::mix(const Timeline& timeline, std::int64_t first, std::int64_t count)
{
    std::vector<float> sum(static_cast<std::size_t>(count) * 2, 0.0F);
    for (const SoundPiece& piece : plan_sound(timeline, first, count)) {
        const std::int64_t from = std::max(first, piece.from);
        const std::int64_t to = std::min(first + count, piece.to);
        if (from >= to) {
            continue;
        }
        piece_.resize(static_cast<std::size_t>(to - from) * 2);
        read(piece, from, piece_);
        const auto level = static_cast<float>(std::pow(10.0, piece.clip->gain_db / 20));
        const auto pan = static_cast<float>(piece.clip->pan);
        const float left = level * std::min(1.0F, 1.0F - pan);
        const float right = level * std::min(1.0F, 1.0F + pan);
        float* out = &sum[static_cast<std::size_t>(from - first) * 2];
        for (std::int64_t n = from; n < to; ++n, out += 2) {
            float envelope = 1;
            for (const Ramp& ramp : piece.ramps) {
                if (ramp.rising ? n < ramp.to : n >= ramp.from) {
                    envelope *= ramp.at(n);
                }
            }
            const float* in = &piece_[static_cast<std::size_t>(n - from) * 2];
            out[0] += in[0] * left * envelope;
            out[1] += in[1] * right * envelope;
        }
    }
    return sum;
}

} // namespace rushlight::editor
