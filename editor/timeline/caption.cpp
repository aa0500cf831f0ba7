#include "editor/timeline/caption.hpp"

#include <algorithm>

namespace rushlight::editor {

std::string text_of(const Caption& caption)
{
    std::string text;
    for (const CaptionRun& run : caption.runs) {
        text += run.text;
    }
    return text;
}

Caption with_text(const Caption& caption, const std::string& text)
{
    const std::string before = text_of(caption);
    const auto begins_letter = [](const std::string& in, std::size_t at) {
        return at >= in.size() || (static_cast<unsigned char>(in[at]) & 0xc0) != 0x80;
    };
    const std::size_t most = std::min(before.size(), text.size());
    std::size_t same = 0; // at the beginning …
    while (same < most && before[same] == text[same]) {
        ++same;
    }
    while (!begins_letter(before, same) || !begins_letter(text, same)) {
        --same;
    }
    std::size_t behind = 0; // … and at the end
    while (behind < most - same &&
           before[before.size() - 1 - behind] == text[text.size() - 1 - behind]) {
        ++behind;
    }
    while (!begins_letter(before, before.size() - behind)) {
        --behind;
    }
    const std::size_t old_end = before.size() - behind;
    const std::string fresh = text.substr(same, text.size() - behind - same);

    Caption changed;
    changed.speaker = caption.speaker;
    const auto add = [&](const std::string& letters, const std::string& style) {
        if (letters.empty()) {
            return;
        }
        if (!changed.runs.empty() && changed.runs.back().style == style) {
            changed.runs.back().text += letters;
        } else {
            changed.runs.push_back({letters, style});
        }
    };
    bool laid = false;
    std::size_t at = 0;
    for (const CaptionRun& run : caption.runs) {
        const std::size_t end = at + run.text.size();
        if (at < same) {
            add(run.text.substr(0, std::min(end, same) - at), run.style);
        }
        if (!laid && end >= same) {
            add(fresh, run.style);
            laid = true;
        }
        if (end > old_end) {
            add(run.text.substr(std::max(at, old_end) - at), run.style);
        }
        at = end;
    }
    if (!laid) {
        add(fresh, "");
    }
    const std::size_t longer = text.size() - before.size(); // modulo 2^64 where it is shorter
    for (CaptionWord word : caption.words) {
        if (word.end <= same) {
            changed.words.push_back(word);
        } else if (word.begin >= old_end) {
            word.begin += longer;
            word.end += longer;
            changed.words.push_back(word);
        }
    }
    return changed;
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
