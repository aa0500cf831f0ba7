// Advanced SubStation Alpha v4+: written.

#include "editor/captions/parts.hpp"

#include <algorithm>
#include <cstdio>

namespace rushlight::editor::captions {

namespace {

std::string colour_to(const std::string& colour)
{
    return colour.size() == 7
               ? "&H00" + colour.substr(5, 2) + colour.substr(3, 2) + colour.substr(1, 2)
               : "&H00FFFFFF";
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char letter : text) {
        if (letter == '\n') {
            out += "\\N";
        } else if (letter == '{' || letter == '}') {
            out += letter == '{' ? "(" : ")"; // there is no way to write them
        } else {
            out += letter;
        }
    }
    return out;
}

constexpr double written_height = 1080;

std::string written(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

} // namespace

std::string write_ass(const CaptionFile& file, Losses& lost)
{
    std::string out = "[Script Info]\nScriptType: v4.00+\nPlayResX: 1920\nPlayResY: 1080\n"
                      "WrapStyle: 0\nScaledBorderAndShadow: yes\n\n[V4+ Styles]\n"
                      "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, "
                      "OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, "
                      "ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, "
                      "MarginR, MarginV, Encoding\n";
    std::vector<CaptionStyle> styles = file.styles;
    if (styles.empty()) {
        styles.emplace_back();
    }
    const auto safe = [](std::string name) {
        std::replace(name.begin(), name.end(), ',', ' ');
        return name;
    };
    for (const CaptionStyle& style : styles) {
        const double letters = style.size * written_height;
        const bool boxed = !style.box.empty();
        out += "Style: " + safe(style.name) + "," +
               (style.font.empty() ? "Inter Display" : safe(style.font)) + "," + written(letters) +
               "," + colour_to(style.said.empty() ? style.colour : style.said) + "," +
               colour_to(style.colour) + "," + colour_to(boxed ? style.box : style.outline_colour) +
               ",&H80000000," + (style.bold ? "-1," : "0,") + (style.italic ? "-1," : "0,") +
               (style.underline ? "-1," : "0,") + "0,100,100,0,0," + (boxed ? "3," : "1,") +
               written(boxed ? 0.3 * letters : style.outline * letters) + ",0," +
               std::to_string(keypad_of(style)) + ",90,90,60,1\n";
    }
    out += "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, "
           "Text\n";
    for (const Cue& cue : file.cues) {
        const auto named = [&](const std::string& style) {
            return safe(style_named(styles, style).name);
        };
        const std::string first =
            cue.caption.runs.empty() ? "" : named(cue.caption.runs.front().style);
        out += "Dialogue: 0," + clock_of(cue.begin, 2, '.', 1) + "," +
               clock_of(cue.end, 2, '.', 1) + "," + (first.empty() ? named("") : first) + "," +
               safe(cue.caption.speaker) + ",0,0,0,,";
        std::size_t at = 0;
        std::int64_t sung = 0;
        auto word = cue.caption.words.begin();
        for (const CaptionRun& run : cue.caption.runs) {
            if (named(run.style) != first) {
                out += "{\\r" + named(run.style) + "}";
            }
            if (run.text.find_first_of("{}") != std::string::npos) {
                lost.add("ASS cannot write { and }, so ( and ) stand there");
            }
            std::size_t done = 0;
            for (; word != cue.caption.words.end() && word->begin < at + run.text.size(); ++word) {
                const std::size_t to = word->begin > at ? word->begin - at : 0;
                if (to < done) {
                    continue;
                }
                out += escaped(std::string_view(run.text).substr(done, to - done));
                const std::int64_t from = (word->from + 240) / 480;
                const std::int64_t until = (word->to + 240) / 480;
                if (from > sung) {
                    out += "{\\k" + std::to_string(from - sung) + "}";
                }
                out += "{\\k" + std::to_string(std::max<std::int64_t>(0, until - from)) + "}";
                sung = std::max(from, until);
                done = to;
            }
            out += escaped(std::string_view(run.text).substr(done));
            at += run.text.size();
        }
        out += "\n";
    }
    return out;
}

} // namespace rushlight::editor::captions
