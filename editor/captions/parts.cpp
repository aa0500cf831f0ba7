#include "editor/captions/parts.hpp"

#include "editor/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace rushlight::editor::captions {

namespace {

constexpr std::size_t most_cues = 100'000;

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> html_colours{
    {{"black", "#000000"},
     {"silver", "#C0C0C0"},
     {"gray", "#808080"},
     {"white", "#FFFFFF"},
     {"maroon", "#800000"},
     {"red", "#FF0000"},
     {"purple", "#800080"},
     {"fuchsia", "#FF00FF"},
     {"green", "#008000"},
     {"lime", "#00FF00"},
     {"olive", "#808000"},
     {"yellow", "#FFFF00"},
     {"navy", "#000080"},
     {"blue", "#0000FF"},
     {"teal", "#008080"},
     {"aqua", "#00FFFF"}}};

std::optional<std::int64_t> whole(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < 0) {
        return std::nullopt;
    }
    return value;
}

} // namespace

Lines::Lines(std::string_view text, std::string name)
    : name_(std::move(name))
{
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
        lines_.push_back(text.substr(begin, end - begin));
        begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
}

void Lines::refuse(std::size_t line, const std::string& what, const std::string& out) const
{
    throw EditorError(EditorError::Code::unreadable,
                      name_ + ", line " + std::to_string(line) + ": " + what + "; " + out);
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool begins_with(std::string_view text, std::string_view with)
{
    return text.substr(0, with.size()) == with;
}

std::string lower(std::string_view text)
{
    std::string small(text);
    for (char& letter : small) {
        letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    }
    return small;
}

std::optional<assets::Time> time_of(std::string_view text, int least_fields)
{
    const auto point = text.find_last_of(".,");
    std::string_view clock = text.substr(0, point);
    std::vector<std::int64_t> fields;
    while (true) {
        const auto colon = clock.find(':');
        const auto field = whole(clock.substr(0, colon));
        if (!field || *field > 1'000'000) {
            return std::nullopt;
        }
        fields.push_back(*field);
        if (colon == std::string_view::npos) {
            break;
        }
        clock = clock.substr(colon + 1);
    }
    if (std::ssize(fields) < least_fields || fields.size() > 3) {
        return std::nullopt;
    }
    std::int64_t seconds = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0 && fields[i] > 59) {
            return std::nullopt;
        }
        seconds = seconds * 60 + fields[i];
    }
    assets::Time time(seconds);
    if (point != std::string_view::npos) {
        const std::string_view digits = text.substr(point + 1);
        const auto value = whole(digits);
        if (!value || digits.size() > 9) {
            return std::nullopt;
        }
        std::int64_t unit = 1;
        for (std::size_t i = 0; i < digits.size(); ++i) {
            unit *= 10;
        }
        time = time + assets::Time(*value, unit);
    }
    return time;
}

std::string clock_of(const assets::Time& time, int digits, char point, int hour_digits)
{
    std::int64_t unit = 1;
    for (int i = 0; i < digits; ++i) {
        unit *= 10;
    }
    const std::int64_t ticks = std::max<std::int64_t>(0, time.round_at(assets::Time(unit)));
    const auto padded = [](std::int64_t value, int width) {
        std::string text = std::to_string(value);
        text.insert(
            0, static_cast<std::size_t>(std::max<std::int64_t>(0, width - std::ssize(text))), '0');
        return text;
    };
    const std::int64_t seconds = ticks / unit;
    return padded(seconds / 3600, hour_digits) + ":" + padded(seconds / 60 % 60, 2) + ":" +
           padded(seconds % 60, 2) + point + padded(ticks % unit, digits);
}

std::int64_t samples_of(const assets::Time& time)
{
    return time.round_at(assets::Time(48000));
}

