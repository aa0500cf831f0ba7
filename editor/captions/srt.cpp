// SubRip: no standard; as VLC, FFmpeg and Subtitle Edit read it.

#include "editor/captions/tags.hpp"

namespace rushlight::editor::captions {

namespace {

struct Times {
    assets::Time begin;
    assets::Time end;
};

/// "00:00:01,000 --> 00:00:02,500", with anything behind it; none where it is no such line.
std::optional<Times> times_of(std::string_view line)
{
    const auto arrow = line.find("-->");
    if (arrow == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view behind = trimmed(line.substr(arrow + 3));
    behind = behind.substr(0, behind.find_first_of(" \t"));
    const auto begin = time_of(trimmed(line.substr(0, arrow)), 2);
    const auto end = time_of(behind, 2);
    return begin && end ? std::optional(Times{*begin, *end}) : std::nullopt;
}

bool is_number(std::string_view line)
{
    line = trimmed(line);
    return !line.empty() && line.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "{\an8}" at the beginning of the text, a habit of SubRip files: where the lines stand.
void place_of(std::string_view& text, CaptionStyle& style)
{
    if (!begins_with(text, "{\\an") || text.size() < 6 || text[5] != '}' || text[4] < '1' ||
        text[4] > '9') {
        return;
    }
    stand_at(style, text[4] - '0');
    text.remove_prefix(6);
}

} // namespace

CaptionFile read_srt(Lines lines)
{
    CaptionFile file;
    Losses lost(file.not_carried);
    StyleBook book({});
    while (!lines.done()) {
        if (trimmed(lines.peek()).empty()) {
            lines.next();
            continue;
        }
        if (is_number(lines.peek())) {
            lines.next();
            if (lines.done()) {
                break; // the file ends where a caption would begin
            }
        }
        const std::size_t number = lines.number();
        const std::string_view line = lines.next();
        const auto times = times_of(line);
        if (!times) {
            lines.refuse(number,
                         "\"" + std::string(line.substr(0, 40)) +
                             "\" stands where the times of a caption should",
                         "write them as 00:00:01,000 --> 00:00:02,500");
        }
        if (times->end < times->begin) {
            lines.refuse(number, "a caption ends before it begins", "correct its times");
        }
        std::string text;
        while (!lines.done() && !trimmed(lines.peek()).empty()) {
            text += (text.empty() ? "" : "\n");
            text += lines.next();
        }
        CaptionStyle base = book.first();
        std::string_view rest = text;
        place_of(rest, base);
        file.cues.push_back({times->begin,
                             times->end,
                             read_tags(rest, {}, base, times->begin, times->end, book, lost)});
    }
    file.styles = book.take();
    finish(file, lines);
    return file;
}

std::string write_srt(const CaptionFile& file, Losses& lost)
{
    std::string out;
    std::size_t number = 0;
    for (const Cue& cue : file.cues) {
        const CaptionStyle style = style_named(
            file.styles, cue.caption.runs.empty() ? "" : cue.caption.runs.front().style);
        const int key = keypad_of(style);
        out += std::to_string(++number) + "\n" + clock_of(cue.begin, 3, ',', 2) + " --> " +
               clock_of(cue.end, 3, ',', 2) + "\n" +
               (key == 2 ? "" : "{\\an" + std::to_string(key) + "}") +
               write_tags(cue.caption, {}, file.styles, cue.begin, lost) + "\n\n";
        if (!cue.caption.speaker.empty()) {
            lost.add("SubRip has no place for who speaks");
        }
    }
    return out;
}

} // namespace rushlight::editor::captions
