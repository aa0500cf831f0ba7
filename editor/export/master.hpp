#pragma once

#include "editor/export/loudness.hpp"
#include "editor/render/mixer.hpp"

#include <optional>
#include <stop_token>

namespace rushlight::editor {

/// The mix of a stretch of film at its final level: gain to a loudness, then a true-peak limiter.
/// The gain is found by listening to all of it first, so nothing pumps.
class Master {
public:
    /// Samples [from, to) of the film; all must outlive it.
    Master(Mixer& mixer, const Timeline& timeline, std::int64_t from, std::int64_t to);

    /// Finds the gain that brings the limited mix within 0.2 LU of a loudness (at most +24 dB; a
    /// silent mix stays as it is). Without a loudness the mix is left alone. Returns the gain in
    /// dB.
    double reach(std::optional<double> loudness, double true_peak, const std::stop_token& stop);

    /// The next samples; call after `reach`.
    [[nodiscard]] std::vector<float> next(std::int64_t count);

private:
    void rewind(double gain_db);

    Mixer& mixer_;
    const Timeline& timeline_;
    std::int64_t from_;
    std::int64_t to_;
    std::int64_t mixed_ = 0;   ///< next sample to mix
    std::vector<float> ready_; ///< limited, not yet handed over
    std::size_t taken_ = 0;    ///< of those
    double ceiling_ = 0;
    std::optional<Limiter> limiter_;
};

} // namespace rushlight::editor
