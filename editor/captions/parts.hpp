#pragma once

#include "editor/captions/caption_file.hpp"

#include <map>
#include <optional>
#include <set>

// What the formats share. Inside editor/captions only.

namespace rushlight::editor::captions {

/// A file's lines without their ends, with numbers for sentences.
class Lines {
public:
    Lines(std::string_view text, std::string name);

    [[nodiscard]] bool done() const { return at_ >= lines_.size(); }

    [[nodiscard]] std::string_view peek() const { return lines_[at_]; }

    std::string_view next() { return lines_[at_++]; }

    /// Of the line that `next` gives, from 1.
    [[nodiscard]] std::size_t number() const { return at_ + 1; }

    /// EditorError (unreadable): "NAME, line N: what; out".
    [[noreturn]] void
    refuse(std::size_t line, const std::string& what, const std::string& out) const;

private:
    std::vector<std::string_view> lines_;
    std::string name_;
    std::size_t at_ = 0;
};

[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] bool begins_with(std::string_view text, std::string_view with);
/// Letters of ASCII made small.
[[nodiscard]] std::string lower(std::string_view text);

/// "[H…:]MM:SS.mmm" or with a comma, as a time; none where it is no time. least_fields: 2 allows
/// times without hours. Fractions of one to nine digits.
[[nodiscard]] std::optional<assets::Time> time_of(std::string_view text, int least_fields);

/// Hours, minutes, seconds and a rounded fraction of so many digits: "01:02:03.004".
[[nodiscard]] std::string
clock_of(const assets::Time& time, int digits, char point, int hour_digits);

/// 48 kHz samples, the nearest.
[[nodiscard]] std::int64_t samples_of(const assets::Time& time);

/// "#RRGGBB" of a hex colour or of a colour's name in HTML 4; none where it is neither.
[[nodiscard]] std::optional<std::string> colour_of(std::string_view text);

/// Where captions stand, as a numeric keypad has it: 1 … 9, 2 below in the middle.
[[nodiscard]] int keypad_of(const CaptionStyle& style);
void stand_at(CaptionStyle& style, int key);

/// Makes styles as runs ask for them: one for each look, named after what it differs in.
class StyleBook {
public:
    explicit StyleBook(std::vector<CaptionStyle> styles);

    [[nodiscard]] const CaptionStyle& first() const { return styles_.front(); }

    /// The name of the style that looks like this; a new one is named after `look.name` and its
    /// differences ("Default italic"). Empty for the first.
    [[nodiscard]] std::string name_of(CaptionStyle look);

    [[nodiscard]] std::vector<CaptionStyle> take() { return std::move(styles_); }

private:
    std::vector<CaptionStyle> styles_;
    std::map<std::string, CaptionStyle> bases_; ///< by name, as they came in
};

/// Sorts by begin, drops what never stands, joins runs of one style, refuses too many.
void finish(CaptionFile& file, const Lines& lines);

/// Adds a run, or to the last one where the style is the same.
void add_text(Caption& caption, std::string_view text, const std::string& style);

/// Sentences about what was not carried, each once.
class Losses {
public:
    explicit Losses(std::vector<std::string>& sentences)
        : sentences_(sentences)
    {
    }

    void add(const std::string& sentence)
    {
        if (said_.insert(sentence).second) {
            sentences_.push_back(sentence);
        }
    }

private:
    std::vector<std::string>& sentences_;
    std::set<std::string> said_;
};

[[nodiscard]] CaptionFile read_srt(Lines lines);
[[nodiscard]] CaptionFile read_vtt(Lines lines);
[[nodiscard]] CaptionFile read_ass(Lines lines);
[[nodiscard]] std::string write_srt(const CaptionFile& file, Losses& lost);
[[nodiscard]] std::string write_vtt(const CaptionFile& file, Losses& lost);
[[nodiscard]] std::string write_ass(const CaptionFile& file, Losses& lost);

} // namespace rushlight::editor::captions
