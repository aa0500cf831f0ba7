#include "editor/interchange/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace rushlight::editor {

namespace {

constexpr std::int64_t term_most = std::int64_t{1} << 20;

/// Frames of a day.
std::int64_t day_of(std::int64_t fps, bool drop)
{
    return fps * 86'400 - (drop ? fps / 15 * 9 * 6 * 24 : 0);
}

} // namespace

std::optional<Time> fraction_of(double number)
{
    if (!std::isfinite(number) || std::abs(number) > 0x1p43) {
        return std::nullopt;
    }
    // convergents p/q of the continued fraction, until one is the number or the next is too fine
    double rest = number;
    std::int64_t p = 1;
    std::int64_t q = 0;
    std::int64_t p_before = 0;
    std::int64_t q_before = 1;
    for (int step = 0; step < 64; ++step) {
        const double whole = std::floor(rest);
        if (std::abs(whole) > 0x1p43) {
            break;
        }
        const auto a = static_cast<std::int64_t>(whole);
        if (q != 0 && a > (term_most - q_before) / q) {
            break;
        }
        const std::int64_t p_next = a * p + p_before;
        const std::int64_t q_next = a * q + q_before;
        p_before = p;
        q_before = q;
        p = p_next;
        q = q_next;
        const double near = static_cast<double>(p) / static_cast<double>(q);
        if (std::abs(near - number) <= std::abs(number) * 1e-15 || rest == whole) {
            break;
        }
        rest = 1 / (rest - whole);
    }
    return Time(p, q);
}

Time simple_fraction(double number)
{
    for (std::int64_t q = 1; q <= 1000 && std::abs(number) < 1e6; ++q) {
        const auto p = std::llround(number * static_cast<double>(q));
        if (std::abs(number - static_cast<double>(p) / static_cast<double>(q)) < 1e-6) {
            return Time(p, q);
        }
    }
    return fraction_of(number).value_or(Time(0));
}

std::optional<Time> exact_rate(double rate)
{
    if (!(rate >= 0.001 && rate <= 1e6)) {
        return std::nullopt;
    }
    const double whole = std::ceil(rate);
    if (whole <= 300 && whole != rate && std::abs(rate - whole * 1000 / 1001) < 0.006) {
        return Time(static_cast<std::int64_t>(whole) * 1000, 1001);
    }
    return fraction_of(rate);
}

std::int64_t nominal(const Time& rate)
{
    return rate.ceil_at(1);
}

bool can_drop(const Time& rate)
{
    return rate == Time(30'000, 1001) || rate == Time(60'000, 1001) || rate == Time(120'000, 1001);
}

std::string timecode(std::int64_t frame, const Time& rate, bool drop)
{
    const std::int64_t fps = nominal(rate);
    const std::int64_t day = day_of(fps, drop);
    std::int64_t n = (frame % day + day) % day;
    if (drop) {
        // numbers left out: `left_out` a minute, but in every tenth none
        const std::int64_t left_out = fps / 15;
        const std::int64_t ten_minutes = fps * 600 - 9 * left_out;
        const std::int64_t in_ten = n % ten_minutes;
        n += 9 * left_out * (n / ten_minutes);
        if (in_ten >= fps * 60) {
            n += left_out * (1 + (in_ten - fps * 60) / (fps * 60 - left_out));
        }
    }
    char text[48];
    std::snprintf(text,
                  sizeof text,
                  "%02lld:%02lld:%02lld%c%02lld",
                  static_cast<long long>(n / (fps * 3600)),
                  static_cast<long long>(n / (fps * 60) % 60),
                  static_cast<long long>(n / fps % 60),
                  drop ? ';' : ':',
                  static_cast<long long>(n % fps));
    return text;
}

bool says_drop(const std::string& timecode)
{
    return timecode.size() > 3 && timecode.find_first_of(";,.") != std::string::npos;
}

std::optional<std::int64_t> frame_of(const std::string& timecode, const Time& rate, bool drop)
{
    std::int64_t parts[4]{};
    std::size_t at = 0;
    for (int i = 0; i < 4; ++i) {
        std::size_t digits = 0;
        while (at < timecode.size() && timecode[at] >= '0' && timecode[at] <= '9') {
            parts[i] = parts[i] * 10 + (timecode[at++] - '0');
            if (++digits > 3) {
                return std::nullopt;
            }
        }
        if (digits == 0) {
            return std::nullopt;
        }
        if (i < 3 && (at >= timecode.size() ||
                      std::string_view(":;,.").find(timecode[at++]) == std::string_view::npos)) {
            return std::nullopt;
        }
    }
    const std::int64_t fps = nominal(rate);
    if (at != timecode.size() || parts[0] > 24 || parts[1] > 59 || parts[2] > 59 ||
        parts[3] >= fps) {
        return std::nullopt;
    }
    const std::int64_t minutes = parts[0] * 60 + parts[1];
    const std::int64_t n = (minutes * 60 + parts[2]) * fps + parts[3];
    if (!can_drop(rate) || !(drop || says_drop(timecode))) {
        return n;
    }
    const std::int64_t left_out = fps / 15;
    if (parts[1] % 10 != 0 && parts[2] == 0 && parts[3] < left_out) {
        return std::nullopt;
    }
    return n - left_out * (minutes - minutes / 10);
}

std::string decimal(const Time& number)
{
    const std::int64_t millionths = number.round_at(1'000'000);
    std::string out = std::to_string(std::abs(millionths));
    out.insert(0, out.size() < 7 ? 7 - out.size() : 0, '0');
    out.insert(out.size() - 6, ".");
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') {
        out.pop_back();
    }
    return (millionths < 0 ? "-" : "") + out;
}

bool is_utf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const int more = first < 0x80                     ? 0
                         : first >= 0xC2 && first < 0xE0  ? 1
                         : first >= 0xE0 && first < 0xF0  ? 2
                         : first >= 0xF0 && first <= 0xF4 ? 3
                                                          : -1;
        if (first == 0 || more < 0 || text.size() - i <= static_cast<std::size_t>(more)) {
            return false;
        }
        for (int k = 1; k <= more; ++k) {
            const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
            const bool in_range = (next & 0xC0U) == 0x80;
            const bool overlong =
                k == 1 && ((first == 0xE0 && next < 0xA0) || (first == 0xF0 && next < 0x90));
            const bool outside =
                k == 1 && ((first == 0xED && next >= 0xA0) || (first == 0xF4 && next >= 0x90));
            if (!in_range || overlong || outside) {
                return false;
            }
        }
        i += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

std::string as_utf8(std::string text)
{
    if (!is_utf8(text)) {
        for (char& c : text) {
            c = c == '\0' || static_cast<unsigned char>(c) >= 0x80 ? '?' : c;
        }
    }
    return text;
}

std::string tidy_lines(std::string text)
{
    constexpr std::size_t most = 1000;
    text = as_utf8(std::move(text));
    if (text.size() > most) {
        std::size_t end = most;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) {
            --end;
        }
        text.resize(end);
    }
    for (char& c : text) {
        c = static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
    return text;
}

std::string tidy(std::string name)
{
    std::string line = tidy_lines(std::move(name));
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

} // namespace rushlight::editor
