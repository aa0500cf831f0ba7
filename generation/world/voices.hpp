#pragma once

#include "generation/world/random.hpp"
#include "generation/world/sound.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace rushlight::generation::world {

/// One channel at 48 kHz.
using Mono = std::vector<float>;

/// A resonant band (state variable filter, Chamberlin 1980).
class Band {
public:
    Band(double frequency, double width) { tune(frequency, width); }

    void tune(double frequency, double width)
    {
        f_ = 2 * std::sin(std::numbers::pi * std::min(frequency, 0.16 * sound_rate) / sound_rate);
        q_ = std::min(width, 1.9 / f_ - 0.5 * f_); // beyond it the filter rings up
    }

    double operator()(double x)
    {
        low_ += f_ * band_;
        const double high = x - low_ - q_ * band_;
        band_ += f_ * high;
        return band_;
    }

    [[nodiscard]] double low() const { return low_; }

private:
    double f_ = 0.1;
    double q_ = 0.5;
    double low_ = 0;
    double band_ = 0;
};

/// Takes the hiss off: one pole.
class Soft {
public:
    explicit Soft(double cutoff) { tune(cutoff); }

    void tune(double cutoff) { share_ = 1 - std::exp(-2 * std::numbers::pi * cutoff / sound_rate); }

    double operator()(double x) { return state_ += share_ * (x - state_); }

private:
    double share_ = 0;
    double state_ = 0;
};

/// White, −1 … 1.
inline double noise(Random& random)
{
    return 2 * random.uniform() - 1;
}

[[nodiscard]] inline std::size_t frames_of(double seconds)
{
    return static_cast<std::size_t>(std::llround(std::clamp(seconds, 0.0, 3600.0) * sound_rate));
}

/// A voice: frequency glides over points, FM gives its rasp, an envelope its shape.
struct Voice {
    std::array<double, 3> glide; ///< Hz at beginning, middle, end
    double seconds;
    double ratio;
    double depth;
    double rasp; ///< share of noise
    double vibrato = 0;
};

/// Makes the greatest sample this large.
void level(Mono& sound, float wanted);
/// A blow on a material: damped modes over a base frequency, and the noise of the touch.
[[nodiscard]] Mono strike(double frequency, double seconds, Material material, Random& random);
/// Noise that glides from one frequency to another.
[[nodiscard]] Mono breath(double seconds, double from, double to, double width, Random& random);
[[nodiscard]] Mono call(const Voice& voice, Random& random);
/// The sound of one event from its beginning.
[[nodiscard]] Mono sound_of(const SoundEvent& event, Random& random);
/// Of world v1: what has a throat, and what has none.
[[nodiscard]] Mono living_sound_of(const SoundEvent& event, Random& random);
[[nodiscard]] Mono thing_sound_of(const SoundEvent& event, Random& random);

} // namespace rushlight::generation::world
