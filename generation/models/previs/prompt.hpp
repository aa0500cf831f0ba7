#pragma once

#include "generation/protocol/request.hpp"
#include "generation/world/scene.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rushlight::generation::previs {

/// What a request's words became.
struct Prompt {
    std::string text; ///< what the text encoder reads
    std::vector<std::string> grounding;
    /// The scene that the completer made of the words; none where a picture, a clip or a cast
    /// member already decides what was left open
    std::optional<world::Scene> scene;
    std::vector<std::string> mechanisms;
};

/// Replaces @handles by what they are, parses the words and, for a shot made from words alone,
/// completes them from the seed into the dense caption that the denoiser knows best; `world` is the
/// edition that it was trained on. Pure.
[[nodiscard]] Prompt complete_prompt(const Request& request, world::World world);

/// The request's camera for `latent_frames` instants: its path (resampled where it has another
/// number of poses), else its named moves together, else the completed scene's. Empty: not given.
[[nodiscard]] std::vector<CameraPose>
camera_of(const Request& request, const Prompt& prompt, int latent_frames);

} // namespace rushlight::generation::previs
