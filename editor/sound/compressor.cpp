#include "editor/sound/compressor.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

double Compression::level_of(double level_db) const
{
    const double over = level_db - threshold_db;
    if (2 * over <= -knee_db) {
        return level_db;
    }
    if (2 * over < knee_db) {
        const double in_knee = over + knee_db / 2;
        return level_db + (1 / ratio - 1) * in_knee * in_knee / (2 * knee_db);
    }
    return threshold_db + over / ratio;
}

Compressor::Compressor(const Compression& compression)
    : c_(compression)
    , attack_(std::exp(-1 / (0.001 * compression.attack_ms * 48000)))
    , release_(std::exp(-1 / (0.001 * compression.release_ms * 48000)))
{
}

void Compressor::run(std::span<double> stereo)
{
    for (std::size_t i = 0; i + 1 < stereo.size(); i += 2) {
        const double level = std::max({std::abs(stereo[i]), std::abs(stereo[i + 1]), 1e-6});
        const double level_db = 20 * std::log10(level);
        const double wanted = level_db - c_.level_of(level_db);
        peak_ = std::max(wanted, release_ * peak_ + (1 - release_) * wanted);
        smooth_ = attack_ * smooth_ + (1 - attack_) * peak_;
        const double gain = std::pow(10.0, (c_.makeup_db - smooth_) / 20);
        stereo[i] *= gain;
        stereo[i + 1] *= gain;
    }
}

} // namespace rushlight::editor
