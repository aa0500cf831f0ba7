#pragma once

#include "editor/captions/caption_file.hpp"
#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// Puts a file's captions on a new track of that language, on the frames nearest to their times;
/// those that overlap one before them go on a further one. Styles come along; one whose name
/// another look has already gets a new name. None where the language is empty or no caption stands.
// C1 |   | hello |  | you |      V1 stays as it is
// V1 | A     | B          |
[[nodiscard]] std::optional<Timeline>
add_captions(const Timeline& timeline, const CaptionFile& file, const std::string& language);

/// Puts a caption on the first track of that language that is free there, or on a new one.
// C1 | hello |      |      insert_caption(you) →   C1 | hello | you |
[[nodiscard]] std::optional<Timeline> insert_caption(const Timeline& timeline,
                                                     std::int64_t frame,
                                                     std::int64_t frames,
                                                     const Caption& caption,
                                                     const std::string& language);

/// Another text in a caption's place. None where the clip is no caption.
// C1 | hello |    set_caption(hello, hallo) →    C1 | hallo |
[[nodiscard]] std::optional<Timeline>
set_caption(const Timeline& timeline, Id clip, const Caption& caption);

/// Adds a style of captions, or gives the one of that name another look. None where nothing
/// changes, or where a size, an outline or a colour is out of range.
[[nodiscard]] std::optional<Timeline> set_caption_style(const Timeline& timeline,
                                                        const CaptionStyle& style);

/// What the tracks of a language say, as a file: one cue for each caption, by begin. Words of a
/// trimmed caption keep their times in the film.
[[nodiscard]] CaptionFile captions_of(const Timeline& timeline, const std::string& language);

/// The languages that have a track of captions, in the order of the tracks.
[[nodiscard]] std::vector<std::string> caption_languages(const Timeline& timeline);

} // namespace rushlight::editor
