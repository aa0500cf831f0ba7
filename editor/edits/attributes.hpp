#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

// What a clip is like. None where the clip is missing, a gap or on a locked track, or where a value
// is out of range or changes nothing.

/// Shows another take in the same place; linked clips that use the same asset follow. None where
/// the take is shorter than the part in use.
[[nodiscard]] std::optional<Timeline>
choose_take(const Timeline& timeline, Id clip, const Media& take);

[[nodiscard]] std::optional<Timeline>
set_title(const Timeline& timeline, Id clip, const Title& title);

/// Fade lengths in the track's units, and how they rise.
[[nodiscard]] std::optional<Timeline> set_fades(const Timeline& timeline,
                                                Id clip,
                                                std::int64_t fade_in,
                                                std::int64_t fade_out,
                                                FadeCurve in_curve = FadeCurve::linear,
                                                FadeCurve out_curve = FadeCurve::linear);

[[nodiscard]] std::optional<Timeline>
set_level(const Timeline& timeline, Id clip, double gain_db, double pan);

[[nodiscard]] std::optional<Timeline>
rename(const Timeline& timeline, Id clip, const std::string& name);

/// Puts clips into one link group; one clip alone is unlinked.
[[nodiscard]] std::optional<Timeline> link(const Timeline& timeline, const std::vector<Id>& clips);

} // namespace rushlight::editor
