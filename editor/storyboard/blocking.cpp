#include "editor/storyboard/blocking.hpp"

#include "generation/protocol/handles.hpp"

#include <algorithm>

namespace rushlight::editor {

Storyboard blocking_of(Storyboard board, const std::string& model)
{
    for (Shot& shot : board.shots) {
        Shot drawn;
        drawn.id = shot.id;
        drawn.model = model;
        drawn.prompt = generation::without_handles(shot.prompt, [&](const std::string& handle) {
            const auto member =
                std::find_if(board.cast.begin(), board.cast.end(), [&](const CastEntry& it) {
                    return it.handle == handle;
                });
            return member == board.cast.end() || member->kind.empty() ? std::string("somebody")
                                                                      : member->kind;
        });
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
