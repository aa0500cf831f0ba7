#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// A rise from 0 to 1 or a fall from 1 to 0 between two timeline samples; flat outside.
struct Ramp {
    std::int64_t from = 0;
    std::int64_t to = 0;
    bool rising = true;
    FadeCurve curve = FadeCurve::linear;

    [[nodiscard]] float at(std::int64_t sample) const;
    bool operator==(const Ramp&) const = default;
};

/// A stretch of one clip that sounds. All positions are timeline samples.
struct SoundPiece {
    std::shared_ptr<const Clip> clip;
    std::int64_t start = 0; ///< where the clip's source_start sounds
    std::int64_t from = 0;  ///< what of it sounds, handles for crossfades included
    std::int64_t to = 0;
    std::vector<Ramp> ramps; ///< all apply
};

/// What sounds in samples [first, first + count): every clip of the tracks that are heard, with
/// fades, transitions and, at each cut that is no through edit, a crossfade of 2 ms. Pure.
[[nodiscard]] std::vector<SoundPiece>
plan_sound(const Timeline& timeline, std::int64_t first, std::int64_t count);

/// The same of one track.
[[nodiscard]] std::vector<SoundPiece>
plan_track(const Timeline& timeline, const Track& track, std::int64_t first, std::int64_t count);

/// Whether a track sounds: it is not muted, and solo where any is.
[[nodiscard]] bool is_heard(const Timeline& timeline, const Track& track);

/// Whether the item goes on exactly where the one before ends: same source, speed and level.
[[nodiscard]] bool is_through_edit(const Item& left, const Item& right, const Time& unit_rate);

} // namespace rushlight::editor
