#include "editor/captions/tags.hpp"

#include <algorithm>
#include <array>

namespace rushlight::editor::captions {

namespace {

struct NamedLetter {
    std::string_view name;
    std::string_view letter;
};

constexpr std::array<NamedLetter, 6> named_letters{{{"&amp;", "&"},
                                                    {"&lt;", "<"},
                                                    {"&gt;", ">"},
                                                    {"&nbsp;", "\xc2\xa0"},
                                                    {"&lrm;", "\xe2\x80\x8e"},
                                                    {"&rlm;", "\xe2\x80\x8f"}}};

constexpr std::array<std::string_view, 8> web_colours{
    "white", "lime", "cyan", "red", "yellow", "magenta", "blue", "black"};

std::optional<std::string> web_colour(std::string_view name)
{
    if (std::find(web_colours.begin(), web_colours.end(), name) == web_colours.end()) {
        return std::nullopt;
    }
    return name == "cyan" ? "#00FFFF" : name == "magenta" ? "#FF00FF" : colour_of(name);
}

/// One cue while it is read: open tags, and the words between their times.
class Reading {
public:
    Reading(const TagRules& rules,
            const CaptionStyle& base,
            const assets::Time& begin,
            const assets::Time& end,
            StyleBook& book,
            Losses& lost)
        : rules_(rules)
        , begin_(begin)
        , end_(end)
        , book_(book)
        , lost_(lost)
    {
        looks_.push_back({"", base});
    }

    Caption read(std::string_view text)
    {
        for (std::size_t i = 0; i < text.size();) {
            if (text[i] == '<') {
                const auto close = text.find('>', i);
                if (close != std::string_view::npos &&
                    (tag(text.substr(i + 1, close - i - 1)) || rules_.web)) {
                    i = close + 1;
                    continue;
                }
            }
            if (rules_.web && text[i] == '&') {
                const auto* const named =
                    std::find_if(named_letters.begin(), named_letters.end(), [&](const auto& one) {
                        return begins_with(text.substr(i), one.name);
                    });
                if (named != named_letters.end()) {
                    say(named->letter);
                    i += named->name.size();
                    continue;
                }
            }
            say(text.substr(i, 1));
            ++i;
        }
        if (word_) {
            close_word(end_);
        }
        return std::move(caption_);
    }

private:
    struct Look {
        std::string tag;
        CaptionStyle style;
    };

    void say(std::string_view letters)
    {
        add_text(caption_, letters, book_.name_of(looks_.back().style));
        length_ += letters.size();
    }

    void close_word(const assets::Time& at)
    {
        if (length_ > word_->begin) {
            word_->end = length_;
            word_->to = std::max(word_->from, samples_of(at - begin_));
            caption_.words.push_back(*word_);
        }
        word_.reset();
    }

    void open(const std::string& name, const CaptionStyle& style)
    {
        looks_.push_back({name, style});
    }

    bool close(const std::string& name)
    {
        for (std::size_t i = looks_.size(); i-- > 1;) {
            if (looks_[i].tag == name) {
                looks_.resize(i);
                return true;
            }
        }
        return false;
    }

    /// Whether it was one.
    bool tag(std::string_view inner)
    {
        if (inner.empty()) {
            return false;
        }
        if (inner.front() == '/') {
            return close(lower(inner.substr(1)));
        }
        if (rules_.web && inner.front() >= '0' && inner.front() <= '9') {
            const auto at = time_of(inner, 2);
            if (at && *at >= begin_) {
                if (word_) {
                    close_word(*at);
                }
                word_ = CaptionWord{length_, length_, samples_of(*at - begin_), 0};
            }
            return at.has_value();
        }
        const auto space = inner.find_first_of(" \t");
        const std::string_view head = inner.substr(0, space);
        const std::string_view rest =
            space == std::string_view::npos ? "" : trimmed(inner.substr(space));
        const auto dot = rules_.web ? head.find('.') : std::string_view::npos;
        const std::string name = lower(head.substr(0, dot));
        CaptionStyle style = looks_.back().style;
        if (name == "b" || name == "i" || name == "u") {
            (name == "b" ? style.bold : name == "i" ? style.italic : style.underline) = true;
        } else if (rules_.web && name == "c") {
            if (!classes(dot == std::string_view::npos ? "" : head.substr(dot + 1), style)) {
                lost_.add("classes of the file's own style sheet are not carried");
            }
        } else if (rules_.web && name == "v") {
            caption_.speaker = caption_.speaker.empty() ? std::string(rest) : caption_.speaker;
        } else if (rules_.web && (name == "lang" || name == "ruby" || name == "rt")) {
            lost_.add(name == "lang" ? "the language of single words is not carried"
                                     : "ruby stands beside its word, in the line");
        } else if (!rules_.web && name == "font") {
            const auto at = lower(rest).find("color=");
            auto value = at == std::string::npos ? std::string_view() : rest.substr(at + 6);
            const char quote = value.empty() ? '\0' : value.front();
            if (quote == '"' || quote == '\'') {
                value = value.substr(1, value.find(quote, 1) - 1);
            } else {
                value = value.substr(0, value.find(' '));
            }
            if (const auto colour = colour_of(value)) {
                style.colour = *colour;
            } else {
                lost_.add("faces and sizes of fonts are not carried");
            }
        } else {
            return false;
        }
        open(name, style);
        return true;
    }

