// Advanced SubStation Alpha v4+, as the specification of SSA v4.00+ and Aegisub's manual say.

#include "editor/captions/parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace rushlight::editor::captions {

namespace {

constexpr double usual_height = 288; ///< of a script that names none

std::vector<std::string_view> fields_of(std::string_view line, std::size_t most)
{
    std::vector<std::string_view> fields;
    while (fields.size() + 1 < most) {
        const auto comma = line.find(',');
        fields.push_back(trimmed(line.substr(0, comma)));
        if (comma == std::string_view::npos) {
            return fields;
        }
        line = line.substr(comma + 1);
    }
    fields.push_back(line); // the text keeps its commas and spaces
    return fields;
}

std::optional<double> number_of(std::string_view text)
{
    const std::string copy(trimmed(text).substr(0, 32));
    char* end = nullptr;
    const double value = std::strtod(copy.c_str(), &end);
    return copy.empty() || *end != '\0' || !std::isfinite(value) ? std::nullopt
                                                                 : std::optional(value);
}

/// "&HAABBGGRR" or "&HBBGGRR&" → "#RRGGBB"
std::optional<std::string> colour_from(std::string_view text)
{
    std::string digits = lower(trimmed(text));
    std::erase(digits, '&');
    if (!digits.empty() && digits.front() == 'h') {
        digits.erase(0, 1);
    }
    if (digits.empty() || digits.size() > 8 ||
        digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return std::nullopt;
    }
    digits.insert(0, 8 - digits.size(), '0');
    return colour_of(digits.substr(6, 2) + digits.substr(4, 2) + digits.substr(2, 2));
}

class Script {
public:
    explicit Script(Lines lines)
        : lines_(std::move(lines))
        , lost_(file_.not_carried)
    {
    }

    CaptionFile read()
    {
        std::string section;
        while (!lines_.done()) {
            const std::size_t number = lines_.number();
            const std::string_view line = trimmed(lines_.next());
            if (line.empty() || line.front() == ';') {
                continue;
            }
            if (line.front() == '[') {
                section = lower(line);
                any_ = true;
                continue;
            }
            const auto colon = line.find(':');
            if (colon == std::string_view::npos) {
                continue;
            }
            const std::string name = lower(line.substr(0, colon));
            const std::string_view value = trimmed(line.substr(colon + 1));
            if (section == "[script info]" && name == "playresy") {
                height_ = std::clamp(number_of(value).value_or(usual_height), 1.0, 100000.0);
            } else if (section.find("styles]") != std::string::npos) {
                style_line(name, value);
            } else if (section == "[events]") {
                event_line(name, value, number);
            } else if (section == "[fonts]" || section == "[graphics]") {
                lost_.add("fonts and pictures inside the file are not carried");
            }
        }
        if (!any_) {
            lines_.refuse(1, "there is no section like [Script Info]", "check that it is ASS");
        }
        book();
        file_.styles = book_->take();
        finish(file_, lines_);
        return std::move(file_);
    }

private:
    using Names = std::vector<std::string>;

    static Names names_of(std::string_view format)
    {
        Names names;
        for (const auto field : fields_of(format, 64)) {
            names.push_back(lower(trimmed(field)));
        }
        return names;
    }

    static std::string_view
    field(const Names& names, const std::vector<std::string_view>& fields, std::string_view name)
    {
        const auto found = std::find(names.begin(), names.end(), name);
        const auto index = static_cast<std::size_t>(found - names.begin());
        return found == names.end() || index >= fields.size() ? std::string_view() : fields[index];
    }

    StyleBook& book()
    {
        if (!book_) {
            book_.emplace(styles_);
        }
        return *book_;
    }

    void style_line(const std::string& name, std::string_view value)
    {
        if (name == "format") {
            style_names_ = names_of(value);
            return;
        }
        if (name != "style" || style_names_.empty() || styles_.size() > 1000) {
            return;
        }
        const auto fields = fields_of(value, style_names_.size());
        const auto get = [&](std::string_view of) {
            return field(style_names_, fields, of);
        };
        CaptionStyle style;
        style.name = std::string(get("name"));
        if (!style.name.empty() && style.name.front() == '*') {
            style.name.erase(0, 1);
        }
        style.font = std::string(get("fontname"));
        style.size = std::clamp(number_of(get("fontsize")).value_or(18) / height_, 0.01, 0.5);
        style.colour = colour_from(get("primarycolour")).value_or(style.colour);
        const auto said = colour_from(get("secondarycolour"));
        waiting_[style.name] = said.value_or(style.colour);
        style.outline_colour = colour_from(get("outlinecolour")).value_or(style.outline_colour);
        style.bold = number_of(get("bold")).value_or(0) != 0;
        style.italic = number_of(get("italic")).value_or(0) != 0;
        style.underline = number_of(get("underline")).value_or(0) != 0;
        const double letters = style.size * height_;
        style.outline = std::clamp(number_of(get("outline")).value_or(2) / letters, 0.0, 0.5);
        if (number_of(get("borderstyle")).value_or(1) == 3) {
            style.box = style.outline_colour;
            style.outline = 0;
        }
        const double key = number_of(get("alignment")).value_or(2);
        stand_at(style, key >= 1 && key <= 9 ? static_cast<int>(key) : 2);
        for (const auto of : {"strikeout", "spacing", "angle", "shadow"}) {
            if (number_of(get(of)).value_or(0) != 0) {
                lost_.add("strike-out, spacing, angles and shadows of styles are not carried");
            }
        }
        styles_.push_back(style);
    }

