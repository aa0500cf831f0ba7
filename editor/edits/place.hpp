#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// A clip on its way to a track; its length in that track's units.
struct Placed {
    Id track = 0;
    Clip clip;
    std::int64_t length = 0;
};

// The clips of one call become one link group unless they carry a group already. All edits here
// return none where a track is missing, locked or of the wrong kind, or where a clip reaches
// outside its source.

/// Puts clips behind the last item of their tracks, all from the same frame on.
// | A | B |        append(C) →  | A | B | C |
[[nodiscard]] std::optional<Timeline> append(const Timeline& timeline,
                                             const std::vector<Placed>& clips);

/// Puts clips in at a frame; what lies behind it moves on, on every unlocked track with sync.
// | A     | B |    insert(C, inside A) →  | A | C | A' | B |
[[nodiscard]] std::optional<Timeline>
insert(const Timeline& timeline, std::int64_t frame, const std::vector<Placed>& clips);

/// Lays clips over whatever is there; nothing moves.
// | A     | B |    overwrite(C) →         | A | C  | B |
[[nodiscard]] std::optional<Timeline>
overwrite(const Timeline& timeline, std::int64_t frame, const std::vector<Placed>& clips);

/// Lays clips over frames [from, to), each at the speed at which its length fills them: its length
/// is what is used of its source, in the track's units. None also where the speed would have terms
/// above 2²⁰.
// | A       [ B  ]  |   fit_to_fill(C) →  | A       | C  |
[[nodiscard]] std::optional<Timeline> fit_to_fill(const Timeline& timeline,
                                                  std::int64_t from,
                                                  std::int64_t to,
                                                  const std::vector<Placed>& clips);

/// Shows other footage in a clip's place, from a source time on; length, effects, fades,
/// transitions and links stay, the speed becomes 1 and the list of takes goes. Linked clips that
/// use the same asset follow, in step with it, where the new footage has what their track shows:
/// `picture`, `sound`. None where the clip is no footage or the new one too short.
// | A | B | C |   replace(B, D) →   | A | D | C |
[[nodiscard]] std::optional<Timeline> replace(const Timeline& timeline,
                                              Id clip,
                                              const Media& media,
                                              const Time& source_start,
                                              const std::string& name,
                                              bool picture = true,
                                              bool sound = true);

/// Puts a title on the lowest video track above the first that is free there, or on a new one.
// V2 |     |        insert_title(T) →   V2 |   T  |
// V1 | A | B |                          V1 | A | B |
[[nodiscard]] std::optional<Timeline> insert_title(const Timeline& timeline,
                                                   std::int64_t frame,
                                                   std::int64_t frames,
                                                   const Title& title,
                                                   std::int64_t fade = 0);

} // namespace rushlight::editor
