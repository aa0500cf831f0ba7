#pragma once

#include "assets/audio_reader.hpp"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace rushlight::assets {

/// The outline of a sound for drawing: the least and greatest sample of both sides in each span.
struct Waveform {
    struct Peak {
        float low = 0;
        float high = 0;

        bool operator==(const Peak&) const = default;
    };

    static constexpr std::int64_t finest_span = 256; ///< 48 kHz samples in a peak of level 0
    static constexpr std::int64_t growth = 4;        ///< each level's span is 4 times the last's

    std::vector<std::vector<Peak>> levels; ///< finest first; the last has one peak

    bool operator==(const Waveform&) const = default;
};

/// The levels that follow from the finest one.
[[nodiscard]] Waveform coarsened(std::vector<Waveform::Peak> finest);

/// Reads the whole sound once. Throws MediaError, Code::cancelled when asked to stop.
[[nodiscard]] Waveform outline(AudioReader& reader, const std::stop_token& stop = {});

} // namespace rushlight::assets
