#pragma once

#include <span>

namespace rushlight::editor {

/// What is louder than a threshold becomes less loud.
struct Compression {
    double threshold_db = -18;
    double ratio = 3; ///< dB in for each dB out above the threshold
    double knee_db = 6;
    double attack_ms = 10;
    double release_ms = 150;
    double makeup_db = 0;

    bool operator==(const Compression&) const = default;

    /// Level out for a level in, both in dB, makeup not included: a straight line on both sides of
    /// a knee that is a parabola (Giannoulis, Massberg and Reiss, "Digital dynamic range compressor
    /// design", J. AES 60(6), 2012, equation 4).
    [[nodiscard]] double level_of(double level_db) const;
};

/// Runs over stereo sound at 48 kHz, both sides by the louder one: gain in dB through the smooth,
/// decoupled peak detector of the same paper (equation 17).
class Compressor {
public:
    explicit Compressor(const Compression& compression);

    /// In place.
    void run(std::span<double> stereo);

private:
    Compression c_;
    double attack_;
    double release_;
    double peak_ = 0;   ///< dB to be taken off, as it is released
    double smooth_ = 0; ///< dB that are taken off
};

} // namespace rushlight::editor
