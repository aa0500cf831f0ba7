#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

// How fast a clip runs. The clip shows the same part of its source in another length; what lies
// behind moves, on every unlocked track with sync. Linked clips go along. None where the clip is
// missing, no footage, a held frame or on a locked track, or where the speed is out of range,
// changes nothing, leaves less than a frame or, with other linked clips, does not fit.

/// Constant speed; below 0 backward. keep_pitch: it sounds as high as its source (see
/// sound/retimed_sound.hpp); without, sound becomes higher or lower.
// | A        | B |   set_speed(A, 2) →  | A  | B |
[[nodiscard]] std::optional<Timeline>
set_speed(const Timeline& timeline, Id clip, const Time& speed, bool keep_pitch = true);

/// Speed that changes from key to key. Frames are those of the clip as it will be, from 0; a clip
/// that runs backward goes on doing so. None also where the keys are none (see SpeedRamp), or where
/// the part's end is never reached.
// | A        | B |   set_speed_ramp(A, {0: 1, 24: 2}) →  | A    | B |
[[nodiscard]] std::optional<Timeline> set_speed_ramp(const Timeline& timeline,
                                                     Id clip,
                                                     const std::vector<SpeedKey>& keys,
                                                     bool keep_pitch = true);

/// Holds what a clip on a video track shows at a frame of the film, for some frames; then it goes
/// on. Other tracks with sync get a gap.
// | A           |   freeze_frame(A, 6, 4) →  | A   | A = | A   |
[[nodiscard]] std::optional<Timeline>
freeze_frame(const Timeline& timeline, Id clip, std::int64_t frame, std::int64_t frames);

} // namespace rushlight::editor
