#pragma once

#include "editor/interchange/exchange.hpp"

#include <string_view>

namespace rushlight::editor {

/// One list: a CMX 3600 EDL holds one picture track.
struct EdlFile {
    std::string track; ///< "V1"
    std::string text;
};

struct WrittenEdl {
    std::vector<EdlFile>
        files; ///< a list for each picture track that has clips, from the bottom up
    std::vector<std::string> not_carried;
};

/// CMX 3600 lists, recorded from 01:00:00:00 on. Reels are cut to 8 letters and digits, each its
/// own. A dissolve begins its event, as the form has it. Sound tracks, titles and colours are
/// listed as not carried.
/// drop: counts in drop frame where the rate has it
[[nodiscard]] WrittenEdl write_edl(const Exchange& exchange, bool drop);

/// Reads lists, each as further tracks above the ones before: cuts, dissolves, M2, freeze frames,
/// clip and file names, locators; other events become cuts and are listed. The film begins at the
/// whole hour below the first event, or at that event where it lies less than two minutes below the
/// next.
/// rate: of the film, which a list does not tell; in a list in drop frame it becomes 29.97 where it
/// has none
/// Throws EditorError (unreadable) with a sentence that names the line.
[[nodiscard]] Exchange read_edl(const std::vector<std::string>& lists, Time rate);

} // namespace rushlight::editor
