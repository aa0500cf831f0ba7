#pragma once

#include "editor/storyboard/storyboard.hpp"

#include <map>

namespace rushlight::editor {

/// A sound of a shot as a clip of its own.
struct SoundCue {
    std::string name;
    Media media;
    Time at;       ///< from the shot's beginning
    Time duration; ///< of its material
    double gain_db = 0;
};

/// What was made for a shot.
struct ShotTake {
    Media media; ///< with `available`
    bool has_sound = false;
    std::vector<SoundCue> cues; ///< in place of the take's own sound where there are any
};

/// Takes by shot id. A shot without one becomes a dark placeholder of its length.
using ShotTakes = std::map<std::string, ShotTake>;

/// The film of a storyboard: shots on V1 with their transitions, sound linked with them on audio
/// tracks, titles on V2. Shots are trimmed so that each transition overlaps its two: the film lasts
/// the sum of its shots less its transitions. Pictures fill the frame.
[[nodiscard]] Timeline assemble(const Storyboard& storyboard, const ShotTakes& takes);

/// How many frames a shot has in the film, transitions included: its seconds, at most its take.
[[nodiscard]] std::int64_t
shot_frames(const Storyboard& storyboard, const Shot& shot, const ShotTakes& takes);

/// A sentence for each shot whose take is shorter than the seconds it asks for.
[[nodiscard]] std::vector<std::string> shortfalls(const Storyboard& storyboard,
                                                  const ShotTakes& takes);

/// The key of a shot's list of takes, in Clip::takes and in storage.
[[nodiscard]] std::string takes_key(const std::string& shot);

/// An existing film with newer takes: every clip of a shot shows that shot's take and keeps its
/// place, length, effects and, as far as the take reaches, its part. Shots that are not on the
/// timeline yet go behind the shot before them. Cuts that were made by hand stay.
[[nodiscard]] Timeline
renew(const Timeline& timeline, const Storyboard& storyboard, const ShotTakes& takes);

} // namespace rushlight::editor
