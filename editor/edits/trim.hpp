#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

enum class Edge : std::uint8_t { head, tail };

// Lengths are in the units of the clip's track. A clip on a video track takes the clips linked with
// it along where they lie against the same cut; a clip on an audio track is trimmed alone (that is
// how a J or L cut is made). None where a handle is too short, nothing would be left, or a track is
// locked.

/// Moves an edge; what lies behind moves with it, on every unlocked track with sync. Forward is
/// positive at both edges.
// | A |  B  | C |   ripple_trim(B, tail, −2) →  | A | B | C |
[[nodiscard]] std::optional<Timeline>
ripple_trim(const Timeline& timeline, Id clip, Edge edge, std::int64_t forward);

/// Moves an edge to a frame, the playhead's; what lies behind moves with it. None also where the
/// frame lies outside the clip.
// | A | B   ▼  | C |   trim_to(B, tail) →  | A | B   | C |
[[nodiscard]] std::optional<Timeline>
trim_to(const Timeline& timeline, Id clip, Edge edge, std::int64_t frame);

/// Moves an edge and nothing else: a shorter clip leaves a gap, a longer one lies over what is
/// there.
// | A |  B  | C |   overwrite_trim(B, tail, −2) →  | A | B |  | C |
[[nodiscard]] std::optional<Timeline>
overwrite_trim(const Timeline& timeline, Id clip, Edge edge, std::int64_t forward);

/// Moves the cut in front of a clip; the film's length stays.
// | A |  B  |   roll(B, +2) →  | A   | B |
[[nodiscard]] std::optional<Timeline> roll(const Timeline& timeline, Id clip, std::int64_t forward);

/// Shows a later (positive) or earlier part of the source; place and length stay.
// |A: 10…20|   slip(A, +3) →  |A: 13…23|
[[nodiscard]] std::optional<Timeline> slip(const Timeline& timeline, Id clip, std::int64_t later);

/// Moves a clip between its neighbours, which become longer and shorter.
// | A  | B | C  |   slide(B, +2) →  | A    | B | C|
[[nodiscard]] std::optional<Timeline>
slide(const Timeline& timeline, Id clip, std::int64_t forward);

} // namespace rushlight::editor
