#include "editor/export/loudness.hpp"

#include "editor/error.hpp"

#include <ebur128.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace rushlight::editor {

namespace {

constexpr std::size_t ring = 512; // more than the delay, a power of two

/// Weights of 12 samples for a point a quarter, a half and three quarters of the way from the sixth
/// to the seventh: a sinc under a Hann window.
std::array<std::array<float, 12>, 3> interpolation_weights()
{
    std::array<std::array<float, 12>, 3> weights{};
    for (std::size_t phase = 0; phase < 3; ++phase) {
        double sum = 0;
        for (std::size_t k = 0; k < 12; ++k) {
            const double x = static_cast<double>(k) - 5 - 0.25 * static_cast<double>(phase + 1);
            const double window = 0.5 + 0.5 * std::cos(std::numbers::pi * x / 6.5);
            const double sinc = std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
            weights[phase][k] = static_cast<float>(sinc * window);
            sum += sinc * window;
        }
        for (float& weight : weights[phase]) {
            weight = static_cast<float>(weight / sum);
        }
    }
    return weights;
}

ebur128_state* meter(void* state)
{
    return static_cast<ebur128_state*>(state);
}

float decibels(double value)
{
    return static_cast<float>(std::pow(10.0, value / 20));
}

} // namespace

LoudnessMeter::LoudnessMeter()
    : state_(ebur128_init(2, 48000, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK))
{
    if (!state_) {
        throw EditorError(
            EditorError::Code::missing,
            "the loudness meter cannot start: no memory; close something and try again");
    }
}

LoudnessMeter::~LoudnessMeter()
{
    ebur128_state* state = meter(state_);
    ebur128_destroy(&state);
}

void LoudnessMeter::add(std::span<const float> interleaved)
{
    ebur128_add_frames_float(meter(state_), interleaved.data(), interleaved.size() / 2);
}

Loudness LoudnessMeter::result() const
{
    Loudness loudness;
    double value = 0;
    if (ebur128_loudness_global(meter(state_), &value) == EBUR128_SUCCESS && std::isfinite(value)) {
        loudness.integrated = std::max(value, -70.0);
    }
    for (unsigned side = 0; side < 2; ++side) {
        if (ebur128_true_peak(meter(state_), side, &value) == EBUR128_SUCCESS && value > 0) {
            loudness.true_peak = std::max(loudness.true_peak, 20 * std::log10(value));
        }
    }
    return loudness;
}

Limiter::Limiter(double gain_db, double ceiling_dbtp)
    : gain_(decibels(gain_db))
    , ceiling_(decibels(ceiling_dbtp))
    , input_(ring * 2, 0.0F)
    , held_(window, 1.0F)
{
}

float Limiter::peak_at(std::int64_t sample) const
{
    static const auto weights = interpolation_weights();
    float peak = 0;
    for (std::size_t side = 0; side < 2; ++side) {
        std::array<float, 12> around{};
        float largest = 0;
        for (std::size_t k = 0; k < 12; ++k) {
            const auto index = static_cast<std::size_t>(sample - 5 + static_cast<std::int64_t>(k));
            around[k] = input_[(index % ring) * 2 + side];
            largest = std::max(largest, std::abs(around[k]));
        }
        peak = std::max(peak, std::abs(around[5]));
        if (largest * 2 < ceiling_) {
            continue; // far from it: nothing between can reach the ceiling
        }
        for (const auto& phase : weights) {
            float value = 0;
            for (std::size_t k = 0; k < 12; ++k) {
                value += around[k] * phase[k];
            }
            peak = std::max(peak, std::abs(value));
        }
    }
    return peak;
}

std::vector<float> Limiter::process(std::span<const float> interleaved)
{
    constexpr float release = 1.0F / (0.12F * 48000);
    std::vector<float> out(interleaved.size());
    for (std::size_t i = 0; i + 1 < interleaved.size(); i += 2) {
        const auto slot = (static_cast<std::size_t>(at_) % ring) * 2;
        input_[slot] = interleaved[i] * gain_;
        input_[slot + 1] = interleaved[i + 1] * gain_;
        ++at_;
        // counted from `ring` on, so that what lies before the first sample is the ring's silence
        const std::int64_t looked = at_ - 1 - oversampling + static_cast<std::int64_t>(ring);
        const float peak = peak_at(looked);
        const float needed = peak > ceiling_ ? ceiling_ / peak : 1.0F;
        while (!least_.empty() && least_.back().second >= needed) {
            least_.pop_back();
        }
        least_.emplace_back(looked, needed);
        if (least_.front().first <= looked - window) {
            least_.pop_front();
        }
        const float least = least_.front().second;
        last_held_ = least < last_held_ ? least : last_held_ + (least - last_held_) * release;
        float& oldest = held_[static_cast<std::size_t>(looked) % window];
        held_sum_ += static_cast<double>(last_held_) - static_cast<double>(oldest);
        oldest = last_held_;
        const auto gain = static_cast<float>(held_sum_ / window);
        const auto from = static_cast<std::size_t>(looked - (window - 1)) % ring * 2;
        out[i] = input_[from] * gain;
        out[i + 1] = input_[from + 1] * gain;
    }
    return out;
}

} // namespace rushlight::editor
