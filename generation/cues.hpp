#pragma once

#include "generation/engine.hpp"
#include "generation/world/sound.hpp"

#include <cstdint>
#include <vector>

namespace rushlight::generation {

/// A clip's sound, ready for an audio track.
struct Sound {
    /// footsteps, impacts, voices, effects, thunder, engine, rain, ambience
    std::vector<SoundCue> cues;
    std::vector<float> mix; ///< their sum: stereo, interleaved, 48 kHz, peak at most −1 dBFS
};

/// Synthesises a track group by group; groups that are silent have no cue. The seed varies the
/// grains.
[[nodiscard]] Sound sound_of(const world::SoundTrack& track, double seconds, std::uint64_t seed);

} // namespace rushlight::generation
