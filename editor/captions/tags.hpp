#pragma once

#include "editor/captions/parts.hpp"

// The words between angle brackets of SubRip and WebVTT. Inside editor/captions only.

namespace rushlight::editor::captions {

/// What a cue's text may say.
struct TagRules {
    bool web =
        false; ///< WebVTT: classes, voices, times of words, named letters; else SubRip's font
};

/// Reads one cue's text into runs and words. begin: the cue's, for times of words. What it cannot
/// hold goes to `lost`. A bracket that opens no known tag is text (SubRip) or dropped (WebVTT).
[[nodiscard]] Caption read_tags(std::string_view text,
                                const TagRules& rules,
                                const CaptionStyle& base,
                                const assets::Time& begin,
                                const assets::Time& end,
                                StyleBook& book,
                                Losses& lost);

/// The text of a caption with tags where runs differ from the first style. begin: the cue's.
[[nodiscard]] std::string write_tags(const Caption& caption,
                                     const TagRules& rules,
                                     const std::vector<CaptionStyle>& styles,
                                     const assets::Time& begin,
                                     Losses& lost);

} // namespace rushlight::editor::captions
