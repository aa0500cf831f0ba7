#pragma once

#include "assets/time.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace rushlight::assets {

/// The frames of a video stream in the order they are shown.
struct FrameTable {
    /// A place where decoding can begin.
    struct Key {
        std::int64_t pts = 0;
        std::int64_t dts = 0;
    };

    Time tick;                     ///< seconds in one unit of `pts`
    std::vector<std::int64_t> pts; ///< ascending, no two equal, never empty
    std::vector<Key> keys;         ///< by ascending pts
    std::int64_t last_length = 0;  ///< of the last frame, in ticks
    std::optional<Time> grid;      ///< the rate, where every frame lies on a constant grid

    /// The frame shown at a source time: by the grid where there is one, else the last frame whose
    /// time, counted from the first frame, is at most half a tick after `t`. Clamped to the stream.
    [[nodiscard]] std::int64_t index_at(const Time& t) const;
    /// When a frame begins, counted from the first frame.
    [[nodiscard]] Time time_of(std::int64_t index) const;
    [[nodiscard]] Time duration() const;
    /// The position of a timestamp, or nothing.
    [[nodiscard]] std::optional<std::int64_t> find(std::int64_t timestamp) const;
};

/// The first of `candidates` (rates) whose grid every timestamp lies on, to within one tick.
/// pts ascending; tick > 0.
[[nodiscard]] std::optional<Time> find_grid(const std::vector<std::int64_t>& pts,
                                            const Time& tick,
                                            const std::vector<Time>& candidates);

/// Where the packets of a sound stream lie, in samples of the stream's own rate.
struct SampleTable {
    struct Packet {
        std::int64_t pts = 0;
        std::int64_t first = 0; ///< first sample, counted from the first one that is heard
    };

    int sample_rate = 0;
    std::vector<Packet> packets; ///< ascending
    std::int64_t samples = 0;    ///< that are heard
};

} // namespace rushlight::assets
