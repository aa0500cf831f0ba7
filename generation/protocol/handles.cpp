#include "generation/protocol/handles.hpp"

#include <cctype>

namespace rushlight::generation {

namespace {

bool is_of_handle(char letter)
{
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' ||
           letter == '-' || (letter & 0x80) != 0;
}

} // namespace

std::string without_handles(const std::string& prompt,
                            const std::function<std::string(const std::string&)>& called)
{
    std::string text;
    for (std::size_t i = 0; i < prompt.size();) {
        if (prompt[i] != '@') {
            text += prompt[i++];
            continue;
        }
        std::size_t end = i + 1;
        while (end < prompt.size() && is_of_handle(prompt[end])) {
            ++end;
        }
        text += called(prompt.substr(i + 1, end - i - 1));
        i = end;
    }
    return text;
}

} // namespace rushlight::generation
