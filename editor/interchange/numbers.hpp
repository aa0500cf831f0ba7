#pragma once

#include "assets/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rushlight::editor {

using assets::Time;

/// The nearest fraction with a denominator of at most 2²⁰: 1/3 for 0.333…; none for what is not
/// finite or has more than 2⁴³ before the point.
[[nodiscard]] std::optional<Time> fraction_of(double number);

/// The fraction that a number with a few decimals means: one with a denominator of at most 1,000
/// where that is within a millionth, else the nearest. 0 for what is none.
[[nodiscard]] Time simple_fraction(double number);

/// A rate that a file gives as a decimal: 23.976 and 23.98 are 24000/1001; none outside
/// 1/1000 … 1,000,000.
[[nodiscard]] std::optional<Time> exact_rate(double rate);

/// A whole number a second that a rate is counted by: 30 for 29.97.
[[nodiscard]] std::int64_t nominal(const Time& rate);

/// Whether a rate is one of those that have drop-frame timecode: 29.97 and its double.
[[nodiscard]] bool can_drop(const Time& rate);

/// "01:00:03:12" for a frame of a rate, or, in drop frame, "01:00:03;12". It goes round after
/// 24 hours, also below 0. drop: only where `can_drop`.
[[nodiscard]] std::string timecode(std::int64_t frame, const Time& rate, bool drop);

/// A timecode's frame; the last mark tells drop frame (";" or ",", ".") or not (":"), unless `drop`
/// says so anyway. None where it is no timecode: parts out of range, or in drop frame a number that
/// is left out.
[[nodiscard]] std::optional<std::int64_t>
frame_of(const std::string& timecode, const Time& rate, bool drop = false);

/// Whether a timecode is written as drop frame.
[[nodiscard]] bool says_drop(const std::string& timecode);

/// "12", "12.5": as few digits as say it to one millionth.
[[nodiscard]] std::string decimal(const Time& number);

/// UTF-8 without overlong forms, surrogates or NUL.
[[nodiscard]] bool is_utf8(std::string_view text);

/// A text in UTF-8: bytes of one that is none become question marks.
[[nodiscard]] std::string as_utf8(std::string text);

/// A name as it can be shown in one line: UTF-8, control characters become spaces, and it ends
/// after 1,000 bytes, not inside a letter.
[[nodiscard]] std::string tidy(std::string name);

/// The same for a text of several lines.
[[nodiscard]] std::string tidy_lines(std::string text);

} // namespace rushlight::editor
