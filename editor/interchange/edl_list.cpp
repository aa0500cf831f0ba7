#include "editor/interchange/edl_list.hpp"

#include "editor/error.hpp"
#include "editor/interchange/marker_colours.hpp"
#include "editor/interchange/numbers.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

[[noreturn]] void refuse(int line, const std::string& what)
{
    throw EditorError(EditorError::Code::unreadable, "line " + std::to_string(line) + ": " + what);
}

} // namespace

EdlList::EdlList(const std::string& text, Time& rate, Losses& losses)
    : rate_(rate)
    , losses_(losses)
{
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        throw EditorError(EditorError::Code::unreadable, "it is empty; export it again");
    }
    if (text.size() > exchange_limits::bytes) {
        throw EditorError(EditorError::Code::unreadable,
                          "it is larger than 128 MiB; export the film in parts");
    }
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of("\r\n", at), text.size());
        ++line_;
        read(std::string_view(text).substr(at, end - at));
        at = end + (text.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    }
    if (takes_.empty()) {
        refuse(line_, "it holds no event, so it is no CMX 3600 list; export it again");
    }
}

void EdlList::read(std::string_view line)
{
    const auto begin = line.find_first_not_of(" \t\xef\xbb\xbf");
    if (begin == std::string_view::npos) {
        return;
    }
    line = line.substr(begin);
    if (line.size() > 16'384 || !is_utf8(line)) {
        refuse(line_, "it is no text in UTF-8 of at most 16,384 bytes; save the list as UTF-8");
    }
    if (line.rfind("TITLE:", 0) == 0) {
        title_ =
            tidy(std::string(line.substr(std::min(line.size(), line.find_first_not_of(" \t", 6)))));
    } else if (line.rfind("FCM:", 0) == 0) {
        drop_ = line.find("NON") == std::string_view::npos;
        if (drop_ && !can_drop(rate_)) {
            rate_ = Time(30'000, 1001);
        }
    } else if (line[0] >= '0' && line[0] <= '9') {
        read_event(line);
    } else if (line.rfind("M2", 0) == 0) {
        read_speed(line);
    } else if (line[0] == '*' || edl_note(line).what == "FROM CLIP NAME") {
        read_note(line);
    } else {
        losses_.add("what it says", "line " + std::to_string(line_));
    }
}

std::int64_t EdlList::frame(const std::string& timecode) const
{
    const auto found = frame_of(timecode, rate_, drop_);
    if (!found) {
        refuse(line_,
               "\"" + tidy(timecode) + "\" is no timecode at " + decimal(rate_) +
                   " frames a second; set the film's rate with --rate, or correct it");
    }
    return *found;
}

/// From one timecode to another, over midnight where it has to be; none below 0.
std::int64_t EdlList::between(std::int64_t from, std::int64_t to) const
{
    const std::int64_t day = frame("24:00:00:00");
    const std::int64_t length = ((to - from) % day + day) % day;
    if (length > day / 2) {
        refuse(line_, "its out point lies before its in point; correct the timecodes");
    }
    return length;
}

void EdlList::read_event(std::string_view line)
{
    auto words = edl_event(line);
    if (!words) {
        refuse(line_,
               "it begins with a number and is no event; an event is NUMBER REEL CHANNEL C or "
               "D FRAMES, then four timecodes");
    }
    if (takes_.size() >= exchange_limits::items) {
        refuse(line_, "it holds more than 200,000 events; export the film in parts");
    }
    EdlTake take;
    take.line = line_;
    take.source_in = frame(words->times[0]);
    take.source_length = between(take.source_in, frame(words->times[1]));
    take.record_in = frame(words->times[2]);
    const std::int64_t day = frame("24:00:00:00");
    if (!takes_.empty() && take.record_in + day / 2 < takes_.back().record_in) {
        take.record_in += day; // past midnight
    }
    take.record_out = take.record_in + between(take.record_in, frame(words->times[3]));
    const std::string& kind = words->kind;
    if (kind == "D" || kind[0] == 'W') {
        take.dissolve = std::stoll(words->length);
    }
    if (kind[0] == 'W' || kind[0] == 'K') {
        losses_.add(kind[0] == 'W' ? "the wipe, now a dissolve," : "the key, now a cut,",
                    "line " + std::to_string(line_));
    }
    take.words = *std::move(words);
    takes_.push_back(std::move(take));
}

void EdlList::read_speed(std::string_view line)
{
    const auto speed = edl_speed(line);
    if (!speed || takes_.empty()) {
        refuse(line_, "it is no speed behind an event, as \"M2 REEL 012.5 TIMECODE\"");
    }
    EdlTake& to = takes_.back();
    EdlTake& from = from_side();
    (speed->reel == from.words.reel && speed->reel != to.words.reel ? from : to).fps = speed->fps;
}

void EdlList::read_note(std::string_view line)
{
    EdlNote note = edl_note(line);
    if (takes_.empty() || note.what.empty()) {
        losses_.add("the note", "line " + std::to_string(line_));
        return;
    }
    EdlTake& to = takes_.back();
    EdlTake& from = from_side();
    if (note.what == "FROM CLIP NAME") {
        from.name = note.text;
    } else if (note.what == "TO CLIP NAME") {
        to.name = note.text;
    } else if (note.what.rfind("FROM", 0) == 0 || note.what == "SOURCE FILE") {
        from.file = note.text;
    } else if (note.what.rfind("TO", 0) == 0) {
        to.file = note.text;
    } else if (note.what == "FREEZE FRAME") {
        to.frozen = true;
    } else {
        read_locator(note.text);
    }
}

void EdlList::read_locator(const std::string& text)
{
    const auto space = std::min(text.find(' '), text.size());
    const auto at = frame_of(text.substr(0, space), rate_, drop_);
    if (!at) {
        losses_.add("the marker without a place", "line " + std::to_string(line_));
        return;
    }
    const auto word = std::min(text.find_first_not_of(' ', space), text.size());
    const auto end = std::min(text.find(' ', word), text.size());
    const auto name = std::min(text.find_first_not_of(' ', end), text.size());
    markers_.emplace_back(
        *at, ExchangeMarker{{}, text.substr(name), marker_colour(text.substr(word, end - word))});
}

EdlTake& EdlList::from_side()
{
    const std::size_t count = takes_.size();
    const bool pair = count > 1 && takes_[count - 2].words.number == takes_[count - 1].words.number;
    return takes_[count - (pair ? 2 : 1)];
}

} // namespace rushlight::editor
