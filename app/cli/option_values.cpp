#include "app/cli/option_values.hpp"

#include <limits>

namespace rushlight::app::option {

std::int64_t seed(const std::string& text)
{
    return between<std::int64_t>(number<std::int64_t>(text, "--seed"),
                                 0,
                                 std::numeric_limits<std::int64_t>::max(),
                                 "--seed");
}

generation::Size size(const std::string& text)
{
    const auto cross = text.find('x');
    if (cross == std::string::npos) {
        throw Failure(Exit::usage, "--size: \"" + text + "\" is not WIDTHxHEIGHT, as 320x192");
    }
    return {between(number<int>(text.substr(0, cross), "--size"), 1, 8192, "--size"),
            between(number<int>(text.substr(cross + 1), "--size"), 1, 8192, "--size")};
}

generation::CameraMove camera(const std::string& text)
{
    const auto colon = text.find(':');
    generation::CameraMove move;
    move.name = text.substr(0, colon);
    if (colon != std::string::npos) {
        move.amount =
            between(number<double>(text.substr(colon + 1), "--camera"), -10.0, 10.0, "--camera");
    }
    return move;
}

GenerateOptions::Lora lora(const std::string& text)
{
    const auto colon = text.find(':');
    GenerateOptions::Lora lora{text.substr(0, colon), 1};
    if (colon != std::string::npos) {
        lora.weight =
            between(number<double>(text.substr(colon + 1), "--lora"), -2.0, 2.0, "--lora");
    }
    return lora;
}

GenerateOptions::Image image(const std::string& text)
{
    const auto at = text.rfind('@');
    if (at == std::string::npos || at + 1 == text.size() ||
        text.find_first_not_of("0123456789", at + 1) != std::string::npos) {
        return {text, 0};
    }
    return {text.substr(0, at), number<int>(text.substr(at + 1), "--image")};
}

} // namespace rushlight::app::option