std::optional<std::string> colour_of(std::string_view text)
{
    std::string small = lower(trimmed(text));
    for (const auto& [name, value] : html_colours) {
        if (small == name) {
            return std::string(value);
        }
    }
    if (!small.empty() && small.front() == '#') {
        small.erase(0, 1);
    }
    if (small.size() != 6 || small.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return std::nullopt;
    }
    for (char& letter : small) {
        letter = static_cast<char>(letter >= 'a' ? letter - 32 : letter);
    }
    return "#" + small;
}

int keypad_of(const CaptionStyle& style)
{
    return 1 + 3 * static_cast<int>(style.place) +
           (style.side == CaptionStyle::Side::left     ? 0
            : style.side == CaptionStyle::Side::centre ? 1
                                                       : 2);
}

void stand_at(CaptionStyle& style, int key)
{
    style.place = static_cast<CaptionStyle::Place>((key - 1) / 3);
    style.side = (key - 1) % 3 == 0   ? CaptionStyle::Side::left
                 : (key - 1) % 3 == 1 ? CaptionStyle::Side::centre
                                      : CaptionStyle::Side::right;
}

StyleBook::StyleBook(std::vector<CaptionStyle> styles)
    : styles_(std::move(styles))
{
    if (styles_.empty()) {
        styles_.emplace_back();
    }
    for (const CaptionStyle& style : styles_) {
        bases_.emplace(style.name, style);
    }
}

std::string StyleBook::name_of(CaptionStyle look)
{
    const auto same = [&](const CaptionStyle& style) {
        CaptionStyle named = look;
        named.name = style.name;
        return named == style;
    };
    for (const CaptionStyle& style : styles_) {
        if (style.name == look.name && same(style)) {
            return &style == &styles_.front() ? std::string() : style.name;
        }
    }
    for (const CaptionStyle& style : styles_) {
        if (same(style)) {
            return &style == &styles_.front() ? std::string() : style.name;
        }
    }
    const auto found = bases_.find(look.name);
    const CaptionStyle base = found == bases_.end() ? first() : found->second;
    std::string name = look.name;
    const auto differs = [&](bool now, bool before, const char* word) {
        if (now != before) {
            name += now ? std::string(" ") + word : std::string(" not ") + word;
        }
    };
    differs(look.bold, base.bold, "bold");
    differs(look.italic, base.italic, "italic");
    differs(look.underline, base.underline, "underlined");
    if (look.colour != base.colour) {
        name += " " + look.colour;
    }
    if (look.place != base.place) {
        name += look.place == CaptionStyle::Place::top      ? " top"
                : look.place == CaptionStyle::Place::middle ? " middle"
                                                            : " bottom";
    }
    if (look.side != base.side) {
        name += look.side == CaptionStyle::Side::left    ? " left"
                : look.side == CaptionStyle::Side::right ? " right"
                                                         : " centre";
    }
    const auto taken = [&](const std::string& one) {
        return std::any_of(styles_.begin(), styles_.end(), [&](const CaptionStyle& style) {
            return style.name == one;
        });
    };
    look.name = name;
    for (int i = 2; taken(look.name); ++i) {
        look.name = name + " " + std::to_string(i);
    }
    styles_.push_back(look);
    return look.name;
}

void finish(CaptionFile& file, const Lines& lines)
{
    if (file.cues.size() > most_cues) {
        lines.refuse(
            lines.number(), "there are more than 100,000 captions", "split the file into parts");
    }
    std::erase_if(file.cues, [](const Cue& cue) { return text_of(cue.caption).empty(); });
    std::stable_sort(file.cues.begin(), file.cues.end(), [](const Cue& a, const Cue& b) {
        return a.begin < b.begin;
    });
}

void add_text(Caption& caption, std::string_view text, const std::string& style)
{
    if (text.empty()) {
        return;
    }
    if (!caption.runs.empty() && caption.runs.back().style == style) {
        caption.runs.back().text += text;
    } else {
        caption.runs.push_back({std::string(text), style});
    }
}

} // namespace rushlight::editor::captions
