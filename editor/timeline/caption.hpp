#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rushlight::editor {

/// How captions look. A project's styles are known by name; the first is what others differ from.
struct CaptionStyle {
    enum class Place : std::uint8_t { bottom, middle, top };
    enum class Side : std::uint8_t { centre, left, right };

    std::string name = "Default";
    std::string font = {};          ///< family; empty: the bundled face
    double size = 0.050;            ///< of the letters, a share of the frame's shorter way
    std::string colour = "#FFFFFF"; ///< "#RRGGBB"
    bool bold = false;
    bool italic = false;
    bool underline = false;
    std::string outline_colour = "#14161A";
    double outline = 0.07; ///< a share of the letters' size; 0: none
    std::string box = {};  ///< colour of a box behind the lines; empty: none
    std::string said = {}; ///< colour of the word that is being said; empty: as the others
    Place place = Place::bottom;
    Side side = Side::centre;

    bool operator==(const CaptionStyle&) const = default;
};

/// Words of one look; line breaks are kept.
struct CaptionRun {
    std::string text;  ///< UTF-8
    std::string style; ///< name of a style of the timeline; empty: its first

    bool operator==(const CaptionRun&) const = default;
};

/// When a word is said.
struct CaptionWord {
    std::size_t begin = 0; ///< byte in the caption's text (all runs, one behind the other) …
    std::size_t end = 0;   ///< … and behind its last
    std::int64_t from = 0; ///< 48 kHz samples since the caption's beginning …
    std::int64_t to = 0;   ///< … and behind its last

    bool operator==(const CaptionWord&) const = default;
};

/// What is said, written below the picture.
struct Caption {
    std::vector<CaptionRun> runs;
    std::vector<CaptionWord> words; ///< in order; empty where no word is timed
    std::string speaker;            ///< who says it; not drawn

    bool operator==(const Caption&) const = default;
};

/// All runs, one behind the other.
[[nodiscard]] std::string text_of(const Caption& caption);

/// The caption with another text: what stands before and behind the change keeps its looks and the
/// times of its words; what is new has the look of the place where it stands.
[[nodiscard]] Caption with_text(const Caption& caption, const std::string& text);

/// The style of that name; the first one where there is none; the usual one where there are none.
[[nodiscard]] CaptionStyle style_named(const std::vector<CaptionStyle>& styles,
                                       const std::string& name);

} // namespace rushlight::editor
