#pragma once

#include "editor/interchange/exchange.hpp"

namespace rushlight::editor {

// What another program allows and a timeline here does not is brought to fit, and told to `losses`.
// where: of what, as `place_of` says it.

/// A speed above 0 with terms up to 2²⁰: reverse plays forward.
[[nodiscard]] Time fit_speed(Time speed, const std::string& where, Losses& losses);

/// Moves a clip of media by up to a frame so that its part lies inside them. Returns how much of
/// its length, in the track's units, they do not reach; all of it where they reach nothing.
[[nodiscard]] std::int64_t fit_into_media(Clip& clip,
                                          std::int64_t length,
                                          const Time& unit_rate,
                                          const Time& frame_rate,
                                          const std::string& where,
                                          Losses& losses);

/// Shortens or takes away transitions for which a track's items have no handles or no room.
void fit_transitions(std::vector<Item>& items,
                     const std::string& track,
                     const Time& unit_rate,
                     const Time& frame_rate,
                     Losses& losses);

} // namespace rushlight::editor