    void event_line(const std::string& name, std::string_view value, std::size_t number)
    {
        if (name == "format") {
            event_names_ = names_of(value);
            return;
        }
        if (name != "dialogue") {
            if (name == "picture" || name == "sound" || name == "movie" || name == "command") {
                lost_.add("pictures, sounds and commands among the events are not carried");
            }
            return;
        }
        if (event_names_.empty()) {
            lines_.refuse(number,
                          "a line of dialogue stands before the events' Format line",
                          "put Format: Layer, Start, End, Style, … in front of it");
        }
        const auto fields = fields_of(value, event_names_.size());
        const auto begin = time_of(field(event_names_, fields, "start"), 3);
        const auto end = time_of(field(event_names_, fields, "end"), 3);
        if (!begin || !end) {
            lines_.refuse(
                number, "a line of dialogue has no times", "write its start and end as 0:00:01.00");
        }
        if (*end < *begin) {
            lines_.refuse(number, "a line of dialogue ends before it begins", "correct its times");
        }
        if (!field(event_names_, fields, "effect").empty()) {
            lost_.add("effects of lines (banners, scrolling) are not carried");
        }
        const std::string style(field(event_names_, fields, "style"));
        Cue cue{*begin, *end, {}};
        cue.caption.speaker = std::string(field(event_names_, fields, "name"));
        dialogue(field(event_names_, fields, "text"), style, cue);
        file_.cues.push_back(std::move(cue));
    }

    [[nodiscard]] CaptionStyle look(const std::string& name)
    {
        const auto found = std::find_if(
            styles_.begin(), styles_.end(), [&](const auto& style) { return style.name == name; });
        return found == styles_.end() ? book().first() : *found;
    }

    void dialogue(std::string_view text, const std::string& style_name, Cue& cue)
    {
        CaptionStyle style = look(style_name);
        std::int64_t sung = 0; ///< 1/100 s of the syllables so far
        std::optional<CaptionWord> word;
        std::size_t length = 0;
        bool drawing = false;
        const auto say = [&](std::string_view letters) {
            if (!drawing) {
                add_text(cue.caption, letters, book().name_of(style));
                length += letters.size();
            }
        };
        const auto close_word = [&] {
            if (word && length > word->begin) {
                word->end = length;
                cue.caption.words.push_back(*word);
            }
            word.reset();
        };
        const auto tag = [&](std::string_view one) {
            const auto rest = [&](std::size_t letters) {
                return one.substr(letters);
            };
            if (begins_with(one, "k") || begins_with(one, "K")) {
                const auto digits = one.find_first_of("0123456789");
                const double hundredths = std::clamp(
                    digits == std::string_view::npos ? 0
                                                     : number_of(one.substr(digits)).value_or(0),
                    0.0,
                    1e6);
                close_word();
                const auto from = sung;
                sung += static_cast<std::int64_t>(hundredths);
                word = CaptionWord{length, length, from * 480, sung * 480};
                if (style.said.empty()) {
                    style.said = style.colour;
                    style.colour =
                        waiting_.contains(style_name) ? waiting_[style_name] : style.colour;
                }
            } else if (begins_with(one, "an") && one.size() == 3 && one[2] >= '1' &&
                       one[2] <= '9') {
                stand_at(style, one[2] - '0');
            } else if (one == "i1" || one == "i0" || one == "i") {
                style.italic = one == "i1";
            } else if (begins_with(one, "b") && number_of(rest(1))) {
                const double weight = *number_of(rest(1));
                style.bold = weight == 1 || weight > 500;
            } else if (one == "u1" || one == "u0" || one == "u") {
                style.underline = one == "u1";
            } else if (begins_with(one, "c&") || begins_with(one, "1c&")) {
                style.colour = colour_from(one.substr(one.find('&'))).value_or(style.colour);
            } else if (begins_with(one, "3c&")) {
                style.outline_colour = colour_from(one.substr(2)).value_or(style.outline_colour);
            } else if (begins_with(one, "r")) {
                style = look(one.size() > 1 ? std::string(rest(1)) : style_name);
            } else if (begins_with(one, "p") && number_of(rest(1))) {
                drawing = *number_of(rest(1)) > 0;
                lost_.add("drawings are not carried");
            } else if (!one.empty()) {
                lost_.add("moves, fades, rotations, sizes and other override tags are not carried");
            }
        };
        for (std::size_t i = 0; i < text.size();) {
            const auto close = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
            if (close != std::string_view::npos) {
                std::string_view block = text.substr(i + 1, close - i - 1);
                for (auto slash = block.find('\\'); slash != std::string_view::npos;) {
                    const auto next = block.find('\\', slash + 1);
                    tag(trimmed(block.substr(
                        slash + 1, next == std::string_view::npos ? next : next - slash - 1)));
                    slash = next;
                }
                i = close + 1;
            } else if (text[i] == '\\' && i + 1 < text.size() &&
                       (text[i + 1] == 'N' || text[i + 1] == 'n' || text[i + 1] == 'h')) {
                say(text[i + 1] == 'N' ? "\n" : text[i + 1] == 'n' ? " " : "\xc2\xa0");
                i += 2;
            } else {
                say(text.substr(i, 1));
                ++i;
            }
        }
        close_word();
    }

    Lines lines_;
    CaptionFile file_;
    Losses lost_;
    bool any_ = false;
    double height_ = usual_height;
    Names style_names_, event_names_;
    std::vector<CaptionStyle> styles_;
    std::map<std::string, std::string> waiting_; ///< a style's colour of words not yet said
    std::optional<StyleBook> book_;              ///< begun with the first line of dialogue
};

} // namespace

CaptionFile read_ass(Lines lines)
{
    return Script(std::move(lines)).read();
}

} // namespace rushlight::editor::captions
