#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

// What sound goes through. None where the clip or track is missing, locked or holds no sound, where
// a value is out of range, or where nothing would change.

/// Gives a clip on a sound track these effects instead of its own; keys lie at source time.
// | A |   set_clip_sound(A, {compressor}) →   | A: compressor |
[[nodiscard]] std::optional<Timeline>
set_clip_sound(const Timeline& timeline, Id clip, const std::vector<Effect>& effects);

/// What all sound of a track goes through.
struct TrackSound {
    std::string role; ///< "dialogue", "music", "effects" or none
    double gain_db = 0;
    double pan = 0;
    std::vector<Effect> effects; ///< keys lie at film time

    bool operator==(const TrackSound&) const = default;
};

[[nodiscard]] TrackSound sound_of(const Track& track);

/// Only what changes is told.
// A1 | A |   set_track_sound(A1, −6 dB) →   A1: −6 dB | A |
[[nodiscard]] std::optional<Timeline>
set_track_sound(const Timeline& timeline, Id track, const TrackSound& sound);

/// Roles that a track can have, besides none.
[[nodiscard]] const std::vector<std::string>& track_roles();

} // namespace rushlight::editor
