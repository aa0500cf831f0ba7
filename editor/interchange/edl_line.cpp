#include "editor/interchange/edl_line.hpp"

#include "editor/interchange/numbers.hpp"

#include <algorithm>
#include <charconv>

namespace rushlight::editor {

namespace {

std::vector<std::string> words_of(std::string_view line)
{
    std::vector<std::string> words;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(" \t", at)) != std::string_view::npos) {
        const auto end = std::min(line.find_first_of(" \t", at), line.size());
        words.emplace_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

bool is_number(const std::string& word)
{
    return !word.empty() && word.size() <= 6 &&
           word.find_first_not_of("0123456789") == std::string::npos;
}

} // namespace

std::optional<EdlEvent> edl_event(std::string_view line)
{
    std::vector<std::string> words = words_of(line);
    if (words.size() < 8) {
        return std::nullopt;
    }
    EdlEvent event;
    for (std::size_t i = 4; i-- > 0; words.pop_back()) {
        event.times[i] = words.back();
    }
    event.number = words.front();
    event.kind = words.back();
    words.pop_back();
    if (is_number(event.kind) && words.size() >= 4) {
        event.length = event.kind;
        event.kind = words.back();
        words.pop_back();
    }
    if (words.size() >= 4 && event.kind == "B" && (words.back() == "K")) { // "K B 012": to a key
        event.kind = "KB";
        words.pop_back();
    }
    if (words.size() < 3) {
        return std::nullopt;
    }
    event.channel = words.back();
    words.pop_back();
    for (std::size_t i = 1; i < words.size(); ++i) {
        event.reel += (i > 1 ? " " : "") + words[i];
    }
    const char first = event.kind.empty() ? ' ' : event.kind[0];
    const bool known = event.kind == "C" || event.kind == "D" || first == 'W' || first == 'K';
    if (!known || (event.kind != "C" && event.length.empty() && first != 'K')) {
        return std::nullopt;
    }
    return event;
}

std::vector<std::string> edl_channels(std::string_view channel)
{
    std::vector<std::string> tracks;
    for (std::size_t i = 0; i < channel.size();) {
        const char c = channel[i++];
        std::string number;
        while (i < channel.size() && channel[i] >= '0' && channel[i] <= '9' && number.size() < 3) {
            number += channel[i++];
        }
        if (c == 'B' && number.empty()) {
            tracks.insert(tracks.end(), {"V1", "A1"});
        } else if (c == 'V' ||
                   (c == 'A' && !(number.empty() && i < channel.size() && channel[i] == 'A'))) {
            tracks.push_back(c + (number.empty() ? "1" : number));
        } else if (c == 'A') { // "AA": the first two
            ++i;
            tracks.insert(tracks.end(), {"A1", "A2"});
        } else if (c != '/') {
            return {};
        }
    }
    return tracks;
}

EdlNote edl_note(std::string_view line)
{
    const auto text_of = [&](std::size_t from) {
        const auto begin = line.find_first_not_of(" \t:", from);
        return begin == std::string_view::npos ? std::string()
                                               : tidy(std::string(line.substr(begin)));
    };
    const auto begin = line.find_first_not_of("* \t");
    if (begin == std::string_view::npos) {
        return {};
    }
    for (const std::string_view what : {"FROM CLIP NAME",
                                        "TO CLIP NAME",
                                        "FROM CLIP",
                                        "FROM FILE",
                                        "SOURCE FILE",
                                        "TO CLIP",
                                        "TO FILE",
                                        "FREEZE FRAME",
                                        "LOC"}) {
        if (line.substr(begin, what.size()) == what) {
            return {std::string(what), text_of(begin + what.size())};
        }
    }
    return {};
}

std::optional<EdlSpeed> edl_speed(std::string_view line)
{
    const std::vector<std::string> words = words_of(line);
    if (words.size() < 3) {
        return std::nullopt;
    }
    const std::string& number = words[words.size() - 2];
    const char* const end = number.data() + number.size();
    double fps = 0;
    const auto [stop, wrong] =
        std::from_chars(number.data() + (number[0] == '+' ? 1 : 0), end, fps);
    if (wrong != std::errc() || stop != end || !(fps >= -100'000 && fps <= 100'000)) {
        return std::nullopt;
    }
    EdlSpeed speed{{}, fraction_of(fps).value_or(Time(0))};
    for (std::size_t i = 1; i + 2 < words.size(); ++i) {
        speed.reel += (i > 1 ? " " : "") + words[i];
    }
    return speed;
}

} // namespace rushlight::editor
