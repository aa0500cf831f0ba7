#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rushlight::cameo {

/// Seconds since 1970-01-01 00:00 UTC.
using Instant = std::int64_t;

inline constexpr Instant one_day = 86'400;

/// "2026-11-21", in UTC; years 1970 … 9999 (others are shown as the nearest of these).
[[nodiscard]] std::string to_date(Instant instant);

/// The first second of a day written as YYYY-MM-DD, in UTC; nothing when there is no such day.
[[nodiscard]] std::optional<Instant> parse_date(std::string_view date);

} // namespace rushlight::cameo
