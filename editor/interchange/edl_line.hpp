#pragma once

#include "assets/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::editor {

using assets::Time;

/// A line of an EDL that begins with a number, in its own words.
struct EdlEvent {
    std::string number;
    std::string reel;
    std::string channel;  ///< "V", "A2", "AA/V"
    std::string kind;     ///< "C", "D", "W001", "K", "KB", "KO"
    std::string length;   ///< of a dissolve, wipe or key; empty for a cut
    std::string times[4]; ///< source in and out, record in and out
};

/// Takes an event's line apart, from its end because reels may hold spaces; none where it is none.
[[nodiscard]] std::optional<EdlEvent> edl_event(std::string_view line);

/// The tracks that a channel names, "V1", "A2", …; empty where it is none.
[[nodiscard]] std::vector<std::string> edl_channels(std::string_view channel);

/// A note of the form "* FROM CLIP NAME: beach".
struct EdlNote {
    std::string what; ///< "FROM CLIP NAME"; empty: of another form
    std::string text;
};

[[nodiscard]] EdlNote edl_note(std::string_view line);

/// Of a line "M2 REEL 012.5 TIMECODE".
struct EdlSpeed {
    std::string reel;
    Time fps; ///< frames a second; below 0 in reverse
};

/// None where a line is not of that form.
[[nodiscard]] std::optional<EdlSpeed> edl_speed(std::string_view line);

} // namespace rushlight::editor
