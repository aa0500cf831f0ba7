#pragma once

#include "editor/render/picture_source.hpp"

#include <cmath>
#include <numbers>
#include <vector>

namespace rushlight::editor::tests {

/// A tone that never ends, half of full scale.
class Tone : public SoundSource {
public:
    explicit Tone(double hertz)
        : hertz_(hertz)
    {
    }

    void sound(const Media&, std::int64_t first, std::span<float> stereo) override
    {
        for (std::size_t i = 0; i < stereo.size() / 2; ++i) {
            const double t = static_cast<double>(first + static_cast<std::int64_t>(i)) / 48000;
            stereo[2 * i] = static_cast<float>(std::sin(t * hertz_ * 2 * std::numbers::pi) / 2);
            stereo[2 * i + 1] = -stereo[2 * i];
        }
    }

private:
    double hertz_;
};

/// A short blip at each whole second.
class Blips : public SoundSource {
public:
    void sound(const Media&, std::int64_t first, std::span<float> stereo) override
    {
        for (std::size_t i = 0; i < stereo.size() / 2; ++i) {
            const std::int64_t n = first + static_cast<std::int64_t>(i);
            const auto past = static_cast<double>(n % 48000);
            const bool sounds = n >= 0 && past < 480;
            stereo[2 * i] =
                sounds ? static_cast<float>(std::sin(past / 4) * std::exp(-past / 60)) : 0.0F;
            stereo[2 * i + 1] = stereo[2 * i];
        }
    }
};

/// Hertz by the rising zeros of the left side.
inline double pitch_of(const std::vector<float>& stereo, std::size_t from, std::size_t to)
{
    double first = -1;
    double last = 0;
    int waves = -1;
    for (std::size_t n = from; n + 1 < to; ++n) {
        const double a = stereo[2 * n];
        const double b = stereo[2 * n + 2];
        if (a <= 0 && b > 0) {
            last = static_cast<double>(n) - a / (b - a);
            first = first < 0 ? last : first;
            ++waves;
        }
    }
    return waves * 48000.0 / (last - first);
}

inline double cents(double a, double b)
{
    return 1200 * std::log2(a / b);
}

} // namespace rushlight::editor::tests
