#include "assets/time.hpp"

#include <charconv>
#include <limits>
#include <tuple>

namespace rushlight::assets {

namespace {

using Wide = __int128;

Wide greatest_common_divisor(Wide a, Wide b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/// Reduces a wide fraction into a Time.
Time narrow(Wide numerator, Wide denominator)
{
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    const Wide divisor = greatest_common_divisor(numerator, denominator);
    if (divisor > 1) {
        numerator /= divisor;
        denominator /= divisor;
    }
    constexpr Wide most = std::numeric_limits<std::int64_t>::max();
    if (numerator > most || numerator < -most || denominator > most) {
        throw TimeOverflow("a time does not fit a fraction of two 64-bit numbers");
    }
    // Both already reduced: the constructor's reduction finds a divisor of 1.
    return {static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator)};
}

Wide floor_divide(Wide a, Wide b)
{
    const Wide quotient = a / b;
    return (a % b != 0 && (a < 0) != (b < 0)) ? quotient - 1 : quotient;
}

std::int64_t narrow_integer(Wide value)
{
    if (value > std::numeric_limits<std::int64_t>::max() ||
        value < std::numeric_limits<std::int64_t>::min()) {
        throw TimeOverflow("a frame number does not fit 64 bits");
    }
    return static_cast<std::int64_t>(value);
}

} // namespace

Time::Time(std::int64_t numerator, std::int64_t denominator)
{
    if (denominator == 0) {
        throw std::invalid_argument("a time needs a denominator other than 0");
    }
    const Wide divisor = greatest_common_divisor(numerator, denominator);
    const Wide sign = denominator < 0 ? -1 : 1;
    const Wide n = sign * numerator / (divisor == 0 ? 1 : divisor);
    const Wide d = sign * denominator / (divisor == 0 ? 1 : divisor);
    if (n > std::numeric_limits<std::int64_t>::max() ||
        d > std::numeric_limits<std::int64_t>::max()) {
        throw TimeOverflow("a time does not fit a fraction of two 64-bit numbers");
    }
    numerator_ = static_cast<std::int64_t>(n);
    denominator_ = static_cast<std::int64_t>(d);
}

double Time::seconds() const
{
    return static_cast<double>(numerator_) / static_cast<double>(denominator_);
}

std::int64_t Time::floor_at(const Time& rate) const
{
    return narrow_integer(
        floor_divide(Wide{numerator_} * rate.numerator_, Wide{denominator_} * rate.denominator_));
}

std::int64_t Time::ceil_at(const Time& rate) const
{
    return narrow_integer(-floor_divide(-(Wide{numerator_} * rate.numerator_),
                                        Wide{denominator_} * rate.denominator_));
}

std::int64_t Time::round_at(const Time& rate) const
{
    const Time product = *this * rate;
    return narrow_integer(floor_divide(2 * Wide{product.numerator_} + product.denominator_,
                                       2 * Wide{product.denominator_}));
}

Time operator+(const Time& a, const Time& b)
{
    return narrow(Wide{a.numerator_} * b.denominator_ + Wide{b.numerator_} * a.denominator_,
                  Wide{a.denominator_} * b.denominator_);
}

Time operator-(const Time& a, const Time& b)
{
    return narrow(Wide{a.numerator_} * b.denominator_ - Wide{b.numerator_} * a.denominator_,
                  Wide{a.denominator_} * b.denominator_);
}

Time operator*(const Time& a, const Time& b)
{
    return narrow(Wide{a.numerator_} * b.numerator_, Wide{a.denominator_} * b.denominator_);
}

Time operator/(const Time& a, const Time& b)
{
    if (b.numerator_ == 0) {
        throw std::invalid_argument("a time cannot be divided by 0");
    }
    return narrow(Wide{a.numerator_} * b.denominator_, Wide{a.denominator_} * b.numerator_);
}

std::strong_ordering operator<=>(const Time& a, const Time& b)
{
    const Wide left = Wide{a.numerator_} * b.denominator_;
    const Wide right = Wide{b.numerator_} * a.denominator_;
    return left <=> right;
}

Time frame_time(std::int64_t frame, const Time& rate)
{
    return Time(frame) / rate;
}

std::int64_t frame_sample(std::int64_t frame, const Time& rate)
{
    return frame_time(frame, rate).floor_at(Time(48000));
}

std::string to_string(const Time& t)
{
    return std::to_string(t.numerator()) + "/" + std::to_string(t.denominator());
}

Time parse_time(const std::string& text)
{
    const char* const end = text.data() + text.size();
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
    auto [next, error] = std::from_chars(text.data(), end, numerator);
    if (error == std::errc{} && next != end && *next == '/') {
        std::tie(next, error) = [&] {
            const auto result = std::from_chars(next + 1, end, denominator);
            return std::pair{result.ptr, result.ec};
        }();
    }
    if (error != std::errc{} || next != end || denominator == 0) {
        throw std::invalid_argument(
            "'" + text + "' is not a time; write it as a number or a fraction such as 1001/30000");
    }
    return {numerator, denominator};
}

} // namespace rushlight::assets
