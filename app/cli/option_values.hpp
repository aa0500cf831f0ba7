#pragma once

#include "app/cli/options.hpp"
#include "app/failure.hpp"

#include <charconv>
#include <cmath>
#include <sstream>
#include <string>
#include <type_traits>

/// What the texts of options mean. All throw Failure{usage} with the option's name.
namespace rushlight::app::option {

/// The whole text as a finite number.
template <class Number>
[[nodiscard]] Number number(const std::string& text, const std::string& option)
{
    Number value{};
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    bool sound = end.ec == std::errc() && end.ptr == text.data() + text.size();
    if constexpr (std::is_floating_point_v<Number>) {
        sound = sound && std::isfinite(value);
    }
    if (!sound) {
        throw Failure(Exit::usage, option + ": \"" + text + "\" is not a number");
    }
    return value;
}

/// The value itself, where it lies inside.
template <class Number>
[[nodiscard]] Number between(Number value, Number least, Number most, const std::string& option)
{
    if (!(value >= least && value <= most)) {
        std::ostringstream sentence;
        sentence << option << " must be between " << least << " and " << most << ", not " << value;
        throw Failure(Exit::usage, sentence.str());
    }
    return value;
}

/// 0 or more
[[nodiscard]] std::int64_t seed(const std::string& text);
/// "320x192"
[[nodiscard]] generation::Size size(const std::string& text);
/// "pan" or "pan:-3"
[[nodiscard]] generation::CameraMove camera(const std::string& text);
/// "woodcut" or "woodcut:0.8"
[[nodiscard]] GenerateOptions::Lora lora(const std::string& text);
/// "first.png" or "last.png@32"
[[nodiscard]] GenerateOptions::Image image(const std::string& text);

} // namespace rushlight::app::option
