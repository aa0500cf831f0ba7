#pragma once

#include "assets/frame.hpp"
#include "editor/timeline/timeline.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rushlight::editor {

class TextFonts;

/// A caption as it looks at one moment.
struct CaptionPicture {
    struct Part {
        std::string text;
        CaptionStyle style;

        bool operator==(const Part&) const = default;
    };

    std::vector<Part> parts;

    bool operator==(const CaptionPicture&) const = default;
};

/// How a caption looks `since` its beginning, in source time: the word that is being said has its
/// style's own colour.
[[nodiscard]] CaptionPicture
picture_of(const Caption& caption, const std::vector<CaptionStyle>& styles, const Time& since);

/// Draws captions with Pango and Cairo: outline first, then letters, so that they read on any
/// picture. Throws EditorError where the font system cannot be set up. Threads: one.
class CaptionArtist {
public:
    CaptionArtist();
    ~CaptionArtist();
    CaptionArtist(const CaptionArtist&) = delete;
    CaptionArtist& operator=(const CaptionArtist&) = delete;

    /// In a frame of that size: RGBA, premultiplied, transparent where nothing is drawn. Text stays
    /// inside the title-safe area; long lines are broken evenly and text that is still higher than
    /// a third of the frame is drawn smaller. Place and side are those of the first part.
    [[nodiscard]] assets::Frame draw(const CaptionPicture& caption, Size size);

    /// The families that are asked for and not installed, one sentence each.
    [[nodiscard]] std::vector<std::string> missing_fonts(const std::vector<CaptionStyle>& styles);

private:
    std::unique_ptr<TextFonts> fonts_;
};

} // namespace rushlight::editor