    /// Whether all of them are known.
    bool classes(std::string_view list, CaptionStyle& style)
    {
        bool all = true;
        while (!list.empty()) {
            const auto dot = list.find('.');
            if (const auto colour = web_colour(list.substr(0, dot))) {
                style.colour = *colour;
            } else {
                all = false;
            }
            list = dot == std::string_view::npos ? "" : list.substr(dot + 1);
        }
        return all;
    }

    TagRules rules_;
    assets::Time begin_, end_;
    StyleBook& book_;
    Losses& lost_;
    Caption caption_;
    std::vector<Look> looks_;
    std::optional<CaptionWord> word_;
    std::size_t length_ = 0; ///< bytes of text so far
};

void put_letters(std::string& out, std::string_view text, bool web)
{
    for (const char letter : text) {
        if (web && (letter == '&' || letter == '<' || letter == '>')) {
            out += letter == '&' ? "&amp;" : letter == '<' ? "&lt;" : "&gt;";
        } else {
            out += letter;
        }
    }
}

/// An empty line would end the cue, so it gets a space that keeps it.
std::string without_empty_lines(const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' && (out.empty() || out.back() == '\n')) {
            out += "\xc2\xa0";
        }
        out += text[i];
    }
    while (!out.empty() && out.back() == '\n') {
        out.pop_back();
    }
    return out;
}

} // namespace

Caption read_tags(std::string_view text,
                  const TagRules& rules,
                  const CaptionStyle& base,
                  const assets::Time& begin,
                  const assets::Time& end,
                  StyleBook& book,
                  Losses& lost)
{
    return Reading(rules, base, begin, end, book, lost).read(text);
}

std::string write_tags(const Caption& caption,
                       const TagRules& rules,
                       const std::vector<CaptionStyle>& styles,
                       const assets::Time& begin,
                       Losses& lost)
{
    std::string out;
    std::size_t at = 0;
    auto word = caption.words.begin();
    if (!rules.web && !caption.words.empty()) {
        lost.add("SubRip cannot say when a word is said");
    }
    if (rules.web && !caption.speaker.empty()) {
        out += "<v " + caption.speaker + ">";
    }
    for (const CaptionRun& run : caption.runs) {
        const CaptionStyle style = style_named(styles, run.style);
        std::string close;
        const auto wrap = [&](bool wanted, const std::string& open, const std::string& end) {
            if (wanted) {
                out += open;
                close.insert(0, end);
            }
        };
        wrap(style.bold, "<b>", "</b>");
        wrap(style.italic, "<i>", "</i>");
        wrap(style.underline, "<u>", "</u>");
        if (style.colour != CaptionStyle().colour) {
            const auto* const named =
                std::find_if(web_colours.begin(), web_colours.end(), [&](std::string_view name) {
                    return web_colour(name) == style.colour;
                });
            if (!rules.web) {
                wrap(true, "<font color=\"" + style.colour + "\">", "</font>");
            } else if (named != web_colours.end()) {
                wrap(true, "<c." + std::string(*named) + ">", "</c>");
            } else {
                lost.add("WebVTT names eight colours; " + style.colour + " is none of them");
            }
        }
        if (style.font != CaptionStyle().font || style.size != CaptionStyle().size ||
            style.outline != CaptionStyle().outline || !style.box.empty() || !style.said.empty() ||
            style.outline_colour != CaptionStyle().outline_colour) {
            lost.add("fonts, sizes, outlines and boxes of styles are not in the file");
        }
        std::size_t done = 0;
        for (; rules.web && word != caption.words.end() && word->begin < at + run.text.size();
             ++word) {
            const std::size_t to = word->begin > at ? word->begin - at : 0;
            if (to >= done) {
                put_letters(out, std::string_view(run.text).substr(done, to - done), rules.web);
                out += "<" + clock_of(begin + assets::Time(word->from, 48000), 3, '.', 2) + ">";
                done = to;
            }
        }
        put_letters(out, std::string_view(run.text).substr(done), rules.web);
        out += close;
        at += run.text.size();
    }
    return without_empty_lines(out);
}

} // namespace rushlight::editor::captions
