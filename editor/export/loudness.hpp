#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <utility>
#include <vector>

namespace rushlight::editor {

struct Loudness {
    double integrated = -70; ///< LUFS, EBU R 128; −70 for silence
    double true_peak = -200; ///< dBTP
};

/// Measures 48 kHz stereo. Threads: one.
class LoudnessMeter {
public:
    LoudnessMeter();
    ~LoudnessMeter();
    LoudnessMeter(const LoudnessMeter&) = delete;
    LoudnessMeter& operator=(const LoudnessMeter&) = delete;

    void add(std::span<const float> interleaved);
    [[nodiscard]] Loudness result() const;

private:
    void* state_; ///< libebur128's
};

/// Gain, then a limiter that looks 5 ms ahead and never lets the true peak (four times
/// oversampled) pass its ceiling. What goes in comes out `delay` samples later. Threads: one.
class Limiter {
public:
    static constexpr int window = 240;     ///< samples of look-ahead
    static constexpr int oversampling = 6; ///< samples that the interpolation needs ahead
    static constexpr int delay = window - 1 + oversampling;

    Limiter(double gain_db, double ceiling_dbtp);

    /// As many samples as go in.
    [[nodiscard]] std::vector<float> process(std::span<const float> interleaved);

private:
    /// Largest value of both sides at a sample and between it and the next.
    [[nodiscard]] float peak_at(std::int64_t sample) const;

    float gain_;
    float ceiling_;
    std::vector<float> input_;                         ///< a ring of the last samples, gain applied
    std::deque<std::pair<std::int64_t, float>> least_; ///< rising values of the window
    std::vector<float> held_; ///< a ring: the window's least, released slowly
    double held_sum_ = window;
    float last_held_ = 1;
    std::int64_t at_ = 0; ///< samples that came in
};

} // namespace rushlight::editor
