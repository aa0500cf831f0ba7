#include "cameo/grant/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace rushlight::cameo {

namespace {

constexpr Instant first_second = 0;
constexpr Instant last_second = 253'402'300'799; // 9999-12-31 23:59:59

std::optional<int> number(std::string_view digits)
{
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.front() == '-') {
        return std::nullopt;
    }
    return value;
}

} // namespace

std::string to_date(Instant instant)
{
    const std::chrono::seconds since(std::clamp(instant, first_second, last_second));
    const std::chrono::year_month_day day(
        std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(since)));
    std::array<char, 16> text{};
    std::snprintf(text.data(),
                  text.size(),
                  "%04d-%02u-%02u",
                  static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()),
                  static_cast<unsigned>(day.day()));
    return text.data();
}

std::optional<Instant> parse_date(std::string_view date)
{
    if (date.size() != 10 || date[4] != '-' || date[7] != '-') {
        return std::nullopt;
    }
    const auto year = number(date.substr(0, 4));
    const auto month = number(date.substr(5, 2));
    const auto day = number(date.substr(8, 2));
    if (!year || !month || !day || *year < 1970) {
        return std::nullopt;
    }
    const std::chrono::year_month_day whole{std::chrono::year(*year),
                                            std::chrono::month(static_cast<unsigned>(*month)),
                                            std::chrono::day(static_cast<unsigned>(*day))};
    if (!whole.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_seconds(std::chrono::sys_days(whole)).time_since_epoch().count();
}

} // namespace rushlight::cameo
