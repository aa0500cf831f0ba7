#include "editor/storyboard/blocking.hpp"

#include <algorithm>
#include <cctype>

namespace rushlight::editor {

namespace {

bool is_handle(char letter)
{
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '-';
}

/// "@wick, an orange dog, jumps" → "animal, an orange dog, jumps"
std::string without_handles(const std::string& prompt, const std::vector<CastEntry>& cast)
{
    std::string text;
    for (std::size_t i = 0; i < prompt.size();) {
        if (prompt[i] != '@') {
            text += prompt[i++];
            continue;
        }
        std::size_t end = i + 1;
        while (end < prompt.size() && is_handle(prompt[end])) {
            ++end;
        }
        const std::string handle = prompt.substr(i + 1, end - i - 1);
        const auto member = std::find_if(cast.begin(), cast.end(), [&](const CastEntry& entry) {
            return entry.handle == handle;
        });
        text += member == cast.end() || member->kind.empty() ? "somebody" : member->kind;
        i = end;
    }
    return text;
}

} // namespace

Storyboard blocking_of(Storyboard board, const std::string& model)
{
    for (Shot& shot : board.shots) {
        Shot drawn;
        drawn.id = shot.id;
        drawn.model = model;
        drawn.prompt = without_handles(shot.prompt, board.cast);
        drawn.seconds = shot.seconds;
        drawn.seed = shot.seed;
        drawn.camera = shot.camera;
        drawn.camera.resize(std::min<std::size_t>(drawn.camera.size(), 1));
        drawn.title = std::move(shot.title);
        drawn.transition = shot.transition;
        shot = std::move(drawn);
    }
    return board;
}

} // namespace rushlight::editor
