// WebVTT: W3C Candidate Recommendation, 4 April 2019.

#include "editor/captions/tags.hpp"

namespace rushlight::editor::captions {

namespace {

/// "line:10%" moves a cue up, "align:start" to a side; the rest is not carried.
void settings_of(std::string_view settings, CaptionStyle& style, Losses& lost)
{
    while (!settings.empty()) {
        settings = trimmed(settings);
        const auto space = settings.find_first_of(" \t");
        const std::string_view one = settings.substr(0, space);
        settings = space == std::string_view::npos ? "" : settings.substr(space);
        const auto colon = one.find(':');
        if (one.empty() || colon == std::string_view::npos) {
            continue;
        }
        const std::string_view name = one.substr(0, colon);
        const std::string_view value = one.substr(colon + 1);
        if (name == "align") {
            style.side = value == "start" || value == "left"  ? CaptionStyle::Side::left
                         : value == "end" || value == "right" ? CaptionStyle::Side::right
                                                              : CaptionStyle::Side::centre;
        } else if (name == "line" && !value.empty()) {
            // lines count from the top, negative ones from the bottom; shares of the height too
            const bool share = value.find('%') != std::string_view::npos;
            const auto whole = value.substr(0, value.find_first_of("%.,"));
            const bool bottom = begins_with(whole, "-");
            const int first =
                whole.empty() || whole.find_first_not_of("-0123456789") != std::string_view::npos
                    ? 100
                    : std::atoi(std::string(whole.substr(0, 6)).c_str());
            style.place = bottom      ? CaptionStyle::Place::bottom
                          : share     ? (first < 34   ? CaptionStyle::Place::top
                                         : first < 67 ? CaptionStyle::Place::middle
                                                      : CaptionStyle::Place::bottom)
                          : first < 6 ? CaptionStyle::Place::top
                                      : CaptionStyle::Place::bottom;
        } else {
            lost.add("a cue's exact place, its width, its region and vertical text are not "
                     "carried");
        }
    }
}

bool begins_block(std::string_view line, std::string_view word)
{
    return begins_with(line, word) &&
           (line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '\t');
}

} // namespace

CaptionFile read_vtt(Lines lines)
{
    CaptionFile file;
    Losses lost(file.not_carried);
    StyleBook book({});
    if (lines.done() || !begins_block(lines.peek(), "WEBVTT")) {
        lines.refuse(1, "the file does not begin with WEBVTT", "check that it is WebVTT");
    }
    const auto skip_block = [&] {
        while (!lines.done() && !trimmed(lines.peek()).empty()) {
            lines.next();
        }
    };
    skip_block();
    while (!lines.done()) {
        const std::string_view first = lines.peek();
        if (trimmed(first).empty()) {
            lines.next();
            continue;
        }
        if (begins_block(first, "NOTE") || begins_block(first, "STYLE") ||
            begins_block(first, "REGION")) {
            if (!begins_block(first, "NOTE")) {
                lost.add("the file's style sheet and regions are not carried");
            }
            skip_block();
            continue;
        }
        if (first.find("-->") == std::string_view::npos) {
            lines.next(); // a cue's name
            if (lines.done() || trimmed(lines.peek()).empty()) {
                continue;
            }
        }
        const std::size_t number = lines.number();
        const std::string_view line = lines.next();
        const auto arrow = line.find("-->");
        std::string_view behind =
            arrow == std::string_view::npos ? "" : trimmed(line.substr(arrow + 3));
        const auto space = behind.find_first_of(" \t");
        const auto begin = time_of(trimmed(line.substr(0, arrow)), 2);
        const auto end = time_of(behind.substr(0, space), 2);
        if (arrow == std::string_view::npos || !begin || !end) {
            lines.refuse(number,
                         "\"" + std::string(line.substr(0, 40)) +
                             "\" stands where the times of a cue should",
                         "write them as 00:01.000 --> 00:02.500");
        }
        if (*end < *begin) {
            lines.refuse(number, "a cue ends before it begins", "correct its times");
        }
        CaptionStyle base = book.first();
        settings_of(space == std::string_view::npos ? "" : behind.substr(space), base, lost);
        std::string text;
        while (!lines.done() && !trimmed(lines.peek()).empty()) {
            text += (text.empty() ? "" : "\n");
            text += lines.next();
        }
        file.cues.push_back(
            {*begin, *end, read_tags(text, {true}, base, *begin, *end, book, lost)});
    }
    file.styles = book.take();
    finish(file, lines);
    return file;
}

std::string write_vtt(const CaptionFile& file, Losses& lost)
{
    std::string out = "WEBVTT\n\n";
    for (const Cue& cue : file.cues) {
        const CaptionStyle style = style_named(
            file.styles, cue.caption.runs.empty() ? "" : cue.caption.runs.front().style);
        out += clock_of(cue.begin, 3, '.', 2) + " --> " + clock_of(cue.end, 3, '.', 2);
        if (style.place != CaptionStyle::Place::bottom) {
            out += style.place == CaptionStyle::Place::top ? " line:5%" : " line:45%";
        }
        if (style.side != CaptionStyle::Side::centre) {
            out += style.side == CaptionStyle::Side::left ? " align:start" : " align:end";
        }
        out += "\n" + write_tags(cue.caption, {true}, file.styles, cue.begin, lost) + "\n\n";
    }
    return out;
}

} // namespace rushlight::editor::captions
