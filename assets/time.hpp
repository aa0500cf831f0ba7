#pragma once

#include <compare>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace rushlight::assets {

/// Thrown when a result does not fit an int64/int64 fraction.
class TimeOverflow : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Seconds as an exact reduced fraction, denominator > 0. Also used for rates (frames a second).
/// All arithmetic is exact with 128-bit intermediates; overflow throws TimeOverflow.
class Time {
public:
    constexpr Time() = default;

    /// numerator / denominator, reduced. Throws std::invalid_argument when the denominator is 0.
    Time(std::int64_t numerator, std::int64_t denominator = 1);

    [[nodiscard]] std::int64_t numerator() const { return numerator_; }

    [[nodiscard]] std::int64_t denominator() const { return denominator_; }

    [[nodiscard]] double seconds() const;

    /// Largest integer n with n ≤ this · rate: the frame shown at this time.
    [[nodiscard]] std::int64_t floor_at(const Time& rate) const;
    /// Smallest integer n with n ≥ this · rate.
    [[nodiscard]] std::int64_t ceil_at(const Time& rate) const;
    /// Nearest integer to this · rate; halves go up.
    [[nodiscard]] std::int64_t round_at(const Time& rate) const;

    friend Time operator+(const Time& a, const Time& b);
    friend Time operator-(const Time& a, const Time& b);
    friend Time operator*(const Time& a, const Time& b);
    friend Time operator/(const Time& a,
                          const Time& b); ///< throws std::invalid_argument when b is 0
    friend bool operator==(const Time& a, const Time& b) = default;
    friend std::strong_ordering operator<=>(const Time& a, const Time& b);

private:
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

/// The time at which frame n of a rate begins.
[[nodiscard]] Time frame_time(std::int64_t frame, const Time& rate);

/// The 48 kHz sample at which frame n begins: ⌊n·48000/rate⌋.
[[nodiscard]] std::int64_t frame_sample(std::int64_t frame, const Time& rate);

/// Half-open: includes its start, excludes its end.
struct TimeRange {
    Time start;
    Time duration;

    [[nodiscard]] Time end() const { return start + duration; }

    [[nodiscard]] bool contains(const Time& t) const { return t >= start && t < end(); }

    bool operator==(const TimeRange&) const = default;
};

/// "1001/30000"
[[nodiscard]] std::string to_string(const Time& t);
/// Parses "n/d" or "n"; throws std::invalid_argument with a sentence.
[[nodiscard]] Time parse_time(const std::string& text);

} // namespace rushlight::assets
