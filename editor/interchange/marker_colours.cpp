#include "editor/interchange/marker_colours.hpp"

#include "editor/timeline/timeline.hpp"

#include <array>
#include <cctype>
#include <cstdlib>
#include <limits>
#include <utility>

namespace rushlight::editor {

namespace {

const std::array<std::pair<const char*, const char*>, 11> colours{{
    {"ORANGE", "#F0B45A"}, // the usual one of our own
    {"PINK", "#FFB0C0"},
    {"RED", "#E04040"},
    {"YELLOW", "#F0E040"},
    {"GREEN", "#40C060"},
    {"CYAN", "#40D0D0"},
    {"BLUE", "#4070E0"},
    {"PURPLE", "#8050C0"},
    {"MAGENTA", "#D040D0"},
    {"BLACK", "#000000"},
    {"WHITE", "#FFFFFF"},
}};

long channel(const std::string& colour, std::size_t index)
{
    return colour.size() == 7 ? std::strtol(colour.substr(1 + 2 * index, 2).c_str(), nullptr, 16)
                              : 0;
}

} // namespace

std::string marker_colour_name(const std::string& colour)
{
    const char* nearest = colours.front().first;
    long least = std::numeric_limits<long>::max();
    for (const auto& [name, known] : colours) {
        long distance = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const long step = channel(colour, i) - channel(known, i);
            distance += step * step;
        }
        if (distance < least) {
            least = distance;
            nearest = name;
        }
    }
    return nearest;
}

std::string marker_colour(const std::string& name)
{
    std::string capitals;
    for (const char c : name) {
        capitals += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    for (const auto& [known, colour] : colours) {
        if (capitals == known) {
            return colour;
        }
    }
    return Marker{}.colour;
}

} // namespace rushlight::editor
