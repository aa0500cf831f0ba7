#include "editor/timeline/caption.hpp"

namespace rushlight::editor {

std::string text_of(const Caption& caption)
{
    std::string text;
    for (const CaptionRun& run : caption.runs) {
        text += run.text;
    }
    return text;
}

CaptionStyle style_named(const std::vector<CaptionStyle>& styles, const std::string& name)
{
    for (const CaptionStyle& style : styles) {
        if (style.name == name) {
            return style;
        }
    }
    return styles.empty() ? CaptionStyle() : styles.front();
}

} // namespace rushlight::editor
